import { type Suffix, undoubled, unmarked, withoutSuffix } from "./Suffix.ts"

const rules: ReadonlyArray<Suffix> = [
  [6, "heden", "heid"],
  [7, "ingen"],
  [6, "ing"],
  [5, "jes"],
  [4, "je"],
  [6, "ende"],
  [4, "en"],
  [4, "ën"],
  [4, "es"],
  [3, "e"]
]
const participle = /[^aeiou][dt]$/
const plural = /[bcdfgklmnprt]s$/
const twoVowels = /(aa|ee|oo|uu)([^aeiou])$/

/**
 * The light stem of a Dutch word: plurals, endings of verbs and adjectives, `-ing` `-je` and the `d` or `t` of participles go; doubled letters at the end
 * become one, `v` and `z` there `f` and `s`.
 *
 * After Kraaij and Pohlmann (1994), Porter's stemming algorithm for Dutch, made lighter in the way of Savoy (2006).
 *
 * ```ts import.meta.vitest
 * import { stem } from "./Dutch.ts"
 *
 * ["kaart", "kaarten", "betaal", "betaling", "betalingen", "pakketje", "brieven"].map(stem) // => ["kaart", "kaart", "betal", "betal", "betal", "pakket", "brief"]
 * ```
 */
export const stem = (word: string): string => {
  const bare = withoutSuffix(word, rules)
  const one = bare === word && word.length > 3 && plural.test(word) ? word.slice(0, -1) : bare
  const present = one.length > 5 && participle.test(one) ? one.slice(0, -1) : one
  const single = unmarked(present.length > 3 ? undoubled(present) : present)
  return single
    .replace(twoVowels, (_, vowels: string, last: string) => vowels.slice(1) + last)
    .replace(/v$/, "f")
    .replace(/z$/, "s")
}
