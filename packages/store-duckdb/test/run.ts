import { DuckDBInstance } from "@duckdb/node-api"
import { Store, StoreError } from "@throughline/store"
import { DuckDbStore } from "@throughline/store-duckdb"
import * as Effect from "effect/Effect"
import { assert } from "vitest"

/** Run statements with DuckDB itself, in a database file or in memory. */
export const run = async (file: string, statements: ReadonlyArray<string>): Promise<void> => {
  const instance = await DuckDBInstance.create(file)
  const connection = await instance.connect()
  try {
    for (const statement of statements) await connection.run(statement)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** Do something with a store. */
export const inStore = <A>(
  location: DuckDbStore.Location,
  use: (store: Store["Service"]) => Effect.Effect<A, StoreError>
): Promise<A> =>
  Effect.runPromise(Effect.provide(Effect.flatMap(Store, use), DuckDbStore.layer(location), { local: true }))

/** The error that a store fails with. */
export const errorOf = async (
  location: DuckDbStore.Location,
  use: (store: Store["Service"]) => Effect.Effect<unknown, StoreError> = () => Effect.void
): Promise<StoreError> => {
  const error = await inStore(location, use).catch((cause: unknown) => cause)
  assert.instanceOf(error, StoreError)
  return error
}
