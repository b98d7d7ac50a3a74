import { clean } from "../text/clean.ts"
import type { Column, Row } from "./Table.ts"
import { isNumeric, shown } from "./textTable.ts"

/** Everything that Markdown or the HTML in it would read as markup. */
const escaped = (text: string): string =>
  text
    .replace(/[\\`*_[\]|~#!]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")

/**
 * A GitHub Markdown table, numbers to the right. Characters with a meaning in Markdown or HTML are escaped.
 *
 * @example
 * ```ts import.meta.vitest
 * import { markdownTable } from "./markdownTable.ts"
 *
 * markdownTable([{ name: "a|b", n: 2 }], [{ key: "name" }, { key: "n" }]) // => "| name | n |\n| --- | ---: |\n| a\\|b | 2 |\n"
 * ```
 */
export const markdownTable = (rows: ReadonlyArray<Row>, columns: ReadonlyArray<Column>): string => {
  const line = (cells: ReadonlyArray<string>): string => `| ${cells.join(" | ")} |\n`
  return [
    line(columns.map(({ header, key }) => escaped(clean(header ?? key)))),
    line(columns.map((column) => (isNumeric(rows, column) ? "---:" : "---"))),
    ...rows.map((row) => line(columns.map((column) => escaped(shown(row[column.key], column)))))
  ].join("")
}
