import { PostgresStore } from "@throughline/store-postgres"
import * as Redacted from "effect/Redacted"
import { afterAll, test } from "vitest"
import { child } from "../../store/test/child.ts"
import { kills, survives } from "../../store/test/crashes.ts"
import { survivesFullDisk } from "../../store/test/fullDisk.ts"
import { canMount, smallDisk } from "../../store/test/smallDisk.ts"
import { startServer } from "./server.ts"

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

if (canMount)
  test.each([
    ["a full disk", false],
    ["a full disk that has the log as well", true]
  ])("%s loses nothing acknowledged and tears no batch", async (_, hasLog) => {
    const disk = smallDisk(60)
    const own = await startServer([], { data: disk.path, ...(hasLog ? { log: disk.path } : {}) })
    const restart = async () => {
      await own.kill()
      await own.start()
    }
    try {
      await survivesFullDisk({
        disk,
        layer: PostgresStore.layer({ url: Redacted.make(own.url) }),
        isWhole: true,
        ...(hasLog ? { restart } : {})
      })
    } finally {
      await own.stop()
    }
  })
