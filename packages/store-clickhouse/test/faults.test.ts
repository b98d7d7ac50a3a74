import { createServer } from "node:net"
import { createClient } from "@clickhouse/client"
import { CustomerId } from "@throughline/core"
import { Store, StoreError } from "@throughline/store"
import { visits } from "@throughline/store/testing"
import { ClickHouseStore } from "@throughline/store-clickhouse"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { afterAll, assert, describe, test } from "vitest"
import { proxyTo } from "../../store/test/proxy.ts"
import { traced } from "../../store/test/traced.ts"
import { Shard } from "../src/Shard.ts"
import { startServer } from "./servers.ts"

const servers = await Promise.all([startServer(), startServer()])
afterAll(() => Promise.all(servers.map((server) => server.stop())), 300_000)
const ports = servers.map(({ url }) => Number(new URL(url).port))
const [one = 0, two = 0] = ports

const password = "sesame-4711"
let databases = 0
const newDatabase = () => `faults_${++databases}`

const at = (port: number, user = "default:") => Redacted.make(`http://${user}@127.0.0.1:${port}`)

const layer = (options: Partial<ClickHouseStore.Options> = {}) =>
  ClickHouseStore.layer({ shards: [at(one)], database: newDatabase(), ...options })

const inStore = <A, E>(
  options: Partial<ClickHouseStore.Options>,
  use: (store: Store["Service"]) => Effect.Effect<A, E>
): Promise<A> => Effect.runPromise(Effect.provide(Effect.flatMap(Store, use), layer(options), { local: true }))

const refused = async (options: Partial<ClickHouseStore.Options>): Promise<StoreError> => {
  const error = await Effect.runPromise(
    Effect.flip(Effect.provide(Effect.asVoid(Store), layer(options), { local: true }))
  )
  assert.instanceOf(error, StoreError)
  assert.notInclude(`${JSON.stringify(error)}${error.stack}`, "sesame")
  return error
}

/** Run a statement on a server; gives its lines. */
const sql = async (query: string, port = one): Promise<ReadonlyArray<string>> => {
  const answer = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: query })
  return (await answer.text()).split("\n").filter(Boolean)
}

const running = Effect.promise(() =>
  sql("SELECT query FROM system.processes WHERE query NOT LIKE '%system.processes%' FORMAT TabSeparated")
)

const total = (store: Store["Service"]) =>
  Effect.map(store.tally({ source: "interactions", by: [] }), ({ counts }) => counts[0] ?? 0)

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const door = createServer().listen(0, "127.0.0.1", () => {
      const address = door.address()
      door.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })

/** A shard of no store, to run what no store would. */
const alone = (port: number, settings: Readonly<Record<string, number>> = {}) =>
  new Shard(`Port ${port}`, createClient({ url: `http://127.0.0.1:${port}`, log: { level: 127 } }), settings)

const endless = { text: "SELECT count() FROM numbers(1000000000000)", parameters: [] }

describe("a server that cannot be used", () => {
  test("for a wrong user or password is never tried again", async () => {
    for (const user of [`nobody:${password}`, `default:${password}`]) {
      const error = await refused({ shards: [at(one, user)] })
      assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "never"])
    }
  })

  test("because none is there is named", async () => {
    const port = await freePort()
    const error = await refused({ shards: [at(one), at(port, `default:${password}`)] })
    assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "safe"])
    assert.include(error.message, `Shard 2 (127.0.0.1:${port})`)
  })

  test("by an address that is none says so without showing it", async () => {
    const error = await refused({ shards: [Redacted.make(`http://cx:${password}@[:1`)] })
    assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "never"])
  })

  test("by a user who only reads", async () => {
    const error = await refused({ shards: [Redacted.make(`http://127.0.0.1:${one}?ch_readonly=2`)] })
    assert.deepStrictEqual([error.reason, error.retry], ["ReadOnly", "never"])
  })

  test("with a hostile name of a database", async () => {
    for (const database of ['a"; DROP DATABASE system; --', "", "Grün", "a".repeat(64), "1a", "a b", "a.b"]) {
      const error = await refused({ database })
      assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "never"])
    }
  })
})

describe("tables of other versions", () => {
  test("a newer version is refused and left as it is", async () => {
    const database = newDatabase()
    await inStore({ database }, total)
    await sql(`INSERT INTO ${database}.throughline_version VALUES (7)`)
    for (const _ of [1, 2]) {
      const error = await refused({ database })
      assert.deepStrictEqual([error.reason, error.retry], ["UnsupportedVersion", "never"])
      assert.include(error.message, "version 7")
    }
  })

  test("an older one is brought up to date with all that it holds", async () => {
    const database = newDatabase()
    await inStore({ database }, (store) => store.write(visits(1, 10)))
    await sql(`DROP TABLE ${database}.throughline_version`)
    await sql(`CREATE TABLE ${database}.throughline_version (version Int64) ENGINE = MergeTree ORDER BY version`)
    await sql(`INSERT INTO ${database}.throughline_version VALUES (0)`)
    await sql(`DROP TABLE ${database}.throughline_rollups`)
    await sql(`DROP TABLE ${database}.votes`)
    await sql(`ALTER TABLE ${database}.interactions DROP COLUMN responder`)
    const records = await inStore({ database }, (store) =>
      Effect.andThen(
        store.rollup({ source: "votes", by: [] }),
        Stream.runCollect(store.read({ kind: "interactions", where: { touchpoint: "touchpoint 3" } }))
      )
    )
    assert.deepStrictEqual(
      records.map(({ id }) => String(id)),
      ["1/3", "1/8"]
    )
    assert.deepStrictEqual(await sql(`SELECT max(version) FROM ${database}.throughline_version`), ["3"])
  })

  test("ten that start at once on older tables all have those of today", async () => {
    const database = newDatabase()
    await inStore({ database }, (store) => store.write(visits(1, 10)))
    for (let time = 0; time < 5; time++) {
      await sql(`DROP TABLE ${database}.throughline_version`)
      await sql(`CREATE TABLE ${database}.throughline_version (version Int64) ENGINE = MergeTree ORDER BY version`)
      await sql(`INSERT INTO ${database}.throughline_version VALUES (0)`)
      for (const column of ["responder", "outcome", "segment"])
        await sql(`ALTER TABLE ${database}.interactions DROP COLUMN ${column}`)
      const counts = await Promise.all(Array.from({ length: 10 }, () => inStore({ database }, total)))
      assert.deepStrictEqual(counts, Array(10).fill(10))
    }
  })

  test("ten that start at once all have the tables", async () => {
    const database = newDatabase()
    const counts = await Promise.all(Array.from({ length: 10 }, () => inStore({ database }, total)))
    assert.deepStrictEqual(counts, Array(10).fill(0))
  })
})

test("no error and no span holds the password or what a record holds", async () => {
  const database = newDatabase()
  const errors: Array<StoreError> = []
  const spans = await traced(
    Effect.gen(function* () {
      const store = yield* Store
      yield* store.write(visits(1, 10))
      yield* Effect.promise(() => sql(`ALTER TABLE ${database}.interactions DROP COLUMN team`))
      errors.push(yield* Effect.flip(store.write(visits(2, 10))))
      errors.push(
        yield* Effect.flip(
          store.tally({ source: "interactions", by: ["team"], where: { customer: CustomerId.make("customer 1") } })
        )
      )
      errors.push(
        yield* Effect.flip(Stream.runDrain(store.read({ kind: "interactions", where: { touchpoint: "touchpoint 1" } })))
      )
    }).pipe(Effect.provide(layer({ database })))
  )
  assert.include(spans, "throughline.store.write")
  for (const bytes of ["bytesSent", "bytesReceived"]) assert.include(spans, bytes)
  for (const error of errors) assert.deepStrictEqual([error.reason, error.retry], ["Failed", "never"])
  const said = spans + errors.map((error) => `${JSON.stringify(error)}${error.stack}`).join("\n")
  for (const secret of ["customer 1", "touchpoint 1", "2/1"]) assert.notInclude(said, secret)
})

describe("what breaks off", () => {
  test("a dead shard is named and nothing is answered in part, until it is there again", async () => {
    const shards = [at(one), at(two)]
    await inStore({ shards }, (store) =>
      Effect.gen(function* () {
        yield* store.write(visits(1, 1000))
        yield* Effect.promise(() => servers[1]?.kill() ?? Promise.resolve())
        const seen: Array<number> = []
        for (const error of [
          yield* Effect.flip(total(store)),
          yield* Effect.flip(
            Stream.runForEach(store.read({ kind: "interactions" }), () => Effect.sync(() => seen.push(1)))
          ),
          yield* Effect.flip(store.write(visits(2, 1000))),
          yield* Effect.flip(store.erase(CustomerId.make("customer 1")))
        ]) {
          assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "safe"])
          assert.include(error.message, `Shard 2 (127.0.0.1:${two})`)
        }
        assert.lengthOf(seen, 0)
        yield* Effect.promise(() => servers[1]?.start() ?? Promise.resolve())
        yield* store.write(visits(2, 1000))
        assert.isAtLeast(yield* total(store), 1000)
      })
    )
  })

  test("a statement past the time limit says so", async () => {
    const error = await Effect.runPromise(
      Effect.flip(alone(one, { max_execution_time: 1 }).columns("Counting", endless))
    )
    assert.deepStrictEqual([error.reason, error.retry], ["Failed", "never"])
    assert.include(error.message, "executionTimeout")
  })

  for (const [name, bytes] of [
    ["at its beginning", 0],
    ["in the middle", 100_000]
  ] as const)
    test(`a read whose connection is cut ${name} fails and never ends short`, async () => {
      const proxy = await proxyTo(one)
      await inStore({ shards: [at(proxy.port)] }, (store) =>
        Effect.gen(function* () {
          yield* store.write(visits(1, 20_000))
          proxy.cutAfter(bytes)
          const error = yield* Effect.flip(Stream.runDrain(store.read({ kind: "interactions" })))
          assert.strictEqual(error.retry, "safe")
          assert.notInclude(`${JSON.stringify(error)}${error.stack}`, "customer ")
          assert.strictEqual(yield* total(store), 20_000)
        })
      )
    })

  test("a read that fails on the server after many rows fails, also through a client that was given", async () => {
    const text = "SELECT toString(number), throwIf(number = 3000000) FROM numbers(4000000)"
    const rows = alone(one).rows("Reading", { text, parameters: [] })
    const error = await Effect.runPromise(Effect.flip(Stream.runDrain(rows)))
    assert.deepStrictEqual([error.reason, error.retry], ["Failed", "never"])
  })

  test("a read whose server is killed fails", async () => {
    const text = "SELECT toString(number), 'a row of some length' FROM numbers(3000000)"
    const program = Effect.gen(function* () {
      const kill = yield* Effect.cached(Effect.promise(() => servers[1]?.kill() ?? Promise.resolve()))
      const rows = Stream.tap(alone(two).rows("Reading", { text, parameters: [] }), () => kill)
      const error = yield* Effect.flip(Stream.runDrain(rows))
      assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "safe"])
      yield* Effect.promise(() => servers[1]?.start() ?? Promise.resolve())
    })
    await Effect.runPromise(program)
  })

  test("a batch whose connection is cut while it is sent is sent again, and its records are there once", async () => {
    const proxy = await proxyTo(one)
    await inStore({ shards: [at(proxy.port)] }, (store) =>
      Effect.gen(function* () {
        for (const [batch, bytes] of [1000, 500_000, 1_000_000].entries()) {
          proxy.cutAfterSending(bytes)
          const report = yield* store.write(visits(batch + 1, 20_000))
          assert.deepStrictEqual([report.written, report.replaced], [20_000, batch === 0 ? 0 : 2000])
        }
        assert.strictEqual(yield* total(store), 2 * 18_000 + 20_000)
      })
    )
    assert.isAtLeast(proxy.connections(), 4)
  })

  test("a write, tally or erasure whose connection is cut is made again, and says what it did in all", async () => {
    const proxy = await proxyTo(one)
    await inStore({ shards: [at(proxy.port)] }, (store) =>
      Effect.gen(function* () {
        const cut = (bytes: number) => Effect.sync(() => proxy.cutAfter(bytes))
        for (const [batch, bytes] of [0, 100, 200, 300, 400, 600].entries()) {
          yield* cut(bytes)
          const report = yield* store.write(visits(batch + 1, 50))
          assert.deepStrictEqual([report.written, report.replaced], [50, batch === 0 ? 0 : 5])
        }
        yield* cut(0)
        assert.strictEqual(yield* total(store), 6 * 45 + 5)
        yield* cut(400)
        const { erased } = yield* store.erase(CustomerId.make("customer 3"))
        assert.isAbove(erased.interactions ?? 0, 0)
        assert.strictEqual(yield* total(store), 6 * 45 + 5 - (erased.interactions ?? 0))
      })
    )
    assert.isAtLeast(proxy.connections(), 7)
  })
})

describe("what is interrupted", () => {
  test("runs on nowhere", async () => {
    const shard = alone(one)
    const program = Effect.gen(function* () {
      for (const work of [shard.columns("Counting", endless), Stream.runDrain(shard.rows("Reading", endless))]) {
        const fiber = yield* Effect.forkChild(Effect.asVoid(work))
        yield* Effect.repeat(running, { until: (found) => found.length > 0 }).pipe(Effect.timeout("20 seconds"))
        yield* Fiber.interrupt(fiber)
        assert.deepStrictEqual(yield* running, [])
        assert.deepStrictEqual(yield* shard.columns("Counting", { text: "SELECT 1", parameters: [] }), [["1"]])
      }
    })
    await Effect.runPromise(program)
  })

  test("is a read that stops early: nothing runs on, and connections go round", async () => {
    await inStore({}, (store) =>
      Effect.gen(function* () {
        yield* store.write(visits(1, 20_000))
        for (let time = 0; time < 15; time++) {
          const some = yield* Stream.runCollect(Stream.take(store.read({ kind: "interactions" }), 5000))
          assert.lengthOf(some, 5000)
          assert.deepStrictEqual(yield* running, [])
        }
      })
    )
  })
})

test("only counts come over the wire", async () => {
  const proxy = await proxyTo(one)
  await inStore({ shards: [at(proxy.port)] }, (store) =>
    Effect.gen(function* () {
      const received: Array<number> = []
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
