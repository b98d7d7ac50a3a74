import { readFileSync, writeFileSync } from "node:fs"
import { CustomerId } from "@throughline/core"
import { retrying, Store, StoreError } from "@throughline/store"
import { visits } from "@throughline/store/testing"
import { PostgresStore } from "@throughline/store-postgres"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { Client } from "pg"
import { afterAll, assert, describe, test } from "vitest"
import { proxyTo } from "../../store/test/proxy.ts"
import { traced } from "../../store/test/traced.ts"
import { failure } from "../src/failure.ts"
import { careless, freePort, startServer } from "./server.ts"

const server = await startServer(careless)
afterAll(() => server.stop(), 60_000)

const password = "sesame-4711"
let schemas = 0
const newSchema = () => `faults_${++schemas}`

interface Place extends Partial<PostgresStore.Options> {
  readonly port?: number
  readonly user?: string
  readonly database?: string
}

const layer = ({ port = server.port, user = "cx", database = "postgres", ...options }: Place = {}) =>
  PostgresStore.layer({
    url: Redacted.make(`postgres://${user}:${password}@127.0.0.1:${port}/${database}`),
    schema: newSchema(),
    ...options
  })

const inStore = <A, E>(place: Place, use: (store: Store["Service"]) => Effect.Effect<A, E>): Promise<A> =>
  Effect.runPromise(Effect.provide(Effect.flatMap(Store, use), layer(place), { local: true }))

const refused = async (place: Place): Promise<StoreError> => {
  const error = await Effect.runPromise(
    Effect.flip(Effect.provide(Effect.asVoid(Store), layer(place), { local: true }))
  )
  assert.instanceOf(error, StoreError)
  assert.notInclude(`${JSON.stringify(error)}${error.stack}`, "sesame")
  return error
}

/** Run statements as the owner of the server; gives the rows of the last. */
const sql = async (...statements: ReadonlyArray<string>): Promise<ReadonlyArray<Record<string, unknown>>> => {
  const client = new Client(server.url)
  await client.connect()
  let rows: ReadonlyArray<Record<string, unknown>> = []
  for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows
  await client.end()
  return rows
}

const total = (store: Store["Service"]) =>
  Effect.map(store.tally({ source: "interactions", by: [] }), ({ counts }) => counts[0] ?? 0)

describe("a connection that cannot be made", () => {
  test("to a wrong user, password or database is never tried again", async () => {
    const [{ hba_file: file = "" } = {}] = await sql("SHOW hba_file")
    writeFileSync(String(file), `host all locked 127.0.0.1/32 scram-sha-256\n${readFileSync(String(file), "utf8")}`)
    await sql("CREATE ROLE locked LOGIN PASSWORD 'other'", "SELECT pg_reload_conf()")
    for (const error of [
      await refused({ user: "locked" }),
      await refused({ user: "nobody" }),
      await refused({ database: "nowhere" })
    ])
      assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "never"])
  })

  test("to a port without a server may be tried again", async () => {
    const error = await refused({ port: await freePort() })
    assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "safe"])
    assert.include(error.message, "ECONNREFUSED")
  })

  test("by an address that is none says so without showing it", async () => {
    const error = await refused({ url: Redacted.make(`postgres://cx:${password}@[:1/x`) })
    assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "never"])
  })

  test("to a hostile name of a schema", async () => {
    for (const schema of ['a"; DROP SCHEMA public; --', "", "pg_catalog", "Grün", "a".repeat(64), "1a", "a b"]) {
      const error = await refused({ schema })
      assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "never"])
    }
  })
})

test("a user who only reads counts and is told so when writing", async () => {
  const schema = newSchema()
  await inStore({ schema }, (store) => store.write(visits(1, 10)))
  await sql("CREATE ROLE reader SUPERUSER LOGIN", "ALTER ROLE reader SET default_transaction_read_only = on")
  await inStore({ schema, user: "reader" }, (store) =>
    Effect.gen(function* () {
      for (const error of [
        yield* Effect.flip(store.write(visits(2, 10))),
        yield* Effect.flip(store.erase(CustomerId.make("customer 1")))
      ])
        assert.deepStrictEqual([error.reason, error.retry], ["ReadOnly", "never"])
      assert.strictEqual(yield* total(store), 10)
    })
  )
})

describe("tables of other versions", () => {
  test("a newer version is refused and left as it is", async () => {
    const schema = newSchema()
    await inStore({ schema }, total)
    await sql(`UPDATE ${schema}.throughline_version SET version = 7`)
    for (const _ of [1, 2]) {
      const error = await refused({ schema })
      assert.deepStrictEqual([error.reason, error.retry], ["UnsupportedVersion", "never"])
      assert.include(error.message, "version 7")
    }
  })

  test("an older one is brought up to date with all that it holds", async () => {
    const schema = newSchema()
    await inStore({ schema }, (store) => store.write(visits(1, 10)))
    await sql(
      `UPDATE ${schema}.throughline_version SET version = 0`,
      `DROP TABLE ${schema}.throughline_rollups`,
      `DROP TABLE ${schema}.votes`,
      `ALTER TABLE ${schema}.interactions DROP COLUMN responder`
    )
    const records = await inStore({ schema }, (store) =>
      Effect.andThen(
        store.rollup({ source: "votes", by: [] }),
        Stream.runCollect(store.read({ kind: "interactions", where: { touchpoint: "touchpoint 3" } }))
      )
    )
    assert.deepStrictEqual(
      records.map(({ id }) => String(id)),
      ["1/3", "1/8"]
    )
    assert.deepStrictEqual(await sql(`SELECT version FROM ${schema}.throughline_version`), [{ version: 3 }])
  })

  test("ten that start at once make the tables once", async () => {
    const schema = newSchema()
    const counts = await Promise.all(Array.from({ length: 10 }, () => inStore({ schema }, total)))
    assert.deepStrictEqual(counts, Array(10).fill(0))
    assert.lengthOf(await sql(`SELECT version FROM ${schema}.throughline_version`), 1)
  })
})

test("no error and no span holds the password or what a record holds", async () => {
  const schema = newSchema()
  const errors: Array<StoreError> = []
  const spans = await traced(
    Effect.gen(function* () {
      const store = yield* Store
      yield* store.write(visits(1, 10))
      yield* Effect.promise(() => sql(`ALTER TABLE ${schema}.interactions ADD CHECK (id NOT LIKE '2/%')`))
      errors.push(yield* Effect.flip(store.write(visits(2, 10))))
      yield* Effect.promise(() => sql(`ALTER TABLE ${schema}.interactions DROP COLUMN team`))
      errors.push(
        yield* Effect.flip(
          store.tally({ source: "interactions", by: ["team"], where: { customer: CustomerId.make("customer 1") } })
        )
      )
      errors.push(
        yield* Effect.flip(Stream.runDrain(store.read({ kind: "interactions", where: { touchpoint: "touchpoint 1" } })))
      )
    }).pipe(Effect.provide(layer({ schema })))
  )
  assert.include(spans, "throughline.store.write")
  for (const bytes of ["bytesSent", "bytesReceived"]) assert.include(spans, bytes)
  for (const error of errors) assert.deepStrictEqual([error.reason, error.retry], ["Failed", "never"])
  const said = spans + errors.map((error) => `${JSON.stringify(error)}${error.stack}`).join("\n")
  for (const secret of ["sesame", "customer 1", "touchpoint 1", "2/1"]) assert.notInclude(said, secret)
})

describe("what breaks off", () => {
  test("a statement past the time limit says so, and the next one runs", async () => {
    const schema = newSchema()
    await inStore({ schema }, (store) =>
      Effect.gen(function* () {
        yield* store.write(visits(1, 100))
        yield* Effect.promise(() =>
          sql(
            `ALTER TABLE ${schema}.interactions RENAME TO slow`,
            `CREATE VIEW ${schema}.interactions AS SELECT slow.* FROM ${schema}.slow, LATERAL (SELECT pg_sleep(20) WHERE slow.id <> '') AS s`
          )
        )
      })
    )
    await inStore({ schema, statementTimeout: "300 millis", connections: 1 }, (store) =>
      Effect.gen(function* () {
        for (const _ of [1, 2]) {
          const error = yield* Effect.flip(total(store))
          assert.deepStrictEqual([error.reason, error.retry], ["Failed", "never"])
          assert.include(error.message, "statementTimeout")
        }
        yield* store.tally({ source: "tickets", by: [] })
      })
    )
  })

  for (const [name, bytes] of [
    ["at its beginning", 0],
    ["in the middle", 20_000]
  ] as const)
    test(`a read whose connection is cut ${name} fails and never ends short`, async () => {
      const proxy = await proxyTo(server.port)
      await inStore({ port: proxy.port, connections: 1 }, (store) =>
        Effect.gen(function* () {
          yield* store.write(visits(1, 20_000))
          proxy.cutAfter(bytes)
          const error = yield* Effect.flip(Stream.runDrain(store.read({ kind: "interactions" })))
          assert.deepStrictEqual(error.retry, "safe")
          assert.notInclude(`${JSON.stringify(error)}${error.stack}`, "customer ")
          assert.strictEqual(yield* total(store), 20_000)
        })
      )
    })

  test("a read whose server is killed fails", async () => {
    const own = await startServer(careless)
    try {
      await inStore({ port: own.port }, (store) =>
        Effect.gen(function* () {
          yield* store.write(visits(1, 20_000))
          const kill = yield* Effect.cached(Effect.promise(() => own.kill()))
          const error = yield* Effect.flip(
            Stream.runDrain(Stream.tap(store.read({ kind: "interactions" }), () => kill))
          )
          assert.deepStrictEqual([error.reason, error.retry], ["Failed", "safe"])
        })
      )
    } finally {
      await own.stop()
    }
  })

  test("a write, tally or erasure whose connection is cut is made again", async () => {
    const proxy = await proxyTo(server.port)
    await inStore({ port: proxy.port, connections: 1 }, (store) =>
      Effect.gen(function* () {
        const cut = (bytes: number) => Effect.sync(() => proxy.cutAfter(bytes))
        // Up to the moment of the commit: the server says about 400 bytes during a write.
        for (const [batch, bytes] of [0, 30, 60, 100, 150, 200, 250, 300].entries()) {
          yield* cut(bytes)
          const report = yield* store.write(visits(batch + 1, 50))
          assert.deepStrictEqual([report.written, report.replaced], [50, batch === 0 ? 0 : 5])
        }
        yield* cut(0)
        assert.strictEqual(yield* total(store), 8 * 45 + 5)
        yield* cut(40)
        const { erased } = yield* store.erase(CustomerId.make("customer 3"))
        assert.isAbove(erased.interactions ?? 0, 0)
        assert.strictEqual(yield* total(store), 8 * 45 + 5 - (erased.interactions ?? 0))
      })
    )
    assert.isAtLeast(proxy.connections(), 9)
  })

  test("a batch whose connection is cut while it is sent is sent again, once", async () => {
    const proxy = await proxyTo(server.port)
    await inStore({ port: proxy.port, connections: 1 }, (store) =>
      Effect.gen(function* () {
        for (const [batch, bytes] of [1000, 100_000, 1_000_000].entries()) {
          proxy.cutAfterSending(bytes)
          const report = yield* store.write(visits(batch + 1, 20_000))
          assert.deepStrictEqual(report, { written: 20_000, replaced: batch === 0 ? 0 : 2000, alreadyWritten: false })
        }
        assert.strictEqual(yield* total(store), 2 * 18_000 + 20_000)
      })
    )
    assert.strictEqual(proxy.connections(), 4)
  })

  test("attempts end", async () => {
    let attempts = 0
    const cut = failure("Writing", Object.assign(new Error(), { code: "EPIPE" }))
    assert.strictEqual(cut.retry, "safe")
    const trying = Effect.suspend(() => Effect.fail(++attempts === 0 ? failure("", undefined) : cut))
    assert.strictEqual(await Effect.runPromise(Effect.flip(retrying(trying))), cut)
    assert.strictEqual(attempts, 5)
  })
})
