import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api"
import type { RecordOf } from "@throughline/core"
import { DuckDbStore } from "@throughline/store-duckdb"
import { Effect, Layer } from "effect"
import { rowOf } from "../columns.ts"
import type { Engine } from "../Engine.ts"
import type { Kind } from "../records.ts"

const append = async <K extends Kind>(connection: DuckDBConnection, kind: K, records: ReadonlyArray<RecordOf<K>>) => {
  const appender = await connection.createAppender(kind)
  for (const record of records) {
    for (const value of rowOf[kind](record)) {
      if (value === undefined) appender.appendNull()
      else if (typeof value === "number") appender.appendBigInt(BigInt(value))
      else appender.appendVarchar(value)
    }
    appender.endRow()
  }
  appender.closeSync()
}

/** Two files: rows are appended to tables of the other one. */
export const duckdb = async (): Promise<Engine> => {
  const folder = mkdtempSync(join(tmpdir(), "throughline-bench-"))
  const [ours, theirs] = [join(folder, "store.db"), join(folder, "hand.db")]
  await Effect.runPromise(Effect.scoped(Layer.build(DuckDbStore.layer({ file: theirs }))))
  const instance = await DuckDBInstance.create(theirs, { checkpoint_threshold: "64MB" })
  const connection = await instance.connect()
  const version = await connection.runAndReadAll("SELECT version()")
  let asking: DuckDBInstance | undefined
  return {
    name: "DuckDB",
    dialect: "duckdb",
    version: String(version.getRows()[0]?.[0]).replace("v", ""),
    store: () => DuckDbStore.layer({ file: ours }),
    asked: () => DuckDbStore.layer({ file: ours, readOnly: true }),
    ports: [],
    byHand: (kind, records) => append(connection, kind, records),
    ask: async (text) => {
      asking ??= await DuckDBInstance.create(ours, { access_mode: "READ_ONLY" })
      const asked = await asking.connect()
      try {
        return (await asked.runAndReadAll(text)).getRows()
      } finally {
        asked.closeSync()
      }
    },
    servers: { store: [], byHand: [] },
    settle: async () => {
      await connection.run("CHECKPOINT")
    },
    close: async () => {
      connection.closeSync()
      instance.closeSync()
      asking?.closeSync()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
