import type { DuckDBInstance } from "@duckdb/node-api"
import { type Engine, fromEngine, Sql, Store, StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import { dialect } from "./dialect.ts"
import { erase } from "./erase.ts"
import { during } from "./failure.ts"
import { type Files, mount } from "./lake.ts"
import { openFile, openMemory, openToRead } from "./open.ts"
import { read } from "./read.ts"
import { remove } from "./remove.ts"
import { keepOn, kept } from "./rollups.ts"
import { open, type Session, transaction } from "./Session.ts"
import { prepare, recognise } from "./schema.ts"
import { prepareWrites, write } from "./write.ts"

export type { Files, Source } from "./lake.ts"

/**
 * Where the records are: a database file, made when it is not there; one that is only read; memory, gone when the layer
 * closes; or Parquet and CSV files, measured in place.
 */
export type Location = { readonly file: string; readonly readOnly?: boolean } | { readonly files: Files } | "memory"

const { engine } = dialect

type Service = Store["Service"]

/** What counts and reads. `check` runs before a read: a failure in the middle of one would not say why. */
const asking = (
  session: Effect.Effect<Session, StoreError, Scope.Scope>,
  check: (statement: Sql.Statement) => Effect.Effect<unknown, StoreError>
): Pick<Engine, "name" | "read" | "tally"> => ({
  name: engine,
  read: (kind, tests) => {
    const statement = Sql.read(dialect, kind, tests)
    return Stream.unwrap(Effect.as(check(statement), read(session, kind, statement))).pipe(
      Stream.mapError(during(`Reading ${kind}`))
    )
  },
  tally: (query) =>
    Effect.scoped(
      Effect.flatMap(session, (counting) =>
        transaction(
          counting,
          Sql.tally(dialect, query, (statement) => counting.columns(statement))
        )
      )
    ).pipe(Effect.mapError(during(`Counting ${query.origin.source}`)))
})

const whole = () => Effect.void

/** A store that writes. */
const writing = Effect.fnUntraced(function* (instance: DuckDBInstance, survivesPowerLoss: boolean) {
  const scope = yield* Effect.scope
  const writer = yield* open(instance, scope)
  yield* prepare(writer)
  yield* prepareWrites(writer)
  const oneAtATime = Semaphore.withPermits(yield* Semaphore.make(1), 1)
  const session = open(instance, scope)
  return fromEngine({
    ...asking(session, whole),
    capabilities: {
      atomicBatch: true,
      exactlyOnceBatch: true,
      readYourWrites: true,
      snapshotReads: true,
      survivesPowerLoss,
      distributed: false,
      rollups: true
    },
    write: (batch, rows) => Effect.mapError(oneAtATime(write(writer, batch, rows)), during(`Writing ${batch.kind}`)),
    remove: (removal) => Effect.mapError(oneAtATime(remove(writer, removal)), during(`Removing ${removal.kind}`)),
    erase: (customer) => Effect.mapError(oneAtATime(erase(writer, customer)), during("Erasing a customer")),
    rollups: {
      ...kept(session),
      keep: (rollup) => Effect.mapError(oneAtATime(keepOn(writer)(rollup)), during("Keeping a tally"))
    }
  })
})

/** What a store that only reads does about writes: it promises nothing of them and refuses each. */
const readOnly = (
  message: string,
  snapshotReads: boolean
): Pick<Engine, "capabilities" | "erase" | "remove" | "write"> => {
  const refused = Effect.fail(new StoreError({ reason: "ReadOnly", engine, retry: "never", message }))
  return {
    capabilities: {
      atomicBatch: false,
      exactlyOnceBatch: false,
      readYourWrites: false,
      snapshotReads,
      survivesPowerLoss: false,
      distributed: false,
      rollups: false
    },
    write: () => refused,
    remove: () => refused,
    erase: () => refused
  }
}

const fileToRead = Effect.fnUntraced(function* (file: string) {
  const scope = yield* Effect.scope
  const instance = yield* openToRead(file)
  const session = open(instance, scope)
  yield* Effect.scoped(Effect.flatMap(session, recognise))
  return fromEngine({
    ...asking(session, whole),
    ...readOnly(
      "The store was opened for reading only; nothing was changed. Open it without `readOnly` to write",
      true
    ),
    rollups: kept(session)
  })
})

const inPlace = Effect.fnUntraced(function* (files: Files) {
  const scope = yield* Effect.scope
  const instance = yield* openMemory
  const session = open(instance, scope)
  yield* Effect.scoped(Effect.flatMap(session, (mounting) => mount(mounting, files)))
  const check = ({ parameters, text }: Sql.Statement) =>
    Effect.scoped(
      Effect.flatMap(session, (checking) =>
        checking.columns({ parameters, text: `SELECT count(COLUMNS(*)) FROM (${text}) AS found` })
      )
    )
  return fromEngine({
    ...asking(session, check),
    ...readOnly("The records are read from files in place; nothing was changed. Change the files themselves", false)
  })
})

const make = (location: Location): Effect.Effect<Service, StoreError, Scope.Scope> => {
  if (location === "memory") return Effect.flatMap(openMemory, (instance) => writing(instance, false))
  if ("files" in location) return inPlace(location.files)
  if (location.readOnly === true) return fileToRead(location.file)
  return Effect.flatMap(openFile(location.file), (instance) => writing(instance, true))
}

/**
 * A store in an embedded DuckDB database.
 *
 * A batch is stored whole or not at all and exactly once, also when the process is killed. Records are counted inside the
 * engine. One store at a time has a file open: a second one, in this process or another, fails with `Locked`
 * (`<file>.lock` beside the database says who has it; a lock that a dead process left is taken over). The tables of an older
 * version of this package are brought up to date, all of them or none; after that the older one no longer opens the file.
 * Fails with `UnsupportedVersion` for a file of a newer version and with `Unavailable` for one that cannot be opened.
 *
 * With `readOnly` a file that is there is read, by any number of stores and processes at once. By DuckDB's rule it is either
 * one writer or readers: beside a writer a reader fails with `Locked`, and so does a writer beside readers. Nothing is made
 * or brought up to date: an older file fails with `UnsupportedVersion`, and writing, removing and erasing fail with `ReadOnly`.
 *
 * With `files` the records of Parquet and CSV files are counted where they are, without an import. Columns go by their
 * names, those of the records (`evidence_source` for a field of the evidence). The files are found, and their ids checked,
 * when the layer is built: fails with `Unavailable` when one is not there, cannot be opened, or has no column for a field
 * that every record has, or one of another type, and with `InvalidRecord` when an id comes twice. What a row holds is
 * checked when it is counted or read: a value that is none of its field fails with `InvalidRecord`, which names the file and
 * the column. Files must not change meanwhile; no other file is read, and nothing is
 * written: writing, removing and erasing fail with `ReadOnly`.
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
