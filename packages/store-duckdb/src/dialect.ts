import type { Sql } from "@throughline/store"

/** How DuckDB writes a statement. Text sorts by its bytes as it is; `//` divides whole numbers. */
export const dialect: Sql.Dialect = {
  engine: "duckdb",
  identifier: (name) => `"${name}"`,
  parameter: (place) => `$${place}`,
  table: (kind) => `"${kind}"`,
  byBytes: (text) => text,
  divide: (dividend, divisor) => `(${dividend} // ${divisor})`
}
