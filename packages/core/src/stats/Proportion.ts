import type { Difference } from "./Difference.ts"
import type { Interval } from "./Estimate.ts"
import * as Normal from "./Normal.ts"
import { wilson } from "./Wilson.ts"

/** So many of so many. */
export interface Proportion {
  readonly successes: number
  readonly n: number
}

/** An interval of a proportion in per cent. Not called without a trial. */
export type ProportionMethod = (share: Proportion, level: number) => Interval

/** Wilson interval of a proportion, in per cent. Wilson (1927). */
export const interval = ({ n, successes }: Proportion, level: number): Interval => {
  const { high, low } = wilson(successes, n, level)
  return { low: 100 * low, high: 100 * high, level, method: "Wilson" }
}

/** `Math.hypot` leaves its last digits to the engine; this does not. */
const distance = (x: number, y: number): number => Math.sqrt(x * x + y * y)

/**
 * Difference of two proportions in percentage points: Newcombe's hybrid score interval (1998, method 10) and the p-value
 * of the pooled z test.
 */
export const difference = (a: Proportion, b: Proportion, level: number): Difference => {
  const [p, q] = [a.successes / a.n, b.successes / b.n]
  const [x, y] = [wilson(a.successes, a.n, level), wilson(b.successes, b.n, level)]
  const pooled = (a.successes + b.successes) / (a.n + b.n)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n))
  return {
    _tag: "Difference",
    value: 100 * (p - q),
    interval: {
      low: 100 * (p - q - distance(p - x.low, y.high - q)),
      high: 100 * (p - q + distance(x.high - p, q - y.low)),
      level,
      method: "Newcombe"
    },
    p: error === 0 ? null : Math.min(1, 2 * Normal.upperTail(Math.abs(p - q) / error)),
    n: [a.n, b.n]
  }
}
