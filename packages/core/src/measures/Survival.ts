import type { Difference } from "../stats/Difference.ts"
import { type InsufficientData, insufficientData, type Measured, nothingExcluded } from "../stats/Estimate.ts"
import { apart, inTime } from "../stats/LifetimeRows.ts"
import { normalDifference } from "../stats/NormalDifference.ts"
import type { ColumnInput } from "../tally/fromColumns.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { divide } from "./Division.ts"
import type { LifetimeReading } from "./LifetimeReading.ts"
import {
  type FollowUp,
  type LifetimeColumns,
  type LifetimeDimensions,
  readColumns,
  readLifetimes,
  readTally
} from "./LifetimeSources.ts"
import { type ComparedWithRest, compareWithRest } from "./RestTest.ts"
import { finishCurve, type SurvivalCurve, type SurvivalOptions, type SurvivalResult } from "./SurvivalCurve.ts"

export { type CumulativeHazard, cumulativeHazard, type HazardOptions } from "./CumulativeHazard.ts"
export type { FollowUp, LifetimeColumns, LifetimeDimensions } from "./LifetimeSources.ts"
export { type RestrictedMean, restrictedMean, restrictedMeanDifference } from "./RestrictedMean.ts"
export type { ComparedWithRest, RestTest } from "./RestTest.ts"
export {
  quantile,
  type SurvivalCurve,
  type SurvivalOptions,
  type SurvivalResult,
  type SurvivalTime
} from "./SurvivalCurve.ts"

/** Where a tally holds lifetimes, and how the curve is reported. */
export interface SurvivalTallyOptions<Name extends string> extends SurvivalOptions, LifetimeDimensions<Name> {}

/** The curve of one group, and how the group compares with the others. */
export interface SurvivalGroup extends ComparedWithRest {
  readonly value: Value
  readonly result: SurvivalResult
}

const finish = ({ excluded: [excluded], rows }: LifetimeReading, options: SurvivalOptions): SurvivalResult =>
  finishCurve(inTime(rows), excluded ?? nothingExcluded, options)

const finishGroups = (
  { excluded, rows }: LifetimeReading,
  values: ReadonlyArray<Value>,
  options: SurvivalOptions
): ReadonlyArray<SurvivalGroup> => {
  const ordered = inTime(rows)
  const compared = compareWithRest(ordered, values.length, options.level ?? 0.95)
  return apart(ordered, ordered.groups, values.length).map((part, group) => ({
    value: values[group] ?? null,
    result: finishCurve(part, excluded[group] ?? nothingExcluded, options),
    ...(compared[group] as ComparedWithRest)
  }))
}

/**
 * The Kaplan–Meier curve of lifetimes, with Greenwood's standard error and pointwise confidence intervals.
 *
 * Takes how long each was followed, from 0, in any unit, and whether the event ended it. A weight of 2 counts as two such
 * lifetimes. One with an `entry` came under observation only then, and is at risk from there on (left truncation): at a
 * time are at risk those with entry < time ≤ their own time, and all who entered at 0.
 *
 * Times are equal only when exactly equal: unlike R, which merges times that differ by less than 1.5e-8 of their size. Those
 * who leave at a time do so before those last seen at it. A missing time, event or entry (`null`, `NaN`) is reported as
 * missing; a negative or infinite time, an entry that is not before its time, and a weight that is no whole number as
 * invalid. No lifetimes give `InsufficientData`. Throws `TallyOverflow` for more than 2^53 − 1 lifetimes.
 *
 * Conventions are else those of `survfit` in R's survival package; see Kaplan and Meier (1958) and Kalbfleisch and
 * Prentice (1980).
 *
 * ```ts import.meta.vitest
 * import * as Survival from "./Survival.ts"
 *
 * const curve = Survival.fromLifetimes([
 *   { time: 30, event: true },
 *   { time: 60, event: false },
 *   { time: 90, event: true }
 * ])
 * curve._tag === "SurvivalCurve" && curve.survival.map((share) => share.toFixed(2)) // => ["0.67", "0.67", "0.00"]
 * curve._tag === "SurvivalCurve" && curve.median.value // => 90
 * ```
 */
export const fromLifetimes = (lifetimes: Iterable<FollowUp>, options: SurvivalOptions = {}): SurvivalResult =>
  finish(readLifetimes(lifetimes), options)

/**
 * The Kaplan–Meier curve of lifetimes in columns, such as typed arrays: for many of them. As `fromLifetimes`.
 *
 * Throws a `RangeError` when the columns differ in length.
 *
 * ```ts import.meta.vitest
 * import * as Survival from "./Survival.ts"
 *
 * const curve = Survival.fromColumns({ times: Float64Array.of(30, 60), ended: Uint8Array.of(1, 0) })
 * curve._tag === "SurvivalCurve" && curve.survival // => [0.5, 0.5]
 * ```
 */
export const fromColumns = (columns: LifetimeColumns, options: SurvivalOptions = {}): SurvivalResult =>
  finish(readColumns(columns), options)

/**
 * The Kaplan–Meier curve of a tally that counts by time and outcome, such as the derived source `lifetimes` gives.
 *
 * A `null` outcome is missing, unless `event` names it: whether it was the event is not known. Else as `fromLifetimes`.
 * Throws `TallyMismatch` when a dimension is not there.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Survival from "./Survival.ts"
 *
 * const customers = [
 *   { days: 30, outcome: "ended" },
 *   { days: 60, outcome: "active" }
 * ]
 * const curve = Survival.fromTally(Tally.from(customers, { by: ["days", "outcome"] }))
 * curve._tag === "SurvivalCurve" && curve.survival // => [0.5, 0.5]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: SurvivalTallyOptions<NoInfer<Name>> = {}
): SurvivalResult => finish(readTally(tally, options), options)

/**
 * One curve for each value of a dimension, in the order of the values, each group compared with all others together by the
 * log-rank test, corrected for the number of groups. As `fromTally`; `null` is a group. `LogRank` tests all at once, or
 * pair by pair.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Survival from "./Survival.ts"
 *
 * const customers = [10, 20, 30, 40].map((days) => ({ plan: days < 25 ? "basic" : "plus", days, outcome: "ended" }))
 * const groups = Survival.by(Tally.from(customers, { by: ["plan", "days", "outcome"] }), "plan")
 * groups.map(({ value, differs }) => [value, differs]) // => [["basic", false], ["plus", false]]
 * ```
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: SurvivalTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<SurvivalGroup> => {
  const split = column(tally, dimension)
  return finishGroups(readTally(tally, options, split), split.values, options)
}

/**
 * One curve for each group of lifetimes in columns. As `by` and `fromColumns`.
 *
 * ```ts import.meta.vitest
 * import * as Survival from "./Survival.ts"
 *
 * const columns = { times: Float64Array.of(30, 60, 90), ended: Uint8Array.of(1, 0, 1) }
 * const plans = { values: ["basic", "plus"], codes: Uint8Array.of(0, 1, 1) }
 * Survival.byColumns(columns, plans).map(({ value, result }) => [value, result.n]) // => [["basic", 1], ["plus", 2]]
 * ```
 */
export const byColumns = (
  columns: LifetimeColumns,
  groups: ColumnInput,
  options: SurvivalOptions = {}
): ReadonlyArray<SurvivalGroup> => {
  const division = divide(groups)
  return finishGroups(readColumns(columns, division), division.values, options)
}

const unseen = (curve: SurvivalCurve, time: number): boolean => !(time >= 0 && time <= (curve.times.at(-1) ?? -1))

const placeOf = ({ times }: SurvivalCurve, time: number): number => times.findLastIndex((each) => each <= time)

/**
 * The share that stays longer than a time, from 0 to 1, with its interval.
 *
 * `InsufficientData` where there is none: beyond the last time that anybody was followed to, and where the interval cannot
 * be estimated (before the first event, on the log-log scale, and once nobody is left).
 *
 * ```ts import.meta.vitest
 * import * as Survival from "./Survival.ts"
 *
 * const curve = Survival.fromLifetimes([{ time: 30, event: true }, { time: 60, event: false }])
 * const share = curve._tag === "SurvivalCurve" && Survival.at(curve, 45)
 * share && share._tag === "Estimate" && share.value // => 0.5
 * ```
 */
export const at = (curve: SurvivalCurve, time: number): Measured => {
  const { excluded, level, method, n } = curve
  if (unseen(curve, time)) return insufficientData("nobody was followed to this time", n, excluded)
  const place = placeOf(curve, time)
  const value = curve.survival[place] ?? 1
  const [low, high] = [curve.low[place] ?? null, curve.high[place] ?? null]
  if (low === null || high === null) return insufficientData(withoutInterval(value), n, excluded)
  return { _tag: "Estimate", value, interval: { low, high, level, method }, n, excluded }
}

const withoutInterval = (share: number): string =>
  share === 0 ? "nobody is left at this time" : "no event until this time"

/** A share and its standard error, where both can be estimated: after the first event, while somebody is left. */
const shareAt = (curve: SurvivalResult, time: number) => {
  if (curve._tag !== "SurvivalCurve" || unseen(curve, time)) return undefined
  const place = placeOf(curve, time)
  const [value, error] = [curve.survival[place] ?? 1, curve.standardError[place] ?? 0]
  return value === 1 || value === 0 ? undefined : { value, error, n: curve.n }
}

/**
 * The difference of two groups' shares that stay longer than a time, the first minus the second, from −1 to 1, with
 * Greenwood's errors and a normal interval and z test.
 *
 * The time is to be chosen before looking at the curves. `InsufficientData` when a share cannot be estimated: no event yet,
 * nobody left, or nobody followed so far. Klein, Logan, Harhoff and Andersen (2007), the test without a transformation.
 *
 * ```ts import.meta.vitest
 * import * as Survival from "./Survival.ts"
 *
 * const all = (times) => Survival.fromLifetimes(times.map((time) => ({ time, event: true })))
 * const more = Survival.difference(all([10, 40, 50, 60]), all([10, 20, 30, 60]), 35)
 * more._tag === "Difference" && more.value // => 0.5
 * ```
 */
export const difference = (
  a: SurvivalResult,
  b: SurvivalResult,
  time: number,
  options: { readonly level?: number } = {}
): Difference | InsufficientData => {
  const [first, second] = [shareAt(a, time), shareAt(b, time)]
  if (first === undefined || second === undefined) {
    return insufficientData("a share cannot be estimated on one side at this time", 0)
  }
  return normalDifference({
    value: first.value - second.value,
    error: Math.sqrt(first.error * first.error + second.error * second.error),
    n: [first.n, second.n],
    level: options.level ?? 0.95,
    method: "Greenwood, plain",
    bound: 1
  })
}
