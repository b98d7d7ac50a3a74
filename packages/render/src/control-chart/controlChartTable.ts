import type { ControlChart as Core } from "@throughline/core"
import type { ReportTable } from "../report/ReportTable.ts"
import { clean } from "../text/clean.ts"
import type { NumberFormat } from "../text/NumberFormat.ts"
import { formatted } from "../text/number.ts"
import type { ControlChart } from "./ControlChart.ts"
import { isShares } from "./tracks.ts"
import { formatOf, signalInWords } from "./words.ts"

/** What a chart has beside the values of its periods. */
const columnsOf = ({ kind }: Core.ControlChart): ReadonlyArray<string> => {
  if (kind === "CUSUM") return ["Sum above", "Sum below"]
  const limits = ["Lower limit", "Upper limit"]
  if (kind === "EWMA") return ["Average", ...limits]
  return kind === "XmR" ? [...limits, "Moving range"] : limits
}

const more = (chart: Core.ControlChart): ReadonlyArray<ReadonlyArray<number | null>> => {
  if (chart.kind === "CUSUM") return chart.points.map(({ down, up }) => [up, down])
  if (chart.kind === "EWMA") return chart.points.map(({ average, high, low }) => [average, low, high])
  if (chart.kind === "XmR") return chart.points.map(({ high, low, movingRange }) => [low, high, movingRange])
  return chart.points.map(({ high, low }) => [low, high])
}

const rowsOf = (chart: Core.ControlChart, format: NumberFormat): ReportTable["rows"] => {
  const write = (value: number | null): string =>
    value === null ? "–" : formatted(isShares(chart) ? value / 100 : value, format)
  const others = more(chart)
  return chart.points.map(({ inProgress, period, rules, value }, i) => [
    `${clean(period)}${inProgress ? " (so far)" : ""}`,
    write(value),
    ...(others[i] ?? []).map(write),
    rules.map(clean).join("; ") || "–"
  ])
}

/**
 * The numbers of `controlChart` as a table, a row for each period: its value, its limits, and the rules it meets. For readers
 * who do not see the picture.
 *
 * @example
 * ```ts import.meta.vitest
 * import { ControlChart } from "@throughline/core"
 * import { controlChartTable } from "./controlChartTable.ts"
 *
 * const months = [11, 9, 10, 10, 24].map((successes, i) => ({ period: `2026-0${i + 1}`, successes, n: 100 }))
 * const chart = ControlChart.pFromShares(months, { baseline: { through: "2026-04" } })
 * const { rows } = controlChartTable({ title: "", subtitle: "", chart })
 * rows[4] // => ["2026-05", "24.0\u00a0%", "1.0\u00a0%", "19.0\u00a0%", "1 beyond 3 sigma"]
 * ```
 */
export const controlChartTable = ({ chart, format, title }: ControlChart): ReportTable => {
  const finding = clean(title)
  if (chart._tag !== "ControlChart") {
    return { finding, caption: `No control chart: ${clean(chart.reason)}.`, columns: [{ name: "Period" }], rows: [] }
  }
  const signals = chart.signals.map(signalInWords).join("; ")
  return {
    finding,
    caption: `Control chart (${chart.kind}). ${signals === "" ? "No rule is met" : signals}.`,
    columns: [
      { name: "Period" },
      ...["Value", ...columnsOf(chart)].map((name) => ({ name, numeric: true })),
      { name: "Rules met" }
    ],
    rows: rowsOf(chart, formatOf(chart, format))
  }
}
