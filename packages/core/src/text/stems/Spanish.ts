import { endings, type Suffix, unmarked, withoutSuffix } from "./Suffix.ts"

const rules: ReadonlyArray<Suffix> = [[4, "eses", "es"], [4, "ces", "z"], ...endings(4, "os as es o a e")]

/**
 * The light stem of a Spanish word: number and gender go, and accents.
 *
 * Savoy (2002), Report on CLEF-2001 experiments.
 *
 * ```ts import.meta.vitest
 * import { stem } from "./Spanish.ts"
 *
 * ["tarjetas", "tarjeta", "devoluciones", "devolución", "veces"].map(stem) // => ["tarjet", "tarjet", "devolucion", "devolucion", "vez"]
 * ```
 */
export const stem = (word: string): string => withoutSuffix(unmarked(word), rules)
