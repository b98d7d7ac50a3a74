import { type Removal, type RemoveReport, Sql, type StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import { forgetCovering, lockTallies, type Tables } from "./rollups.ts"
import { type Session, transaction } from "./Session.ts"

/** Remove records, and the kept tallies that count them, all or none. */
export const remove = (
  session: Session,
  dialect: Sql.Dialect,
  tables: Tables,
  removal: Removal
): Effect.Effect<RemoveReport, StoreError> => {
  const what = `Removing ${removal.kind}`
  return transaction(
    session,
    what,
    "BEGIN",
    Effect.gen(function* () {
      // Whoever makes the same removal at this moment waits here for the other one to end.
      yield* lockTallies(session, tables)
      const report = yield* Sql.remove(dialect, tables.ledger, removal, {
        columns: (statement) => session.columns(what, statement),
        changed: (statement) => Effect.map(session.query(what, statement), ({ rowCount }) => rowCount ?? 0)
      })
      yield* forgetCovering(session, dialect, tables, removal.kind)
      return report
    })
  )
}
