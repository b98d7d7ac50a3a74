/**
 * How many arrangements have 0, 1, 2, … inversions, of values that come in groups of equals of these sizes.
 *
 * The coefficients of the Gaussian multinomial, group by group. MacMahon (1916), Combinatory Analysis II.
 */
const inversions = (groups: ReadonlyArray<number>): Float64Array => {
  const counts = new Float64Array(untiedPairs(groups) + 1)
  counts[0] = 1
  let placed = 0
  for (const size of groups) {
    for (let i = 1; i <= size; i++) multiply(counts, placed + i, i)
    placed += size
  }
  return counts
}

/** Times (1 − q^up) / (1 − q^down), in place. */
const multiply = (counts: Float64Array, up: number, down: number): void => {
  for (let k = counts.length - 1; k >= up; k--) counts[k] = (counts[k] ?? 0) - (counts[k - up] ?? 0)
  for (let k = down; k < counts.length; k++) counts[k] = (counts[k] ?? 0) + (counts[k - down] ?? 0)
}

/** Pairs of values that are not equal. */
export const untiedPairs = (groups: ReadonlyArray<number>): number => {
  const n = groups.reduce((sum, size) => sum + size, 0)
  return groups.reduce((pairs, size) => pairs - size * size, n * n) / 2
}

/**
 * P(S ≥ s) for s above 0, where S is Kendall's score of values in random order: pairs that rise minus pairs that fall.
 * The values come in groups of equals of the sizes given.
 *
 * Exact, for up to about 100 values. Kendall (1938), A new measure of rank correlation.
 *
 * ```ts import.meta.vitest
 * import { upperTail } from "./KendallDistribution.ts"
 *
 * upperTail(3, [1, 1, 1]) // => 0.16666666666666666
 * upperTail(2, [2, 1]) // => 0.3333333333333333
 * ```
 */
export const upperTail = (s: number, groups: ReadonlyArray<number>): number => {
  const counts = inversions(groups)
  const most = Math.floor((counts.length - 1 - s) / 2)
  return sum(counts.subarray(0, Math.max(0, most + 1))) / sum(counts)
}

const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0)

/**
 * The least score S that n different values in random order reach with a probability of at most p; `null` when none is
 * so rare.
 */
export const critical = (n: number, p: number): number | null => {
  const counts = inversions(Array.from({ length: n }, () => 1))
  const bound = p * sum(counts)
  let [k, reached] = [0, 0]
  while (k < counts.length && reached + (counts[k] ?? 0) <= bound) {
    reached += counts[k] ?? 0
    k++
  }
  return k === 0 ? null : counts.length - 1 - 2 * (k - 1)
}
