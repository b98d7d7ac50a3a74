import type { CustomerId, RecordKind } from "@throughline/core"
import { Columns, type EraseReport, type Sql, type StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import { forgetTallies, lockTallies, type Tables } from "./rollups.ts"
import { type Session, transaction } from "./Session.ts"

/** Remove a customer's records from every table, and every kept tally, all or none. */
export const erase = (
  session: Session,
  dialect: Sql.Dialect,
  tables: Tables,
  customer: CustomerId
): Effect.Effect<EraseReport, StoreError> =>
  transaction(
    session,
    "Erasing a customer",
    "BEGIN",
    Effect.gen(function* () {
      yield* lockTallies(session, tables)
      const counts = yield* Effect.forEach(Columns.customerColumns, ([kind, column]) =>
        session
          .query(`Erasing ${kind}`, {
            text: `DELETE FROM ${dialect.table(kind)} WHERE ${dialect.identifier(column)} = ${dialect.parameter(1, "text")}`,
            parameters: [{ type: "text", value: customer }]
          })
          .pipe(Effect.map(({ rowCount }): readonly [RecordKind, number] => [kind, rowCount ?? 0]))
      )
      yield* forgetTallies(
        session,
        dialect,
        tables,
        counts.reduce((sum, [, rows]) => sum + rows, 0)
      )
      return Columns.erasedOf(counts)
    })
  )
