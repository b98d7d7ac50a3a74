import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { PostgresStore } from "@throughline/store-postgres"
import { Effect, Layer, Redacted } from "effect"
import { Client } from "pg"
import { from } from "pg-copy-streams"
import { startServer } from "../../../packages/store-postgres/test/server.ts"
import { blocks, type Cell } from "../columns.ts"
import type { Engine } from "../Engine.ts"
import { started } from "../processorTime.ts"

const settings = [
  "-c",
  "shared_buffers=1GB",
  "-c",
  "work_mem=256MB",
  "-c",
  "max_wal_size=8GB",
  "-c",
  "jit=off",
  "-c",
  "fsync=off"
]

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" }

/** A line of COPY's text format. */
const line = (row: ReadonlyArray<Cell>): string => {
  const cells = row.map((value) => {
    if (value === undefined) return "\\N"
    if (typeof value === "number") return String(value)
    return value.replace(/[\\\t\n\r]/g, (found) => escapes[found] ?? found)
  })
  return `${cells.join("\t")}\n`
}

const storeAt = (url: string) => PostgresStore.layer({ url: Redacted.make(url) })

const connected = async (url: string): Promise<Client> => {
  const client = new Client(url)
  await client.connect()
  return client
}

/** Two servers of this machine: COPY goes into tables of the other one, with the same keys and indexes. */
export const postgres = async (): Promise<Engine> => {
  const [ours, theirs] = [await started(() => startServer(settings)), await started(() => startServer(settings))]
  await Effect.runPromise(Effect.scoped(Layer.build(storeAt(theirs.value.url))))
  await Effect.runPromise(Effect.scoped(Layer.build(storeAt(ours.value.url))))
  const [asking, copying] = [await connected(ours.value.url), await connected(theirs.value.url)]
  const { rows } = await asking.query<{ server_version: string }>("SHOW server_version")
  return {
    name: "PostgreSQL",
    dialect: "postgres",
    version: rows[0]?.server_version.split(" ")[0] ?? "",
    store: () => storeAt(ours.value.url),
    asked: ([port = ours.value.port]) => storeAt(ours.value.url.replace(String(ours.value.port), String(port))),
    ports: [ours.value.port],
    byHand: (kind, records) =>
      pipeline(
        Readable.from(blocks(kind, records, line), { objectMode: false }),
        copying.query(from(`COPY throughline."${kind}" FROM STDIN`))
      ),
    ask: async (text) => (await asking.query<Array<unknown>>({ text, rowMode: "array" })).rows,
    servers: { store: ours.pids, byHand: theirs.pids },
    settle: async () => {
      await asking.query("SET search_path TO throughline")
      for (const client of [asking, copying]) {
        await client.query("VACUUM ANALYZE")
        await client.query("CHECKPOINT")
      }
    },
    close: async () => {
      await Promise.all([asking.end(), copying.end()])
      await Promise.all([ours.value.stop(), theirs.value.stop()])
    }
  }
}
