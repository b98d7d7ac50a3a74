import { CustomerId } from "@throughline/core"
import { Store } from "@throughline/store"
import { visits } from "@throughline/store/testing"
import { ClickHouseStore } from "@throughline/store-clickhouse"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { afterAll, assert, test } from "vitest"
import { startServer, urls } from "./servers.ts"

const servers = await Promise.all([startServer(), startServer()])
afterAll(() => Promise.all(servers.map((server) => server.stop())), 300_000)

const inStore = <A, E>(
  options: Partial<ClickHouseStore.Options> & { readonly database: string },
  use: (store: Store["Service"]) => Effect.Effect<A, E>
): Promise<A> =>
  Effect.runPromise(
    Effect.provide(Effect.flatMap(Store, use), ClickHouseStore.layer({ shards: urls(servers), ...options }), {
      local: true
    })
  )

/** Run a statement on each server; gives the lines of all of them. */
const sql = (query: string): Effect.Effect<ReadonlyArray<string>> =>
  Effect.promise(async () => {
    const answers = servers.map(async ({ url }) => (await fetch(url, { method: "POST", body: query })).text())
    return (await Promise.all(answers)).flatMap((answer) => answer.split("\n").filter(Boolean))
  })

const running = sql("SELECT query FROM system.processes WHERE query NOT LIKE '%system.processes%' FORMAT TabSeparated")
const unfinished = (database: string) =>
  sql(`SELECT mutation_id FROM system.mutations WHERE database = '${database}' AND is_done = 0 FORMAT TabSeparated`)

const until = <A>(found: Effect.Effect<A>, isSo: (value: A) => boolean) =>
  Effect.repeat(found, { until: isSo }).pipe(Effect.timeout("30 seconds"))

/** Let every row that is written to visits, or written anew, take a while. */
const slow = (database: string) =>
  sql(`ALTER TABLE ${database}.interactions ADD COLUMN slow UInt8 DEFAULT sleepEachRow(0.002)`)
const quick = (database: string) => sql(`ALTER TABLE ${database}.interactions DROP COLUMN slow`)

const total = (store: Store["Service"], where?: { readonly customer: CustomerId }) =>
  Effect.map(
    store.tally({ source: "interactions", by: [], ...(where === undefined ? {} : { where }) }),
    ({ counts }) => counts[0] ?? 0
  )

test("an interrupted write runs on nowhere, and sent again it is whole", async () => {
  const database = "interrupted_write"
  await inStore({ database }, (store) =>
    Effect.gen(function* () {
      yield* store.write(visits(1, 1000))
      yield* slow(database)
      const writing = yield* Effect.forkChild(store.write(visits(2, 1000)))
      yield* until(running, (found) => found.some((query) => query.startsWith("INSERT")))
      yield* Fiber.interrupt(writing)
      assert.deepStrictEqual(yield* running, [])
      yield* quick(database)
      assert.isAtLeast(yield* total(store), 1000)
      yield* store.write(visits(2, 1000))
      assert.strictEqual(yield* total(store), 1900)
    })
  )
})

test("an interrupted erasure runs on nowhere, harms nobody else, and made again it is whole", async () => {
  const database = "interrupted_erasure"
  const customer = CustomerId.make("customer 3")
  await inStore({ database }, (store) =>
    Effect.gen(function* () {
      yield* store.write(visits(1, 1000))
      const others = (yield* total(store)) - (yield* total(store, { customer }))
      yield* slow(database)
      const erasing = yield* Effect.forkChild(store.erase(customer))
      yield* until(unfinished(database), (found) => found.length > 0)
      yield* Fiber.interrupt(erasing)
      assert.deepStrictEqual(yield* running, [])
      // What was asked of the server it makes by itself.
      yield* until(unfinished(database), (found) => found.length === 0)
      yield* quick(database)
      assert.strictEqual((yield* total(store)) - (yield* total(store, { customer })), others)
      yield* store.erase(customer)
      assert.deepStrictEqual([yield* total(store, { customer }), yield* total(store)], [0, others])
    })
  )
})

test("an erasure past the time limit says so, and goes on", async () => {
  const database = "slow_erasure"
  const customer = CustomerId.make("customer 3")
  await inStore({ database, executionTimeout: "1 second" }, (store) =>
    Effect.gen(function* () {
      // On one server there is a part a batch.
      for (let batch = 1; batch <= 3; batch++) yield* store.write(visits(batch, 1000))
      yield* slow(database)
      const error = yield* Effect.flip(store.erase(customer))
      assert.deepStrictEqual([error.reason, error.retry], ["Failed", "safe"])
      assert.match(error.message, /^Erasing interactions .*Shard [12] .*executionTimeout/)
      assert.notInclude(error.message, "customer 3")
      yield* quick(database)
      yield* until(unfinished(database), (found) => found.length === 0)
      assert.strictEqual(yield* total(store, { customer }), 0)
      yield* store.erase(customer)
    })
  )
})
