import { randomUUID } from "node:crypto"
import type { CustomerId, RecordKind } from "@throughline/core"
import { Columns, type EraseReport, type StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import { dialect } from "./dialect.ts"
import { forgetAll } from "./rollups.ts"
import { type Session, transaction } from "./Session.ts"

/** Remove a customer's records and every kept tally in one transaction, then from the log. */
export const erase = (session: Session, customer: CustomerId): Effect.Effect<EraseReport, StoreError> =>
  transaction(
    session,
    Effect.forEach(Columns.customerColumns, ([kind, column]) =>
      session
        .changed({
          text: `DELETE FROM ${dialect.table(kind)} WHERE ${dialect.identifier(column)} = $1`,
          parameters: [{ type: "text", value: customer }]
        })
        .pipe(Effect.map((rows): readonly [RecordKind, number] => [kind, rows]))
    ).pipe(
      Effect.tap((counts) =>
        forgetAll(
          session,
          randomUUID(),
          counts.reduce((sum, [, rows]) => sum + rows, 0)
        )
      )
    )
  ).pipe(
    // Another statement that is still reading puts this off to the next time the log is folded in.
    Effect.tap(() => Effect.ignore(session.execute("CHECKPOINT"))),
    Effect.map(Columns.erasedOf)
  )
