import { atMost } from "./Binomial.ts"

/**
 * The places of the sorted sample, from 1, between which a quantile is the middle: two where n p is whole, else one twice.
 *
 * The inverse of the empirical distribution function, averaged where it jumps: the second type of Hyndman and Fan (1996),
 * and the usual median. Needs a record, and p between 0 and 1.
 *
 * ```ts import.meta.vitest
 * import { places } from "./OrderStatistics.ts"
 *
 * places(4, 0.5) // => [2, 3]
 * places(5, 0.5) // => [3, 3]
 * places(10, 0.9) // => [9, 10]
 * ```
 */
export const places = (n: number, p: number): readonly [number, number] => {
  const at = n * p
  const nearest = Math.round(at)
  // 0.9 of 10 is 9, whatever its binary digits.
  if (Math.abs(at - nearest) > 1e-9 * Math.max(1, at)) return [Math.ceil(at), Math.ceil(at)]
  return [Math.max(1, nearest), Math.min(n, nearest + 1)]
}

/** The greatest r with P(X ≤ r − 1) ≤ tail. */
const below = (n: number, p: number, tail: number): number => {
  let [low, high] = [0, n]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (atMost(middle - 1, n, p) <= tail) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * The places of the sorted sample, from 1, that hold a quantile between them at a level; `null` where no record is far
 * enough out.
 *
 * Exact whatever the distribution: it covers at least as often as it says, each end with half of what is left. The number
 * of records below the quantile is binomial. David and Nagaraja (2003), Order Statistics, 7.1.
 *
 * ```ts import.meta.vitest
 * import { limits } from "./OrderStatistics.ts"
 *
 * limits(10, 0.5, 0.95) // => { low: 2, high: 9 }
 * limits(5, 0.5, 0.95) // => { low: null, high: null }
 * ```
 */
export const limits = (
  n: number,
  p: number,
  level: number
): { readonly low: number | null; readonly high: number | null } => {
  const tail = (1 - level) / 2
  const [low, fromTop] = [below(n, p, tail), below(n, 1 - p, tail)]
  return { low: low === 0 ? null : low, high: fromTop === 0 ? null : n + 1 - fromTop }
}
