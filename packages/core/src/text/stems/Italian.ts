import { endings, unmarked, withoutSuffix } from "./Suffix.ts"

const rules = endings(4, "ie he ii hi ia io e i a o")

/**
 * The light stem of an Italian word: number and gender go, and accents; from five letters on.
 *
 * Savoy (2002), Report on CLEF-2001 experiments.
 *
 * ```ts import.meta.vitest
 * import { stem } from "./Italian.ts"
 *
 * ["rimborsi", "rimborso", "banche", "banca", "spedizione"].map(stem) // => ["rimbors", "rimbors", "banc", "banc", "spedizion"]
 * ```
 */
export const stem = (word: string): string => withoutSuffix(unmarked(word), rules)
