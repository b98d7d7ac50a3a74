import type { RecordKind } from "@throughline/core"
import { columnsOf } from "../columns/columnsOf.ts"
import type { FieldTest } from "../query/CheckedQuery.ts"
import type { Dialect } from "./Dialect.ts"
import { where } from "./filter.ts"
import { type Statement, statement } from "./Statement.ts"

/** The records of a kind that pass the tests, by id; a column of the result for each of `columnsOf(kind)`. */
export const read = (dialect: Dialect, kind: RecordKind, tests: ReadonlyArray<FieldTest>): Statement =>
  statement(dialect, (parameters) => {
    const columns = columnsOf(kind).map(({ name, type }) => dialect.returned(dialect.identifier(name), type))
    const condition = where(dialect, tests, parameters)
    return `SELECT ${columns.join(", ")} FROM ${dialect.table(kind)}${condition} ORDER BY ${dialect.byBytes(dialect.identifier("id"))}`
  })
