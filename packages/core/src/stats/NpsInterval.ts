import { log } from "./Elementary.ts"
import { type InsufficientData, type Interval, insufficientData } from "./Estimate.ts"
import * as NetScore from "./NetScore.ts"
import * as Normal from "./Normal.ts"
import * as StudentT from "./StudentT.ts"

export { interval as adjustedWald, waldDifference } from "./NetScore.ts"
export { type BootstrapOptions, bootstrap } from "./NpsBootstrap.ts"

/**
 * The Wald interval of a net score, in points, clipped to −100 and 100: √((p + d − (p − d)²) / n) times the normal quantile.
 *
 * Too narrow for few answers or a score near an end, and of no width when all answers are alike.
 *
 * ```ts import.meta.vitest
 * import { wald } from "./NpsInterval.ts"
 *
 * wald({ negative: 10, neutral: 30, positive: 60 }, 0.95).low.toFixed(2) // => "36.85"
 * ```
 */
export const wald = (counts: NetScore.Trinomial, level: number): Interval => {
  const { n, net, variance } = NetScore.moments(counts)
  return NetScore.around(net, Normal.twoSided(level) * Math.sqrt(variance / n), level, "Wald")
}

/**
 * Goodman's interval of a contrast of multinomial shares, in points, clipped to −100 and 100: Wald's standard error times
 * the root of the chi-squared quantile with two degrees of freedom.
 *
 * It holds for all contrasts of the three shares at once, so it is wider than one score alone needs.
 * Goodman (1964), Simultaneous confidence intervals for contrasts among multinomial populations.
 *
 * ```ts import.meta.vitest
 * import { goodman } from "./NpsInterval.ts"
 *
 * goodman({ negative: 10, neutral: 30, positive: 60 }, 0.95).low.toFixed(2) // => "33.58"
 * ```
 */
export const goodman = (counts: NetScore.Trinomial, level: number): Interval => {
  const { n, net, variance } = NetScore.moments(counts)
  return NetScore.around(net, Math.sqrt((-2 * log(1 - level) * variance) / n), level, "Goodman contrast")
}

/**
 * Student's t interval of the mean of −1, 0 and 1, in points, clipped to −100 and 100: the variance over n − 1.
 *
 * One answer has no variance: `InsufficientData`. Of no width when all answers are alike.
 *
 * ```ts import.meta.vitest
 * import { trinomialT } from "./NpsInterval.ts"
 *
 * trinomialT({ negative: 0, neutral: 0, positive: 1 }, 0.95) // => { _tag: "InsufficientData", reason: "one answer has no interval", n: 1, excluded: { missing: 0, invalid: 0 } }
 * ```
 */
export const trinomialT = (counts: NetScore.Trinomial, level: number): Interval | InsufficientData => {
  const { n, net, variance } = NetScore.moments(counts)
  if (n < 2) return insufficientData("one answer has no interval", n)
  const margin = StudentT.quantile((1 + level) / 2, n - 1) * Math.sqrt(variance / (n - 1))
  return NetScore.around(net, margin, level, "trinomial t")
}

/** The share against that is likeliest when the net score is `net` (Tango 1998, the larger root of its equation). */
const likeliestNegative = ({ negative, neutral, positive }: NetScore.Trinomial, net: number): number => {
  const n = negative + neutral + positive
  const b = (2 * n - positive + negative) * net - positive - negative
  const c = -negative * net * (1 - net)
  const root = Math.sqrt(Math.max(0, b * b - 8 * n * c))
  return b > 0 ? (-2 * c) / (b + root) : (root - b) / (4 * n)
}

/** The lowest net score that a score test of these counts does not refuse. */
const lowest = (counts: NetScore.Trinomial, z: number): number => {
  const observed = NetScore.moments(counts)
  const refused = (net: number): boolean => {
    const variance = 2 * likeliestNegative(counts, net) + net * (1 - net)
    return observed.net - net > z * Math.sqrt(Math.max(0, variance) / observed.n)
  }
  let [low, high] = [-1, observed.net]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (refused(middle)) low = middle
    else high = middle
  }
  return high
}

/**
 * Tango's score interval of a net score, in points: every score that the score test does not refuse.
 *
 * A net score is the difference of two shares of the same answers, as a paired difference is; at 0 the test is McNemar's.
 * The interval lies within −100 and 100 of its own, and covers well for few answers and near the ends.
 * Tango (1998), Equivalence test and confidence interval for the difference in proportions for the paired-sample design.
 *
 * ```ts import.meta.vitest
 * import { tango } from "./NpsInterval.ts"
 *
 * const { low, high } = tango({ negative: 0, neutral: 0, positive: 5 }, 0.95)
 * [low.toFixed(2), high] // => ["13.10", 100]
 * ```
 */
export const tango = (counts: NetScore.Trinomial, level: number): Interval => {
  const z = Normal.twoSided(level)
  const turned = { ...counts, negative: counts.positive, positive: counts.negative }
  return { low: 100 * lowest(counts, z), high: -100 * lowest(turned, z), level, method: "Tango score" }
}
