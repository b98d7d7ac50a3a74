import type { RecordKind } from "@throughline/core"
import { Sql } from "@throughline/store"
import { isThere, last, quoted } from "../tables.ts"

/**
 * The current records of each group in an order, as an array `rows` of tuples beside the columns `keys`. `fields` names the
 * parts of a tuple, the ones it is sorted by first; `part` reads one of a tuple. `more` are further columns.
 */
export const inOrder = (given: {
  readonly database: string
  readonly kind: RecordKind
  readonly keys: ReadonlyArray<string>
  readonly fields: ReadonlyArray<string>
  readonly where?: string
  readonly more?: ReadonlyArray<string>
}): { readonly query: string; readonly part: (tuple: string, field: string) => string } => {
  const part = (of: string, field: string) => `tupleElement(${of}, ${given.fields.indexOf(field) + 1})`
  const keys = given.keys.map(quoted).join(", ")
  const where = given.where === undefined ? isThere : `${isThere} AND ${given.where}`
  const rows = `arraySort(groupArray((${given.fields.map(quoted).join(", ")}))) AS rows`
  const columns = [keys, rows, ...(given.more ?? [])].join(", ")
  return { query: `SELECT ${columns} FROM ${last(given.database, given.kind)} WHERE ${where} GROUP BY ${keys}`, part }
}

/** Columns by their names. */
export const selected = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${value} AS ${quoted(name)}`)
    .join(", ")

/** A whole number over a positive one, rounded down. */
export const quotient = (value: string, divisor: number): string => `intDiv(${Sql.floorTo(value, divisor)}, ${divisor})`
