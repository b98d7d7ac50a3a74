import { existsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DuckDBInstance } from "@duckdb/node-api"
import { CustomerId, type FeatureRequest, RecordId, type RequestVote, type Ticket } from "@throughline/core"
import { Store, StoreError } from "@throughline/store"
import { DuckDbStore } from "@throughline/store-duckdb"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { assert, test } from "vitest"
import { databaseFile, folder } from "./folder.ts"
import { version1 } from "./version1.ts"
import { version2 } from "./version2.ts"

const open = (file: string) =>
  Effect.runPromise(Effect.provide(Effect.asVoid(Store), DuckDbStore.layer({ file }), { local: true })).catch(
    (error: unknown) => error
  )

const run = async (file: string, statements: ReadonlyArray<string>): Promise<void> => {
  const instance = await DuckDBInstance.create(file)
  const connection = await instance.connect()
  for (const statement of statements) await connection.run(statement)
  connection.closeSync()
  instance.closeSync()
}

const inStore = <A>(file: string, use: (store: Store["Service"]) => Effect.Effect<A, StoreError>): Promise<A> =>
  Effect.runPromise(Effect.provide(Effect.flatMap(Store, use), DuckDbStore.layer({ file }), { local: true }))

const evidence = { source: "desk", kind: "objective" } as const

const newTicket: Ticket = {
  id: RecordId.make("3"),
  at: new Date(1_760_000_000_000),
  firstReplyBy: "automated",
  priority: "high",
  status: "open",
  replies: 0,
  waitSeconds: 7,
  subject: "",
  body: "",
  evidence
}

test("a database of version 1 opens with all it holds, and takes what version 1 could not", async () => {
  const file = databaseFile()
  await run(file, version1)
  for (const written of [true, false]) {
    const { again, interactions, tickets } = await inStore(file, (store) =>
      Effect.gen(function* () {
        yield* store.write({ id: "second", kind: "tickets", records: [newTicket] })
        return {
          again: yield* store.write({ id: "first", kind: "tickets", records: [] }),
          interactions: yield* Stream.runCollect(store.read({ kind: "interactions" })),
          tickets: yield* Stream.runCollect(store.read({ kind: "tickets" }))
        }
      })
    )
    assert.deepStrictEqual(again, { written: 2, replaced: 0, alreadyWritten: true })
    assert.deepStrictEqual([interactions.length, interactions[0]?.waitSeconds], [1, 12])
    assert.deepStrictEqual(
      tickets.map((ticket) => ({ ...ticket })),
      [
        {
          id: "1",
          customer: "ada",
          touchpoint: "checkout",
          at: new Date(1_760_000_000_000),
          firstReplyAt: new Date(1_760_000_060_000),
          channel: "email",
          team: "blue",
          status: "open",
          subject: "Refund",
          body: "Where is it?",
          evidence: { ...evidence, provenance: "row 1" }
        },
        {
          id: "2",
          at: new Date(1_760_000_000_000),
          resolvedAt: new Date(1_760_000_090_000),
          status: "solved",
          subject: "Thanks",
          body: "",
          evidence
        },
        newTicket
      ] as unknown as Array<Ticket>,
      `opened ${written ? "first" : "again"}`
    )
  }
})

test("a database of version 2 opens with its requests, and takes votes", async () => {
  const file = databaseFile()
  await run(file, version2)
  const board = { source: "board", kind: "subjective" } as const
  const later: FeatureRequest = {
    id: RecordId.make("r3"),
    at: new Date(1_760_000_000_002),
    title: "Darker",
    status: "declined",
    closedAt: new Date(1_760_000_000_009),
    duplicateOf: RecordId.make("r1"),
    evidence: board
  }
  const vote: RequestVote = {
    id: RecordId.make("v1"),
    request: RecordId.make("r1"),
    customer: CustomerId.make("bob"),
    at: new Date(1_760_000_000_003),
    evidence: board
  }
  const found = await inStore(file, (store) =>
    Effect.gen(function* () {
      yield* store.write({ id: "requests", kind: "requests", records: [later] })
      yield* store.write({ id: "votes", kind: "votes", records: [vote] })
      const requests = yield* Stream.runCollect(store.read({ kind: "requests" }))
      const votes = yield* Stream.runCollect(store.read({ kind: "votes" }))
      const { erased } = yield* store.erase(CustomerId.make("bob"))
      return { requests, votes, erased }
    })
  )
  const old = [
    {
      id: "r1",
      customer: "ada",
      at: new Date(1_760_000_000_000),
      title: "Dark mode",
      body: "At night",
      status: "planned",
      votes: 12,
      evidence: { ...board, provenance: "row 1" }
    },
    { id: "r2", at: new Date(1_760_000_000_001), title: "Export", status: "open", evidence: board }
  ] as unknown as ReadonlyArray<FeatureRequest>
  assert.deepStrictEqual(
    found.requests.map((request) => ({ ...request })),
    [...old, later]
  )
  assert.deepStrictEqual(
    found.votes.map((each) => ({ ...each })),
    [vote]
  )
  assert.deepStrictEqual(found.erased, { votes: 1 })
})

test("a migration that fails leaves the database as it was", async () => {
  const file = databaseFile()
  await run(file, [...version1, "ALTER TABLE tickets ADD COLUMN unknown VARCHAR"])
  for (const _ of [1, 2]) {
    const error = await open(file)
    assert.instanceOf(error, StoreError)
  }
  await run(file, ["ALTER TABLE tickets DROP COLUMN unknown"])
  assert.isUndefined(await open(file))
})

test("a database of a newer version is refused and left as it is", async () => {
  const file = databaseFile()
  assert.isUndefined(await open(file))
  await run(file, ["UPDATE throughline_version SET version = 7"])
  for (const _ of [1, 2]) {
    const error = await open(file)
    assert.instanceOf(error, StoreError)
    assert.deepStrictEqual([error.reason, error.retry], ["UnsupportedVersion", "never"])
    assert.include(error.message, "version 7")
  }
})

test("what is no database, and a folder that is not there, are refused", async () => {
  const file = databaseFile()
  writeFileSync(file, "id,score\n1,9\n".repeat(1000))
  for (const name of [file, join(folder(), "no", "such.duckdb"), folder()]) {
    const error = await open(name)
    assert.instanceOf(error, StoreError)
    assert.strictEqual(error.reason, "Unavailable")
    assert.isFalse(existsSync(`${name}.lock`))
  }
})
