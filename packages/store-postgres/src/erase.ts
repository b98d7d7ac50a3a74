import type { CustomerId, RecordKind } from "@throughline/core"
import { Columns, type EraseReport, type Sql, type StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import { type Session, transaction } from "./Session.ts"

/** Remove a customer's records from every table, all or none. */
export const erase = (
  session: Session,
  { identifier, parameter, table }: Sql.Dialect,
  customer: CustomerId
): Effect.Effect<EraseReport, StoreError> =>
  transaction(
    session,
    "Erasing a customer",
    "BEGIN",
    Effect.forEach(Columns.customerColumns, ([kind, column]) =>
      session
        .query(`Erasing ${kind}`, {
          text: `DELETE FROM ${table(kind)} WHERE ${identifier(column)} = ${parameter(1, "text")}`,
          parameters: [{ type: "text", value: customer }]
        })
        .pipe(Effect.map(({ rowCount }): readonly [RecordKind, number] => [kind, rowCount ?? 0]))
    )
  ).pipe(Effect.map((counts) => ({ erased: Object.fromEntries(counts.filter(([, rows]) => rows > 0)) })))
