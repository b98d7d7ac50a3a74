import { CustomerId } from "@throughline/core"
import { Store } from "@throughline/store"
import { visits } from "@throughline/store/testing"
import { PostgresStore } from "@throughline/store-postgres"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { Client } from "pg"
import { afterAll, assert, test } from "vitest"
import { careless, startServer } from "./server.ts"

const server = await startServer(careless)
afterAll(() => server.stop(), 60_000)

const sql = async (text: string): Promise<ReadonlyArray<unknown>> => {
  const client = new Client(server.url)
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(text)
  await client.end()
  return rows
}

const inStore = <A, E>(use: (store: Store["Service"]) => Effect.Effect<A, E>): Promise<A> =>
  Effect.runPromise(
    Effect.provide(Effect.flatMap(Store, use), PostgresStore.layer({ url: Redacted.make(server.url) }), { local: true })
  )

test("an erasure leaves no tally behind, also of one that is kept at that moment", async () => {
  const kept = () => sql("SELECT count(*)::int AS tallies FROM throughline.throughline_rollups")
  await inStore((store) =>
    Effect.gen(function* () {
      yield* store.write(visits(1, 100))
      yield* store.rollup({ source: "interactions", by: ["customer"] })
      assert.deepStrictEqual(yield* Effect.promise(kept), [{ tallies: 1 }])
      const keeping = Effect.ignore(store.rollup({ source: "interactions", by: ["customer", "touchpoint"] }))
      const erasing = store.erase(CustomerId.make("customer 1"))
      yield* Effect.all([keeping, erasing, keeping], { concurrency: "unbounded", discard: true })
    })
  )
  const [left] = await sql(
    "SELECT count(*)::int AS tallies FROM throughline.throughline_rollups WHERE tally LIKE '%customer 1\"%'"
  )
  assert.deepStrictEqual(left, { tallies: 0 })
})
