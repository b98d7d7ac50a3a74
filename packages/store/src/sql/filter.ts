import type { Value } from "@throughline/core"
import type { ColumnType } from "../columns/Column.ts"
import { isStorableText } from "../columns/storable.ts"
import type { FieldTest } from "../query/CheckedQuery.ts"
import type { Dialect } from "./Dialect.ts"
import type { Parameters } from "./Statement.ts"

const never = "1 = 0"
const largest = 2 ** 53

/** Whether a column of this type can hold the value: any other value matches no row. */
const holds: { readonly [Type in ColumnType]: (value: Value) => value is Exclude<Value, null> } = {
  text: (value): value is string => typeof value === "string" && isStorableText(value),
  integer: (value): value is number => Number.isSafeInteger(value),
  instant: (value): value is number => Number.isSafeInteger(value),
  real: (value): value is number => Number.isFinite(value),
  boolean: (value): value is boolean => typeof value === "boolean"
}

/** With so many values or fewer, each is a parameter of its own. */
const few = 100

/** That a column has one of these values. */
export const isIn = (
  { isAmong }: Pick<Dialect, "isAmong">,
  column: string,
  type: ColumnType,
  values: ReadonlyArray<Value>,
  parameters: Parameters
): string => {
  const held = values.filter(holds[type])
  const isOne = (): string =>
    isAmong === undefined || held.length <= few
      ? `${column} IN (${held.map((value) => parameters.bind(type, value)).join(", ")})`
      : isAmong(column, type, held, parameters)
  const parts = [...(values.includes(null) ? [`${column} IS NULL`] : []), ...(held.length === 0 ? [] : [isOne()])]
  return parts.length === 0 ? never : `(${parts.join(" OR ")})`
}

/** A bound of whole numbers: comparing with it is comparing with the bound that was asked for. */
const whole = (bound: number): number => Math.min(largest, Math.max(-largest, Math.ceil(bound)))

const isBetween = (
  column: string,
  type: ColumnType,
  {
    from = Number.NEGATIVE_INFINITY,
    to = Number.POSITIVE_INFINITY
  }: { from: number | undefined; to: number | undefined },
  { bind }: Parameters
): string => {
  if (type === "text" || type === "boolean" || !(from < to)) return never
  const bound = (value: number) => bind(type, type === "real" ? value : whole(value))
  return [
    `${column} IS NOT NULL`,
    ...(from === Number.NEGATIVE_INFINITY ? [] : [`${column} >= ${bound(from)}`]),
    ...(to === Number.POSITIVE_INFINITY ? [] : [`${column} < ${bound(to)}`])
  ].join(" AND ")
}

/** The condition of a filter: true for exactly the rows that the filter keeps in memory. Nothing to test gives `""`. */
export const where = (dialect: Dialect, tests: ReadonlyArray<FieldTest>, parameters: Parameters): string => {
  if (tests.length === 0) return ""
  const conditions = tests.map(({ field, test, type }) => {
    const column = dialect.identifier(field)
    return test.kind === "in"
      ? isIn(dialect, column, type, test.values, parameters)
      : isBetween(column, type, test, parameters)
  })
  return ` WHERE ${conditions.join(" AND ")}`
}
