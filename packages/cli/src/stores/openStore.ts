import type { Store, StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { StoreAddress } from "./StoreAddress.ts"

type StoreLayer = Layer.Layer<Store, StoreError>

/** A DuckDB file or memory. The engine is loaded when it is first needed, so that help and mistakes answer at once. */
export const openDuckDb = (location: { readonly file: string } | "memory"): StoreLayer =>
  Layer.unwrap(
    Effect.map(
      Effect.promise(() => import("@throughline/store-duckdb")),
      ({ DuckDbStore }) => DuckDbStore.layer(location)
    )
  )

/** The store at an address, with only its own engine loaded. */
export const openStore = (address: StoreAddress): StoreLayer => {
  switch (address.engine) {
    case "duckdb":
      return openDuckDb(address)
    case "postgres":
      return Layer.unwrap(
        Effect.map(
          Effect.promise(() => import("@throughline/store-postgres")),
          ({ PostgresStore }) => PostgresStore.layer(address)
        )
      )
    case "clickhouse":
      return Layer.unwrap(
        Effect.map(
          Effect.promise(() => import("@throughline/store-clickhouse")),
          ({ ClickHouseStore }) => ClickHouseStore.layer(address)
        )
      )
  }
}
