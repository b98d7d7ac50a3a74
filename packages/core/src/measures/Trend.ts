import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import { cochranArmitage } from "../stats/CochranArmitage.ts"
import { type Estimate, type InsufficientData, insufficientData, nothingExcluded } from "../stats/Estimate.ts"
import { exactP, exactUpTo, type MannKendall, mannKendall, normalP } from "../stats/MannKendall.ts"
import * as Normal from "../stats/Normal.ts"
import { theilSen } from "../stats/TheilSen.ts"
import { by as split } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { type InProgress, isOver, observe, type SeriesPoint } from "./PeriodSeries.ts"
import * as PeriodShares from "./PeriodShares.ts"

/** Whether a series rises or falls: its slope per period with its interval, and the p-value of "no trend". */
export interface TrendEstimate extends Estimate {
  /** `"no trend"` when `adjustedP` is not below 1 − level: none was shown, which does not show that there is none. */
  readonly direction: "rising" | "falling" | "no trend"
  /** Two-sided p-value of "no association with time". */
  readonly p: number
  /** The same, corrected for the number of series tested together (Benjamini–Hochberg); `p` when it is one. */
  readonly adjustedP: number
  readonly test: "Cochran–Armitage" | "Mann–Kendall, exact" | "Mann–Kendall, normal approximation"
  /** The periods that were tested: their first, their last and their number. */
  readonly tested: { readonly from: string; readonly through: string; readonly periods: number }
  /** Periods that are not over, and not tested. */
  readonly inProgress: ReadonlyArray<string>
}

/** A trend, or why none can be told. */
export type TrendResult = TrendEstimate | InsufficientData

/** The trend of one part of a tally. */
export interface TrendGroup {
  readonly value: Value
  readonly result: TrendResult
}

/** How a trend is told. */
export interface TrendOptions extends InProgress {
  /** Confidence level of the interval, and 1 − the p-value from which a trend is told: 0.95 unless told. */
  readonly level?: number
}

/** The options for a tally: what in it is a success. */
export interface TrendTallyOptions<Name extends string> extends TrendOptions, PeriodShares.ShareOptions<Name> {}

/** The pairs of a longer series take too much room. */
const longest = 5000

const directionOf = (slope: number, adjustedP: number, level: number): TrendEstimate["direction"] => {
  if (adjustedP >= 1 - level || slope === 0) return "no trend"
  return slope > 0 ? "rising" : "falling"
}

const tested = (periods: ReadonlyArray<{ readonly period: string }>): TrendEstimate["tested"] => ({
  from: periods[0]?.period ?? "",
  through: periods.at(-1)?.period ?? "",
  periods: periods.length
})

const ofShares = (
  { excluded, shares }: PeriodShares.PeriodShares,
  { level = 0.95, ...options }: TrendOptions
): TrendResult => {
  const over = shares.map((share, at) => ({ ...share, at })).filter(({ n, period }) => n > 0 && isOver(period, options))
  const n = over.reduce((sum, share) => sum + share.n, 0)
  if (over.length < 2) return insufficientData("fewer than two periods with records", n, excluded)
  const start = over[0]?.at ?? 0
  const { p, slope, standardError, variance } = cochranArmitage(
    over.map((share) => ({ ...share, at: share.at - start }))
  )
  if (variance === 0) return insufficientData("every record is the same", n, excluded)
  const margin = Normal.twoSided(level) * standardError
  return {
    _tag: "Estimate",
    value: 100 * slope,
    interval: { low: 100 * (slope - margin), high: 100 * (slope + margin), level, method: "Cochran–Armitage" },
    n,
    excluded,
    direction: directionOf(slope, p, level),
    p,
    adjustedP: p,
    test: "Cochran–Armitage",
    tested: tested(over),
    inProgress: shares.flatMap(({ period }) => (isOver(period, options) ? [] : [period]))
  }
}

/** Two-sided p-value of the rarest order of n different values. */
const leastP = (n: number): number => {
  let p = 2
  for (let i = 2; i <= n; i++) p /= i
  return p
}

const testOf = (test: MannKendall): Pick<TrendEstimate, "p" | "adjustedP" | "test"> => {
  const exact = test.n <= exactUpTo
  const p = exact ? exactP(test) : normalP(test)
  return { p, adjustedP: p, test: exact ? "Mann–Kendall, exact" : "Mann–Kendall, normal approximation" }
}

/**
 * Whether a series of values rises or falls with time: any measure over periods, such as `Nps.over(tally, "month")`, or
 * plain `{ period, value }`.
 *
 * The slope per period is Theil–Sen's, in the unit of the values; the p-value is that of the Mann–Kendall test, exact up to
 * 50 periods. Periods without a value keep their place in time. Values are taken as independent: of a series with seasons,
 * or where each period resembles the one before, the p-value is too small. So few periods that no order of them would be
 * rare enough (four at level 0.95) are `InsufficientData`. Throws a `RangeError` when a period has two values, and for more
 * than 5000 periods.
 *
 * Mann (1945), Kendall (1975), Sen (1968).
 *
 * ```ts import.meta.vitest
 * import * as Trend from "./Trend.ts"
 *
 * const months = [58, 62, 61, 64, 66, 69].map((value, i) => ({ period: `2026-0${i + 1}`, value }))
 * const result = Trend.fromSeries(months)
 * result._tag === "Estimate" ? [result.direction, result.value, result.p.toFixed(3)] : result // => ["rising", 2, "0.017"]
 * ```
 */
export const fromSeries = (
  series: Iterable<SeriesPoint>,
  { level = 0.95, ...options }: TrendOptions = {}
): TrendResult => {
  const points = observe(series, options)
  if (points.length > longest) throw new RangeError(`A series has at most ${longest} periods, found ${points.length}`)
  const over = points.flatMap(({ inProgress, period, value }, at) =>
    value === null || inProgress ? [] : [{ period, value, at }]
  )
  if (over.length < 2) return insufficientData("fewer than two periods with a value", over.length)
  if (leastP(over.length) > 1 - level) {
    return insufficientData(`${over.length} periods cannot show a trend at level ${level}`, over.length)
  }
  const { interval, slope } = theilSen(over, level)
  if (interval === null) return insufficientData(`${over.length} periods do not bound the slope`, over.length)
  const test = testOf(mannKendall(over.map(({ value }) => value)))
  return {
    _tag: "Estimate",
    value: slope,
    interval,
    n: over.length,
    excluded: nothingExcluded,
    direction: directionOf(slope, test.p, level),
    ...test,
    tested: tested(over),
    inProgress: points.flatMap(({ inProgress, period }) => (inProgress ? [period] : []))
  }
}

/**
 * Whether a share rises or falls with time, from plain `{ period, successes, n }` in any order.
 *
 * The slope is that of the weighted regression line, in percentage points per period; the p-value and the interval are the
 * Cochran–Armitage test's, which takes records as independent: of a share that moves more from period to period than
 * chance lets it, the p-value is too small, and `fromSeries` of the shares is the careful test. Fewer than two periods with
 * records, or records that are all the same, are `InsufficientData`. Throws a `RangeError` for more successes than records.
 *
 * Cochran (1954), Armitage (1955).
 *
 * ```ts import.meta.vitest
 * import * as Trend from "./Trend.ts"
 *
 * const months = [12, 15, 20, 31].map((successes, i) => ({ period: `2026-0${i + 1}`, successes, n: 100 }))
 * const result = Trend.fromShares(months)
 * result._tag === "Estimate" ? [result.direction, result.value.toFixed(1)] : result // => ["rising", "6.2"]
 * ```
 */
export const fromShares = (shares: Iterable<PeriodShares.PeriodShare>, options: TrendOptions = {}): TrendResult =>
  ofShares({ shares: PeriodShares.inOrder(shares), excluded: nothingExcluded }, options)

/**
 * Whether a share of a tally rises or falls over its periods, as `fromShares` tells it.
 *
 * `of` names the dimension that says what is a success; records without a value or a period are missing. Throws
 * `TallyMismatch` for a name that is not there.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Trend from "./Trend.ts"
 *
 * const contacts = [1, 2, 3, 4].flatMap((month) =>
 *   [1, 2, 3, 4, 5].map((contact) => ({ month: `2026-0${month}`, resolved: contact <= month }))
 * )
 * const tally = Tally.from(contacts, { by: ["month", "resolved"] })
 * const result = Trend.over(tally, "month", { of: "resolved", success: true })
 * result._tag === "Estimate" ? [result.direction, result.value] : result // => ["rising", 20]
 * ```
 */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: TrendTallyOptions<NoInfer<Name>>
): TrendResult => ofShares(PeriodShares.fromTally(tally, period, options), options)

/** The trend of a share in each value of a dimension, with p-values corrected for their number. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  period: NoInfer<Name>,
  options: TrendTallyOptions<NoInfer<Name>>
): ReadonlyArray<TrendGroup> => {
  const whole: Tally = tally
  const parts = split(whole, dimension)
  const results = corrected(parts.map((part) => ofShares(PeriodShares.fromTally(part.tally, period, options), options)))
  return parts.flatMap(({ value }, i) => {
    const result = results[i]
    return result === undefined ? [] : [{ value, result }]
  })
}

/**
 * Trends that are looked at together: their p-values are corrected for their number (Benjamini–Hochberg), and the
 * directions told anew. What is no trend is passed on, and does not count.
 *
 * ```ts import.meta.vitest
 * import * as Trend from "./Trend.ts"
 *
 * const months = [1, 2, 3, 4, 5].map((value) => ({ period: `2026-0${value}`, value }))
 * const level = months.map(({ period }, i) => ({ period, value: i % 2 }))
 * const both = Trend.corrected([Trend.fromSeries(months), Trend.fromSeries(level)])
 * both.map((trend) => (trend._tag === "Estimate" ? trend.p.toFixed(3) : trend.reason)) // => ["0.017", "1.000"]
 * both.map((trend) => (trend._tag === "Estimate" ? trend.adjustedP.toFixed(3) : trend.reason)) // => ["0.033", "1.000"]
 * ```
 */
export const corrected = (results: ReadonlyArray<TrendResult>): ReadonlyArray<TrendResult> => {
  const adjusted = benjaminiHochberg(results.map((result) => (result._tag === "Estimate" ? result.p : null)))
  return results.map((result, i) => {
    const adjustedP = adjusted[i] ?? null
    if (result._tag !== "Estimate" || adjustedP === null) return result
    return { ...result, adjustedP, direction: directionOf(result.value, adjustedP, result.interval.level) }
  })
}
