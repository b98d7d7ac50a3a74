import type { Difference } from "../stats/Difference.ts"
import {
  type Estimate,
  type Excluded,
  type InsufficientData,
  insufficientData,
  type Suppressed
} from "../stats/Estimate.ts"
import { combine } from "../stats/LinearCombination.ts"
import * as StudentT from "../stats/StudentT.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { among, clock, type PeriodCounts, type Since, side, together } from "./BeforeAfter.ts"
import { gapsOf, type ParallelTrends, parallelTrends } from "./ParallelTrends.ts"
import * as ScoreCounts from "./ScoreCounts.ts"
import { type Read, reading, type ScoreReading } from "./ScoreReading.ts"
import { reached, type Target, type TargetReached } from "./TargetReached.ts"

/** A group before and after, and its change. */
export interface GroupChange {
  readonly before: Estimate
  readonly after: Estimate
  /** After minus before. */
  readonly change: Difference
}

/** The change that is associated with an improvement: that of the changed group minus that of its control. */
export interface ControlledEffect extends Estimate {
  readonly definition:
    | "difference in differences: (after − before) of the changed group minus (after − before) of its control"
    | "difference in differences: (after − before) minus (after − before) of a year earlier"
  /** What was measured: `"NPS"`, `"top 2 of 5 points"`, `"mean on 1-5"`. */
  readonly measured: string
  readonly standardError: number
  /** Two-sided p-value of no difference between the changes; `null` when nothing varies. */
  readonly p: number | null
  readonly changed: GroupChange
  readonly control: GroupChange
  /** Whether both went in parallel before: without that the control does not say what would have happened. */
  readonly parallel: ParallelTrends | InsufficientData
  /**
   * The same effect with periods, not answers, as what varies: the mean distance of the two groups after minus before, by
   * Student's t over the periods (Donald and Lang 2007). Wider where periods differ by more than sampling.
   */
  readonly acrossPeriods: Difference | InsufficientData
  /** Whether the changed group is where it was meant to be. Only there with a target. */
  readonly target?: TargetReached
}

/** An effect, or why there is none. */
export type ControlledResult = ControlledEffect | InsufficientData | Suppressed

/** How an effect is reported. */
export interface EffectOptions extends Target {
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Withhold an effect when one of the groups, before or after, has fewer answers than this: 2 unless told. */
  readonly minimum?: number
}

/** What is measured, the groups, and when the change was. */
export type ControlledOptions<Name extends string> = EffectOptions &
  Since &
  Read & {
    /** The values of the dimension that the change was made to. */
    readonly changed: Value | ReadonlyArray<Value>
    /** The values that it was not made to: all others unless told. */
    readonly control?: Value | ReadonlyArray<Value>
    /** The dimension of a tally that holds the answer: `"score"` unless told. */
    readonly score?: Name
  }

type Cells = readonly [
  changedAfter: ScoreCounts.ScoreCounts,
  changedBefore: ScoreCounts.ScoreCounts,
  controlAfter: ScoreCounts.ScoreCounts,
  controlBefore: ScoreCounts.ScoreCounts
]

const cellNames = ["changed, after", "changed, before", "control, after", "control, before"]

const excludedOf = (cells: Cells, undated: number): Excluded => ({
  missing: cells.reduce((sum, { missing }) => sum + missing, undated),
  invalid: cells.reduce((sum, { invalid }) => sum + invalid, 0)
})

const groupChange = (
  after: ScoreCounts.ScoreCounts,
  before: ScoreCounts.ScoreCounts,
  reading: ScoreReading,
  level: number
): GroupChange => {
  const estimate = (counts: ScoreCounts.ScoreCounts): Estimate => ({
    _tag: "Estimate",
    value: reading.part(counts, 1).value,
    interval: reading.interval(counts, level),
    n: ScoreCounts.answered(counts),
    excluded: { missing: counts.missing, invalid: counts.invalid }
  })
  return { before: estimate(before), after: estimate(after), change: reading.difference(after, before, level) }
}

/** Both sides of a comparison, period by period. */
interface Sides {
  readonly changed: ReadonlyArray<PeriodCounts>
  readonly control: ReadonlyArray<PeriodCounts>
  readonly undated: number
}

/** The difference in differences of two groups, their periods placed before (below 0) and after the change. */
export const differenceInDifferences = (
  { changed, control, undated }: Sides,
  reading: ScoreReading,
  options: EffectOptions
): ControlledResult => {
  const { level = 0.95, minimum = 2 } = options
  const after = (periods: ReadonlyArray<PeriodCounts>) =>
    together(
      periods.filter(({ at }) => at >= 0),
      reading
    )
  const before = (periods: ReadonlyArray<PeriodCounts>) =>
    together(
      periods.filter(({ at }) => at < 0),
      reading
    )
  const cells: Cells = [after(changed), before(changed), after(control), before(control)]
  const excluded = excludedOf(cells, undated)
  const sizes = cells.map(ScoreCounts.answered)
  const n = sizes.reduce((sum, size) => sum + size, 0)
  const least = sizes.reduce((a, b) => Math.min(a, b))
  if (least < 2) return insufficientData(`fewer than two answers: ${cellNames[sizes.indexOf(least)]}`, n, excluded)
  if (least < minimum) return { _tag: "Suppressed", minimum, n: least }
  const effect = combine(
    cells.map((counts) => reading.part(counts, 4)),
    [1, -1, -1, 1],
    { level, method: `${reading.method}, four groups`, bound: 2 * reading.range }
  )
  return {
    _tag: "Estimate",
    ...effect,
    n,
    excluded,
    definition:
      "difference in differences: (after − before) of the changed group minus (after − before) of its control",
    measured: reading.definition,
    changed: groupChange(cells[0], cells[1], reading, level),
    control: groupChange(cells[2], cells[3], reading, level),
    parallel: parallelTrends(changed, control, reading, level),
    acrossPeriods: acrossPeriods(changed, control, reading, level),
    ...reached(reading.part(cells[0], 1), options, level)
  }
}

/** Student's t for the distances of the groups after against before, a period being one observation. */
const acrossPeriods = (
  changed: ReadonlyArray<PeriodCounts>,
  control: ReadonlyArray<PeriodCounts>,
  reading: ScoreReading,
  level: number
): Difference | InsufficientData => {
  const gaps = gapsOf(changed, control, reading)
  const after = gaps.filter(({ at }) => at >= 0).map(({ value }) => value)
  const before = gaps.filter(({ at }) => at < 0).map(({ value }) => value)
  const degrees = gaps.length - 2
  if (after.length === 0 || before.length === 0 || degrees < 1) {
    return insufficientData("fewer than three periods, or none on one side", gaps.length)
  }
  const mean = (values: ReadonlyArray<number>) => values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = (values: ReadonlyArray<number>) => {
    const middle = mean(values)
    return values.reduce((sum, value) => sum + (value - middle) * (value - middle), 0)
  }
  const value = mean(after) - mean(before)
  const variance = (squares(after) + squares(before)) / degrees
  const error = Math.sqrt(variance * (1 / after.length + 1 / before.length))
  const margin = error === 0 ? 0 : StudentT.quantile((1 + level) / 2, degrees) * error
  return {
    _tag: "Difference",
    value,
    interval: { low: value - margin, high: value + margin, level, method: "Student t over periods" },
    p: error === 0 ? null : Math.min(1, 2 * StudentT.upperTail(Math.abs(value) / error, degrees)),
    n: [after.length, before.length]
  }
}

/** Plain answers of the two groups before and after a change. */
export interface BeforeAfterScores {
  readonly before: Iterable<number | null | undefined>
  readonly after: Iterable<number | null | undefined>
}

/**
 * The change that is associated with an improvement, from plain answers of those it reached and of a control group.
 *
 * (after − before) of the changed group minus (after − before) of the control, in the unit of the measure. `InsufficientData`
 * with fewer than two answers in one of the four. Periods are not known here, so neither are trends before the change: for
 * these take `withControl`.
 *
 * Source: Card and Krueger (1994); intervals of four means by Welch and Satterthwaite (1946), of four shares by Price and
 * Bonett (2004), of four scores by Rocks (2016).
 *
 * ```ts import.meta.vitest
 * import { fromScores } from "./ControlledEffect.ts"
 *
 * const result = fromScores(
 *   { before: [2, 3, 3, 4], after: [4, 5, 4, 5] },
 *   { before: [3, 3, 4, 4], after: [4, 4, 3, 4] },
 *   { measure: "mean", scale: { id: "1-5", minimum: 1, maximum: 5 } }
 * )
 * result._tag === "Estimate" ? [result.value, result.n] : result // => [1.25, 16]
 * ```
 */
export const fromScores = (
  changed: BeforeAfterScores,
  control: BeforeAfterScores,
  options: EffectOptions & Read
): ControlledResult => {
  const read = reading(options)
  const periods = ({ after, before }: BeforeAfterScores): ReadonlyArray<PeriodCounts> => [
    { value: null, at: -1, counts: ScoreCounts.fromScores(before, read.scale) },
    { value: null, at: 0, counts: ScoreCounts.fromScores(after, read.scale) }
  ]
  return differenceInDifferences({ changed: periods(changed), control: periods(control), undated: 0 }, read, options)
}

/** The values of the dimension that are in a group. Throws a `RangeError` when one is in both. */
const groupsOf = (tally: Tally, dimension: string, options: Pick<ControlledOptions<string>, "changed" | "control">) => {
  const changed = [options.changed].flat()
  const others = column(tally, dimension).values.filter((value) => value !== null && !changed.includes(value))
  const control = options.control === undefined ? others : [options.control].flat()
  const both = changed.find((value) => control.includes(value))
  if (both !== undefined) throw new RangeError(`${both} is in the changed group and in the control`)
  return { changed, control }
}

/**
 * The change that is associated with an improvement made to some values of a dimension and not to others, from a tally by
 * that dimension, a period and the answer.
 *
 * `since` is the first period after the change; periods in `transition`, and those that are not over (`inProgress`), are left
 * out. Answers without a period are missing. Beside the effect stand how both groups changed, whether they went in parallel
 * before, the same effect with periods as what varies, and whether the `target` is reached. Throws `TallyMismatch` for a
 * dimension that is not there and a `RangeError` for a value that is in both groups.
 *
 * Source: as `fromScores`; Donald and Lang (2007) for `acrossPeriods`.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import { withControl } from "./ControlledEffect.ts"
 *
 * const months = (touchpoint: string, scores: ReadonlyArray<number>) =>
 *   scores.flatMap((score, i) => [score, score + 1].map((each) => ({ touchpoint, month: `2026-0${i + 1}`, score: each })))
 * const answers = [...months("checkout", [2, 2, 2, 4, 4]), ...months("search", [3, 3, 3, 3, 3])]
 * const tally = Tally.from(answers, { by: ["touchpoint", "month", "score"] })
 * const result = withControl(tally, "touchpoint", "month", {
 *   changed: "checkout",
 *   since: "2026-04",
 *   measure: "mean",
 *   scale: { id: "1-5", minimum: 1, maximum: 5 }
 * })
 * result._tag === "Estimate" ? [result.value, result.changed.change.value, result.parallel._tag] : result // => [2, 2, "ParallelTrends"]
 * ```
 */
export const withControl = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  period: NoInfer<Name>,
  options: ControlledOptions<NoInfer<Name>>
): ControlledResult => {
  const [whole, read]: [Tally, ScoreReading] = [tally, reading(options)]
  const { changed, control } = groupsOf(whole, dimension, options)
  const time = clock(whole, period, options)
  const sideOf = (values: ReadonlyArray<Value>) =>
    side(among(whole, dimension, values), period, options.score ?? "score", read, options, time)
  const [own, other] = [sideOf(changed), sideOf(control)]
  const sides = { changed: own.periods, control: other.periods, undated: own.undated + other.undated }
  return differenceInDifferences(sides, read, options)
}
