import type { DirectlyFollowsMap } from "../directly-follows/DirectlyFollowsMap.ts"
import { directlyFollowsMap } from "../directly-follows/directlyFollowsSvg.ts"
import { dwellCurves } from "../dwell-curves/dwellCurvesSvg.ts"
import { dwellTable } from "../dwell-curves/dwellTable.ts"
import { funnelChart } from "../funnel/funnelChartSvg.ts"
import { funnelTable } from "../funnel/funnelTable.ts"
import { content, element, join, type Markup } from "../svg/Markup.ts"
import { clean } from "../text/clean.ts"
import { number, percent } from "../text/number.ts"
import { intervalCell } from "./cells.ts"
import { dataTable, tableTwin } from "./dataTable.ts"
import type { Report } from "./Report.ts"
import type { ReportCell, ReportTable } from "./ReportTable.ts"
import { atMost, figure, section } from "./section.ts"

const mostRows = 60

const cellText = (cell: ReportCell): string =>
  typeof cell === "string" ? clean(cell) : intervalCell(cell.measured, cell.format)

const rowsOf = ({ columns, rows }: ReportTable) => {
  const { note, shown } = atMost(rows, mostRows, "rows")
  return {
    note,
    columns: columns.map((column) => ({ ...column, name: clean(column.name) })),
    rows: shown.map((row) => row.map(cellText))
  }
}

const drawTable = (table: ReportTable): Markup => {
  const { columns, note, rows } = rowsOf(table)
  return join([
    element("h3", {}, content(clean(table.finding))),
    dataTable(`${clean(table.caption)}${note}`, columns, rows)
  ])
}

/** A picture and the same numbers as a table. */
const drawPicture = (svg: string, name: string, table: ReportTable): Markup => {
  const { columns, note, rows } = rowsOf(table)
  return join([
    figure(svg, name, { least: 640, most: 1100 }),
    tableTwin(`${clean(table.caption)}${note}`, columns, rows)
  ])
}

const twin = ({ graph, planned = [] }: DirectlyFollowsMap): Markup => {
  const names = new Map(planned.map(({ id, name }) => [id, name]))
  const named = (id: string) => clean(names.get(id) ?? id)
  const { note, shown } = atMost(graph.edges, mostRows, "steps")
  const columns = [
    { name: "From" },
    { name: "To" },
    { name: "Times", numeric: true },
    { name: "Of those who were there", numeric: true }
  ]
  return tableTwin(
    `How often one touchpoint followed another.${note}`,
    columns,
    shown.map(({ from, share, to }) => [named(from), named(to), number(share.count, 0), percent(share.value / 100)])
  )
}

/** The paths that customers took, and what is told from them. */
export const drawPaths = (paths: Report["paths"]): Markup => {
  if (paths === undefined || paths.graph.graph.nodes.length === 0) return join([])
  const picture = figure(directlyFollowsMap(paths.graph, { id: "paths" }), "Directly-follows graph", {
    least: 640,
    most: 1100
  })
  const { dwell, funnel, tables } = paths
  return section(
    "paths",
    "What customers really did",
    picture,
    twin(paths.graph),
    ...(funnel === undefined
      ? []
      : [drawPicture(funnelChart(funnel, { id: "funnel" }), "Funnel", funnelTable(funnel))]),
    ...(dwell === undefined
      ? []
      : [drawPicture(dwellCurves(dwell, { id: "dwell" }), "Dwell curves", dwellTable(dwell))]),
    ...tables.map(drawTable)
  )
}
