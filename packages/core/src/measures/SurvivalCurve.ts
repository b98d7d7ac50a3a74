import { type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import { type LimitScale, limits, productLimit, timeAt } from "../stats/KaplanMeier.ts"
import type { LifetimeRows } from "../stats/LifetimeRows.ts"
import { twoSided } from "../stats/Normal.ts"
import { riskTable } from "../stats/RiskTable.ts"

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
  /** Came under observation since the time before: all before the first, where nobody entered late. */
  readonly entered: ReadonlyArray<number>
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

/** The limits at each time. Where nobody leaves, those of the time before. */
const eachLimits = (
  { standardError, survival }: Pick<SurvivalCurve, "standardError" | "survival">,
  scale: LimitScale,
  z: number
): Pick<SurvivalCurve, "high" | "low"> => {
  const [low, high]: [Array<number | null>, Array<number | null>] = [[], []]
  let last = limits(scale, 1, 0, z)
  survival.forEach((share, i) => {
    if (share !== (survival[i - 1] ?? 1)) last = limits(scale, share, standardError[i] ?? null, z)
    low.push(last.low)
    high.push(last.high)
  })
  return { low, high }
}

/** The curve of rows that are in the order of their times. */
export const finishCurve = (
  rows: LifetimeRows,
  excluded: Excluded,
  { interval = "log-log", level = 0.95 }: SurvivalOptions
): SurvivalResult => {
  if (rows.times.length === 0) return insufficientData("no lifetimes", 0, excluded)
  const { censored, entered, events, times } = riskTable(rows)
  const { atRisk, standardError, survival } = productLimit({ times, events, censored, entered })
  const steps = { times, entered, atRisk, events, censored, survival, standardError }
  const sum = (column: ReadonlyArray<number>): number => column.reduce((total, count) => total + count, 0)
  const counts = { n: sum(entered), eventCount: sum(events), excluded }
  const ends = eachLimits(steps, interval, twoSided(level))
  const curve = { ...counts, ...steps, ...ends, level, method: `Greenwood, ${interval}` }
  return { _tag: "SurvivalCurve", ...curve, median: quantile(curve, 0.5) }
}

/**
 * The time by which a share has left, with its interval: 0.5 is the median.
 *
 * The interval holds the times at which the share lies within the curve's limits (Brookmeyer and Crowley 1982). Where the
 * curve is exactly the share for a while, the middle of that while, as R does it; other programs take its beginning.
 * `null` for what is not reached. Throws a `RangeError` for a share outside 0 to 1.
 *
 * ```ts import.meta.vitest
 * import * as Survival from "./Survival.ts"
 *
 * const curve = Survival.fromLifetimes([1, 2, 3, 4].map((time) => ({ time, event: true })))
 * curve._tag === "SurvivalCurve" && Survival.quantile(curve, 0.5).value // => 2.5
 * ```
 */
export const quantile = (curve: Omit<SurvivalCurve, "_tag" | "median">, left: number): SurvivalTime => {
  if (!(left >= 0 && left <= 1)) throw new RangeError(`A share is from 0 to 1, found ${left}`)
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
