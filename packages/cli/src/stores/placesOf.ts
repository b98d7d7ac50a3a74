import { existsSync, realpathSync, statSync } from "node:fs"
import { basename, dirname, join, resolve } from "node:path"
import * as Redacted from "effect/Redacted"
import type { DuckDbAddress, PostgresAddress, StoreAddress } from "./StoreAddress.ts"

/** The one place of a file, however it was written and whichever links lead to it. */
const fileOf = ({ file }: DuckDbAddress): string => {
  if (existsSync(file)) {
    const { dev, ino } = statSync(file)
    return `${dev}:${ino}`
  }
  const folder = dirname(resolve(file))
  return join(existsSync(folder) ? realpathSync(folder) : folder, basename(file))
}

const schemaOf = ({ schema, url }: PostgresAddress): string => {
  const { hostname, pathname, port, searchParams } = new URL(Redacted.value(url))
  const host = searchParams.get("host") ?? hostname.toLowerCase()
  return `${host}:${port || "5432"}${pathname}?${schema}`
}

/** Where the records of a store are: two addresses with a place in common lead to the same records. */
export const placesOf = (address: StoreAddress): ReadonlyArray<string> => {
  switch (address.engine) {
    case "duckdb":
      return [fileOf(address)]
    case "postgres":
      return [schemaOf(address)]
    case "clickhouse":
      return address.shards.map((url) => `${new URL(Redacted.value(url)).host}/${address.database}`)
  }
}
