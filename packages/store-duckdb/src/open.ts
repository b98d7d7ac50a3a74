import { DuckDBInstance } from "@duckdb/node-api"
import type { StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { kindOf } from "./failure.ts"
import { lock, locked, realFile, unavailable } from "./lock.ts"

/** Nothing is fetched from the network and no other file is read; the log is folded into the file every 64 MB. */
const settings = {
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  checkpoint_threshold: "64MB"
}

const opened = (path: string, file: string): Effect.Effect<DuckDBInstance, StoreError, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.tryPromise({
      try: () => DuckDBInstance.create(path, settings),
      catch: (cause) =>
        cause instanceof Error && cause.message.includes("Could not set lock")
          ? locked(file)
          : unavailable(file, kindOf(cause))
    }),
    (instance) => Effect.sync(() => instance.closeSync())
  )

/** Open a database in memory for as long as the scope is open. */
export const openMemory = opened(":memory:", "A database in memory")

/** Open a database file, and keep everybody else out of it, for as long as the scope is open. */
export const openFile = Effect.fnUntraced(function* (file: string) {
  const path = yield* Effect.try({
    try: () => realFile(file),
    catch: () => unavailable(file, "there is no such folder")
  })
  yield* lock(path)
  return yield* opened(path, file)
})
