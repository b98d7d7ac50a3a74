import { csv } from "./csv.ts"
import { json, ndjson } from "./json.ts"
import { markdownTable } from "./markdownTable.ts"
import type { Column, Row, TableFormat } from "./Table.ts"
import { textTable } from "./textTable.ts"

const writers = { table: textTable, csv, md: markdownTable, ndjson, json } as const

/**
 * Write rows in one of five formats: aligned text, CSV, Markdown, one JSON object a line, or one JSON array.
 *
 * Only the columns given are written, in their order. No rows give headings alone, `""` as ndjson and `[]` as json.
 *
 * @example
 * ```ts import.meta.vitest
 * import { table } from "./writeTable.ts"
 *
 * table([{ name: "Delivery", gap: -1.3 }], [{ key: "name" }, { key: "gap" }], "ndjson") // => '{"name":"Delivery","gap":-1.3}\n'
 * ```
 */
export const table = (rows: ReadonlyArray<Row>, columns: ReadonlyArray<Column>, format: TableFormat): string =>
  writers[format](rows, columns)
