import { endings, type Suffix, unmarked, withoutSuffix } from "./Suffix.ts"

const number: ReadonlyArray<Suffix> = [
  [4, "ões", "ão"],
  [4, "ães", "ão"],
  [4, "ais", "al"],
  [4, "éis", "el"],
  [4, "eis", "el"],
  [4, "óis", "ol"],
  [4, "is", "il"],
  [3, "ns", "m"],
  [4, "res", "r"],
  [4, "zes", "z"],
  [3, "s"]
]
const adverb = endings(8, "mente")
const gender: ReadonlyArray<Suffix> = [
  [5, "inha", "inho"],
  [5, "eira", "eiro"],
  [5, "ona", "ão"],
  [5, "ora", "or"],
  [5, "osa", "oso"],
  [5, "esa", "es"]
]
const vowel = endings(3, "e a o")

/**
 * The light stem of a Portuguese word: number, gender and `-mente` go, and accents.
 *
 * Savoy (2006), Light stemming approaches for the French, Portuguese, German and Hungarian languages.
 *
 * ```ts import.meta.vitest
 * import { stem } from "./Portuguese.ts"
 *
 * ["cartões", "cartão", "devoluções", "pedidos", "pedido", "viagens"].map(stem) // => ["carta", "carta", "devoluca", "pedid", "pedid", "viagem"]
 * ```
 */
export const stem = (word: string): string => {
  const singular = withoutSuffix(withoutSuffix(word, number), adverb)
  return withoutSuffix(unmarked(withoutSuffix(singular, gender)), vowel)
}
