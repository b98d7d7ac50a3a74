import type { Difference } from "./Difference.ts"
import type { Interval } from "./Estimate.ts"
import * as Mean from "./Mean.ts"
import * as NetScore from "./NetScore.ts"
import * as Normal from "./Normal.ts"
import * as StudentT from "./StudentT.ts"

/** How much the score of all differs from that of the rest, without a part of the records. */
export interface PartImpact {
  /** n_part (score_part − score_all) / (n − n_part). */
  readonly value: number
  readonly part: number
  readonly rest: number
  readonly interval: Interval
  /** The part minus the rest; there is no impact exactly when there is no difference. */
  readonly difference: Difference
}

/** A part of the records: how many, their mean, and the squared standard error of it. */
interface Side {
  readonly n: number
  readonly mean: number
  readonly squaredError: number
}

/**
 * Impact is share × difference, and both vary: share² (error_part² + error_rest²) + difference² share (1 − share) / n.
 */
const variances = (part: Side, rest: Side): readonly [part: number, rest: number, share: number] => {
  const n = part.n + rest.n
  const share = part.n / n
  const difference = part.mean - rest.mean
  return [
    share * share * part.squaredError,
    share * share * rest.squaredError,
    (difference * difference * share * (1 - share)) / n
  ]
}

const impact = (part: Side, rest: Side): number => (part.n / (part.n + rest.n)) * (part.mean - rest.mean)

const around = (centre: number, margin: number, level: number, method: string): Interval => ({
  low: centre - margin,
  high: centre + margin,
  level,
  method
})

const sideOf = ({ n, net, variance }: ReturnType<typeof NetScore.moments>): Side => ({
  n,
  mean: 100 * net,
  squaredError: (10_000 * variance) / n
})

/** Three answers more, half of them on each side. */
const adjusted = ({ negative, neutral, positive }: NetScore.Trinomial): NetScore.Trinomial => ({
  negative: negative + 0.375,
  neutral: neutral + 0.75,
  positive: positive + 0.375
})

/**
 * The impact of a part on a net score, in points.
 *
 * The interval is the delta method's, after three answers are added (⅜ against, ¾ neither, ⅜ for on each side) as adjusted
 * Wald adds them to one score. Needs an answer on each side.
 */
export const ofNetScore = (part: NetScore.Trinomial, rest: NetScore.Trinomial, level: number): PartImpact => {
  const [a, b] = [sideOf(NetScore.moments(part)), sideOf(NetScore.moments(rest))]
  const [x, y] = [sideOf(NetScore.moments(adjusted(part))), sideOf(NetScore.moments(adjusted(rest)))]
  const error = Math.sqrt(variances(x, y).reduce((sum, each) => sum + each, 0))
  return {
    value: impact(a, b),
    part: a.mean,
    rest: b.mean,
    interval: around(impact(x, y), Normal.twoSided(level) * error, level, "adjusted delta method"),
    difference: NetScore.difference(part, rest, level)
  }
}

const ofMoments = (moments: Mean.Moments): Side => ({
  n: moments.n,
  mean: Mean.mean(moments),
  squaredError: Mean.variance(moments) / moments.n
})

/**
 * The impact of a part on a mean, on its scale.
 *
 * The interval is the delta method's, by Student's t with Satterthwaite's degrees of freedom. Needs two records on each side.
 */
export const ofMean = (part: Mean.Moments, rest: Mean.Moments, level: number): PartImpact => {
  const [a, b] = [ofMoments(part), ofMoments(rest)]
  const parts = variances(a, b)
  const variance = parts.reduce((sum, each) => sum + each, 0)
  const freedom = [a.n - 1, b.n - 1, a.n + b.n - 1]
  const spread = parts.reduce((sum, each, i) => sum + (each * each) / (freedom[i] ?? 1), 0)
  const margin =
    variance === 0 ? 0 : StudentT.quantile((1 + level) / 2, (variance * variance) / spread) * Math.sqrt(variance)
  return {
    value: impact(a, b),
    part: a.mean,
    rest: b.mean,
    interval: around(impact(a, b), margin, level, "delta method, Student t"),
    difference: Mean.difference(part, rest, level)
  }
}
