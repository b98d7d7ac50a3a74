import type { Difference } from "../stats/Difference.ts"
import { log } from "../stats/Elementary.ts"
import { type Estimate, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as StudentT from "../stats/StudentT.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import * as DurationCounts from "./DurationCounts.ts"
import * as DurationQuantile from "./DurationQuantile.ts"
import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "./Grouped.ts"
import { definitionOf, dimensionsOf, type ServiceTimeDimensions } from "./ServiceTimeKind.ts"
import * as Survival from "./Survival.ts"

export type { ServiceTimeDimensions, ServiceTimeKind } from "./ServiceTimeKind.ts"

/** A quantile of durations, in seconds. `n` is how many are finished. */
export interface ServiceTimeEstimate extends Estimate {
  /** Which durations: `"first reply, of those replied to"`. */
  readonly definition: string
  /** 0.5 is the median. */
  readonly quantile: number
  /** Where the quantile of the data lies for certain: durations in one bucket are not told apart. */
  readonly within: { readonly low: number; readonly high: number }
  /** Not finished when last seen: in no quantile, and likely to be the longest. */
  readonly censored: number
}

/** A quantile, or why there is none. */
export type ServiceTimeResult = ServiceTimeEstimate | InsufficientData | Suppressed

/** How a quantile is reported. */
export interface ServiceTimeOptions {
  /** Which quantile, above 0 and below 1: 0.5, the median, unless told. */
  readonly quantile?: number
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** Withhold the quantile of fewer than this many: 1 unless told. */
  readonly minimum?: number
}

/** Where a tally holds the durations, and how a quantile is reported. */
export interface ServiceTimeTallyOptions<Name extends string> extends ServiceTimeOptions, ServiceTimeDimensions<Name> {}

/** The mean of durations, in seconds. */
export interface ServiceTimeMean extends Estimate {
  readonly definition: string
  /** The exact sum behind it. */
  readonly sum: number
  readonly censored: number
}

const checked = ({ level = 0.95, minimum = 1, quantile = 0.5 }: ServiceTimeOptions) => {
  if (quantile > 0 && quantile < 1) return { level, minimum, quantile }
  throw new RangeError(`quantile is above 0 and below 1, found ${quantile}`)
}

/** How many have an interval of a quantile that is bounded from above. */
const needed = (quantile: number, level: number): number => Math.ceil(log((1 - level) / 2) / log(quantile))

const finish = (
  counts: DurationCounts.DurationCounts,
  options: ServiceTimeOptions,
  definition: string
): ServiceTimeResult => {
  const { level, minimum, quantile } = checked(options)
  const excluded = { missing: counts.missing, invalid: counts.invalid }
  const n = DurationCounts.count(counts, "finished")
  if (n === 0) return insufficientData("none is finished", 0, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const found = DurationQuantile.quantile(counts, quantile, level)
  if (found === null) {
    const reason = `nothing bounds this quantile of so few from above: ${needed(quantile, level)} do`
    return insufficientData(reason, n, excluded)
  }
  const censored = DurationCounts.count(counts, "censored")
  return { _tag: "Estimate", ...found, n, excluded, definition, quantile, censored }
}

const finisher = (
  options: ServiceTimeTallyOptions<string>
): Finisher<DurationCounts.DurationCounts, ServiceTimeResult> => {
  const { level, quantile } = checked(options)
  return {
    add: DurationCounts.add,
    subtract: DurationCounts.subtract,
    finish: (counts) => finish(counts, options, definitionOf(options)),
    difference: (a, b) => DurationQuantile.difference(a, b, quantile, level)
  }
}

/**
 * The median, or another quantile, of plain durations in whole seconds, all of them finished.
 *
 * The interval is exact whatever the distribution, by order statistics: the median needs 6 durations at a level of 0.95, the
 * 0.9 quantile 36; fewer give `InsufficientData` that says so. Missing ones are reported, as is what is no whole number
 * from 0. Throws a `RangeError` for a quantile that is not between 0 and 1.
 *
 * The quantile is the inverse of the empirical distribution, averaged where it jumps: Hyndman and Fan (1996), type 2.
 *
 * ```ts import.meta.vitest
 * import * as ServiceTime from "./ServiceTime.ts"
 *
 * const result = ServiceTime.fromSeconds([60, 90, 120, 300, 600, 7200, null])
 * result._tag === "Estimate" ? [result.value, result.interval.low, result.interval.high] : result // => [210, 60, 7200]
 * ServiceTime.fromSeconds([60, 90])._tag // => "InsufficientData"
 * ```
 */
export const fromSeconds = (
  durations: Iterable<number | null | undefined>,
  options: ServiceTimeOptions = {}
): ServiceTimeResult => finish(DurationCounts.fromSeconds(durations), options, "durations")

/**
 * The median, or another quantile, of the durations in a tally, such as the source `waits` gives by `Dimension.bucket`.
 *
 * In buckets, `value` is off by at most their relative error from the quantile of the data, which lies `within` its cell
 * for certain; the interval reaches to the far ends of its cells. By plain seconds both are exact.
 *
 * Only finished durations are in it. Those that last still are `censored`: with many of them the quantile is too good, and
 * `curve` is the one to read. Throws `TallyMismatch` when a dimension is not there.
 *
 * Masson, Rim and Lee (2019), DDSketch; David and Nagaraja (2003), Order Statistics, 7.1.
 *
 * ```ts import.meta.vitest
 * import * as Dimension from "../tally/Dimension.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as ServiceTime from "./ServiceTime.ts"
 *
 * const rows = [60, 90, 120, 300, 600, 7200].map((replySeconds) => ({ replySeconds, reply: "replied" }))
 * const waiting = { replySeconds: 9000, reply: "waiting" }
 * const tally = Tally.from([...rows, waiting], { by: [Dimension.bucket("replySeconds", 0.01), "reply"] })
 * const result = ServiceTime.fromTally(tally)
 * result._tag === "Estimate" ? [Math.abs(result.value - 210) <= 2.1, result.censored] : result // => [true, 1]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: ServiceTimeTallyOptions<NoInfer<Name>> = {}
): ServiceTimeResult => finisher(options).finish(DurationCounts.fromTally(tally, dimensionsOf(options)))

/**
 * The quantile of each value of a dimension, and its difference from all others, corrected for the number of groups.
 *
 * `fromRest` has the interval from those of both sides (MOVER) and the p-value of Mood's test of the quantile.
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: ServiceTimeTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<Group<ServiceTimeResult>> =>
  compareGroups(
    DurationCounts.byDimension(tally, dimension, dimensionsOf(options)),
    finisher(options),
    options.level ?? 0.95
  )

/** The quantile of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: ServiceTimeTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<PeriodResult<ServiceTimeResult>> =>
  compareInTime(
    DurationCounts.byDimension(tally, period, dimensionsOf(options)),
    column(tally, period).dimension,
    DurationCounts.nothing,
    finisher(options)
  )

/** The quantile of one tally minus that of another, in seconds. `InsufficientData` when one side has too few. */
export const difference = <Name extends string>(
  a: Tally<Name>,
  b: Tally<Name>,
  options: ServiceTimeTallyOptions<NoInfer<Name>> = {}
): Difference | InsufficientData => {
  const dimensions = dimensionsOf(options)
  return finisher(options).difference(DurationCounts.fromTally(a, dimensions), DurationCounts.fromTally(b, dimensions))
}

/** At most the sum of squares about a mean: every duration is taken at the far end of its cell. */
const squaresAbout = (counts: DurationCounts.DurationCounts, mean: number): number =>
  DurationCounts.inOrder(counts).reduce((sum, { finished, high, low }) => {
    const far = Math.max(Math.abs(low - mean), Math.abs(high - mean))
    return sum + finished * far * far
  }, 0)

/**
 * The mean of the finished durations in a tally that also adds them up: `sums: ["replySeconds"]`.
 *
 * The mean is exact. Its interval is Student's t; in buckets every duration counts at the far end of its own, so the
 * interval is a little too wide and never too narrow for that. Waiting times are skewed: the mean of fewer than some
 * hundred is not near normal, and the median says more. `InsufficientData` of fewer than two, and without the sum.
 *
 * ```ts import.meta.vitest
 * import * as Dimension from "../tally/Dimension.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as ServiceTime from "./ServiceTime.ts"
 *
 * const rows = [60, 90, 120].map((replySeconds) => ({ replySeconds, reply: "replied" }))
 * const by = [Dimension.bucket("replySeconds", 0.01), "reply"] as const
 * const result = ServiceTime.mean(Tally.from(rows, { by, sums: ["replySeconds"] }))
 * result._tag === "Estimate" ? [result.value, result.sum] : result // => [90, 270]
 * ```
 */
export const mean = <Name extends string>(
  tally: Tally<Name>,
  options: Omit<ServiceTimeTallyOptions<NoInfer<Name>>, "quantile"> = {}
): ServiceTimeMean | InsufficientData | Suppressed => {
  const { level = 0.95, minimum = 2 } = options
  const counts = DurationCounts.fromTally(tally, dimensionsOf(options))
  const excluded = { missing: counts.missing, invalid: counts.invalid }
  const n = DurationCounts.count(counts, "finished")
  if (counts.sum === null) return insufficientData("the tally does not add up the seconds", n, excluded)
  if (n < 2) return insufficientData(n === 0 ? "none is finished" : "one duration has no interval", n, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const value = counts.sum / n
  const error = Math.sqrt(squaresAbout(counts, value) / (n - 1) / n)
  const margin = error === 0 ? 0 : StudentT.quantile((1 + level) / 2, n - 1) * error
  return {
    _tag: "Estimate",
    value,
    interval: { low: Math.max(0, value - margin), high: value + margin, level, method: "Student t" },
    n,
    excluded,
    definition: definitionOf(options),
    sum: counts.sum,
    censored: DurationCounts.count(counts, "censored")
  }
}

/**
 * The Kaplan–Meier curve of a tally's durations, those that last still included: its median is that of all.
 *
 * A ticket that has waited an hour is known to wait longer than an hour, and the curve uses just that. It takes them to be
 * like the others; a ticket resolved without a reply counts as seen until then. Times are those that stand for the
 * buckets. As `Survival.fromLifetimes`.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as ServiceTime from "./ServiceTime.ts"
 *
 * const rows = [
 *   { replySeconds: 60, reply: "replied" },
 *   { replySeconds: 120, reply: "waiting" },
 *   { replySeconds: 300, reply: "replied" },
 *   { replySeconds: 600, reply: "replied" }
 * ]
 * const curve = ServiceTime.curve(Tally.from(rows, { by: ["replySeconds", "reply"] }))
 * curve._tag === "SurvivalCurve" && curve.median.value // => 300
 * ```
 */
export const curve = <Name extends string>(
  tally: Tally<Name>,
  options: ServiceTimeDimensions<NoInfer<Name>> & Survival.SurvivalOptions = {}
): Survival.SurvivalResult => {
  const counts = DurationCounts.fromTally(tally, dimensionsOf(options))
  const followed = DurationCounts.inOrder(counts).flatMap(({ censored, finished, value }) => [
    { time: value, event: true, weight: finished },
    { time: value, event: false, weight: censored }
  ])
  const result = Survival.fromLifetimes(followed, options)
  return { ...result, excluded: { missing: counts.missing, invalid: counts.invalid } }
}
