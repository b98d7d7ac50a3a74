import { BIGINT, BOOLEAN, DOUBLE, type DuckDBType, type DuckDBValue, VARCHAR } from "@duckdb/node-api"
import type { Columns, Sql } from "@throughline/store"

/** The engine's type of each column type. Instants are whole epoch milliseconds. */
export const types: { readonly [Type in Columns.ColumnType]: DuckDBType } = {
  text: VARCHAR,
  integer: BIGINT,
  real: DOUBLE,
  instant: BIGINT,
  boolean: BOOLEAN
}

const toValue = ({ type, value }: Sql.Parameter): DuckDBValue =>
  type === "integer" || type === "instant" ? BigInt(value) : value

/** The values of a statement and their types, as the engine takes them. */
export const bindings = (
  parameters: ReadonlyArray<Sql.Parameter>
): [values: Array<DuckDBValue>, types: Array<DuckDBType>] => [
  parameters.map(toValue),
  parameters.map((parameter) => types[parameter.type])
]
