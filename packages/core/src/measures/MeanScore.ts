import type { Scale } from "../domain/Scale.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import type { Group, PeriodResult } from "./Grouped.ts"
import * as ScoreCounts from "./ScoreCounts.ts"
import * as ScoreMeasure from "./ScoreMeasure.ts"

/** The mean of answers on one scale, with its interval. */
export interface MeanScoreEstimate<Id extends string = string> extends Estimate {
  readonly scale: Id
  /** Exact sums behind the mean. */
  readonly moments: Mean.Moments
}

/** A mean, or why there is none. */
export type MeanScoreResult<Id extends string = string> = MeanScoreEstimate<Id> | InsufficientData | Suppressed

/** The scale that was asked on, and how the mean is reported. */
export interface MeanScoreOptions<Id extends string> {
  readonly scale: Scale<Id>
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** Withhold the mean of fewer than this many answers: 2 unless told. */
  readonly minimum?: number
}

/** The options for a tally, and the name of its dimension that holds the answer: `"score"` unless told. */
export interface MeanScoreTallyOptions<Id extends string, Name extends string> extends MeanScoreOptions<Id> {
  readonly score?: Name
}

const compare = (a: Mean.Moments, b: Mean.Moments, level: number): Difference | InsufficientData => {
  const n = Math.min(a.n, b.n)
  return n < 2 ? insufficientData("too few answers on one side", n) : Mean.difference(a, b, level)
}

const measure = <Id extends string>(
  options: MeanScoreTallyOptions<Id, string>
): ScoreMeasure.ScoreMeasure<MeanScoreResult<Id>> => {
  const { level = 0.95, minimum = 2, scale, score = "score" } = options
  const finish = (counts: ScoreCounts.ScoreCounts): MeanScoreResult<Id> => {
    const moments = ScoreCounts.moments(counts)
    const excluded = { missing: counts.missing, invalid: counts.invalid }
    if (moments.n === 0) return insufficientData("no valid answers", 0, excluded)
    if (moments.n === 1) return insufficientData("one answer has no interval", 1, excluded)
    if (moments.n < minimum) return { _tag: "Suppressed", minimum, n: moments.n }
    const interval = Mean.interval(moments, level, scale)
    return { _tag: "Estimate", value: Mean.mean(moments), interval, n: moments.n, excluded, scale: scale.id, moments }
  }
  const difference: ScoreMeasure.ScoreMeasure<MeanScoreResult<Id>>["difference"] = (a, b) =>
    compare(ScoreCounts.moments(a), ScoreCounts.moments(b), level)
  return { scale, level, score, finish, difference }
}

/**
 * The mean of plain answers on a scale, with Student's t interval, clipped to the scale.
 *
 * What is missing or no point of the scale is reported and not counted. Fewer than two valid answers give
 * `InsufficientData`: one answer has no interval.
 *
 * Source: Student (1908).
 *
 * ```ts import.meta.vitest
 * import * as Scale from "../domain/Scale.ts"
 * import * as MeanScore from "./MeanScore.ts"
 *
 * const result = MeanScore.fromScores([5, 4, 3, null], { scale: Scale.make(1, 5) })
 * result._tag === "Estimate" ? [result.value, result.n] : result // => [4, 3]
 * ```
 */
export const fromScores = <Id extends string>(
  scores: Iterable<number | null | undefined>,
  options: MeanScoreOptions<Id>
): MeanScoreResult<Id> => ScoreMeasure.ofScores(scores, measure(options))

/** The mean of everyone in a tally that has the answer as a dimension. Throws `TallyMismatch` when it has not. */
export const fromTally = <Name extends string, Id extends string>(
  tally: Tally<Name>,
  options: MeanScoreTallyOptions<Id, NoInfer<Name>>
): MeanScoreResult<Id> => ScoreMeasure.ofTally(tally, measure(options))

/** The mean of each value of a dimension, and its difference from all others, corrected for the number of groups. */
export const by = <Name extends string, Id extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: MeanScoreTallyOptions<Id, NoInfer<Name>>
): ReadonlyArray<Group<MeanScoreResult<Id>>> => ScoreMeasure.byDimension(tally, dimension, measure(options))

/** The mean of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string, Id extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: MeanScoreTallyOptions<Id, NoInfer<Name>>
): ReadonlyArray<PeriodResult<MeanScoreResult<Id>>> => ScoreMeasure.overTime(tally, period, measure(options))

/**
 * The difference of two means, by Welch's t. Two scales do not compare: a compile error where they are known, a
 * `TallyMismatch` where they are not. `InsufficientData` when one side is no estimate.
 */
export const difference = <Id extends string>(
  a: MeanScoreResult<Id>,
  b: MeanScoreResult<NoInfer<Id>>,
  options: { readonly level?: number } = {}
): Difference | InsufficientData => {
  if (a._tag !== "Estimate" || b._tag !== "Estimate") return insufficientData("a mean is missing on one side", 0)
  if (a.scale !== b.scale) throw new TallyMismatch(`Means on ${a.scale} and ${b.scale} do not compare`)
  return compare(a.moments, b.moments, options.level ?? 0.95)
}
