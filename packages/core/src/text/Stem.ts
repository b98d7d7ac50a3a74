import { stemmer as english } from "stemmer"
import { stem as dutch } from "./stems/Dutch.ts"
import { stem as french } from "./stems/French.ts"
import { stem as german } from "./stems/German.ts"
import { stem as italian } from "./stems/Italian.ts"
import { stem as portuguese } from "./stems/Portuguese.ts"
import { stem as russian } from "./stems/Russian.ts"
import { stem as spanish } from "./stems/Spanish.ts"
import { stem as swedish } from "./stems/Swedish.ts"

/** A longer word is none of a language that is stemmed. */
const longestStem = 30

const plain = /^[a-z]+$/
const latin = /^\p{Script=Latin}+$/u
const cyrillic = /^\p{Script=Cyrillic}+$/u

/** By language, how words are stemmed, and which ones. */
const stems: Readonly<Record<string, readonly [words: RegExp, stem: (word: string) => string]>> = {
  en: [plain, english],
  de: [latin, german],
  fr: [latin, french],
  es: [latin, spanish],
  it: [latin, italian],
  pt: [latin, portuguese],
  nl: [latin, dutch],
  sv: [latin, swedish],
  ru: [cyrillic, russian]
}

/**
 * The stem of a word in lower case, in a language: Porter's in English; light ones in German, French, Spanish, Italian,
 * Portuguese, Dutch, Swedish and Russian. In other languages, and for words with digits, it is the word itself.
 *
 * ```ts import.meta.vitest
 * import { stem } from "./Stem.ts"
 *
 * stem("arrived", "en") // => "arriv"
 * stem("karten", "de") // => "kart"
 * stem("karten", "und") // => "karten"
 * ```
 */
export const stem = (word: string, language: string): string => {
  const [words, stemOf] = Object.hasOwn(stems, language) ? (stems[language] ?? []) : []
  return words?.test(word) && word.length <= longestStem && stemOf !== undefined ? stemOf(word) : word
}
