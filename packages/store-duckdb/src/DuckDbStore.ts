import type { CustomerId, RecordKind, RecordOf, Tally } from "@throughline/core"
import {
  type Batch,
  type Capabilities,
  Columns,
  checkFilter,
  checkQuery,
  type DimensionOf,
  type NamesOf,
  type ReadQuery,
  type SourceName,
  Sql,
  Store,
  type StoreError,
  type TallyQuery
} from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import { dialect } from "./dialect.ts"
import { erase } from "./erase.ts"
import { openFile, openMemory } from "./open.ts"
import { read } from "./read.ts"
import { open, transaction } from "./Session.ts"
import { prepare } from "./schema.ts"
import { prepareWrites, write } from "./write.ts"

/** Where the database is: a file, made when it is not there, or memory, gone when the layer closes. */
export type Location = { readonly file: string } | "memory"

const { engine } = dialect

const capabilities = (location: Location): Capabilities => ({
  atomicBatch: true,
  exactlyOnceBatch: true,
  readYourWrites: true,
  snapshotReads: true,
  survivesPowerLoss: location !== "memory",
  distributed: false
})

const make = Effect.fnUntraced(function* (location: Location) {
  const scope = yield* Effect.scope
  const instance = yield* location === "memory" ? openMemory : openFile(location.file)
  const writer = yield* open(instance, scope)
  yield* prepare(writer)
  yield* prepareWrites(writer)
  const oneAtATime = Semaphore.withPermits(yield* Semaphore.make(1), 1)
  const session = open(instance, scope)

  return Store.of({
    engine,
    capabilities: capabilities(location),
    write: Effect.fn("DuckDbStore.write")(function* <Kind extends RecordKind>(batch: Batch<Kind>) {
      const rows = yield* Effect.fromResult(Columns.toRows(engine, batch))
      return yield* oneAtATime(write(writer, batch, rows))
    }),
    read: <Kind extends RecordKind>(query: ReadQuery<Kind>): Stream.Stream<RecordOf<Kind>, StoreError> =>
      Stream.unwrap(
        Effect.map(Effect.fromResult(checkFilter(engine, query)), (tests) =>
          read(session, query.kind, Sql.read(dialect, query.kind, tests))
        )
      ),
    tally: Effect.fn("DuckDbStore.tally")(function* <
      Source extends SourceName,
      const By extends ReadonlyArray<DimensionOf<Source>>
    >(query: TallyQuery<Source, By>) {
      const checked = yield* Effect.fromResult(checkQuery(engine, query))
      const counted = yield* Effect.scoped(
        Effect.flatMap(session, (counting) =>
          transaction(
            counting,
            Sql.tally(dialect, checked, (statement) => counting.columns(statement))
          )
        )
      )
      return counted as Tally.Tally<NamesOf<By>>
    }),
    erase: Effect.fn("DuckDbStore.erase")(function* (customer: CustomerId) {
      const refused = Columns.checkId(engine, "The id of a customer", customer)
      if (refused !== undefined) return yield* refused
      return yield* oneAtATime(erase(writer, customer))
    })
  })
})

/**
 * A store in an embedded DuckDB database.
 *
 * A batch is stored whole or not at all and exactly once, also when the process is killed. Records are counted inside the
 * engine. One store at a time has a file open: a second one, in this process or another, fails with `Locked`
 * (`<file>.lock` beside the database says who has it; a lock that a dead process left is taken over). The tables of an older
 * version of this package are brought up to date, all of them or none; after that the older one no longer opens the file.
 * Fails with `UnsupportedVersion` for a file of a newer version and with `Unavailable` for one that cannot be opened.
 *
 * Erasing removes a customer's records from the tables and the log. DuckDB does not write over what is deleted: the file
 * can hold the bytes, which no query returns, until the database is written anew (`COPY FROM DATABASE`).
 *
 * ```ts import.meta.vitest
 * import { Effect } from "effect"
 * import { Store } from "@throughline/store"
 * import { Tally } from "@throughline/core"
 * import * as DuckDbStore from "./DuckDbStore.ts"
 *
 * const program = Effect.gen(function* () {
 *   const store = yield* Store
 *   return Tally.total(yield* store.tally({ source: "responses", by: ["touchpoint", "score"] }))
 * })
 * await Effect.runPromise(Effect.provide(program, DuckDbStore.layer("memory"))) // => 0
 * ```
 */
export const layer = (location: Location): Layer.Layer<Store, StoreError> => Layer.effect(Store, make(location))
