import { CustomerId } from "@throughline/core"
import { Store } from "@throughline/store"
import { visits } from "@throughline/store/testing"
import { PostgresStore } from "@throughline/store-postgres"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { Client } from "pg"
import { afterAll, assert, test } from "vitest"
import { proxyTo } from "../../store/test/proxy.ts"
import { careless, startServer } from "./server.ts"

const server = await startServer(careless)
afterAll(() => server.stop(), 60_000)

const inStore = <A, E>(
  options: Partial<PostgresStore.Options> & { readonly schema: string },
  use: (store: Store["Service"]) => Effect.Effect<A, E>
): Promise<A> => {
  const layer = PostgresStore.layer({ url: Redacted.make(server.url), ...options })
  return Effect.runPromise(Effect.provide(Effect.flatMap(Store, use), layer, { local: true }))
}

const sql = <Row extends object>(text: string): Effect.Effect<ReadonlyArray<Row>> =>
  Effect.promise(async () => {
    const client = new Client(server.url)
    await client.connect()
    const { rows } = await client.query<Row>(text)
    await client.end()
    return rows
  })

/** What the store's connections do at this moment, other than waiting for the next statement outside a transaction. */
const busy = sql<{ query: string; wait_event_type: string | null }>(
  "SELECT query, wait_event_type FROM pg_stat_activity WHERE application_name = 'throughline' AND state <> 'idle'"
)

const until = (isSo: (statement: { readonly query: string; readonly wait_event_type: string | null }) => boolean) =>
  Effect.repeat(busy, { until: (found) => found.some(isSo) }).pipe(Effect.timeout("20 seconds"))

const total = (store: Store["Service"]) =>
  Effect.map(store.tally({ source: "interactions", by: [] }), ({ counts }) => counts[0] ?? 0)

/** Let rows of interactions be slow: each that is read or written takes a while. */
const slow = (schema: string) => `
  ALTER TABLE ${schema}.interactions RENAME TO quick;
  CREATE VIEW ${schema}.interactions AS SELECT quick.* FROM ${schema}.quick, LATERAL (SELECT pg_sleep(30) WHERE quick.id <> '') AS s`

test("an interrupted tally or read runs on nowhere, and its connection is there again", async () => {
  const schema = "interrupted_tally"
  await inStore({ schema, connections: 1 }, (store) =>
    Effect.gen(function* () {
      yield* store.write(visits(1, 100))
      yield* sql(slow(schema))
      for (const work of [Effect.asVoid(total(store)), Stream.runDrain(store.read({ kind: "interactions" }))]) {
        const running = yield* Effect.forkChild(work)
        yield* Effect.repeat(busy, {
          until: (found) => found.some(({ query }) => /FETCH|count|DELETE/.test(query))
        }).pipe(Effect.timeoutOption("5 seconds"))
        yield* Fiber.interrupt(running)
        assert.deepStrictEqual(yield* busy, [])
        yield* store.tally({ source: "tickets", by: [] })
      }
    })
  )
})

test("what cannot be stopped on the server is left alone", async () => {
  const schema = "unstoppable"
  const proxy = await proxyTo(server.port)
  const url = Redacted.make(`postgres://cx@127.0.0.1:${proxy.port}/postgres`)
  await inStore({ schema, url }, (store) =>
    Effect.gen(function* () {
      yield* store.write(visits(1, 1))
      yield* sql(slow(schema))
      const running = yield* Effect.forkChild(total(store))
      yield* until(({ query }) => query.includes("count"))
      proxy.shut()
      yield* Effect.timeout(Fiber.interrupt(running), "15 seconds")
      yield* sql(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE query LIKE '%unstoppable%' AND pid <> pg_backend_pid()"
      )
    })
  )
})

test("an interrupted write or erasure that waits for others waits no more", async () => {
  const schema = "interrupted_wait"
  const other = new Client(server.url)
  await other.connect()
  await inStore({ schema, connections: 1 }, (store) =>
    Effect.gen(function* () {
      yield* store.write(visits(1, 100))
      for (const work of [
        Effect.asVoid(store.write(visits(2, 100))),
        Effect.asVoid(store.erase(CustomerId.make("customer 1")))
      ]) {
        yield* Effect.promise(() => other.query(`BEGIN; LOCK TABLE ${schema}.interactions`))
        const running = yield* Effect.forkChild(work)
        yield* until(({ wait_event_type }) => wait_event_type === "Lock")
        yield* Fiber.interrupt(running)
        assert.deepStrictEqual(yield* busy, [])
        yield* Effect.promise(() => other.query("ROLLBACK"))
        assert.strictEqual(yield* total(store), 100)
      }
    })
  )
  await other.end()
})

test("a table that another session has locked is waited for until the time limit, and then the batch goes in", async () => {
  const schema = "locked_table"
  const other = new Client(server.url)
  await other.connect()
  await inStore({ schema }, (store) => store.write(visits(1, 100)))
  await other.query(`BEGIN; LOCK TABLE ${schema}.interactions`)
  const impatient = Redacted.make(`${server.url}?options=-c%20lock_timeout%3D100`)
  const refused = await inStore({ schema, url: impatient }, (store) => Effect.flip(store.write(visits(2, 100))))
  assert.deepStrictEqual([refused.reason, refused.retry], ["Locked", "safe"])
  assert.include(refused.message, "Writing interactions")
  await inStore({ schema, statementTimeout: "200 millis", connections: 1 }, (store) =>
    Effect.gen(function* () {
      for (const error of [
        yield* Effect.flip(store.write(visits(2, 100))),
        yield* Effect.flip(store.erase(CustomerId.make("customer 1"))),
        yield* Effect.flip(total(store)),
        yield* Effect.flip(Stream.runDrain(store.read({ kind: "interactions" })))
      ]) {
        assert.deepStrictEqual([error.reason, error.retry], ["Failed", "never"])
        assert.include(error.message, "statementTimeout")
      }
      yield* Effect.promise(() => other.query("ROLLBACK"))
      assert.isFalse((yield* store.write(visits(2, 100))).alreadyWritten)
      assert.strictEqual(yield* total(store), 190)
    })
  )
  await other.end()
})

test("an interrupted write is whole or absent, and runs on nowhere", async () => {
  const size = 20_000
  await inStore({ schema: "interrupted_write", connections: 1 }, (store) =>
    Effect.gen(function* () {
      for (const [i, milliseconds] of [0, 20, 90, 250, 500].entries()) {
        const batch = visits(10 * (i + 1), size)
        const before = yield* total(store)
        const writing = yield* Effect.forkChild(store.write(batch))
        yield* Effect.sleep(milliseconds)
        yield* Fiber.interrupt(writing)
        assert.deepStrictEqual(yield* busy, [])
        const after = yield* total(store)
        assert.include([0, size], after - before)
        const { alreadyWritten } = yield* store.write(batch)
        assert.strictEqual(alreadyWritten, after !== before)
      }
    })
  )
})

test("a read that stops early ends its cursor, and connections go round", async () => {
  await inStore({ schema: "stopped_early", connections: 2 }, (store) =>
    Effect.gen(function* () {
      yield* store.write(visits(1, 10_000))
      for (let time = 0; time < 15; time++) {
        const some = yield* Stream.runCollect(Stream.take(store.read({ kind: "interactions" }), 5000))
        assert.lengthOf(some, 5000)
        assert.deepStrictEqual(yield* busy, [])
      }
    })
  )
})

test("only counts come over the wire", async () => {
  const proxy = await proxyTo(server.port)
  const url = Redacted.make(`postgres://cx@127.0.0.1:${proxy.port}/postgres`)
  await inStore({ schema: "counts_only", url }, (store) =>
    Effect.gen(function* () {
      const received = []
      for (const batch of [1, 20]) {
        yield* store.write(visits(batch, 20_000))
        const before = proxy.received()
        yield* store.tally({ source: "interactions", by: ["touchpoint"] })
        received.push(proxy.received() - before)
      }
      // Five groups, whatever they were counted from.
      assert.isBelow(Math.max(...received), 2000)
      assert.isBelow(Math.abs((received[1] ?? 0) - (received[0] ?? 0)), 50)
    })
  )
})

test("an index finds the visits of a customer that is erased", async () => {
  const schema = "explained"
  await inStore({ schema }, (store) => store.write(visits(1, 50_000)))
  const customer = "UPDATE explained.interactions SET customer = customer || right(id, 3)"
  const erasure = "EXPLAIN DELETE FROM explained.interactions WHERE customer = 'customer 1123'"
  await Effect.runPromise(Effect.andThen(sql(customer), sql("ANALYZE explained.interactions")))
  const plan = await Effect.runPromise(sql(erasure))
  assert.include(JSON.stringify(plan), "interactions_customer")
})
