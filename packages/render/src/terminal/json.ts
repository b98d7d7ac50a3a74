import type { Column, Row } from "./Table.ts"

/** JSON has no NaN; what cannot be known is null. Control characters and halves of surrogate pairs are escaped by JSON. */
const record = (row: Row, columns: ReadonlyArray<Column>): string =>
  JSON.stringify(Object.fromEntries(columns.map(({ key }) => [key, row[key] ?? null])))

/**
 * One JSON object a line, with the columns as its fields. No rows are an empty text.
 *
 * @example
 * ```ts import.meta.vitest
 * import { ndjson } from "./json.ts"
 *
 * ndjson([{ name: "Delivery", gap: null }], [{ key: "name" }, { key: "gap" }]) // => '{"name":"Delivery","gap":null}\n'
 * ```
 */
export const ndjson = (rows: ReadonlyArray<Row>, columns: ReadonlyArray<Column>): string =>
  rows.map((row) => `${record(row, columns)}\n`).join("")

/**
 * One JSON array, an object a line. No rows are `[]`.
 *
 * @example
 * ```ts import.meta.vitest
 * import { json } from "./json.ts"
 *
 * JSON.parse(json([{ n: 1 }, { n: 2 }], [{ key: "n" }])) // => [{ n: 1 }, { n: 2 }]
 * ```
 */
export const json = (rows: ReadonlyArray<Row>, columns: ReadonlyArray<Column>): string =>
  rows.length === 0 ? "[]\n" : `[\n${rows.map((row) => `  ${record(row, columns)}`).join(",\n")}\n]\n`
