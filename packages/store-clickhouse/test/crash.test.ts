import { ClickHouseStore } from "@throughline/store-clickhouse"
import { afterAll, test } from "vitest"
import { child } from "../../store/test/child.ts"
import { kills, survives } from "../../store/test/crashes.ts"
import { survivesFullDisk } from "../../store/test/fullDisk.ts"
import { canMount, smallDisk } from "../../store/test/smallDisk.ts"
import { startServer, urls } from "./servers.ts"

const servers = await Promise.all([startServer(), startServer()])
afterAll(() => Promise.all(servers.map((server) => server.stop())), 300_000)

/** Batches in a database of their own. */
const into = (database: string) => ({
  layer: ClickHouseStore.layer({ shards: urls(servers), database }),
  writer: (...batches: ReadonlyArray<number>) =>
    child(
      new URL("./process/write.ts", import.meta.url),
      servers.map(({ url }) => url).join(" "),
      database,
      ...batches.map(String)
    ),
  isWhole: false
})

test("a killed client loses nothing acknowledged, and all is exact when it is sent again", async () => {
  await survives({ ...into("client_killed"), kills: kills(3, 10), seed: 20_260_332 })
}, 600_000)

test("a killed shard loses nothing acknowledged, and all is exact when it is sent again", async () => {
  await survives({ ...into("shard_killed"), kills: kills(3, 10), seed: 20_260_333, server: servers[1] })
}, 600_000)

if (canMount)
  test("a full disk loses nothing acknowledged, and all is exact when it is sent again", async () => {
    const disk = smallDisk(12)
    const own = await startServer({ inside: disk.path })
    try {
      await survivesFullDisk({ disk, layer: ClickHouseStore.layer({ shards: urls([own]) }), isWhole: false })
    } finally {
      await own.stop()
    }
  })
