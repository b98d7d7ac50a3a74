import { mkdtempSync, rmSync } from "node:fs"
import { writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { buffer } from "node:stream/consumers"
import { type ClickHouseClient, createClient } from "@clickhouse/client"
import { createChdbConnection } from "chdb/connection"

type ClientOptions = Parameters<typeof createClient>[0] & object

const insert = /^INSERT INTO "(\w+)"\."(\w+)" \((.*)\) FORMAT RowBinary$/

/** The columns of a table with their types, as the function `file` takes them. */
const structure = async (client: ClickHouseClient, database: string, table: string, columns: string) => {
  const query = `SELECT name, type FROM system.columns WHERE database = '${database}' AND table = '${table}'`
  const found = await (await client.query({ query, format: "JSONEachRow" })).json<{ name: string; type: string }>()
  const types = new Map(found.map(({ name, type }) => [name, type]))
  const names = columns.split(", ").map((name) => name.replaceAll('"', ""))
  return names.map((name) => `\`${name}\` ${types.get(name)}`).join(", ")
}

/**
 * ClickHouse of today inside this process. Its connection takes what is inserted for UTF-8, so bytes go by a file.
 */
export const embedded = (): { readonly client: ClickHouseClient; readonly close: () => Promise<void> } => {
  const folder = mkdtempSync(join(tmpdir(), "throughline-chdb-"))
  // Its types are of another version of the client than ours, and ask for exactly that one.
  const connection: unknown = createChdbConnection({ path: ":memory:" })
  const client = createClient({ connection: connection as NonNullable<ClientOptions["connection"]> })
  const exec = client.exec.bind(client)
  let files = 0
  client.exec = (async (params: Parameters<typeof exec>[0] & { readonly values?: Readable }) => {
    const [, database = "", table = "", columns = ""] = insert.exec(params.query) ?? []
    if (params.values === undefined || table === "") return exec(params)
    const file = join(folder, String(files++))
    await writeFile(file, await buffer(params.values))
    const types = await structure(client, database, table, columns)
    const source = `file('${file}', 'RowBinary', '${types}')`
    await client.command({ query: `INSERT INTO "${database}"."${table}" (${columns}) SELECT * FROM ${source}` })
    rmSync(file)
    return { stream: Readable.from([]), query_id: "", response_headers: {} }
  }) as typeof client.exec
  return {
    client,
    close: async () => {
      await client.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
