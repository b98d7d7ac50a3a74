import { Readable } from "node:stream"
import { createClient } from "@clickhouse/client"
import type { RecordOf } from "@throughline/core"
import { ClickHouseStore } from "@throughline/store-clickhouse"
import { Effect, Layer, Redacted } from "effect"
import { type Server, startServer } from "../../../packages/store-clickhouse/test/servers.ts"
import { blocks, type Cell } from "../columns.ts"
import type { Engine } from "../Engine.ts"
import { started } from "../processorTime.ts"
import type { Kind } from "../records.ts"

/** A line of CSV with a version and no deletion. */
const line = (row: ReadonlyArray<Cell>): string => {
  let text = ""
  for (const value of row) {
    if (value === undefined) text += "\\N,"
    else text += typeof value === "number" ? `${value},` : `"${value.replaceAll('"', '""')}",`
  }
  return `${text}1,0\n`
}

const place = (customer: string, shards: number): number => {
  let sum = 0
  for (let i = 0; i < customer.length; i++) sum = (31 * sum + customer.charCodeAt(i)) | 0
  return Math.abs(sum) % shards
}

const partsOf = <K extends Kind>(records: ReadonlyArray<RecordOf<K>>, shards: number) => {
  if (shards === 1) return [records]
  const parts = Array.from({ length: shards }, (): Array<RecordOf<K>> => [])
  for (const record of records) parts[place(String(record.customer), shards)]?.push(record)
  return parts
}

const storeAt = (urls: ReadonlyArray<string>) =>
  ClickHouseStore.layer({ shards: urls.map((url) => Redacted.make(url)) })

const merging = `SELECT (SELECT count() FROM system.merges) + (SELECT count() FROM (SELECT table FROM system.parts WHERE active AND database = 'throughline' GROUP BY table HAVING count() > 400))`

/** Servers of this machine, as many again for what is written by hand: CSV into the same tables. */
export const clickhouse = async (shards: number): Promise<Engine> => {
  const servers: Array<Awaited<ReturnType<typeof started<Server>>>> = []
  for (let i = 0; i < 2 * shards; i++) servers.push(await started(startServer))
  const urls = servers.map(({ value }) => value.url)
  const [ours, theirs] = [urls.slice(0, shards), urls.slice(shards)]
  await Effect.runPromise(Effect.scoped(Layer.build(storeAt(ours))))
  await Effect.runPromise(Effect.scoped(Layer.build(storeAt(theirs))))
  const clients = urls.map((url) => createClient({ url, request_timeout: 3_600_000, log: { level: 127 } }))
  const [asking, writing] = [clients.slice(0, shards), clients.slice(shards)]
  const rows = async (client: (typeof clients)[number], query: string) => {
    const { stream } = await client.exec({
      query: `${query} FORMAT TabSeparated`,
      clickhouse_settings: { wait_end_of_query: 1, join_use_nulls: 1 }
    })
    let text = ""
    for await (const chunk of stream) text += String(chunk)
    return text.split("\n").flatMap((each) => (each === "" ? [] : [each.split("\t")]))
  }
  const [[version] = []] = asking[0] === undefined ? [] : await rows(asking[0], "SELECT version()")
  return {
    name: shards === 1 ? "ClickHouse" : `ClickHouse, ${shards} shards`,
    dialect: "clickhouse",
    version: version ?? "",
    store: () => storeAt(ours),
    asked: (ports) => storeAt(ports.map((port) => `http://127.0.0.1:${port}`)),
    ports: ours.map((url) => Number(new URL(url).port)),
    byHand: async (kind, records) => {
      await Promise.all(
        partsOf(records, shards).map(async (part, i) => {
          const { stream } = (await writing[i]?.exec({
            query: `INSERT INTO throughline."${kind}" FORMAT CSV`,
            values: Readable.from(blocks(kind, part, line), { objectMode: false })
          })) ?? { stream: [] }
          for await (const _ of stream);
        })
      )
    },
    ask: async (text) => (await Promise.all(asking.map((client) => rows(client, text)))).flat(),
    servers: {
      store: servers.slice(0, shards).flatMap(({ pids }) => pids),
      byHand: servers.slice(shards).flatMap(({ pids }) => pids)
    },
    settle: async () => {
      for (const client of clients) {
        while ((await rows(client, merging))[0]?.[0] !== "0") await new Promise((resolve) => setTimeout(resolve, 200))
      }
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.close()))
      await Promise.all(servers.map(({ value }) => value.stop()))
    }
  }
}
