import type { RecordOf } from "@throughline/core"
import type { Store, StoreError } from "@throughline/store"
import type { Layer } from "effect"
import type { Kind } from "./records.ts"

/** Two databases of an engine: one is written by the store, the other by hand. Both have the tables of the store. */
export interface Engine {
  readonly name: string
  readonly dialect: "duckdb" | "postgres" | "clickhouse"
  readonly version: string
  /** The store over its database. */
  readonly store: () => Layer.Layer<Store, StoreError>
  /** The same once nothing is written any more, its servers reached by these ports. */
  readonly asked: (ports: ReadonlyArray<number>) => Layer.Layer<Store, StoreError>
  /** The ports of the store's servers. */
  readonly ports: ReadonlyArray<number>
  /** Write by hand, through the engine's own bulk path. */
  readonly byHand: <K extends Kind>(kind: K, records: ReadonlyArray<RecordOf<K>>) => Promise<void>
  /** Ask the database of the store by hand; rows of values, as the engine's client gives them. */
  readonly ask: (text: string) => Promise<ReadonlyArray<ReadonlyArray<unknown>>>
  /** The servers of the store, and those of the other database; an engine inside this process has none. */
  readonly servers: { readonly store: ReadonlyArray<number>; readonly byHand: ReadonlyArray<number> }
  /** Wait until what the engine does in the background is done. */
  readonly settle: () => Promise<void>
  readonly close: () => Promise<void>
}
