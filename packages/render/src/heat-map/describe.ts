import { clean } from "../text/clean.ts"
import type { NumberFormat } from "../text/NumberFormat.ts"
import { formatted, plural } from "../text/number.ts"
import type { HeatCell } from "./HeatMap.ts"
import type { Line, Matrix } from "./Matrix.ts"

/** One cell in words. */
export const cellInWords = (
  row: Line,
  column: Line,
  cell: HeatCell | undefined,
  format: NumberFormat,
  why: string
): string => {
  const value = cell === undefined ? `no value${why === "" ? "" : `: ${why}`}` : formatted(cell.value, format)
  return `${row.name}, ${column.name}: ${value}${cell?.remark === undefined ? "" : `, ${clean(cell.remark)}`}`
}

/** Everything the matrix says, in words. */
export const describe = ({ columns, rows, cell, why }: Matrix, format: NumberFormat): string => {
  const facts = rows.flatMap((row, i) =>
    columns.map((column, k) => cellInWords(row, column, cell(i, k), format, why(i, k)))
  )
  return `A matrix of ${plural(rows.length, "row")} and ${plural(columns.length, "column")}. ${facts.join("; ")}.`
}
