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
  readonly script: Script | undefined
  readonly evidence: Float64Array | undefined
}

const clueOf = (word: string): Clue => {
  const script = scriptOf(word)
  const spelled = script === "latin" || script === "cyrillic"
  return { script, evidence: spelled ? evidenceOf(word, script === "cyrillic") : undefined }
}

/** The script of most words. A Latin word among others is a name more often than not, and counts half. */
const mainScript = (clues: ReadonlyArray<Clue>): Script | undefined => {
  const counts = new Map<Script, number>()
  for (const { script } of clues) {
    if (script !== undefined) counts.set(script, (counts.get(script) ?? 0) + (script === "latin" ? 1 : 2))
  }
  let [best, most]: [Script | undefined, number] = [undefined, 0]
  for (const [script, count] of counts) if (count > most) [best, most] = [script, count]
  return best
}

const sumOf = (clues: ReadonlyArray<Clue>, script: Script): Float64Array => {
  const sums = new Float64Array(languages.length)
  for (const { evidence, script: own } of clues) {
    if (own !== script) continue
    for (let place = 0; place < sums.length; place++)
      sums[place] = (sums[place] as number) + (evidence?.[place] as number)
  }
  return sums
}

const likely = (words: ReadonlyArray<string>, clues: ReadonlyArray<Clue>): Likely => {
  const script = mainScript(clues)
  if (script === undefined) return ["und", 0]
  if (script === "latin" || script === "cyrillic") return likeliest(sumOf(clues, script), script === "cyrillic")
  const own = words.filter((_, i) => clues[i]?.script === script)
  return byScript(script, own)
}

/** A function that tells the language of a text by its different words. It remembers words, and never tells differently. */
export const teller = (): ((words: ReadonlyArray<string>) => Told) => {
  let cache = new Map<string, Clue>()
  const remembered = (word: string): Clue => {
    const known = cache.get(word)
    if (known !== undefined) return known
    if (cache.size >= longestCache) cache = new Map()
    const clue = clueOf(word)
    cache.set(word, clue)
    return clue
  }
  return (words) => {
    const read = Array.from(new Set(words.length > longestRead ? words.slice(0, longestRead) : words))
    const [language, confidence] = likely(read, read.map(remembered))
    return { language: confidence < leastConfidence ? "und" : language, confidence }
  }
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
export const of = (text: string): Told => teller()(wordsOf(text))
