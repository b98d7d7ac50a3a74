import type { Difference } from "../stats/Difference.ts"
import { type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"
import { labelsBetween } from "../tally/PeriodLabel.ts"
import { by as split } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { type ChurnRate, ofPeriod, type PeriodConvention } from "./ChurnConvention.ts"
import { type ChurnColumns, readFlows, type Stock, stocks } from "./ChurnFlows.ts"
import type { PeriodShare } from "./PeriodShares.ts"

export type { ChurnEstimate, ChurnRate, PeriodConvention } from "./ChurnConvention.ts"
export type { ChurnColumns, Stock } from "./ChurnFlows.ts"

/** Who was there, came and went in one period, and the rates under the conventions that need no days. */
export interface ChurnPeriod extends Stock {
  readonly rates: { readonly [C in PeriodConvention]: ChurnRate }
}

/** Where a tally holds the start and the end of a customer's time, and how the rates are reported. */
export interface ChurnOptions<Name extends string> extends ChurnColumns<Name> {
  /** The last period of the series; the last one with a start or an end unless told. */
  readonly through?: string
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

/**
 * Customer churn of each period, under three published conventions side by side; `ChurnConventions` has all of them.
 *
 * Takes a tally of customers by the period they started in and the period they left in (`null` while they stay), such as
 * the derived source `lifetimes` gives. Customers without a start are reported as missing, those who end before they
 * start as invalid. A period without customers is `InsufficientData`, not 0 %. Shares come with Wilson's interval, the
 * rate over the average with Byar's. No customers at all give no periods. Throws `TallyMismatch` unless both dimensions
 * are calendar periods of one unit and time zone.
 *
 * ```ts import.meta.vitest
 * import * as Dimension from "../tally/Dimension.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as Churn from "./Churn.ts"
 *
 * const month = (field: "startedAt" | "endedAt", name: "started" | "ended") =>
 *   Dimension.named(Dimension.period(field, "month", "UTC"), name)
 * const customers = [
 *   { startedAt: new Date("2026-01-05"), endedAt: null },
 *   { startedAt: new Date("2026-01-20"), endedAt: new Date("2026-02-03") }
 * ]
 * const tally = Tally.from(customers, { by: [month("startedAt", "started"), month("endedAt", "ended")] })
 * Churn.over(tally).map((row) => [row.period, row.atStart, row.left]) // => [["2026-01", 0, 0], ["2026-02", 2, 1]]
 * ```
 */
export const over = <Name extends string>(
  tally: Tally<Name>,
  options: ChurnOptions<NoInfer<Name>> = {}
): ReadonlyArray<ChurnPeriod> => {
  const { level = 0.95 } = options
  const { excluded, flows, unit } = readFlows(tally, options)
  const labels = [...flows.keys()].sort()
  const [first, last] = [labels[0], options.through ?? labels.at(-1)]
  if (first === undefined || last === undefined) return []
  return stocks(labelsBetween(unit, first, last), flows).map((stock) => ({
    ...stock,
    rates: ofPeriod(stock, { level, excluded })
  }))
}

/**
 * The churn of each value of a dimension, in the order of the values: each from its own first period to the last of all.
 *
 * As `over`. `Trend.fromShares(Churn.shares(periods))` tells whether one rises or falls, `Trend.corrected` corrects
 * several for their number.
 *
 * ```ts import.meta.vitest
 * import * as Dimension from "../tally/Dimension.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as Churn from "./Churn.ts"
 *
 * const month = (field: "startedAt" | "endedAt", name: "started" | "ended") =>
 *   Dimension.named(Dimension.period(field, "month", "UTC"), name)
 * const customers = ["free", "paid", "free"].map((plan, i) => ({
 *   plan,
 *   startedAt: new Date("2026-01-10"),
 *   endedAt: i === 0 ? new Date("2026-02-10") : null
 * }))
 * const tally = Tally.from(customers, { by: ["plan", month("startedAt", "started"), month("endedAt", "ended")] })
 * Churn.by(tally, "plan").map(({ periods, value }) => [value, periods.at(-1)?.left]) // => [["free", 1], ["paid", 0]]
 * ```
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: ChurnOptions<NoInfer<Name>> = {}
): ReadonlyArray<{ readonly value: Value; readonly periods: ReadonlyArray<ChurnPeriod> }> => {
  const whole: Tally = tally
  const through = options.through ?? over(whole, options).at(-1)?.period
  const given: ChurnOptions<string> = through === undefined ? options : { ...options, through }
  return split(whole, dimension).map(({ tally: part, value }) => {
    const ofValue: Tally = part
    return { value, periods: over(ofValue, given) }
  })
}

/** A convention that is a share of customers, so that it can be tested as one. */
export type ShareConvention = "of start" | "of start and new"

const shareOf = ({ atStart, joined, left, leftOfStart }: Stock, convention: ShareConvention): Proportion.Proportion =>
  convention === "of start" ? { successes: leftOfStart, n: atStart } : { successes: left, n: atStart + joined }

/**
 * How many of how many left in each period, for `Trend.fromShares`, which tells whether churn rises or falls with time.
 *
 * Takes the periods of `over`, or of `ChurnConventions`. The Cochran–Armitage test behind it takes each customer of each
 * period as one who may leave or stay; where churn moves more from period to period than chance lets it, the p-value is too
 * small, and `Trend.fromSeries` of the rates is the careful test.
 *
 * ```ts import.meta.vitest
 * import * as Churn from "./Churn.ts"
 * import * as Trend from "./Trend.ts"
 *
 * const months = [20, 28, 37, 45].map((leftOfStart, i) => {
 *   const left = leftOfStart + 5
 *   return { period: `2026-0${i + 1}`, atStart: 500, joined: left, left, leftOfStart, atEnd: 500 }
 * })
 * const trend = Trend.fromShares(Churn.shares(months))
 * trend._tag === "Estimate" ? [trend.direction, trend.value.toFixed(2)] : trend // => ["rising", "1.68"]
 * ```
 */
export const shares = (
  periods: ReadonlyArray<Stock>,
  { convention = "of start" }: { readonly convention?: ShareConvention } = {}
): ReadonlyArray<PeriodShare> => periods.map((stock) => ({ period: stock.period, ...shareOf(stock, convention) }))

/**
 * The churn of one period or group minus that of another, in percentage points: Newcombe's interval and the pooled z test.
 *
 * `InsufficientData` when nobody was there on one side. Choose the two before you look at the series.
 *
 * ```ts import.meta.vitest
 * import * as Churn from "./Churn.ts"
 *
 * const month = { period: "2026-03", atStart: 200, joined: 0, left: 30, leftOfStart: 30, atEnd: 170 }
 * const before = { period: "2026-02", atStart: 210, joined: 0, left: 10, leftOfStart: 10, atEnd: 200 }
 * const change = Churn.difference(month, before)
 * change._tag === "Difference" ? change.value.toFixed(1) : change // => "10.2"
 * ```
 */
export const difference = (
  a: Stock,
  b: Stock,
  { convention = "of start", level = 0.95 }: { readonly convention?: ShareConvention; readonly level?: number } = {}
): Difference | InsufficientData => {
  const [x, y] = [shareOf(a, convention), shareOf(b, convention)]
  return x.n === 0 || y.n === 0
    ? insufficientData("no customers on one side", Math.min(x.n, y.n))
    : Proportion.difference(x, y, level)
}
