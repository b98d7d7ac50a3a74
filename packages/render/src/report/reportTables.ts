import { content, element, join, type Markup } from "../svg/Markup.ts"
import { clean } from "../text/clean.ts"
import { intervalCell } from "./cells.ts"
import { dataTable, tableTwin } from "./dataTable.ts"
import type { ReportCell, ReportTable } from "./ReportTable.ts"
import { atMost, figure } from "./section.ts"

/** More rows are read by nobody. */
export const mostRows = 60

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

/** A table under its finding. */
export const drawTable = (table: ReportTable): Markup => {
  const { columns, note, rows } = rowsOf(table)
  return join([
    element("h3", {}, content(clean(table.finding))),
    dataTable(`${clean(table.caption)}${note}`, columns, rows)
  ])
}

/** A picture and the same numbers as a table. */
export const drawPicture = (svg: string, name: string, table: ReportTable): Markup => {
  const { columns, note, rows } = rowsOf(table)
  return join([
    figure(svg, name, { least: 640, most: 1100 }),
    tableTwin(`${clean(table.caption)}${note}`, columns, rows)
  ])
}
