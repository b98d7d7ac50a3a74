import { PostgresStore } from "@throughline/store-postgres"
import * as Redacted from "effect/Redacted"
import { afterAll, test } from "vitest"
import { child } from "../../store/test/child.ts"
import { kills, survives } from "../../store/test/crashes.ts"
import { survivesFullDisk } from "../../store/test/fullDisk.ts"
import { smallDisk } from "../../store/test/smallDisk.ts"
import { careless, startServer } from "./server.ts"

const server = await startServer()
afterAll(() => server.stop(), 60_000)

const { url } = server

/** Batches in a schema of their own. */
const into = (schema: string) => ({
  layer: PostgresStore.layer({ url: Redacted.make(url), schema }),
  writer: (...batches: ReadonlyArray<number>) =>
    child(new URL("./process/write.ts", import.meta.url), url, schema, ...batches.map(String)),
  isWhole: true
})

test("a killed client loses nothing acknowledged and tears no batch", async () => {
  await survives({ ...into("client_killed"), kills: kills(3, 10), seed: 20_260_330 })
}, 600_000)

test("a killed server loses nothing acknowledged and tears no batch", async () => {
  await survives({ ...into("server_killed"), kills: kills(3, 10), seed: 20_260_331, server })
}, 600_000)

for (const [name, places] of [
  ["a full disk", (path: string) => ({ data: path })],
  ["a full disk that has the log as well", (path: string) => ({ data: path, log: path })]
] as const) {
  const disk = smallDisk(60)
  if (disk === undefined) continue
  test(`${name} loses nothing acknowledged and tears no batch`, async () => {
    const own = await startServer(careless, places(disk.path))
    try {
      await survivesFullDisk({ disk, layer: PostgresStore.layer({ url: Redacted.make(own.url) }), isWhole: true })
    } finally {
      await own.stop()
      disk.remove()
    }
  })
}
