import { isFunctionWord } from "./FunctionWords.ts"
import { ofWords, type Told } from "./Language.ts"
import { stem } from "./Stem.ts"
import { words } from "./Words.ts"

/** A text as it is compared with others. */
export interface Reading {
  /** The BCP 47 tag of the language that it was read in. */
  readonly language: string
  /** The words as they stand in the text. */
  readonly words: ReadonlyArray<string>
  /** The stem of each word. */
  readonly stems: ReadonlyArray<string>
  /** For each word, whether it only builds the sentence. */
  readonly functional: ReadonlyArray<boolean>
}

/** What is known of a word. */
interface Entry {
  readonly stem: string
  readonly functional: boolean
}

/** As sure as a text has to be that it is in another language than those that it belongs to. */
const sureEnough = 0.9

/** The language to read a text in: a short one among English texts may look Dutch, and is English. */
const languageFor = ({ confidence, language }: Told, otherwise: string): string =>
  language === "und" || (otherwise !== "und" && confidence < sureEnough) ? otherwise : language

/** So many words are remembered. */
const longestCache = 200_000

const entry = (word: string, language: string): Entry => ({
  stem: stem(word, language),
  functional: isFunctionWord(word, language)
})

/**
 * A reader of texts: each text's language, its words, their stems in that language, and which are its function words. Texts
 * that do not tell their language, or are not sure (0.9) of another one, are read in the one given; in `und` words are their
 * own stems.
 *
 * It remembers words, so that the same reader reads the next text faster, and never differently.
 *
 * ```ts import.meta.vitest
 * import { reader } from "./Reading.ts"
 *
 * reader()("Where are my refunded cards?").stems // => ["where", "ar", "my", "refund", "card"]
 * reader()("Refunded") // => { language: "und", words: ["refunded"], stems: ["refunded"], functional: [false] }
 * reader("en")("Refunded").stems // => ["refund"]
 * ```
 */
export const reader = (otherwise = "und"): ((text: string) => Reading) => {
  const caches = new Map<string, Map<string, Entry>>()
  const cacheOf = (language: string): Map<string, Entry> => {
    const known = caches.get(language)
    if (known !== undefined && known.size < longestCache) return known
    const cache = new Map<string, Entry>()
    caches.set(language, cache)
    return cache
  }
  return (text) => {
    const all = words(text)
    const language = languageFor(ofWords(all), otherwise)
    const cache = cacheOf(language)
    const [stems, functional]: [Array<string>, Array<boolean>] = [[], []]
    for (const word of all) {
      let known = cache.get(word)
      if (known === undefined) {
        known = entry(word, language)
        cache.set(word, known)
      }
      stems.push(known.stem)
      functional.push(known.functional)
    }
    return { language, words: all, stems, functional }
  }
}
