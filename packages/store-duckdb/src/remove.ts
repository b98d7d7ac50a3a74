import { type Removal, type RemoveReport, Sql, type StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import { dialect } from "./dialect.ts"
import { forget, ledger } from "./rollups.ts"
import { type Session, transaction } from "./Session.ts"

/** Remove records, and the kept tallies that count them, in one transaction. */
export const remove = (session: Session, removal: Removal): Effect.Effect<RemoveReport, StoreError> =>
  transaction(
    session,
    Effect.tap(
      Sql.remove(dialect, ledger, removal, {
        columns: (statement) => session.columns(statement),
        changed: (statement) => session.changed(statement)
      }),
      () => forget(session, removal.kind)
    )
  )
