import { endings, withoutSuffix } from "./Suffix.ts"

const genitive = endings(4, "s")
const rules = [
  ...endings(7, "elser heten ningar ningen"),
  ...endings(6, "arne erna ande else aste orna aren ning"),
  ...endings(5, "are ast het"),
  ...endings(4, "ar er or an en at te et"),
  ...endings(3, "t a e n")
]

/**
 * The light stem of a Swedish word: number, case, definiteness and common endings of nouns go.
 *
 * Savoy (2002), Report on CLEF-2001 experiments; with `-an` and `-ning`.
 *
 * ```ts import.meta.vitest
 * import { stem } from "./Swedish.ts"
 *
 * ["fakturan", "fakturor", "faktura", "beställning", "beställningar"].map(stem) // => ["faktur", "faktur", "faktur", "beställ", "beställ"]
 * ```
 */
export const stem = (word: string): string => withoutSuffix(withoutSuffix(word, genitive), rules)
