import type { Engine } from "../Engine.ts"
import { clickhouse } from "./clickhouse.ts"
import { duckdb } from "./duckdb.ts"
import { postgres } from "./postgres.ts"

const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  duckdb,
  postgres,
  clickhouse: () => clickhouse(1),
  "clickhouse-2": () => clickhouse(2),
  "clickhouse-3": () => clickhouse(3)
}

/** The names that an engine is opened by. */
export const names = Object.keys(engines)

/** Start an engine, its databases empty. */
export const openEngine = async (name: string): Promise<Engine> => {
  const engine = await engines[name]?.()
  if (engine === undefined) throw new Error(`There is no engine ${name}; there are ${names.join(", ")}`)
  return engine
}
