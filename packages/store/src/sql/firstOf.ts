import type { Dialect } from "./Dialect.ts"

/** The value in the first row of each group, in an order. */
export const firstBy = ({ first }: Pick<Dialect, "first">, value: string, order: string): string =>
  first?.(value, order) ?? `(array_agg(${value} ORDER BY ${order}))[1]`

/** The value of a column in the first row of each group, by a time and then by id. */
export const firstOf = (dialect: Dialect, column: string, time: string, down = ""): string => {
  const { byBytes, identifier: id } = dialect
  return firstBy(dialect, id(column), `${id(time)}${down}, ${byBytes(id("id"))}${down}`)
}
