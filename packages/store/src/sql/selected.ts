import type { Dialect } from "./Dialect.ts"

/** Whether a column is read: where none reads it, it is not computed, joined or carried. */
export type IsRead = (column: string) => boolean

/** The columns that a part of the statement around them names. */
export const namedIn =
  (text: string): IsRead =>
  (column) =>
    text.includes(column)

/** The columns of a subquery that are read, by their names. Where none is, its rows are still rows. */
export const selected = (
  { identifier }: Pick<Dialect, "identifier">,
  columns: Readonly<Record<string, string>>,
  isRead: IsRead
): string => {
  const read = Object.entries(columns).filter(([name]) => isRead(name))
  return read.length === 0 ? "1 AS one" : read.map(([name, value]) => `${value} AS ${identifier(name)}`).join(", ")
}
