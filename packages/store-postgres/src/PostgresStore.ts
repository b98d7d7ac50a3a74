import { type Capabilities, fromEngine, retrying, Sql, Store, type StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { connectTo, type Options } from "./connect.ts"
import { dialect as dialectOf } from "./dialect.ts"
import { erase } from "./erase.ts"
import { engine } from "./failure.ts"
import { read } from "./read.ts"
import { remove } from "./remove.ts"
import { rollupsOf, tablesOf } from "./rollups.ts"
import { type Session, snapshot, transaction } from "./Session.ts"
import { checkSchema, prepare } from "./schema.ts"
import { write } from "./write.ts"

export type { Options } from "./connect.ts"

const capabilities: Capabilities = {
  atomicBatch: true,
  exactlyOnceBatch: true,
  readYourWrites: true,
  snapshotReads: true,
  survivesPowerLoss: true,
  distributed: false,
  rollups: true
}

const make = Effect.fnUntraced(function* (options: Options) {
  const schema = yield* checkSchema(options.schema ?? "throughline")
  const dialect = dialectOf(schema)
  const tables = tablesOf(schema)
  const connect = yield* connectTo(options)
  const using = <A>(use: (session: Session) => Effect.Effect<A, StoreError>): Effect.Effect<A, StoreError> =>
    retrying(Effect.scoped(Effect.flatMap(connect, use)))
  yield* using((session) => prepare(session, dialect, schema))

  return fromEngine({
    name: engine,
    capabilities,
    write: (batch, rows) => using((session) => write(session, dialect, tables.ledger, batch, rows)),
    read: (kind, tests) => read(connect, kind, Sql.read(dialect, kind, tests)),
    tally: (query) => {
      const what = `Counting ${query.origin.source}`
      return using((session) =>
        transaction(
          session,
          what,
          snapshot,
          Sql.tally(dialect, query, (statement) => session.columns(what, statement))
        )
      )
    },
    remove: (removal) => using((session) => remove(session, dialect, tables, removal)),
    erase: (customer) => using((session) => erase(session, dialect, tables, customer)),
    rollups: rollupsOf(using, dialect, tables)
  })
})

/**
 * A store in a PostgreSQL database, tested with version 15.
 *
 * A batch is stored whole or not at all and exactly once: its rows are put in place and entered in the ledger in one
 * transaction. Records are counted inside the server, and a read or tally sees one
 * moment. Stopping either early, or interrupting it, cancels it on the server.
 *
 * The tables are in a schema of their own, made when they are not there; any number of programs may use it at once. The
 * connection string is never in a message. Fails with `Unavailable` when the server cannot be reached or refuses, and with
 * `UnsupportedVersion` for the tables of a newer version of this package.
 *
 * ```ts
 * import { PostgresStore } from "@throughline/store-postgres"
 * import { Redacted } from "effect"
 *
 * const store = PostgresStore.layer({ url: Redacted.make("postgres://cx:secret@localhost/cx") })
 * ```
 */
export const layer = (options: Options): Layer.Layer<Store, StoreError> => Layer.effect(Store, make(options))
