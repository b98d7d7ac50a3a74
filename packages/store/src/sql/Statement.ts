import type { ColumnType } from "../columns/Column.ts"
import type { Dialect } from "./Dialect.ts"

/** A value bound to a statement: an instant as epoch milliseconds. */
export interface Parameter {
  readonly type: ColumnType
  readonly value: string | number | boolean
}

/** A statement and the values of its placeholders, in order. */
export interface Statement {
  readonly text: string
  readonly parameters: ReadonlyArray<Parameter>
}

/** Collects the values of a statement while it is written; `bind` gives the placeholder to write. */
export interface Parameters {
  readonly bind: (type: ColumnType, value: Parameter["value"]) => string
}

/** Write a statement: every value that `bind` is given becomes a parameter. */
export const statement = (dialect: Dialect, write: (parameters: Parameters) => string): Statement => {
  const parameters: Array<Parameter> = []
  const bind: Parameters["bind"] = (type, value) => dialect.parameter(parameters.push({ type, value }), type)
  return { text: write({ bind }), parameters }
}
