import { languages } from "./FunctionWords.ts"
import { evidenceOf, likeliest } from "./LanguageEvidence.ts"
import { byScript, type Likely, type Script, scriptOf } from "./Script.ts"
import { words as wordsOf } from "./Words.ts"

/** The language that a text is in. */
export interface Told {
  /** Its BCP 47 tag, such as `de`; `und` when the text does not tell. */
  readonly language: string
  /** How sure, from 0 to 1: below 0.6 the language is `und`. */
  readonly confidence: number
}

/** So many words of a text are looked at. */
const longestRead = 200
/** Less sure than this is not sure. */
const leastConfidence = 0.6
/** So many words are remembered. */
const longestCache = 50_000

/** What is known of a word. */
interface Clue {
  readonly word: string
  readonly script: Script | undefined
  /** For a word in an alphabet that many languages share, what it says about each of `languages`. */
  readonly evidence: Float64Array | undefined
  /** The last text, by its number, that it was seen in. */
  text: number
}

const clueOf = (word: string): Clue => {
  const script = scriptOf(word)
  const spelled = script === "latin" || script === "cyrillic"
  return { word, script, evidence: spelled ? evidenceOf(word, script === "cyrillic") : undefined, text: 0 }
}

/** Words keep what they say: all texts share what is remembered. */
let cache = new Map<string, Clue>()
/** So many texts were told. */
let texts = 0

const remembered = (word: string): Clue => {
  const known = cache.get(word)
  if (known !== undefined) return known
  const clue = clueOf(word)
  cache.set(word, clue)
  return clue
}

/** The clues of the different words of a text. */
const cluesOf = (words: ReadonlyArray<string>): ReadonlyArray<Clue> => {
  if (cache.size >= longestCache) cache = new Map()
  texts++
  const clues: Array<Clue> = []
  const end = Math.min(words.length, longestRead)
  for (let i = 0; i < end; i++) {
    const clue = remembered(words[i] as string)
    if (clue.text === texts) continue
    clue.text = texts
    clues.push(clue)
  }
  return clues
}

/** The script of most words. A Latin word among others is a name more often than not, and counts half. */
const mostScript = (clues: ReadonlyArray<Clue>): Script | undefined => {
  const counts = new Map<Script, number>()
  for (const { script } of clues) {
    if (script !== undefined) counts.set(script, (counts.get(script) ?? 0) + (script === "latin" ? 1 : 2))
  }
  let [best, most]: [Script | undefined, number] = [undefined, 0]
  for (const [script, count] of counts) if (count > most) [best, most] = [script, count]
  return best
}

/** The script of a text: most have one. */
const mainScript = (clues: ReadonlyArray<Clue>): Script | undefined => {
  let only: Script | undefined
  for (const { script } of clues) {
    only ??= script
    if (script !== only && script !== undefined) return mostScript(clues)
  }
  return only
}

const sums = new Float64Array(languages.length)

const sumOf = (clues: ReadonlyArray<Clue>, script: Script): Float64Array => {
  sums.fill(0)
  for (const { evidence, script: own } of clues) {
    if (own !== script || evidence === undefined) continue
    for (let place = 0; place < sums.length; place++) {
      sums[place] = (sums[place] as number) + (evidence[place] as number)
    }
  }
  return sums
}

const likely = (clues: ReadonlyArray<Clue>): Likely => {
  const script = mainScript(clues)
  if (script === undefined) return ["und", 0]
  if (script === "latin" || script === "cyrillic") return likeliest(sumOf(clues, script), script === "cyrillic")
  const own = clues.filter((clue) => clue.script === script)
  return byScript(
    script,
    own.map(({ word }) => word)
  )
}

/**
 * The language of a text by its words, which `words` gives: each different one counts once.
 *
 * ```ts import.meta.vitest
 * import { ofWords } from "./Language.ts"
 *
 * ofWords(["wo", "bleibt", "meine", "bestellung"]).language // => "de"
 * ofWords([]) // => { language: "und", confidence: 0 }
 * ```
 */
export const ofWords = (words: ReadonlyArray<string>): Told => {
  const [language, confidence] = likely(cluesOf(words))
  return { language: confidence < leastConfidence ? "und" : language, confidence }
}

/**
 * The language of a text, by its script, its function words and how its words are spelled: no dictionary, no network.
 *
 * Told apart are English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish, Norwegian, Polish, Czech,
 * Romanian, Hungarian, Turkish, Finnish, Indonesian and Vietnamese; Russian, Ukrainian, Bulgarian and Serbian in Cyrillic;
 * Arabic, Persian and Urdu; Chinese, Japanese, Korean, Thai, Greek, Hebrew, Hindi and other languages that have a script to
 * themselves. A text in any other language may be taken for one of these. Markup, quoted replies and personal data are left
 * out, and the first 200 words are looked at. A text without letters, or one that is too short to tell, is `und`.
 *
 * ```ts import.meta.vitest
 * import { of } from "./Language.ts"
 *
 * of("Wo bleibt meine Bestellung?").language // => "de"
 * of("返金してください") // => { language: "ja", confidence: 1 }
 * of("OK 404") // => { language: "und", confidence: 0 }
 * ```
 */
export const of = (text: string): Told => ofWords(wordsOf(text))
