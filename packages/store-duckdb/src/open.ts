import { existsSync } from "node:fs"
import { DuckDBInstance } from "@duckdb/node-api"
import type { StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { kindOf } from "./failure.ts"
import { lock, locked, realFile, share, unavailable } from "./lock.ts"

/** Nothing is fetched from the network; the log is folded into the file every 64 MB. */
const settings = {
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  checkpoint_threshold: "64MB"
}

const opened = (
  file: string,
  create: () => Promise<DuckDBInstance>
): Effect.Effect<DuckDBInstance, StoreError, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.tryPromise({
      try: create,
      catch: (cause) =>
        cause instanceof Error && cause.message.includes("Could not set lock")
          ? locked(file)
          : unavailable(file, kindOf(cause))
    }),
    (instance) => Effect.sync(() => instance.closeSync())
  )

/** Open a database in memory for as long as the scope is open. */
export const openMemory = opened("A database in memory", () => DuckDBInstance.create(":memory:", settings))

const pathOf = (file: string): Effect.Effect<string, StoreError> =>
  Effect.try({ try: () => realFile(file), catch: () => unavailable(file, "there is no such folder") })

/** Open a database file, and keep everybody else out of it, for as long as the scope is open. */
export const openFile = Effect.fnUntraced(function* (file: string) {
  const path = yield* pathOf(file)
  yield* lock(path)
  return yield* opened(file, () => DuckDBInstance.create(path, settings))
})

/**
 * Open a database file that is there for reading, and keep writers out of it, for as long as the scope is open.
 *
 * The stores of a process share one instance: closing a second one would give up the lock of the first.
 */
export const openToRead = Effect.fnUntraced(function* (file: string) {
  const path = yield* pathOf(file)
  if (!existsSync(path)) return yield* unavailable(file, "there is no such file, and reading makes none")
  yield* share(path)
  return yield* opened(file, () => DuckDBInstance.fromCache(path, { ...settings, access_mode: "READ_ONLY" }))
})
