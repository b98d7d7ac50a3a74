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

const total = (store: Store["Service"]) =>
  Effect.map(store.tally({ source: "interactions", by: [] }), ({ counts }) => counts[0] ?? 0)

const records = (store: Store["Service"]) =>
  Effect.map(Stream.runCollect(store.read({ kind: "interactions" })), ({ length }) => length)

test("who finds all connections busy waits, longer than it may take to connect, and can be interrupted", async () => {
  const schema = "busy"
  const other = new Client(server.url)
  await other.connect()
  await inStore({ schema, connections: 1 }, (store) =>
    Effect.gen(function* () {
      yield* store.write(visits(1, 100))
      yield* Effect.promise(() => other.query(`BEGIN; LOCK TABLE ${schema}.interactions`))
      const running = yield* Effect.forEach([total(store), total(store), records(store)], (work) =>
        Effect.forkChild(work)
      )
      const impatient = yield* Effect.forkChild(total(store))
      yield* Effect.sleep("11 seconds")
      yield* Effect.timeout(Fiber.interrupt(impatient), "2 seconds")
      yield* Effect.promise(() => other.query("ROLLBACK"))
      for (const waiting of running) assert.strictEqual(yield* Fiber.join(waiting), 100)
      assert.strictEqual(yield* total(store), 100)
    })
  )
  await other.end()
})

test("many reads and tallies take turns on one connection", async () => {
  await inStore({ schema: "turns", connections: 1 }, (store) =>
    Effect.gen(function* () {
      yield* store.write(visits(1, 5000))
      const found = yield* Effect.all(
        Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? records(store) : total(store))),
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(found, Array(20).fill(5000))
    })
  )
})

test("a connection that is cut while it is made is not missing afterwards", async () => {
  for (let bytes = 0; bytes <= 500; bytes += 50) {
    const proxy = await proxyTo(server.port)
    const url = Redacted.make(`postgres://cx@127.0.0.1:${proxy.port}/postgres`)
    proxy.cutAfter(bytes)
    const count = await inStore({ schema: "cut", connections: 1, url }, total)
    assert.deepStrictEqual([count, proxy.connections()], [0, 2], `${bytes} bytes`)
  }
})
