import { stemmer } from "stemmer"
import { isFunctionWord, languageOf } from "./FunctionWords.ts"
import { words } from "./Words.ts"

/** A text as it is compared with others. */
export interface Reading {
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

/** So many words are remembered. */
const longestCache = 200_000
/** A longer word is no English one. */
const longestStem = 30

const entry = (word: string, language: string): Entry => ({
  stem: language === "en" && word.length <= longestStem && /^[a-z]+$/.test(word) ? stemmer(word) : word,
  functional: isFunctionWord(word, language)
})

/**
 * A reader of texts: words, their stems by Porter (1980) in English, and which of them are function words.
 *
 * It remembers words, so that the same reader reads the next text faster, and never differently.
 *
 * ```ts import.meta.vitest
 * import { reader } from "./Reading.ts"
 *
 * reader()("My cards arrived").stems // => ["my", "card", "arriv"]
 * ```
 */
export const reader = (): ((text: string) => Reading) => {
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
    const language = languageOf(all)
    const cache = cacheOf(language)
    const entries = all.map((word) => {
      const known = cache.get(word) ?? entry(word, language)
      cache.set(word, known)
      return known
    })
    return { words: all, stems: entries.map(({ stem }) => stem), functional: entries.map((each) => each.functional) }
  }
}
