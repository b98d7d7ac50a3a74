import type { Columns, Sql } from "@throughline/store"

const jsonTypes: { readonly [Type in Columns.ColumnType]: string } = {
  text: "VARCHAR",
  integer: "BIGINT",
  real: "DOUBLE",
  instant: "BIGINT",
  boolean: "BOOLEAN"
}

/**
 * How DuckDB writes a statement. Text sorts by its bytes as it is; `//` divides whole numbers. Text is returned as bytes:
 * the client takes a byte order mark at the start of a text for no part of it.
 */
export const dialect: Sql.Dialect = {
  engine: "duckdb",
  identifier: (name) => `"${name}"`,
  parameter: (place) => `$${place}`,
  table: (kind) => `"${kind}"`,
  returned: (expression, type) => (type === "text" ? `encode(${expression})` : expression),
  byBytes: (text) => text,
  divide: (dividend, divisor) => `(${dividend} // ${divisor})`,
  first: (value, order) => `first(${value} ORDER BY ${order})`,
  isAmong: (column, type, values, { bind }) =>
    `${column} IN (SELECT unnest(from_json(${bind("text", JSON.stringify(values))}, '["${jsonTypes[type]}"]')))`
}
