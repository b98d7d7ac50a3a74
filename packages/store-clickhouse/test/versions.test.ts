import { ClickHouseStore } from "@throughline/store-clickhouse"
import * as Effect from "effect/Effect"
import { afterAll, test } from "vitest"
import { hasTheVisit, takesMore } from "../../store/test/earlier.ts"
import { startServer, urls } from "./servers.ts"
import { version1 } from "./version1.ts"

const server = await startServer()
afterAll(() => server.stop(), 60_000)

test("a database of version 1 opens with all it holds, also for ten programs at once", async () => {
  for (const body of version1) await fetch(server.url, { method: "POST", body })
  const layer = ClickHouseStore.layer({ shards: urls([server]), database: "version_1" })
  const open = () => Effect.runPromise(Effect.provide(hasTheVisit, layer, { local: true }))
  await Promise.all(Array.from({ length: 10 }, open))
  await Effect.runPromise(Effect.provide(takesMore, layer, { local: true }))
})
