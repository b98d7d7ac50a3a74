import type { Excluded } from "../../stats/Estimate.ts"
import type { InProgress } from "../PeriodSeries.ts"
import type { Rule, Signal } from "./Signals.ts"

/** The periods a chart's limits stand on. */
export interface Baseline {
  readonly from: string
  readonly through: string
  /** How many of them have a value. */
  readonly periods: number
}

/**
 * What is expected by chance where nothing has changed. Limits that stand on a short baseline are not known but estimated,
 * and give more: beyond 3 sigma of an XmR chart lie 0.27 % of later points, but 0.6 % with a baseline of 40 periods, 1.1 %
 * with 20 and 3 % with 8.
 */
export interface FalseAlarms {
  readonly assumes: "independent normal points and known limits"
  /** A period: how many rules it meets, or for sums and averages how many signals begin in it. */
  readonly perPeriod: number
  /** The periods that were tested. */
  readonly periods: number
  /** In all of them together. */
  readonly expected: number
}

/** One period of a chart. */
export interface ChartPoint {
  readonly period: string
  /** `null` when the period has none. */
  readonly value: number | null
  readonly inBaseline: boolean
  /** The period is not over: it is shown, and neither tested nor part of the limits. */
  readonly inProgress: boolean
  /** The rules this point completes. */
  readonly rules: ReadonlyArray<Rule>
}

/** A point of a chart that has limits for its values. */
export interface LimitedPoint extends ChartPoint {
  /** The control limits; `null` when the period has no value to limit. */
  readonly low: number | null
  readonly high: number | null
}

/** What all control charts say. */
export interface Chart<Kind extends string, Point extends ChartPoint> {
  readonly _tag: "ControlChart"
  readonly kind: Kind
  /** The centre line, in the unit of the values. */
  readonly centre: number
  /** Every period, in the order of time. */
  readonly points: ReadonlyArray<Point>
  /** The rules that are met, by when they were first met. */
  readonly signals: ReadonlyArray<Signal>
  /** `null` when centre and sigma were told: the limits stand on no data. */
  readonly baseline: Baseline | null
  readonly falseAlarms: FalseAlarms
  readonly excluded: Excluded
}

/** Which periods the limits stand on, and which are not over. */
export interface ChartOptions extends InProgress {
  /** The periods the limits stand on, both ends included: all that are over unless told. */
  readonly baseline?: { readonly from?: string; readonly through?: string }
}

/** Whether the limits stand on a period. */
export const isInBaseline = (
  { inProgress, period, value }: Pick<ChartPoint, "inProgress" | "period" | "value">,
  { baseline: { from = period, through = period } = {} }: ChartOptions
): boolean => !inProgress && value !== null && from <= period && period <= through

/** Name the baseline of some periods in the order of time. */
export const baselineOf = (periods: ReadonlyArray<{ readonly period: string }>): Baseline => ({
  from: periods[0]?.period ?? "",
  through: periods.at(-1)?.period ?? "",
  periods: periods.length
})

/** What is expected by chance in so many periods. */
export const falseAlarms = (perPeriod: number, periods: number): FalseAlarms => ({
  assumes: "independent normal points and known limits",
  perPeriod,
  periods,
  expected: perPeriod * periods
})
