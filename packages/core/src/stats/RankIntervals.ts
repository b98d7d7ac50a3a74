/** From the first to the last place that a value may have. */
export interface RankInterval {
  readonly low: number
  readonly high: number
}

interface Claim {
  readonly above: number
  readonly below: number
  readonly p: number
}

/** For each pair of values, either may be above the other. */
const testsOf = (count: number): number => count * (count - 1)

/**
 * The largest p-value with which the order of two of so many values can be sure: no more than one of the two tests of a pair is
 * ever rejected, so that Holm's correction never divides by less than half of them.
 *
 * ```ts import.meta.vitest
 * import { largestP } from "./RankIntervals.ts"
 *
 * largestP(2, 0.95).toFixed(3) // => "0.025"
 * ```
 */
export const largestP = (count: number, level: number): number => (1 - level) / (testsOf(count) / 2 + 1)

/** Of claims, the smallest p first, those that stand when so many tests could have been made. Holm (1979). */
const holm = (claims: ReadonlyArray<Claim>, tests: number, alpha: number): ReadonlyArray<Claim> => {
  const sorted = claims.toSorted((a, b) => a.p - b.p)
  const failed = sorted.findIndex(({ p }, i) => p > alpha / (tests - i))
  return failed === -1 ? sorted : sorted.slice(0, failed)
}

/**
 * For values, the largest first, the interval of each rank: all of them hold at once with at least the probability `level`.
 *
 * `p` tells the one-sided p-value of "the value at this place is not above that at a later one"; it is asked only where the
 * values differ. A rank is at least 1 + those that are surely above, and at most the number of values less those that are surely
 * below, sure by Holm's correction for both directions of all pairs. Whatever depends on whatever, this holds.
 *
 * Mogstad, Romano, Shaikh and Wilhelm (2024), Inference for ranks.
 *
 * ```ts import.meta.vitest
 * import { rankIntervals } from "./RankIntervals.ts"
 *
 * const p = (i: number, j: number) => (j === 2 ? 0.001 : 0.4)
 * rankIntervals([30, 28, 2], p, 0.95) // => [{ low: 1, high: 2 }, { low: 1, high: 2 }, { low: 3, high: 3 }]
 * ```
 */
export const rankIntervals = (
  values: ReadonlyArray<number>,
  p: (above: number, below: number) => number,
  level: number
): ReadonlyArray<RankInterval> => {
  const claims: Array<Claim> = []
  const [tests, largest] = [testsOf(values.length), largestP(values.length, level)]
  for (const [above, value] of values.entries()) {
    for (let below = above + 1; below < values.length; below++) {
      const claim = { above, below, p: value > (values[below] as number) ? p(above, below) : 1 }
      if (claim.p <= largest) claims.push(claim)
    }
  }
  const [low, high] = [values.map(() => 1), values.map(() => values.length)]
  for (const { above, below } of holm(claims, tests, 1 - level)) {
    low[below] = (low[below] as number) + 1
    high[above] = (high[above] as number) - 1
  }
  return values.map((_, i) => ({ low: low[i] as number, high: high[i] as number }))
}
