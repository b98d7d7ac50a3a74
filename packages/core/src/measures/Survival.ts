import { type Excluded, type InsufficientData, insufficientData, type Measured } from "../stats/Estimate.ts"
import { type LimitScale, limits, productLimit, timeAt } from "../stats/KaplanMeier.ts"
import { twoSided } from "../stats/Normal.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

/** A time read from a survival curve, in the unit of its times. */
export interface SurvivalTime {
  readonly _tag: "SurvivalTime"
  /** `null` when the curve never falls this far: too many were still there when last seen. */
  readonly value: number | null
  /** An end is `null` where the data do not bound the time: an interval without `high` is open to later. */
  readonly interval: {
    readonly low: number | null
    readonly high: number | null
    readonly level: number
    readonly method: string
  }
  readonly n: number
  readonly excluded: Excluded
}

/** A Kaplan–Meier curve. The arrays have one entry for each distinct time, in ascending order. */
export interface SurvivalCurve {
  readonly _tag: "SurvivalCurve"
  /** How many lifetimes. */
  readonly n: number
  /** How many of them ended in the event. */
  readonly eventCount: number
  readonly excluded: Excluded
  readonly times: ReadonlyArray<number>
  /** Followed just before the time. */
  readonly atRisk: ReadonlyArray<number>
  /** Left at the time. */
  readonly events: ReadonlyArray<number>
  /** Still there when last seen, at the time. */
  readonly censored: ReadonlyArray<number>
  /** The share that stays longer than the time, from 1 down to 0. */
  readonly survival: ReadonlyArray<number>
  /** Greenwood's standard error of the share; `null` once nobody is left. */
  readonly standardError: ReadonlyArray<number | null>
  /** Confidence limits of the share; `null` where they cannot be estimated. */
  readonly low: ReadonlyArray<number | null>
  readonly high: ReadonlyArray<number | null>
  readonly level: number
  /** The published name of the interval's method: `"Greenwood, log-log"`. */
  readonly method: string
  /** The time by which half have left. */
  readonly median: SurvivalTime
}

/** A curve, or why there is none. */
export type SurvivalResult = SurvivalCurve | InsufficientData

/** How a curve is reported. */
export interface SurvivalOptions {
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** The scale the intervals are made on: `"log-log"` unless told, which stays within 0 and 1 by itself. */
  readonly interval?: LimitScale
}

/** Where a tally holds lifetimes, and how the curve is reported. */
export interface SurvivalTallyOptions<Name extends string> extends SurvivalOptions {
  /** The dimension of the time followed: `"days"` unless told. */
  readonly time?: Name
  /** The dimension of what became of it: `"outcome"` unless told. */
  readonly outcome?: Name
  /** The outcome, or outcomes, that mean the event: `"ended"` unless told. Any other is censored. */
  readonly event?: Value | ReadonlyArray<Value>
}

/** How long something was followed, and whether the event ended it (`true`) or it was still there when last seen. */
export interface FollowUp {
  readonly time: number
  readonly event: boolean
  /** How many such lifetimes this stands for: 1 unless told. */
  readonly weight?: number
}

/** Lifetimes counted by time, and those that cannot be. */
class Counts {
  private readonly left = new Map<number, number>()
  private readonly stayed = new Map<number, number>()
  private missing = 0
  private invalid = 0

  add(time: unknown, event: boolean | null, copies: number): void {
    if (!(Number.isFinite(copies) && copies >= 0)) {
      this.invalid++
    } else if (time === null || time === undefined || Number.isNaN(time) || event === null) {
      this.missing += copies
    } else if (typeof time !== "number" || !Number.isFinite(time) || time < 0) {
      this.invalid += copies
    } else if (copies > 0) {
      const counts = event ? this.left : this.stayed
      counts.set(time, (counts.get(time) ?? 0) + copies)
    }
  }

  finish({ interval = "log-log", level = 0.95 }: SurvivalOptions): SurvivalResult {
    const excluded = { missing: this.missing, invalid: this.invalid }
    const times = [...new Set([...this.left.keys(), ...this.stayed.keys()])].sort((a, b) => a - b)
    const events = times.map((time) => this.left.get(time) ?? 0)
    const censored = times.map((time) => this.stayed.get(time) ?? 0)
    const { atRisk, standardError, survival } = productLimit({ times, events, censored })
    const [n] = atRisk
    if (n === undefined) return insufficientData("no lifetimes", 0, excluded)
    const z = twoSided(level)
    const ends = survival.map((share, i) => limits(interval, share, standardError[i] ?? null, z))
    const eventCount = events.reduce((sum, count) => sum + count, 0)
    const low = ends.map((each) => each.low)
    const high = ends.map((each) => each.high)
    const steps = { n, eventCount, excluded, times, atRisk, events, censored, survival, standardError, low, high }
    const curve = { ...steps, level, method: `Greenwood, ${interval}` }
    return { _tag: "SurvivalCurve", ...curve, median: quantile(curve, 0.5) }
  }
}

/**
 * The Kaplan–Meier curve of lifetimes, with Greenwood's standard error and pointwise confidence intervals.
 *
 * Takes how long each was followed, from 0, in any unit, and whether the event ended it. A weight of 2 counts as two such
 * lifetimes. Times are equal only when exactly equal. A missing time or event (`null`, `NaN`) is reported as missing, a
 * negative or infinite time or weight as invalid. No lifetimes give `InsufficientData`. Conventions are those of `survfit`
 * in R's survival package; see Kaplan and Meier (1958) and Kalbfleisch and Prentice (1980).
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
export const fromLifetimes = (lifetimes: Iterable<FollowUp>, options: SurvivalOptions = {}): SurvivalResult => {
  const counts = new Counts()
  for (const { event, time, weight = 1 } of lifetimes) counts.add(time, event ?? null, weight)
  return counts.finish(options)
}

/** Count the groups of a tally apart, by the place that `split` gives them. */
const countTally = <Name extends string>(
  tally: Tally<Name>,
  options: SurvivalTallyOptions<Name>,
  parts: ReadonlyArray<Counts>,
  split: (group: number) => number
): void => {
  const all: Tally = tally
  const times = column(all, options.time ?? "days")
  const outcomes = column(all, options.outcome ?? "outcome")
  const wanted = [options.event ?? "ended"].flat()
  all.counts.forEach((count, group) => {
    const outcome = valueAt(outcomes, group)
    const event = wanted.includes(outcome) || (outcome === null ? null : false)
    parts[split(group)]?.add(valueAt(times, group), event, count)
  })
}

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
): SurvivalResult => {
  const counts = new Counts()
  countTally(tally, options, [counts], () => 0)
  return counts.finish(options)
}

/** One curve for each value of a dimension, in the order of the values. As `fromTally`. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: SurvivalTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<{ readonly value: Value; readonly result: SurvivalResult }> => {
  const split = column(tally, dimension)
  const parts = split.values.map(() => new Counts())
  countTally(tally, options, parts, (group) => split.codes[group] ?? 0)
  return parts.map((counts, i) => ({ value: split.values[i] ?? null, result: counts.finish(options) }))
}

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
  const { excluded, level, method, n, times } = curve
  const last = times.at(-1)
  if (!(time >= 0) || last === undefined || time > last) {
    return insufficientData("nobody was followed to this time", n, excluded)
  }
  const place = times.findLastIndex((each) => each <= time)
  const value = curve.survival[place] ?? 1
  const [low, high] = [curve.low[place] ?? null, curve.high[place] ?? null]
  if (low === null || high === null) return insufficientData(withoutInterval(value), n, excluded)
  return { _tag: "Estimate", value, interval: { low, high, level, method }, n, excluded }
}

const withoutInterval = (share: number): string =>
  share === 0 ? "nobody is left at this time" : "no event until this time"

/**
 * The time by which a share has left, with its interval: 0.5 is the median.
 *
 * The interval holds the times at which the share lies within the curve's limits (Brookmeyer and Crowley 1982). Where the
 * curve is exactly the share for a while, the middle of that while. `null` for what is not reached.
 *
 * ```ts import.meta.vitest
 * import * as Survival from "./Survival.ts"
 *
 * const curve = Survival.fromLifetimes([1, 2, 3, 4].map((time) => ({ time, event: true })))
 * curve._tag === "SurvivalCurve" && Survival.quantile(curve, 0.5).value // => 2.5
 * ```
 */
export const quantile = (curve: Omit<SurvivalCurve, "_tag" | "median">, left: number): SurvivalTime => {
  const { excluded, high, level, low, method, n, survival, times } = curve
  const when = (bound: ReadonlyArray<number | null>): number | null => timeAt(times, bound, 1 - left)
  return {
    _tag: "SurvivalTime",
    value: when(survival),
    interval: { low: when(low), high: when(high), level, method },
    n,
    excluded
  }
}
