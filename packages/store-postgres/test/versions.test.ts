import { PostgresStore } from "@throughline/store-postgres"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { Client } from "pg"
import { afterAll, test } from "vitest"
import { hasTheVisit, takesMore } from "../../store/test/earlier.ts"
import { careless, startServer } from "./server.ts"
import { version1 } from "./version1.ts"

const server = await startServer(careless)
afterAll(() => server.stop(), 60_000)

test("a schema of version 1 opens with all it holds, also for ten programs at once", async () => {
  const client = new Client(server.url)
  await client.connect()
  for (const statement of version1) await client.query(statement)
  await client.end()
  const layer = PostgresStore.layer({ url: Redacted.make(server.url), schema: "version_1" })
  const open = () => Effect.runPromise(Effect.provide(hasTheVisit, layer, { local: true }))
  await Promise.all(Array.from({ length: 10 }, open))
  await Effect.runPromise(Effect.provide(takesMore, layer, { local: true }))
})
