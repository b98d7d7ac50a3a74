import type { Cell, Column, Row } from "./Table.ts"

/** What a spreadsheet takes for a formula. */
const formula = /^[=+\-@\t\r]/

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const safe = (text: string): string => quoted(formula.test(text) ? `'${text}` : text)

const field = (cell: Cell): string => {
  if (cell === null || cell === undefined) return ""
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : ""
  return safe(String(cell))
}

/**
 * CSV as in RFC 4180, with a line of keys and CRLF at the end of each line.
 *
 * Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers are written as they are. An empty
 * cell, `null` and a number that is not finite are empty fields.
 *
 * @example
 * ```ts import.meta.vitest
 * import { csv } from "./csv.ts"
 *
 * csv([{ name: "=1+1", gap: -1.5 }], [{ key: "name" }, { key: "gap" }]) // => "name,gap\r\n'=1+1,-1.5\r\n"
 * ```
 */
export const csv = (rows: ReadonlyArray<Row>, columns: ReadonlyArray<Column>): string =>
  [columns.map(({ key }) => safe(key)), ...rows.map((row) => columns.map(({ key }) => field(row[key])))]
    .map((fields) => `${fields.join(",")}\r\n`)
    .join("")
