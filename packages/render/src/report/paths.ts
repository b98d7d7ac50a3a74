import type { DirectlyFollowsMap } from "../directly-follows/DirectlyFollowsMap.ts"
import { directlyFollowsMap } from "../directly-follows/directlyFollowsSvg.ts"
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

const drawTable = ({ caption, columns, finding, rows }: ReportTable): Markup => {
  const { note, shown } = atMost(rows, mostRows, "rows")
  const named = columns.map((column) => ({ ...column, name: clean(column.name) }))
  return join([
    element("h3", {}, content(clean(finding))),
    dataTable(
      `${clean(caption)}${note}`,
      named,
      shown.map((row) => row.map(cellText))
    )
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
  return section("paths", "What customers really did", picture, twin(paths.graph), ...paths.tables.map(drawTable))
}
