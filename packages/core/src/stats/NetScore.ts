import type { Difference } from "./Difference.ts"
import type { Interval } from "./Estimate.ts"
import * as Normal from "./Normal.ts"

/** Answers in three groups: against, neither, for. */
export interface Trinomial {
  readonly negative: number
  readonly neutral: number
  readonly positive: number
}

const method = "adjusted Wald"

const moments = ({ negative, neutral, positive }: Trinomial) => {
  const n = negative + neutral + positive
  const p = positive / n
  const d = negative / n
  return { net: p - d, squaredError: (p + d - (p - d) * (p - d)) / n }
}

/** Three answers more: ¾ against, 1½ neither, ¾ for (Rocks 2016). */
const adjusted = (counts: Trinomial): Trinomial => ({
  negative: counts.negative + 0.75,
  neutral: counts.neutral + 1.5,
  positive: counts.positive + 0.75
})

/** Share for minus share against, in points from −100 to 100. */
export const net = (counts: Trinomial): number => 100 * moments(counts).net

/**
 * Adjusted Wald interval of a net score, in points, clipped to −100 and 100.
 *
 * Three answers are added before the variance p + d − (p − d)² is taken; the interval is centred on the adjusted score.
 * Rocks (2016), "Interval estimation for the Net Promoter Score", The American Statistician 70.
 */
export const interval = (counts: Trinomial, level: number): Interval => {
  const { net, squaredError } = moments(adjusted(counts))
  const margin = Normal.quantile((1 + level) / 2) * Math.sqrt(squaredError)
  return { low: 100 * Math.max(-1, net - margin), high: 100 * Math.min(1, net + margin), level, method }
}

/** Difference of two net scores in points; interval and p-value by adjusted Wald on both sides. */
export const difference = (a: Trinomial, b: Trinomial, level: number): Difference => {
  const [x, y] = [moments(adjusted(a)), moments(adjusted(b))]
  const centre = x.net - y.net
  const error = Math.sqrt(x.squaredError + y.squaredError)
  const margin = Normal.quantile((1 + level) / 2) * error
  return {
    _tag: "Difference",
    value: net(a) - net(b),
    interval: { low: 100 * Math.max(-2, centre - margin), high: 100 * Math.min(2, centre + margin), level, method },
    p: Math.min(1, 2 * Normal.upperTail(Math.abs(centre) / error)),
    n: [a.negative + a.neutral + a.positive, b.negative + b.neutral + b.positive]
  }
}
