import type * as Redacted from "effect/Redacted"

/** Which store, as it was named on the command line or in the environment. */
export type StoreAddress = DuckDbAddress | PostgresAddress | ClickHouseAddress

/** A file, made when it is not there. */
export interface DuckDbAddress {
  readonly engine: "duckdb"
  readonly file: string
}

/** A schema of a database. */
export interface PostgresAddress {
  readonly engine: "postgres"
  readonly url: Redacted.Redacted
  readonly schema: string
}

/** A database on each of some servers. */
export interface ClickHouseAddress {
  readonly engine: "clickhouse"
  readonly shards: ReadonlyArray<Redacted.Redacted>
  readonly database: string
}
