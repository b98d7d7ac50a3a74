import { type InsufficientData, nothingExcluded } from "../stats/Estimate.ts"
import type { Tally } from "../tally/Tally.ts"
import { type CusumChart, type CusumOptions, cusumChart } from "./charts/Cusum.ts"
import { type EwmaChart, type EwmaOptions, ewmaChart } from "./charts/Ewma.ts"
import { type PChart, type PointChartOptions, pChart } from "./charts/PChart.ts"
import { type XmrChart, xmrChart } from "./charts/Xmr.ts"
import type { SeriesPoint } from "./PeriodSeries.ts"
import * as PeriodShares from "./PeriodShares.ts"

export type { Baseline, ChartOptions, ChartPoint, FalseAlarms, LimitedPoint } from "./charts/Chart.ts"
export type { CusumChart, CusumOptions, CusumPoint } from "./charts/Cusum.ts"
export type { EwmaChart, EwmaOptions, EwmaPoint, RunLength } from "./charts/Ewma.ts"
export type { TargetOptions } from "./charts/Individuals.ts"
export type { PChart, PointChartOptions, SharePoint } from "./charts/PChart.ts"
export type { PointRule, RuleSet } from "./charts/Rules.ts"
export type { Rule, Side, Signal } from "./charts/Signals.ts"
export type { XmrChart, XmrPoint } from "./charts/Xmr.ts"

/** Any control chart. */
export type ControlChart = PChart | XmrChart | EwmaChart | CusumChart

/** A control chart, or why there is none. */
export type ControlChartResult = ControlChart | InsufficientData

/** The options for a tally: what in it is a success. */
export interface ShareChartOptions<Name extends string> extends PointChartOptions, PeriodShares.ShareOptions<Name> {}

const plain = (shares: Iterable<PeriodShares.PeriodShare>): PeriodShares.PeriodShares => ({
  shares: PeriodShares.inOrder(shares),
  excluded: nothingExcluded
})

/**
 * A p chart of plain shares `{ period, successes, n }`, in any order: does a share leave the range that chance allows?
 *
 * Values and limits are in per cent. The limits are three binomial standard errors of each period's own number of records
 * from the share of the baseline, within 0 and 100. With many records in a period real shares vary more than that, and
 * nearly every point is out: take `laneyP`. Fewer than two periods with records in the baseline, or records there that are
 * all the same, are `InsufficientData`. Throws a `RangeError` for more successes than records.
 *
 * Shewhart (1931), Economic Control of Quality of Manufactured Product.
 *
 * ```ts import.meta.vitest
 * import * as ControlChart from "./ControlChart.ts"
 *
 * const months = [11, 9, 10, 10, 24].map((successes, i) => ({ period: `2026-0${i + 1}`, successes, n: 100 }))
 * const chart = ControlChart.pFromShares(months, { baseline: { through: "2026-04" } })
 * chart._tag === "ControlChart" ? [chart.centre, chart.points.map(({ high }) => high)[0]] : chart // => [10, 19]
 * chart._tag === "ControlChart" ? chart.signals.map(({ rule, since }) => [rule, since]) : chart // => [["1 beyond 3 sigma", "2026-05"]]
 * ```
 */
export const pFromShares = (
  shares: Iterable<PeriodShares.PeriodShare>,
  options: PointChartOptions = {}
): PChart | InsufficientData => pChart("p", plain(shares), options)

/**
 * Laney's p′ chart of plain shares: as `pFromShares`, with limits as wide as shares vary from period to period.
 *
 * The binomial limits are multiplied by σz, the mean moving range of the standardized shares over 1.128. Near 1 it is a p
 * chart; above, periods differ by more than the chance of single records; below, by less.
 *
 * Laney (2002), Improved control charts for attributes, Quality Engineering 14.
 *
 * ```ts import.meta.vitest
 * import * as ControlChart from "./ControlChart.ts"
 *
 * const months = [2100, 1900, 2050, 1980, 2300].map((successes, i) => ({ period: `2026-0${i + 1}`, successes, n: 10_000 }))
 * const [p, laney] = [ControlChart.pFromShares(months), ControlChart.laneyPFromShares(months)]
 * p._tag === "ControlChart" ? p.signals.length : p // => 3
 * laney._tag === "ControlChart" ? [laney.sigmaZ.toFixed(1), laney.signals.length] : laney // => ["4.1", 0]
 * ```
 */
export const laneyPFromShares = (
  shares: Iterable<PeriodShares.PeriodShare>,
  options: PointChartOptions = {}
): PChart | InsufficientData => pChart("Laney p′", plain(shares), options)

/**
 * A p chart of a share of a tally over its periods, as `pFromShares` draws it.
 *
 * `of` names the dimension that says what is a success; records without a value or a period are missing. Throws
 * `TallyMismatch` for a name that is not there.
 */
export const p = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: ShareChartOptions<NoInfer<Name>>
): PChart | InsufficientData => pChart("p", PeriodShares.fromTally(tally, period, options), options)

/** Laney's p′ chart of a share of a tally over its periods, as `laneyPFromShares` draws it. */
export const laneyP = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: ShareChartOptions<NoInfer<Name>>
): PChart | InsufficientData => pChart("Laney p′", PeriodShares.fromTally(tally, period, options), options)

/**
 * An XmR chart of single values and their moving ranges: any measure over periods, such as `Nps.over(tally, "month")`, or
 * plain `{ period, value }`, in any order.
 *
 * The limits are 2.66 mean moving ranges of the baseline from its mean, in the unit of the values. Periods without a value
 * are passed over. Fewer than two values in the baseline, or values there that are all the same, are `InsufficientData`.
 * Throws a `RangeError` when a period has two values.
 *
 * Shewhart (1931); Wheeler (1993), Understanding Variation.
 *
 * ```ts import.meta.vitest
 * import * as ControlChart from "./ControlChart.ts"
 *
 * const months = [30, 34, 31, 33, 32, 50].map((value, i) => ({ period: `2026-0${i + 1}`, value }))
 * const chart = ControlChart.xmr(months, { baseline: { through: "2026-05" } })
 * chart._tag === "ControlChart" ? [chart.centre, chart.meanMovingRange, chart.baseline?.periods] : chart // => [32, 2.5, 5]
 * chart._tag === "ControlChart" ? chart.points.filter(({ rules }) => rules.length > 0).map(({ period }) => period) : chart // => ["2026-06"]
 * ```
 */
export const xmr = (series: Iterable<SeriesPoint>, options: PointChartOptions = {}): XmrChart | InsufficientData =>
  xmrChart(series, options)

/**
 * An EWMA chart: each value is averaged with those before it, which fade, so that small lasting shifts are seen sooner.
 *
 * average = lambda · value + (1 − lambda) · average before, from the target on; limits `width` standard deviations of the
 * average from the target, narrower at the start. `runLength` says how soon it gives a false alarm, and how soon it sees a
 * shift. No data are as for `xmr`; with `target` and `sigma` told, two values do. Throws a `RangeError` for an option out
 * of its range.
 *
 * Roberts (1959), Control chart tests based on geometric moving averages; Crowder (1987).
 *
 * ```ts import.meta.vitest
 * import * as ControlChart from "./ControlChart.ts"
 *
 * const months = [0, 0, 2, 2, 2, 2].map((value, i) => ({ period: `2026-0${i + 1}`, value }))
 * const chart = ControlChart.ewma(months, { target: 0, sigma: 1 })
 * chart._tag === "ControlChart" ? chart.signals.map(({ side, since }) => [side, since]) : chart // => [["above", "2026-05"]]
 * ```
 */
export const ewma = (series: Iterable<SeriesPoint>, options: EwmaOptions = {}): EwmaChart | InsufficientData =>
  ewmaChart(series, options)

/**
 * A tabular CUSUM chart: what values above, and below, their target by more than an allowance add up to.
 *
 * up = max(0, up before + value − (target + k · sigma)), and down the other way; a sum beyond `h` sigmas is a signal, and
 * its `since` is where that sum left 0. There is no reset. No data are as for `ewma`. Throws a `RangeError` for an option
 * out of its range.
 *
 * Page (1954), Continuous inspection schemes.
 *
 * ```ts import.meta.vitest
 * import * as ControlChart from "./ControlChart.ts"
 *
 * const months = [0, 0, 2, 2, 2, 2].map((value, i) => ({ period: `2026-0${i + 1}`, value }))
 * const chart = ControlChart.cusum(months, { target: 0, sigma: 1 })
 * chart._tag === "ControlChart" ? chart.points.map(({ up }) => up) : chart // => [0, 0, 1.5, 3, 4.5, 6]
 * chart._tag === "ControlChart" ? chart.signals.map(({ detected, since }) => [since, detected]) : chart // => [["2026-03", "2026-06"]]
 * ```
 */
export const cusum = (series: Iterable<SeriesPoint>, options: CusumOptions = {}): CusumChart | InsufficientData =>
  cusumChart(series, options)
