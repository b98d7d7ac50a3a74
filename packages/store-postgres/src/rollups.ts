import { randomUUID } from "node:crypto"
import type { RecordKind } from "@throughline/core"
import { type RollupKey, RollupSql, type Rollups, type Sql, type StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import { type Session, transaction } from "./Session.ts"

const what = "Keeping a tally"

/** The tables of our own, as they stand in statements. */
export interface Tables {
  readonly ledger: string
  readonly rollups: string
}

/** The tables of our own in a schema. */
export const tablesOf = (schema: string): Tables => ({
  ledger: `"${schema}".throughline_batches`,
  rollups: `"${schema}".throughline_rollups`
})

/** Keep to the end of a transaction what keeps or removes tallies waiting. Without a moment of its own before, it sees what they did. */
export const lockTallies = (session: Session, { rollups }: Tables): Effect.Effect<unknown, StoreError> =>
  session.execute(what, `LOCK TABLE ${rollups} IN SHARE ROW EXCLUSIVE MODE`)

/** Remove the tallies that count a kind: part of the transaction that removes records of it. */
export const forgetCovering = (
  session: Session,
  dialect: Sql.Dialect,
  { rollups }: Tables,
  kind: RecordKind
): Effect.Effect<unknown, StoreError> => {
  const { parameters, text } = RollupSql.statements(dialect, rollups).covering(kind)
  return session.query(what, { parameters, text: `DELETE FROM ${rollups} WHERE ${text}` })
}

/** Remove every tally, and enter that records were erased: part of the transaction that erases them. */
export const forgetTallies = (
  session: Session,
  dialect: Sql.Dialect,
  { ledger, rollups }: Tables,
  erased: number
): Effect.Effect<unknown, StoreError> =>
  Effect.andThen(
    session.execute(what, `DELETE FROM ${rollups}`),
    session.query(what, RollupSql.enterErasure(dialect, ledger, randomUUID(), erased))
  )

/** Keeps and finds tallies. */
export const rollupsOf = (
  using: <A>(use: (session: Session) => Effect.Effect<A, StoreError>) => Effect.Effect<A, StoreError>,
  dialect: Sql.Dialect,
  tables: Tables
): Rollups => {
  const statements = RollupSql.statements(dialect, tables.rollups)
  const stampOn = (session: Session, kinds: Parameters<Rollups["stamp"]>[0]) =>
    Effect.map(session.columns(what, RollupSql.stamp(dialect, tables.ledger, kinds)), ([batches = []]) =>
      String(batches[0])
    )
  return {
    stamp: (kinds) => using((session) => stampOn(session, kinds)),
    kept: (origin) =>
      using((session) =>
        Effect.map(session.columns(what, statements.kept(origin)), ([countings = [], stamps = []]) =>
          countings.map((counting, i): RollupKey => ({ origin, counting: String(counting), stamp: String(stamps[i]) }))
        )
      ),
    load: (key) =>
      using((session) =>
        Effect.map(session.columns(what, statements.load(key)), ([tallies = []]) =>
          tallies[0] === undefined ? undefined : String(tallies[0])
        )
      ),
    keep: (rollup) =>
      using((session) =>
        transaction(
          session,
          what,
          "BEGIN",
          Effect.gen(function* () {
            yield* lockTallies(session, tables)
            if ((yield* stampOn(session, rollup.kinds)) !== rollup.stamp) return false
            const { parameters, text } = statements.replaced(rollup)
            yield* session.query(what, { parameters, text: `DELETE FROM ${tables.rollups} WHERE ${text}` })
            yield* session.query(what, statements.insert(rollup))
            return true
          })
        )
      )
  }
}
