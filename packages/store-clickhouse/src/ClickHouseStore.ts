import { type ClickHouseClient, createClient } from "@clickhouse/client"
import { type Capabilities, fromEngine, Sql, Store, StoreError } from "@throughline/store"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { dialect as dialectOf } from "./dialect.ts"
import { erase } from "./erase.ts"
import { engine } from "./failure.ts"
import { read } from "./read.ts"
import { remove } from "./remove.ts"
import { forget, rollupsOf } from "./rollups.ts"
import { Shard } from "./Shard.ts"
import { checkDatabase, prepare } from "./schema.ts"
import { write } from "./write.ts"

/** Which servers, and how they are used. */
export interface Options {
  /**
   * The servers, always in the same order: `http://user:password@host:8123`, or a client of `@clickhouse/client` where more
   * has to be said, such as certificates. What a customer has is on one of them. Records do not move when servers are added.
   */
  readonly shards: ReadonlyArray<Redacted.Redacted | ClickHouseClient>
  /** The database that holds the tables, made when it is not there: `"throughline"` unless told. */
  readonly database?: string
  /** The longest that a statement may run; no limit of ours unless told. */
  readonly executionTimeout?: Duration.Input
}

const capabilities = (shards: number): Capabilities => ({
  atomicBatch: false,
  exactlyOnceBatch: false,
  readYourWrites: true,
  snapshotReads: false,
  survivesPowerLoss: false,
  distributed: shards > 1,
  rollups: true
})

const misspelt = (place: number): StoreError =>
  new StoreError({
    reason: "Unavailable",
    engine,
    retry: "never",
    message: `Shard ${place + 1} is no address of ClickHouse: it reads http://user:password@host:8123, or https, with special characters percent-encoded`
  })

const open = (place: number, given: Redacted.Redacted | ClickHouseClient, settings: Record<string, number>) => {
  if (!Redacted.isRedacted(given)) return Effect.succeed(new Shard(`Shard ${place + 1}`, given, settings))
  return Effect.acquireRelease(
    Effect.try({
      try: () => {
        const url = new URL(Redacted.value(given))
        const client = createClient({ url, request_timeout: 3_600_000, log: { level: 127 } })
        return new Shard(`Shard ${place + 1} (${url.host})`, client, settings)
      },
      catch: () => misspelt(place)
    }),
    (shard) => Effect.promise(() => shard.close())
  )
}

/** The rows of several results, by column. One without rows has no columns. */
const joined = (parts: ReadonlyArray<Sql.ResultColumns>): Sql.ResultColumns => {
  const [first = [], ...others] = parts.filter(({ length }) => length > 0)
  return first.map((column, place) =>
    others.reduce<ReadonlyArray<unknown>>((all, part) => all.concat(part[place]), column)
  )
}

const make = Effect.fnUntraced(function* (options: Options) {
  const database = yield* checkDatabase(options.database ?? "throughline")
  const { executionTimeout } = options
  const limits: Record<string, number> =
    executionTimeout === undefined ? {} : { max_execution_time: Math.ceil(Duration.toSeconds(executionTimeout)) }
  const shards = yield* Effect.forEach(options.shards, (given, place) => open(place, given, limits))
  const [first] = shards
  if (first === undefined) return yield* misspelt(0)
  const dialect = { ...dialectOf(database), seesPart: shards.length > 1 }
  const onEach = <A>(use: (shard: Shard) => Effect.Effect<A, StoreError>) =>
    Effect.forEach(shards, use, { concurrency: "unbounded" })
  yield* onEach((shard) => prepare(shard, database))

  return fromEngine({
    name: engine,
    capabilities: capabilities(shards.length),
    write: (batch, rows) => write(shards, dialect, database, batch.kind, rows),
    read: (kind, tests) => read(shards, kind, Sql.read(dialect, kind, tests)),
    tally: (query) => {
      const what = `Counting ${query.origin.source}`
      return Sql.tally(dialect, query, (statement) =>
        Effect.map(
          onEach((shard) => shard.columns(what, statement)),
          joined
        )
      )
    },
    remove: (removal) => remove(shards, dialect, database, removal, forget(first, dialect, database, removal.kind)),
    erase: (customer) => erase(shards, dialect, database, customer),
    rollups: rollupsOf(first, shards, dialect, database)
  })
})

/**
 * A store in ClickHouse, tested with versions 18.16 and 26.7: one server, or several that each have a part of the customers.
 *
 * Each server counts its part, and the parts are added up exactly. A record is written as a further version of itself and
 * the last one counts, so a batch may be sent again; but a batch is not whole or absent when the client or a server dies in
 * the middle: send it again. A server that does not answer is an error that names it, never a partial answer. Stopping or
 * interrupting a read or tally stops it on the servers.
 *
 * Fails with `Unavailable` when a server cannot be reached or refuses, and with `UnsupportedVersion` for the tables of a
 * newer version of this package.
 *
 * ```ts
 * import { ClickHouseStore } from "@throughline/store-clickhouse"
 * import { Redacted } from "effect"
 *
 * const store = ClickHouseStore.layer({ shards: [Redacted.make("http://cx:secret@localhost:8123")] })
 * ```
 */
export const layer = (options: Options): Layer.Layer<Store, StoreError> => Layer.effect(Store, make(options))
