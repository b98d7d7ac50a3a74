import type { RecordKind } from "@throughline/core"
import { type Rollup, type RollupKey, RollupSql, type Rollups, type StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { dialect } from "./dialect.ts"
import { type Session, transaction } from "./Session.ts"

/** What was written, removed and erased. */
export const ledger = "throughline_batches"
const statements = RollupSql.statements(dialect, "throughline_rollups")

type Kinds = Parameters<Rollups["stamp"]>[0]

const stampOn = (session: Session, kinds: Kinds): Effect.Effect<string, StoreError> =>
  Effect.map(session.columns(RollupSql.stamp(dialect, ledger, kinds)), ([batches = []]) => String(batches[0]))

/** Finds the tallies that are kept, each time on a session of its own. */
export const kept = (session: Effect.Effect<Session, StoreError, Scope.Scope>): Rollups => {
  const on = <A>(use: (session: Session) => Effect.Effect<A, StoreError>) => Effect.scoped(Effect.flatMap(session, use))
  return {
    stamp: (kinds) => on((asked) => stampOn(asked, kinds)),
    kept: (origin) =>
      on((asked) =>
        Effect.map(asked.columns(statements.kept(origin)), ([countings = [], stamps = []]) =>
          countings.map((counting, i): RollupKey => ({ origin, counting: String(counting), stamp: String(stamps[i]) }))
        )
      ),
    load: (key) =>
      on((asked) =>
        Effect.map(asked.columns(statements.load(key)), ([tallies = []]) =>
          tallies[0] === undefined ? undefined : String(tallies[0])
        )
      )
  }
}

/** Keeps tallies over the connection that writes, while nothing else does. */
export const keepOn =
  (writer: Session) =>
  (rollup: Rollup): Effect.Effect<boolean, StoreError> =>
    transaction(
      writer,
      Effect.gen(function* () {
        if ((yield* stampOn(writer, rollup.kinds)) !== rollup.stamp) return false
        const { parameters, text } = statements.replaced(rollup)
        yield* writer.changed({ parameters, text: `DELETE FROM throughline_rollups WHERE ${text}` })
        yield* writer.changed(statements.insert(rollup))
        return true
      })
    )

/** Remove the tallies that count a kind: part of the transaction that removes records of it. */
export const forget = (writer: Session, kind: RecordKind): Effect.Effect<number, StoreError> => {
  const { parameters, text } = statements.covering(kind)
  return writer.changed({ parameters, text: `DELETE FROM throughline_rollups WHERE ${text}` })
}

/** Remove every tally, and enter that records were erased: part of the transaction that erases them. */
export const forgetAll = (writer: Session, id: string, erased: number): Effect.Effect<void, StoreError> =>
  Effect.andThen(
    writer.execute("DELETE FROM throughline_rollups"),
    Effect.asVoid(writer.changed(RollupSql.enterErasure(dialect, ledger, id, erased)))
  )
