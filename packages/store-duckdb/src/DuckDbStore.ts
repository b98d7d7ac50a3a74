import { Store, StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** Where the database is: a file, made when it is not there, or memory, gone when the layer closes. */
export type Location = { readonly file: string } | "memory"

/** A store in an embedded DuckDB database. */
export const layer = (_location: Location): Layer.Layer<Store, StoreError> =>
  Layer.effect(
    Store,
    Effect.fail(new StoreError({ reason: "Unavailable", engine: "duckdb", retry: "never", message: "Not built yet" }))
  )
