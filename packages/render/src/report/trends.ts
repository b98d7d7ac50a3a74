import { join, type Markup } from "../svg/Markup.ts"
import { clean } from "../text/clean.ts"
import { number } from "../text/number.ts"
import type { TrendLine } from "../trend-line/TrendLine.ts"
import { trendLine } from "../trend-line/trendLineSvg.ts"
import { confidenceName, intervalCell } from "./cells.ts"
import { tableTwin } from "./dataTable.ts"
import { figure, section } from "./section.ts"

const mostPeriods = 120

const draw = (trend: TrendLine, i: number): Markup => {
  const periods = trend.periods.slice(-mostPeriods)
  const columns = [
    { name: "Period" },
    { name: `Value (${confidenceName(periods.map(({ value }) => value))})`, numeric: true },
    { name: "Records", numeric: true }
  ]
  const title = clean(trend.title)
  return join([
    figure(trendLine({ ...trend, periods }, { id: `over-${i + 1}` }), title, { least: 600, most: 860 }),
    tableTwin(
      title,
      columns,
      periods.map(({ label, value, inProgress }) => [
        `${clean(label)}${inProgress ? " (so far)" : ""}`,
        intervalCell(value, trend.format),
        number(value.n, 0)
      ])
    )
  ])
}

/** Measures over periods, each as a line and as a table. */
export const drawTrends = (all: ReadonlyArray<TrendLine> = []): Markup => {
  const found = all.filter(({ periods }) => periods.length > 0)
  return found.length === 0 ? join([]) : section("trends", "How it changes", ...found.map(draw))
}
