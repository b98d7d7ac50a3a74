import { endings, type Suffix, withoutSuffix } from "./Suffix.ts"

const cases = [
  ...endings(6, "иями оями"),
  ...endings(5, "иям иях оях ями оям ами его ему ери ими ого ому ыми оев"),
  ...endings(4, "ая яя ях юю ах ею их ия ию ью ою ую ям ых ея ам ем ей ём ев ий им ое ой ом ов ые ый ым ми"),
  ...endings(3, "а е и о у й ы ь ю я")
]
const soft: ReadonlyArray<Suffix> = [...endings(3, "ь и"), [3, "нн", "н"]]

/**
 * The light stem of a Russian word: endings of number, case and gender go, and a soft sign or a double `н` before them.
 *
 * Dolamic and Savoy (2009), Indexing and searching strategies for the Russian language.
 *
 * ```ts import.meta.vitest
 * import { stem } from "./Russian.ts"
 *
 * ["карта", "карты", "картой", "возвраты", "возврата"].map(stem) // => ["карт", "карт", "карт", "возврат", "возврат"]
 * ```
 */
export const stem = (word: string): string => withoutSuffix(withoutSuffix(word.replaceAll("ё", "е"), cases), soft)
