/**
 * p-values adjusted for the false discovery rate of the family they form, in the order given, at most 1.
 *
 * `null` is a test that could not be made: it stays `null` and is not counted. Benjamini and Hochberg (1995), Controlling
 * the false discovery rate.
 *
 * ```ts import.meta.vitest
 * import { benjaminiHochberg } from "./BenjaminiHochberg.ts"
 *
 * benjaminiHochberg([0.01, null, 0.5, 0.01]) // => [0.015, null, 0.5, 0.015]
 * ```
 */
export const benjaminiHochberg = (p: ReadonlyArray<number | null>): ReadonlyArray<number | null> => {
  const family = p.flatMap((value, at) => (value === null ? [] : [{ value, at }])).sort((a, b) => b.value - a.value)
  const adjusted: Array<number | null> = p.map(() => null)
  let least = 1
  family.forEach(({ at, value }, i) => {
    least = Math.min(least, (family.length / (family.length - i)) * value)
    adjusted[at] = least
  })
  return adjusted
}
