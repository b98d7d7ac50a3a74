import { compareText } from "../sources/compareText.ts"
import type { ControlChart, ControlChartResult } from "./ControlChart.ts"
import type { Signal } from "./charts/Signals.ts"

/** A rule that a series meets, with the points that meet it. */
export interface AlertSignal extends Omit<Signal, "points"> {
  readonly points: ReadonlyArray<{ readonly period: string; readonly value: number }>
}

/** A series that left its limits. */
export interface Alert {
  readonly series: string
  readonly chart: ControlChart["kind"]
  /** The first point of the earliest of its signals. */
  readonly since: string
  /** The last period in which a rule was met. */
  readonly through: string
  /** Whether the last tested period meets a rule. */
  readonly ongoing: boolean
  /** By when they were first met. */
  readonly signals: ReadonlyArray<AlertSignal>
}

/** What the charts of several series say together. */
export interface AlertReport {
  /** Those that are ongoing first, then by the last period in which a rule was met, newest first, then by name. */
  readonly alerts: ReadonlyArray<Alert>
  /** How many series have a chart. */
  readonly watched: number
  /** Series without a chart, by name, and why. */
  readonly notWatched: ReadonlyArray<{ readonly series: string; readonly reason: string }>
  /**
   * How many signals to expect if nothing had changed anywhere, of independent normal points and known limits: more when
   * limits stand on a short baseline.
   */
  readonly expectedFalseAlarms: number
}

/** Which signals are news. */
export interface AlertOptions {
  /** Only signals that are met in this period or later: all unless told. */
  readonly since?: string
}

interface Named<C> {
  readonly series: string
  readonly chart: C
}

const isNews = (period: string, { since }: AlertOptions): boolean => since === undefined || period >= since

const testedPeriods = ({ points }: ControlChart): ReadonlyArray<string> =>
  points.flatMap(({ inProgress, period, value }) => (inProgress || value === null ? [] : [period]))

const alertOf = ({ chart, series }: Named<ControlChart>, options: AlertOptions): ReadonlyArray<Alert> => {
  const news = chart.signals.filter(({ through }) => isNews(through, options))
  const [since] = news.map((signal) => signal.since).sort(compareText)
  const through = news
    .map((signal) => signal.through)
    .sort(compareText)
    .at(-1)
  if (since === undefined || through === undefined) return []
  const values = new Map(chart.points.map(({ period, value }) => [period, value]))
  const signals = news.map((signal) => ({
    ...signal,
    points: signal.points.map((period) => ({ period, value: values.get(period) ?? 0 }))
  }))
  return [{ series, chart: chart.kind, since, through, ongoing: testedPeriods(chart).at(-1) === through, signals }]
}

const byUrgency = (a: Alert, b: Alert): number =>
  Number(b.ongoing) - Number(a.ongoing) || compareText(b.through, a.through) || compareText(a.series, b.series)

/**
 * Which of several charted series left their limits, since when and by which rules, and how many such signals chance alone
 * would give.
 *
 * Takes the control chart of each series by its name. A report with no more signals than
 * `expectedFalseAlarms` says nothing.
 * A signal says that a series is no longer as it was, never why.
 *
 * ```ts import.meta.vitest
 * import * as Alerts from "./Alerts.ts"
 * import * as ControlChart from "./ControlChart.ts"
 *
 * const chart = (values: ReadonlyArray<number>) =>
 *   ControlChart.xmr(values.map((value, i) => ({ period: `2026-0${i + 1}`, value })), { baseline: { through: "2026-05" } })
 * const report = Alerts.from(new Map([["search", chart([7, 8, 7, 8, 7, 8])], ["delivery", chart([7, 8, 7, 8, 7, 2])]]))
 * report.alerts.map(({ ongoing, series, since }) => [series, since, ongoing]) // => [["delivery", "2026-06", true]]
 * report.alerts[0]?.signals[0]?.points // => [{ period: "2026-06", value: 2 }]
 * report.expectedFalseAlarms.toFixed(1) // => "0.3"
 * ```
 */
export const from = (charts: ReadonlyMap<string, ControlChartResult>, options: AlertOptions = {}): AlertReport => {
  const all = [...charts].sort(([a], [b]) => compareText(a, b))
  const watched = all.flatMap(([series, chart]) => (chart._tag === "ControlChart" ? [{ series, chart }] : []))
  return {
    alerts: watched.flatMap((named) => alertOf(named, options)).sort(byUrgency),
    watched: watched.length,
    notWatched: all.flatMap(([series, chart]) =>
      chart._tag === "ControlChart" ? [] : [{ series, reason: chart.reason }]
    ),
    expectedFalseAlarms: watched.reduce(
      (sum, { chart }) =>
        sum + chart.falseAlarms.perPeriod * testedPeriods(chart).filter((period) => isNews(period, options)).length,
      0
    )
  }
}
