import { endings, unmarked, withoutSuffix } from "./Suffix.ts"

const cases = [...endings(5, "ern"), ...endings(4, "em en er es"), ...endings(3, "e")]
const degrees = [...endings(5, "est"), ...endings(4, "en er")]
const beforeS = /[bdfghklmnt]s$/
const beforeSt = /[bdfghklmnt]st$/

const withoutCase = (word: string): string => {
  const stem = withoutSuffix(word, cases)
  return stem === word && word.length > 3 && beforeS.test(word) ? word.slice(0, -1) : stem
}

/**
 * The light stem of a German word: endings of number, case and comparison go, umlauts become plain vowels and ß becomes ss.
 *
 * Savoy (2006), Light stemming approaches for the French, Portuguese, German and Hungarian languages.
 *
 * ```ts import.meta.vitest
 * import { stem } from "./German.ts"
 *
 * ["Konten", "Konto", "Rückzahlungen", "Rückzahlung", "Pakets"].map((word) => stem(word.toLowerCase())) // => ["kont", "konto", "ruckzahlung", "ruckzahlung", "paket"]
 * ```
 */
export const stem = (word: string): string => {
  const once = withoutCase(unmarked(word.replaceAll("ß", "ss")))
  const twice = withoutSuffix(once, degrees)
  return twice === once && once.length > 4 && beforeSt.test(once) ? once.slice(0, -2) : twice
}
