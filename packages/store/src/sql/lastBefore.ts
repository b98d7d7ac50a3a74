import type { Dialect } from "./Dialect.ts"

/** A query with the columns of a key, the time `moment`, and further ones. */
export interface Moments {
  readonly query: string
  readonly columns: ReadonlyArray<string>
}

/**
 * Rows beside the last event of their key that is not later, of several at the same time that with the greatest `tie`, a text
 * that the events have: the columns of the events are `NULL` where there is none, and `number` is how many there are until then.
 *
 * Rows and events stand in one order, numbered by events: one pass, however many a key has, and no plan that compares all
 * with all. Only the events that a row follows go on.
 */
export const lastBefore = (
  { byBytes, identifier: id }: Dialect,
  keys: ReadonlyArray<string>,
  rows: Moments,
  events: Moments
): string => {
  const key = keys.map(id).join(", ")
  const named = (columns: ReadonlyArray<string>) => columns.map((name) => `, ${id(name)}`).join("")
  const empty = (columns: ReadonlyArray<string>) => columns.map((name) => `, NULL AS ${id(name)}`).join("")
  const given = `SELECT ${key}, moment, '' AS tie, 1 AS is_row${named(rows.columns)}${empty(events.columns)} FROM (${rows.query}) AS given`
  const came = `SELECT ${key}, moment, tie, 0 AS is_row${empty(rows.columns)}${named(events.columns)} FROM (${events.query}) AS came`
  const order = `PARTITION BY ${key} ORDER BY moment, is_row, ${byBytes("tie")}`
  const numbered = `SELECT *, sum(1 - is_row) OVER (${order}) AS number, lead(is_row) OVER (${order}) AS is_row_next FROM (${given} UNION ALL ${came}) AS both_kinds`
  const last = (name: string) => `, max(${id(name)}) OVER (PARTITION BY ${key}, number) AS ${id(name)}`
  const filled = `SELECT ${key}, is_row, number${named(rows.columns)}${events.columns.map(last).join("")} FROM (${numbered}) AS numbered WHERE is_row = 1 OR is_row_next = 1`
  return `SELECT ${key}, number${named([...rows.columns, ...events.columns])} FROM (${filled}) AS filled WHERE is_row = 1`
}
