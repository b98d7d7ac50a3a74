import type { Columns, Sql } from "@throughline/store"

/** The engine's type of each column type. Instants are whole epoch milliseconds. Text sorts by its bytes. */
export const types: { readonly [Type in Columns.ColumnType]: string } = {
  text: 'text COLLATE "C"',
  integer: "bigint",
  real: "double precision",
  instant: "bigint",
  boolean: "boolean"
}

/** The type that a parameter is sent as. */
const cast: { readonly [Type in Columns.ColumnType]: string } = { ...types, text: "text" }

/** Values as one text, in the form of PostgreSQL's arrays. */
const array = (values: ReadonlyArray<string | number | boolean>): string => {
  const element = (value: string | number | boolean) =>
    typeof value === "string" ? `"${value.replaceAll(/["\\]/g, (found) => `\\${found}`)}"` : String(value)
  return `{${values.map(element).join(",")}}`
}

/** How PostgreSQL writes a statement, over the tables in a schema. */
export const dialect = (schema: string): Sql.Dialect => ({
  engine: "postgres",
  identifier: (name) => `"${name}"`,
  parameter: (place, type) => `$${place}::${cast[type]}`,
  table: (kind) => `"${schema}"."${kind}"`,
  returned: (expression) => expression,
  byBytes: (text) => text,
  divide: (dividend, divisor) => `(${dividend} / ${divisor})`,
  // Compared with an array itself, a column is compared with one value after the other, and the text is read for every row.
  isAmong: (column, type, values, { bind }) =>
    `${column} IN (SELECT unnest(${bind("text", array(values))}::${cast[type]}[]))`
})
