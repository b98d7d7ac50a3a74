import { CustomerId } from "@throughline/core"
import { Store } from "@throughline/store"
import { visits } from "@throughline/store/testing"
import { PostgresStore } from "@throughline/store-postgres"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { Client } from "pg"
import { afterAll, assert, test } from "vitest"
import { careless, startServer } from "./server.ts"

const server = await startServer(careless)
afterAll(() => server.stop(), 60_000)

const as = <A, E>(user: string, use: (store: Store["Service"]) => Effect.Effect<A, E>) => {
  const url = Redacted.make(`postgres://${user}@127.0.0.1:${server.port}/postgres`)
  return Effect.runPromise(Effect.provide(Effect.flatMap(Store, use), PostgresStore.layer({ url }), { local: true }))
}

test("readers and writers need no more than their rights on the tables", async () => {
  await as("cx", (store) => store.write(visits(1, 10)))
  const client = new Client(server.url)
  await client.connect()
  await client.query(`
    CREATE ROLE reader LOGIN; CREATE ROLE writer LOGIN; CREATE ROLE stranger LOGIN;
    GRANT USAGE ON SCHEMA throughline TO reader, writer;
    GRANT SELECT ON ALL TABLES IN SCHEMA throughline TO reader, writer;
    GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA throughline TO writer`)
  await client.end()
  await as("writer", (store) =>
    Effect.gen(function* () {
      yield* store.write(visits(2, 10))
      assert.isAbove((yield* store.erase(CustomerId.make("customer 1"))).erased.interactions ?? 0, 0)
    })
  )
  await as("reader", (store) =>
    Effect.gen(function* () {
      const { counts } = yield* store.tally({ source: "interactions", by: [] })
      assert.lengthOf(yield* Stream.runCollect(store.read({ kind: "interactions" })), counts[0] ?? 0)
      for (const error of [
        yield* Effect.flip(store.write(visits(3, 10))),
        yield* Effect.flip(store.erase(CustomerId.make("customer 1")))
      ]) {
        assert.deepStrictEqual([error.reason, error.retry], ["Failed", "never"])
        assert.include(error.message, "rights")
      }
    })
  )
  const error = await as("stranger", () => Effect.void).catch((cause: unknown) => cause)
  assert.include(String(error), "rights")
})
