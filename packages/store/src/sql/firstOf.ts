import type { Dialect } from "./Dialect.ts"

/** The value of a column in the first row of each group, by a time and then by id. */
export const firstOf = (
  { byBytes, first, identifier: id }: Dialect,
  column: string,
  time: string,
  down = ""
): string => {
  const order = `${id(time)}${down}, ${byBytes(id("id"))}${down}`
  return first?.(id(column), order) ?? `(array_agg(${id(column)} ORDER BY ${order}))[1]`
}
