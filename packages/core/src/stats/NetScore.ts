import type { Difference } from "./Difference.ts"
import type { InsufficientData, Interval } from "./Estimate.ts"
import * as Normal from "./Normal.ts"
import { normalDifference } from "./NormalDifference.ts"

/** Answers in three groups: against, neither, for. */
export interface Trinomial {
  readonly negative: number
  readonly neutral: number
  readonly positive: number
}

/** An interval of a net score in points, or why these counts have none. Not called without an answer. */
export type IntervalMethod = (counts: Trinomial, level: number) => Interval | InsufficientData

/** The difference of two net scores in points, the first minus the second. Not called without answers on both sides. */
export type DifferenceMethod = (a: Trinomial, b: Trinomial, level: number) => Difference

/** How many answers, and the mean and variance of −1, 0 and 1 for an answer against, neither and for. */
export const moments = ({ negative, neutral, positive }: Trinomial) => {
  const n = negative + neutral + positive
  const p = positive / n
  const d = negative / n
  return { n, net: p - d, variance: p + d - (p - d) * (p - d) }
}

/** Three answers more: ¾ against, 1½ neither, ¾ for (Rocks 2016). */
const adjusted = (counts: Trinomial): Trinomial => ({
  negative: counts.negative + 0.75,
  neutral: counts.neutral + 1.5,
  positive: counts.positive + 0.75
})

/** Share for minus share against, in points from −100 to 100. */
export const net = (counts: Trinomial): number => 100 * moments(counts).net

/** The interval of a net score of −1 to 1 and a margin on both sides, in points, clipped to −100 and 100. */
export const around = (net: number, margin: number, level: number, method: string): Interval => ({
  low: 100 * Math.max(-1, net - margin),
  high: 100 * Math.min(1, net + margin),
  level,
  method
})

/**
 * Adjusted Wald interval of a net score, in points, clipped to −100 and 100.
 *
 * Three answers are added before the variance p + d − (p − d)² is taken; the interval is centred on the adjusted score.
 * Rocks (2016), "Interval estimation for the Net Promoter Score", The American Statistician 70.
 */
export const interval = (counts: Trinomial, level: number): Interval => {
  const { n, net, variance } = moments(adjusted(counts))
  return around(net, Normal.twoSided(level) * Math.sqrt(variance / n), level, "adjusted Wald")
}

/** Difference of two net scores in points; interval and p-value by adjusted Wald on both sides. */
export const difference = (a: Trinomial, b: Trinomial, level: number): Difference => ({
  ...waldDifference(adjusted(a), adjusted(b), level, "adjusted Wald"),
  value: net(a) - net(b),
  n: [moments(a).n, moments(b).n]
})

/** Difference of two net scores in points, with the variances that their own shares have; `p` is `null` when both are 0. */
export const waldDifference = (a: Trinomial, b: Trinomial, level: number, method = "Wald"): Difference => {
  const [x, y] = [moments(a), moments(b)]
  return normalDifference({
    value: 100 * (x.net - y.net),
    error: 100 * Math.sqrt(x.variance / x.n + y.variance / y.n),
    n: [x.n, y.n],
    level,
    method,
    bound: 200
  })
}
