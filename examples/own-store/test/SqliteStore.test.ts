// What the kit cannot see from outside: crashes, other processes, files of before, and what is left on the disk.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { DatabaseSync } from "node:sqlite"
import { fileURLToPath } from "node:url"
import { assert, it } from "@effect/vitest"
import { CustomerId, RecordId, Tally } from "@throughline/core"
import { Store, StoreError } from "@throughline/store"
import { Effect, Stream } from "effect"
import * as SqliteStore from "../SqliteStore.ts"
import { folder } from "./folder.ts"
import { size, visits } from "./visits.ts"

const writer = fileURLToPath(new URL("writer.ts", import.meta.url))

/** Use a store on a file, and close it. */
const using = <A, E>(file: string, use: (store: typeof Store.Service) => Effect.Effect<A, E>) =>
  Effect.provide(Effect.flatMap(Store, use), SqliteStore.layer(file), { local: true })

/** Do something to a database without the store. */
const behind = (file: string, act: (db: DatabaseSync) => void) =>
  Effect.acquireUseRelease(
    Effect.sync(() => new DatabaseSync(file)),
    (db) => Effect.sync(() => act(db)),
    (db) => Effect.sync(() => db.close())
  )

/** How many visits there are of each batch. */
const byBatch = (store: typeof Store.Service) =>
  Effect.map(store.tally({ source: "interactions", by: ["team"] }), (tally) =>
    Tally.rows(tally).map((row) => [Number(row.values.team), row.count] as const)
  )

/** Start a writer and kill it the hard way once it has said so many batches; gives the last that it said. */
const killedAfter = async (file: string, batches: number): Promise<number> => {
  const started = spawn(process.execPath, [writer, file], { stdio: ["ignore", "pipe", "ignore"] })
  const gone = once(started, "exit")
  let last = 0
  for await (const line of createInterface({ input: started.stdout })) {
    last = Number(line)
    if (last === batches) setTimeout(() => started.kill("SIGKILL"), 7)
  }
  await gone
  return last
}

it.live("a killed writer loses nothing acknowledged and leaves no batch in part", () =>
  Effect.gen(function* () {
    const file = join(yield* folder, "cx.db")
    const acknowledged = yield* Effect.promise(() => killedAfter(file, 3))
    assert.isAtLeast(acknowledged, 3)
    const found = yield* using(file, byBatch)
    assert.isAtLeast(found.length, acknowledged)
    assert.isAtMost(found.length, acknowledged + 1)
    for (const [batch, count] of found) assert.strictEqual(count, size, `batch ${batch}`)
    const again = yield* using(file, (store) => store.write(visits(acknowledged)))
    assert.deepStrictEqual(again, { written: size, replaced: 0, alreadyWritten: true })
  })
)

it.effect("a batch that fails in the middle is not there, and its error holds nothing of it", () =>
  Effect.gen(function* () {
    const file = join(yield* folder, "cx.db")
    yield* using(file, (store) => store.write(visits(1)))
    const when = "BEFORE INSERT ON interactions WHEN NEW.id = '2/400' BEGIN SELECT RAISE(ABORT, 'ada-4711'); END"
    yield* behind(file, (db) => db.exec(`CREATE TRIGGER broken ${when}`))
    const error = yield* using(file, (store) => Effect.flip(store.write(visits(2))))
    assert.deepStrictEqual([error.reason, error.retry], ["Failed", "never"])
    assert.notInclude(JSON.stringify(error) + error.stack, "4711")
    assert.deepStrictEqual(yield* using(file, byBatch), [[1, size]])
    yield* behind(file, (db) => db.exec("DROP TRIGGER broken"))
    const report = yield* using(file, (store) => store.write(visits(2)))
    assert.deepStrictEqual(report, { written: size, replaced: 0, alreadyWritten: false })
  })
)

it.effect("nothing of an erased customer is left in the files", () =>
  Effect.gen(function* () {
    const path = yield* folder
    const holds = () => readdirSync(path).filter((name) => readFileSync(join(path, name)).includes("ada-4711"))
    yield* using(join(path, "cx.db"), (store) =>
      Effect.gen(function* () {
        yield* store.write(visits(1))
        assert.isNotEmpty(holds())
        const report = yield* store.erase(CustomerId.make("ada-4711"))
        assert.deepStrictEqual(report, { erased: { interactions: size } })
        assert.isEmpty(holds())
      })
    )
  })
)

it.effect("a sum beyond 64 bits is refused like one beyond 2^53", () =>
  using(":memory:", (store) =>
    Effect.gen(function* () {
      const movement = (i: number) => ({
        id: RecordId.make(String(i)),
        customer: CustomerId.make("ada"),
        at: new Date(0),
        kind: "new" as const,
        amountMinor: Number.MAX_SAFE_INTEGER,
        currency: "EUR",
        evidence: { source: "test", kind: "objective" as const }
      })
      yield* store.write({ id: "a", kind: "movements", records: Array.from({ length: 1025 }, (_, i) => movement(i)) })
      const error = yield* Effect.flip(store.tally({ source: "movements", by: [], sums: ["amountMinor"] }))
      assert.deepStrictEqual([error.reason, error.retry], ["Overflow", "never"])
    })
  )
)

it.effect("another process that writes is waited for, then named", () =>
  Effect.gen(function* () {
    const file = join(yield* folder, "cx.db")
    const error = yield* using(file, (store) =>
      Effect.acquireUseRelease(
        Effect.sync(() => new DatabaseSync(file)),
        (other) =>
          Effect.suspend(() => {
            other.exec("BEGIN IMMEDIATE")
            return Effect.flip(store.write(visits(1)))
          }),
        (other) => Effect.sync(() => other.close())
      )
    )
    assert.deepStrictEqual([error.reason, error.retry], ["Locked", "safe"])
  })
)

it.effect("what is no database is refused", () =>
  Effect.gen(function* () {
    const path = yield* folder
    writeFileSync(join(path, "cx.db"), "customer,score\nada,9\n".repeat(100))
    for (const name of ["cx.db", "nowhere/cx.db"]) {
      const error = yield* Effect.flip(using(join(path, name), byBatch))
      assert.instanceOf(error, StoreError)
      assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "never"])
    }
  })
)

it.effect("a file of before gets the columns of today, and keeps its records", () =>
  Effect.gen(function* () {
    const file = join(yield* folder, "cx.db")
    yield* using(file, (store) => store.write(visits(1)))
    yield* behind(file, (db) => db.exec("ALTER TABLE interactions DROP COLUMN team"))
    yield* using(file, (store) => store.write(visits(2)))
    assert.deepStrictEqual(yield* using(file, byBatch), [
      [0, size],
      [2, size]
    ])
    const read = yield* using(file, (store) => Stream.runCollect(store.read({ kind: "interactions" })))
    assert.lengthOf(read, 2 * size)
  })
)
