import { aalenJohansen } from "../stats/AalenJohansen.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Excluded, type InsufficientData, insufficientData, type Measured } from "../stats/Estimate.ts"
import { type LimitScale, limits } from "../stats/KaplanMeier.ts"
import { twoSided } from "../stats/Normal.ts"
import { normalDifference } from "../stats/NormalDifference.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { countReasons, type ReasonColumns, ReasonTimes } from "./ReasonTimes.ts"

export { type GrayOptions, type GrayReason, gray } from "./GrayReasons.ts"
export type { ReasonColumns } from "./ReasonTimes.ts"

/** The share that has left for one reason. The arrays have one entry for each time of the curves. */
export interface ReasonCurve {
  /** `null`: they left, and why is not known. */
  readonly reason: Value
  /** How many left for it. */
  readonly eventCount: number
  readonly events: ReadonlyArray<number>
  /** The share that has left for this reason by the time, from 0 to 1. */
  readonly incidence: ReadonlyArray<number>
  readonly standardError: ReadonlyArray<number>
  /** Confidence limits of the share; `null` where they cannot be estimated: before the first event, and at a share of 1. */
  readonly low: ReadonlyArray<number | null>
  readonly high: ReadonlyArray<number | null>
}

/** Who has left for which reason, and who stays, at each distinct time in ascending order: together they are 1. */
export interface ReasonCurves {
  readonly _tag: "ReasonCurves"
  /** How many were followed. */
  readonly n: number
  readonly excluded: Excluded
  readonly times: ReadonlyArray<number>
  /** Followed just before the time. */
  readonly atRisk: ReadonlyArray<number>
  /** Still there when last seen, at the time. */
  readonly censored: ReadonlyArray<number>
  /** The share that stays longer than the time. */
  readonly survival: ReadonlyArray<number>
  /** In the order of the reasons. */
  readonly reasons: ReadonlyArray<ReasonCurve>
  readonly level: number
  /** The published name of the method: `"Aalen–Johansen, log-log"`. */
  readonly method: string
}

/** The curves, or why there are none. */
export type ReasonCurvesResult = ReasonCurves | InsufficientData

/** How the curves are reported. */
export interface CompetingOptions {
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** The scale the intervals are made on: `"log-log"` unless told, which stays within 0 and 1 by itself. */
  readonly interval?: LimitScale
}

/** Where a tally holds the lifetimes, and how the curves are reported. */
export interface CompetingTallyOptions<Name extends string> extends CompetingOptions, ReasonColumns<Name> {}

/** How long something was followed, whether it ended, and why. */
export interface EndedBecause {
  /** `null` where it is not known: reported as missing. */
  readonly time: number | null
  /** Whether it ended (`true`) or was still there when last seen. */
  readonly event: boolean
  /** Why it ended. Without one, it counts under `null`. */
  readonly reason?: Value
  /** How many such lifetimes this stands for, a whole number: 1 unless told. */
  readonly weight?: number
}

const finish = (counts: ReasonTimes, { interval = "log-log", level = 0.95 }: CompetingOptions): ReasonCurvesResult => {
  const { excluded, reasons, times } = counts
  const events = reasons.map((reason) => counts.events(reason, times))
  const censored = counts.censored(times)
  const { atRisk, reasons: estimates, survival } = aalenJohansen({ times, events, censored })
  const [n] = atRisk
  if (n === undefined) return insufficientData("no lifetimes", 0, excluded)
  const z = twoSided(level)
  const curves = estimates.map(({ incidence, standardError }, r): ReasonCurve => {
    const ofReason = events[r] ?? []
    const ends = incidence.map((share, i) => limits(interval, share, standardError[i] || null, z))
    return {
      reason: reasons[r] ?? null,
      eventCount: ofReason.reduce((sum, count) => sum + count, 0),
      events: ofReason,
      incidence,
      standardError,
      low: ends.map(({ low }) => low),
      high: ends.map(({ high }) => high)
    }
  })
  const method = `Aalen–Johansen, ${interval}`
  return { _tag: "ReasonCurves", n, excluded, times, atRisk, censored, survival, reasons: curves, level, method }
}

/**
 * How many have left for each of several reasons by each time, with standard errors and pointwise confidence intervals.
 *
 * Takes how long each was followed, from 0, in any unit, whether it ended, and why. Who left for one reason can no longer
 * leave for another, so 1 − Kaplan–Meier of one reason alone is too high; these shares and the share that stays are 1
 * together. Times are equal only when exactly equal; events at one time are not put in an order. Whoever ended without a
 * reason counts under the reason `null`: they are gone all the same. A missing time or event is reported as missing, a
 * negative or infinite time, and a weight that is no whole number from 0, as invalid. No lifetimes give `InsufficientData`.
 *
 * Source: Aalen and Johansen (1978). Values and standard errors are those of `survfit` in R's survival package.
 *
 * ```ts import.meta.vitest
 * import * as CompetingReasons from "./CompetingReasons.ts"
 *
 * const curves = CompetingReasons.fromLifetimes([
 *   { time: 10, event: true, reason: "unused" },
 *   { time: 20, event: true, reason: "too_expensive" },
 *   { time: 30, event: false },
 *   { time: 30, event: false }
 * ])
 * curves._tag === "ReasonCurves" && curves.survival // => [0.75, 0.5, 0.5]
 * curves._tag === "ReasonCurves" && curves.reasons.map(({ reason, incidence }) => [reason, incidence.at(-1)]) // => [["too_expensive", 0.25], ["unused", 0.25]]
 * ```
 */
export const fromLifetimes = (
  lifetimes: Iterable<EndedBecause>,
  options: CompetingOptions = {}
): ReasonCurvesResult => {
  const counts = new ReasonTimes()
  for (const { event, reason = null, time, weight = 1 } of lifetimes) counts.add(time, event ?? null, reason, weight)
  return finish(counts, options)
}

/**
 * The curves of a tally that counts by time, outcome and reason, such as the derived source `lifetimes` gives.
 *
 * Where one dimension holds both (`0` still there, `1` and `2` two reasons), name it as `outcome` and `reason`, and the
 * reasons as `event`. A `null` outcome is missing, unless `event` names it; a `null` reason of an ended one is a reason of
 * its own. Else as `fromLifetimes`. Throws `TallyMismatch` when a dimension is not there.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as CompetingReasons from "./CompetingReasons.ts"
 *
 * const customers = [
 *   { days: 30, outcome: "ended", reason: "unused" },
 *   { days: 60, outcome: "active" }
 * ]
 * const curves = CompetingReasons.fromTally(Tally.from(customers, { by: ["days", "outcome", "reason"] }))
 * curves._tag === "ReasonCurves" && curves.reasons[0]?.incidence // => [0.5, 0.5]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: CompetingTallyOptions<NoInfer<Name>> = {}
): ReasonCurvesResult => {
  const counts = new ReasonTimes()
  countReasons(tally, options, () => counts)
  return finish(counts, options)
}

/** The curves of each value of a dimension, in the order of the values. As `fromTally`. `gray` tests whether they differ. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: CompetingTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<{ readonly value: Value; readonly result: ReasonCurvesResult }> => {
  const split = column(tally, dimension)
  const parts = split.values.map(() => new ReasonTimes())
  countReasons(tally, options, (group) => parts[split.codes[group] ?? 0])
  return parts.map((counts, i) => ({ value: split.values[i] ?? null, result: finish(counts, options) }))
}

const curveOf = ({ reasons }: ReasonCurves, reason: Value): ReasonCurve | undefined =>
  reasons.find((curve) => curve.reason === reason)

/** Where in the curves a time is: −1 before the first, `undefined` beyond the last. */
const placeOf = ({ times }: ReasonCurves, time: number): number | undefined =>
  time >= 0 && time <= (times.at(-1) ?? -1) ? times.findLastIndex((each) => each <= time) : undefined

/**
 * The share that has left for a reason by a time, from 0 to 1, with its interval.
 *
 * `InsufficientData` where there is none: beyond the last time that anybody was followed to, where nobody left for this
 * reason until then, and where everyone did, as no interval can be estimated there.
 *
 * ```ts import.meta.vitest
 * import * as CompetingReasons from "./CompetingReasons.ts"
 *
 * const curves = CompetingReasons.fromLifetimes([
 *   { time: 10, event: true, reason: "unused" },
 *   { time: 30, event: false }
 * ])
 * const share = curves._tag === "ReasonCurves" && CompetingReasons.at(curves, "unused", 20)
 * share && share._tag === "Estimate" && share.value // => 0.5
 * ```
 */
export const at = (curves: ReasonCurves, reason: Value, time: number): Measured => {
  const { excluded, level, method, n } = curves
  const place = placeOf(curves, time)
  if (place === undefined) return insufficientData("nobody was followed to this time", n, excluded)
  const curve = curveOf(curves, reason)
  const [value, low, high] = [curve?.incidence[place] ?? 0, curve?.low[place] ?? null, curve?.high[place] ?? null]
  if (low !== null && high !== null) {
    return { _tag: "Estimate", value, interval: { low, high, level, method }, n, excluded }
  }
  return insufficientData(
    value === 0 ? "nobody left for this reason until this time" : "everyone left for this reason by this time",
    n,
    excluded
  )
}

/**
 * How much more have left for a reason by a time in one of two separate groups than in the other, from −1 to 1.
 *
 * The normal interval of two independent shares, and its z test. `InsufficientData` unless both groups were followed to the
 * time. It is a comparison at one time chosen beforehand; `gray` compares the whole curves.
 *
 * ```ts import.meta.vitest
 * import * as CompetingReasons from "./CompetingReasons.ts"
 *
 * const group = (left: number) =>
 *   CompetingReasons.fromLifetimes([10, 20, 30, 40].map((time, i) => ({ time, event: i < left, reason: "unused" })))
 * const [free, paid] = [group(3), group(1)]
 * if (free._tag !== "ReasonCurves" || paid._tag !== "ReasonCurves") throw new Error("no curves")
 * const more = CompetingReasons.difference(free, paid, { reason: "unused", time: 35 })
 * more._tag === "Difference" && more.value // => 0.5
 * ```
 */
export const difference = (
  a: ReasonCurves,
  b: ReasonCurves,
  { level = 0.95, reason, time }: { readonly reason: Value; readonly time: number; readonly level?: number }
): Difference | InsufficientData => {
  const [i, j] = [placeOf(a, time), placeOf(b, time)]
  if (i === undefined || j === undefined) {
    return insufficientData("nobody was followed to this time on one side", Math.min(a.n, b.n))
  }
  const [x, y] = [curveOf(a, reason), curveOf(b, reason)]
  const [first, second] = [x?.standardError[i] ?? 0, y?.standardError[j] ?? 0]
  return normalDifference({
    value: (x?.incidence[i] ?? 0) - (y?.incidence[j] ?? 0),
    error: Math.sqrt(first * first + second * second),
    bound: 1,
    level,
    method: "Aalen–Johansen, normal",
    n: [a.n, b.n]
  })
}
