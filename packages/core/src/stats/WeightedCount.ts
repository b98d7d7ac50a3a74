import type { Interval } from "./Estimate.ts"
import * as Rate from "./Rate.ts"

/** Things that came at random, each with a weight above 0 such as what it is worth. */
export interface WeightedCount {
  /** How many came, at least 1. */
  readonly n: number
  readonly sum: number
  /** The sum of the squares of the weights. */
  readonly squares: number
}

/**
 * The interval of the expected sum of weights, when what came is a Poisson count: Byar's interval, stretched by the weights.
 *
 * Where every weight is 1 it is Byar's interval of the count. Dobson, Kuulasmaa, Eberle and Scherer (1991), Confidence
 * intervals for weighted sums of Poisson parameters.
 *
 * ```ts import.meta.vitest
 * import { interval } from "./WeightedCount.ts"
 *
 * const { high, low } = interval({ n: 10, sum: 10, squares: 10 }, 0.95)
 * [low.toFixed(2), high.toFixed(2)] // => ["4.79", "18.39"]
 * ```
 */
export const interval = ({ n, squares, sum }: WeightedCount, level: number): Interval => {
  const count = Rate.interval(n, 100, level)
  const stretch = Math.sqrt(squares / n)
  return {
    low: Math.max(0, sum + stretch * (count.low - n)),
    high: sum + stretch * (count.high - n),
    level,
    method: "Dobson"
  }
}
