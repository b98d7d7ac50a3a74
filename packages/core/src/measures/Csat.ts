import { points, type Scale } from "../domain/Scale.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import type { Group, PeriodResult } from "./Grouped.ts"
import * as ScoreCounts from "./ScoreCounts.ts"
import * as ScoreMeasure from "./ScoreMeasure.ts"

/** The share of satisfied answers, in per cent from 0 to 100, with its interval. */
export interface CsatEstimate<Id extends string = string> extends Estimate {
  readonly scale: Id
  /** Which answers count as satisfied: `"top 2 of 5 points"`. */
  readonly definition: string
  readonly satisfied: number
}

/** A share, or why there is none. */
export type CsatResult<Id extends string = string> = CsatEstimate<Id> | InsufficientData | Suppressed

/** The scale that was asked on, and how the share is reported. */
export interface CsatOptions<Id extends string> {
  /** Where high is good. */
  readonly scale: Scale<Id>
  /** How many of the highest points count as satisfied; bound to the scale unless told. */
  readonly topBoxes?: number
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** Withhold the share of fewer than this many answers: 1 unless told. */
  readonly minimum?: number
  /** How the interval is found: Wilson's unless told. `ProportionInterval` has others. */
  readonly interval?: Proportion.ProportionMethod
}

/** The options for a tally, and the name of its dimension that holds the answer: `"score"` unless told. */
export interface CsatTallyOptions<Id extends string, Name extends string> extends CsatOptions<Id> {
  readonly score?: Name
}

const boxesByPoints: Readonly<Record<number, number>> = { 3: 1, 4: 2, 5: 2, 6: 2, 7: 2, 10: 3 }

/** How many of the highest points usually count as satisfied: 1 of 3, 2 of 4 to 7, 3 of 10; `undefined` for others. */
export const usualTopBoxes = (scale: Scale): number | undefined => boxesByPoints[points(scale)]

const topBoxesOf = <Id extends string>({ scale, topBoxes = usualTopBoxes(scale) }: CsatOptions<Id>): number => {
  const most = points(scale) - 1
  if (topBoxes !== undefined && [...Array(most).keys()].includes(topBoxes - 1)) return topBoxes
  throw new RangeError(`For ${scale.id} say topBoxes, a whole number from 1 to ${most}; found ${topBoxes}`)
}

const proportion = (counts: ScoreCounts.ScoreCounts, scale: Scale, boxes: number): Proportion.Proportion => ({
  successes: ScoreCounts.within(counts, scale.maximum - boxes + 1, scale.maximum),
  n: ScoreCounts.answered(counts)
})

const compare = (a: Proportion.Proportion, b: Proportion.Proportion, level: number): Difference | InsufficientData =>
  Math.min(a.n, b.n) === 0 ? insufficientData("no valid answers on one side", 0) : Proportion.difference(a, b, level)

const measure = <Id extends string>(
  options: CsatTallyOptions<Id, string>
): ScoreMeasure.ScoreMeasure<CsatResult<Id>> => {
  const { interval = Proportion.interval, level = 0.95, minimum = 1, scale, score = "score" } = options
  const boxes = topBoxesOf(options)
  const finish = (counts: ScoreCounts.ScoreCounts): CsatResult<Id> => {
    const share = proportion(counts, scale, boxes)
    const excluded = { missing: counts.missing, invalid: counts.invalid }
    if (share.n === 0) return insufficientData("no valid answers", 0, excluded)
    if (share.n < minimum) return { _tag: "Suppressed", minimum, n: share.n }
    return {
      _tag: "Estimate",
      value: (100 * share.successes) / share.n,
      interval: interval(share, level),
      n: share.n,
      excluded,
      scale: scale.id,
      definition: `top ${boxes} of ${points(scale)} points`,
      satisfied: share.successes
    }
  }
  const difference: ScoreMeasure.ScoreMeasure<CsatResult<Id>>["difference"] = (a, b) =>
    compare(proportion(a, scale, boxes), proportion(b, scale, boxes), level)
  return { scale, level, score, finish, difference }
}

/**
 * Customer satisfaction of plain answers: the share in the top boxes, in per cent, with Wilson's interval unless told.
 *
 * The usual top boxes are bound to the scale: 1 of 3 points, 2 of 4 to 7, 3 of 10. For any other scale say `topBoxes`, or
 * a `RangeError` is thrown. What is missing or no point of the scale is reported and not in the denominator; no valid
 * answers give `InsufficientData`.
 *
 * Source: top-box shares as published by Formbricks; Wilson (1927).
 *
 * ```ts import.meta.vitest
 * import * as Scale from "../domain/Scale.ts"
 * import * as Csat from "./Csat.ts"
 *
 * const result = Csat.fromScores([5, 4, 2, null], { scale: Scale.make(1, 5) })
 * result._tag === "Estimate" ? [result.satisfied, result.n, result.definition] : result // => [2, 3, "top 2 of 5 points"]
 * ```
 */
export const fromScores = <Id extends string>(
  scores: Iterable<number | null | undefined>,
  options: CsatOptions<Id>
): CsatResult<Id> => ScoreMeasure.ofScores(scores, measure(options))

/** Satisfaction of everyone in a tally that has the answer as a dimension. Throws `TallyMismatch` when it has not. */
export const fromTally = <Name extends string, Id extends string>(
  tally: Tally<Name>,
  options: CsatTallyOptions<Id, NoInfer<Name>>
): CsatResult<Id> => ScoreMeasure.ofTally(tally, measure(options))

/** Satisfaction of each value of a dimension, and its difference from all others, corrected for the number of groups. */
export const by = <Name extends string, Id extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: CsatTallyOptions<Id, NoInfer<Name>>
): ReadonlyArray<Group<CsatResult<Id>>> => ScoreMeasure.byDimension(tally, dimension, measure(options))

/** Satisfaction of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string, Id extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: CsatTallyOptions<Id, NoInfer<Name>>
): ReadonlyArray<PeriodResult<CsatResult<Id>>> => ScoreMeasure.overTime(tally, period, measure(options))

/**
 * The difference of two shares in percentage points, by Newcombe's hybrid score interval.
 *
 * Two scales do not compare: a compile error where they are known, a `TallyMismatch` where they are not, as for two
 * numbers of top boxes. `InsufficientData` when one side is no estimate.
 */
export const difference = <Id extends string>(
  a: CsatResult<Id>,
  b: CsatResult<NoInfer<Id>>,
  options: { readonly level?: number } = {}
): Difference | InsufficientData => {
  if (a._tag !== "Estimate" || b._tag !== "Estimate") return insufficientData("a share is missing on one side", 0)
  if (a.scale !== b.scale || a.definition !== b.definition) {
    throw new TallyMismatch(`${a.definition} (${a.scale}) does not compare with ${b.definition} (${b.scale})`)
  }
  return compare({ successes: a.satisfied, n: a.n }, { successes: b.satisfied, n: b.n }, options.level ?? 0.95)
}
