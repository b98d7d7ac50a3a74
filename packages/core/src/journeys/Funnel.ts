import { everyPeriod } from "../measures/Grouped.ts"
import { pathText } from "../sources/pathText.ts"
import { column } from "../tally/read.ts"
import { by as slices, where } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { ColumnCodes } from "./ColumnCodes.ts"
import { comparePairs, type StepDifference } from "./FunnelComparison.ts"
import { readCounts } from "./FunnelCounts.ts"
import { type PathFunnelRule, progress } from "./FunnelPaths.ts"
import { type FunnelOptions, type FunnelResult, finish } from "./FunnelSteps.ts"

export type { FunnelRule } from "../sources/funnelRule.ts"
export type { TouchpointGroup } from "../sources/TouchpointGroup.ts"
export type { CountedShare, CountedShareResult } from "./CountedShare.ts"
export type { StepDifference } from "./FunnelComparison.ts"
export { type JourneyInStages, stagesOf, touchpointsOf } from "./FunnelDefinition.ts"
export { type PathFunnelRule, type ProgressName, progress } from "./FunnelPaths.ts"
export type { Funnel, FunnelOptions, FunnelResult, FunnelStep, FunnelTime, Went } from "./FunnelSteps.ts"

/**
 * The funnel of plain paths: the touchpoints of each case in their order.
 *
 * Paths have no times, so there is no window and no median time. No paths give `InsufficientData`. Throws a `RangeError` for
 * a rule that no case can be followed by: see `Sources.progress`.
 *
 * ```ts import.meta.vitest
 * import * as Funnel from "./Funnel.ts"
 *
 * const paths = [["cart", "help", "paid"], ["cart", "help"], ["cart"], ["help"]]
 * const funnel = Funnel.fromPaths(paths, { steps: ["cart", "paid"] })
 * funnel._tag === "Funnel" && funnel.steps.map(({ id, reached, stopped }) => [id, reached, stopped]) // => [["cart", 3, 2], ["paid", 1, 1]]
 * ```
 */
export const fromPaths = (
  paths: Iterable<ReadonlyArray<string>>,
  options: PathFunnelRule & { readonly level?: number }
): FunnelResult => {
  const column = new ColumnCodes()
  for (const path of paths) column.add(path.length === 0 ? null : pathText(path))
  const path = column.finish("path")
  return fromTally(
    progress({ columns: [path], counts: new Float64Array(path.codes.length).fill(1), sums: {} }, options),
    options
  )
}

/**
 * The funnel of a tally of progress by `step`: of `Sources.progress`, or of a tally of paths by `Funnel.progress`.
 *
 * Each step with how many reached it, their shares of the step before and of the first with Wilson's intervals, and how many
 * came no further. By `furthest` and `next` too, where those went; by `seconds`, as they are or by `Dimension.bucket`, the
 * median time from the first step with its interval by order statistics. Seconds are counted per step: a tally by `seconds`
 * and `next` at once has many groups, and two tallies say the same.
 *
 * The rule is the one that the tally was counted by. A row without a step is a case whose path is not known: missing; a step
 * that the rule does not have is invalid. No cases give `InsufficientData`. Throws `TallyMismatch` when the tally does not count
 * by step, and a `RangeError` for a rule that no case can be followed by.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Funnel from "./Funnel.ts"
 *
 * const rule = { steps: ["cart", "paid"], window: 3600 }
 * const rows = [
 *   { step: 0, furthest: false },
 *   { step: 1, furthest: false },
 *   { step: 2, furthest: true },
 *   { step: 0, furthest: false },
 *   { step: 1, furthest: true, next: "help" }
 * ]
 * const funnel = Funnel.fromTally(Tally.from(rows, { by: ["step", "furthest", "next"] }), rule)
 * funnel._tag === "Funnel" && [funnel.conversion.value, funnel.steps[0]?.went[0]?.touchpoint] // => [50, "help"]
 * ```
 */
export const fromTally = <Name extends string>(tally: Tally<Name>, options: FunnelOptions): FunnelResult =>
  finish(tally, options)

/** The funnel of one group, and its conversions minus those of all others together. */
export interface FunnelGroup {
  readonly value: Value
  readonly result: FunnelResult
  readonly fromRest: ReadonlyArray<StepDifference>
}

/**
 * One funnel for each value of a dimension, in the order of the values, each conversion compared with that of all other
 * groups together: Newcombe's interval and the pooled z test, corrected for all steps of all groups. As `fromTally`.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Funnel from "./Funnel.ts"
 *
 * const steps = { steps: ["cart", "paid"] }
 * const cases = ["new", "known"].flatMap((segment) => [{ segment, path: "cart" }, { segment, path: "cart\u001fpaid" }])
 * const tally = Funnel.progress(Tally.from(cases, { by: ["path", "segment"] }), steps)
 * Funnel.by(tally, "segment", steps).map(({ fromRest, value }) => [value, fromRest.map(({ differs }) => differs)]) // => [["known", [false, false]], ["new", [false, false]]]
 * ```
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: FunnelOptions
): ReadonlyArray<FunnelGroup> => {
  const { length } = options.steps
  const whole = readCounts(tally, length).reached
  const parts = slices(tally as Tally, dimension)
  const reached = parts.map((part) => readCounts(part.tally, length).reached)
  const compared = comparePairs(
    reached.map((ours) => [ours, whole.map((all, step) => all - (ours[step] ?? 0))]),
    options.level ?? 0.95
  )
  return parts.map(({ tally: part, value }, i) => ({
    value,
    result: finish(part, options),
    fromRest: compared[i] ?? []
  }))
}

/** The funnel of one period, and its conversions minus those of the period before. */
export interface FunnelPeriod {
  readonly period: string
  readonly result: FunnelResult
  readonly change: ReadonlyArray<StepDifference>
}

/**
 * The funnel of each period, from the first to the last, with the change of each conversion from the period before, corrected
 * for all steps of all periods. Periods without a case are in the series; cases without a date are not. As `fromTally`.
 */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: FunnelOptions
): ReadonlyArray<FunnelPeriod> => {
  const { dimension } = column(tally, period)
  const dated = slices(tally as Tally, period).flatMap(({ tally: part, value }) =>
    value === null ? [] : [[String(value), part] as const]
  )
  const parts = new Map<string, Tally>(dated)
  const nothing: Tally = where(tally as Tally, period, () => false)
  const series = everyPeriod(dimension, [...parts.keys()]).map((label) => {
    const part = parts.get(label) ?? nothing
    return { period: label, part, reached: readCounts(part, options.steps.length).reached }
  })
  const none = new Float64Array(options.steps.length + 1)
  const changes = comparePairs(
    series.map(({ reached }, i) => [reached, series[i - 1]?.reached ?? none]),
    options.level ?? 0.95
  )
  return series.map(({ part, period: label }, i) => ({
    period: label,
    result: finish(part, options),
    change: changes[i] ?? []
  }))
}

/**
 * The conversions of one tally minus those of another, by one rule, corrected for their number. Independent groups only;
 * `InsufficientData` where nobody came so far on one side.
 */
export const difference = <Name extends string>(
  a: Tally<Name>,
  b: Tally<Name>,
  options: FunnelOptions
): ReadonlyArray<StepDifference> => {
  const { length } = options.steps
  return comparePairs([[readCounts(a, length).reached, readCounts(b, length).reached]], options.level ?? 0.95)[0] ?? []
}
