import { clean } from "../text/clean.ts"
import { number } from "../text/number.ts"
import { displayWidth, fitColumns, pad } from "./displayWidth.ts"
import type { Cell, Column, Row } from "./Table.ts"

/** Widest column of text. */
const widest = 60

const places = (value: number): number => (Number.isInteger(value) ? 0 : 2)

/** A minus that can be copied into a calculation. */
const ascii = (text: string): string => text.replace("−", "-")

/** A value for a reader: numbers with fixed decimals, text without control characters or escape sequences. */
export const shown = (cell: Cell, { decimals }: Column): string => {
  if (cell === null || cell === undefined) return ""
  if (typeof cell === "number") return Number.isFinite(cell) ? ascii(number(cell, decimals ?? places(cell))) : "–"
  return clean(String(cell))
}

/** Whether a column holds numbers and nothing else but empty cells. */
export const isNumeric = (rows: ReadonlyArray<Row>, { key }: Column): boolean =>
  rows.some((row) => typeof row[key] === "number") &&
  rows.every((row) => row[key] === null || row[key] === undefined || typeof row[key] === "number")

/**
 * Lines of columns aligned by display width, numbers to the right, with a line of headings.
 *
 * Cells of text wider than 60 columns are cut with an ellipsis; control characters become U+FFFD. No rows give the
 * headings alone.
 *
 * @example
 * ```ts import.meta.vitest
 * import { textTable } from "./textTable.ts"
 *
 * textTable([{ name: "电话", nps: -36 }, { name: "App", nps: 39 }], [{ key: "name" }, { key: "nps" }]) // => "name  nps\n电话  -36\nApp    39\n"
 * ```
 */
export const textTable = (rows: ReadonlyArray<Row>, columns: ReadonlyArray<Column>): string => {
  const texts = columns.map((column) => [
    fitColumns(clean(column.header ?? column.key), widest),
    ...rows.map((row) => fitColumns(shown(row[column.key], column), widest))
  ])
  const padded = texts.map((column, i) => {
    const width = Math.max(0, ...column.map(displayWidth))
    const spec = columns[i]
    return column.map((text) => pad(text, width, spec !== undefined && isNumeric(rows, spec)))
  })
  const lines = Array.from({ length: rows.length + 1 }, (_, line) =>
    padded
      .map((column) => column[line] ?? "")
      .join("  ")
      .trimEnd()
  )
  return `${lines.join("\n")}\n`
}
