import * as Gamma from "./Gamma.ts"
import { upperTail } from "./Normal.ts"

/** How often a value came in the first group and in the second. */
export interface ValueCounts {
  readonly value: number
  readonly first: number
  readonly second: number
}

/** A skewness below this is none. */
const symmetric = 1e-6

/** P(Z > z) of a Pearson type III variate with mean 0, variance 1 and this skewness. */
const pearsonTail = (z: number, skewness: number): number => {
  if (Math.abs(skewness) < symmetric) return upperTail(z)
  const shape = 4 / (skewness * skewness)
  const place = shape + Math.sign(skewness) * z * Math.sqrt(shape)
  const above = place <= 0 ? 1 : Gamma.upperTail(shape, place)
  return skewness > 0 ? above : 1 - above
}

const total = (counts: ReadonlyArray<ValueCounts>, of: (each: ValueCounts) => number): number =>
  counts.reduce((sum, each) => sum + of(each), 0)

/**
 * Two-sided p-value of the means of two groups being the same, over all ways to divide the same values among them: twice that of
 * the smaller tail, with the exact first three moments of the sum (Pearson type III). So a few records of a skewed scale are
 * no discovery. `null` when all values are one, or there are fewer than three.
 *
 * Mielke and Berry (2007), Permutation methods, 2.3; Pitman (1937).
 *
 * ```ts import.meta.vitest
 * import { twoSidedP } from "./PermutationTest.ts"
 *
 * twoSidedP([{ value: 0, first: 5, second: 5 }, { value: 1, first: 5, second: 5 }]) // => 1
 * twoSidedP([{ value: 3, first: 5, second: 5 }]) // => null
 * ```
 */
export const twoSidedP = (counts: ReadonlyArray<ValueCounts>): number | null => {
  const [m, n] = [total(counts, ({ first }) => first), total(counts, ({ first, second }) => first + second)]
  const mean = total(counts, ({ first, second, value }) => (first + second) * value) / n
  const moment = (of: (deviation: number) => number): number =>
    total(counts, ({ first, second, value }) => (first + second) * of(value - mean)) / n
  const second = moment((deviation) => deviation * deviation)
  if (n < 3 || m === 0 || m === n || second === 0) return null
  const variance = (m * (n - m) * second) / (n - 1)
  const third =
    (m * (n - m) * (n - 2 * m) * moment((deviation) => deviation * deviation * deviation)) / ((n - 1) * (n - 2))
  const error = Math.sqrt(variance)
  const z = total(counts, ({ first, value }) => first * (value - mean)) / error
  const skewness = third / (error * variance)
  return Math.min(1, 2 * pearsonTail(z, skewness), 2 * pearsonTail(-z, -skewness))
}
