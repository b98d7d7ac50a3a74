import { existsSync, readdirSync, readlinkSync } from "node:fs"
import { Store, StoreError } from "@throughline/store"
import { visits } from "@throughline/store/testing"
import { DuckDbStore } from "@throughline/store-duckdb"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { assert, describe, test } from "vitest"
import { openMemory } from "../src/open.ts"
import { read } from "../src/read.ts"
import { open } from "../src/Session.ts"
import { databaseFile } from "./folder.ts"

const size = 40_000

const inSession = Effect.gen(function* () {
  const scope = yield* Effect.scope
  return yield* open(yield* openMemory, scope)
})

describe("interruption", () => {
  test("stops the engine, and the session goes on", async () => {
    const program = Effect.gen(function* () {
      const session = yield* inSession
      for (const milliseconds of [0, 1, 30]) {
        const endless = yield* Effect.forkChild(session.execute("SELECT count(*) FROM range(100000000000000)"))
        yield* Effect.sleep(milliseconds)
        yield* Fiber.interrupt(endless)
        assert.deepStrictEqual(yield* session.columns({ text: "SELECT 7::BIGINT", parameters: [] }), [[7n]])
      }
    })
    await Effect.runPromise(Effect.scoped(program))
  })

  test("leaves a batch whole or absent", async () => {
    const program = Effect.gen(function* () {
      const store = yield* Store
      for (const milliseconds of [0, 5, 25, 60, 90]) {
        const batch = visits(10 * milliseconds, size)
        const before = yield* store.tally({ source: "interactions", by: [] })
        const writing = yield* Effect.forkChild(store.write(batch))
        yield* Effect.sleep(milliseconds)
        yield* Fiber.interrupt(writing)
        const after = yield* store.tally({ source: "interactions", by: [] })
        assert.include([0, size], (after.counts[0] ?? 0) - (before.counts[0] ?? 0))
        const { alreadyWritten } = yield* store.write(batch)
        assert.strictEqual(alreadyWritten, after.counts[0] !== before.counts[0])
      }
    })
    await Effect.runPromise(Effect.provide(program, DuckDbStore.layer("memory")))
  })
})

const openFiles = (file: string): number =>
  readdirSync("/proc/self/fd").filter((descriptor) => {
    const path = `/proc/self/fd/${descriptor}`
    return existsSync(path) && readlinkSync(path).startsWith(file)
  }).length

describe.skipIf(!existsSync("/proc/self/fd"))("closing", () => {
  test("a read that stopped early does not keep the file open", async () => {
    const file = databaseFile()
    const program = Effect.gen(function* () {
      const store = yield* Store
      yield* store.write(visits(1, size))
      yield* Stream.runCollect(Stream.take(store.read({ kind: "interactions" }), 1))
      assert.isAbove(openFiles(file), 0)
    })
    await Effect.runPromise(Effect.provide(program, DuckDbStore.layer({ file })))
    assert.strictEqual(openFiles(file), 0)
  })

  test("the layer ends a read that goes on, which fails instead of ending short", async () => {
    const file = databaseFile()
    const program = Effect.gen(function* () {
      const scope = yield* Scope.make()
      const store = Context.get(yield* Layer.buildWithScope(DuckDbStore.layer({ file }), scope), Store)
      yield* store.write(visits(1, size))
      const close = yield* Effect.cached(Scope.close(scope, Exit.void))
      const error = yield* store.read({ kind: "interactions" }).pipe(
        Stream.tap(() => close),
        Stream.runDrain,
        Effect.flip
      )
      assert.instanceOf(error, StoreError)
      assert.strictEqual(openFiles(file), 0)
      assert.isFalse(existsSync(`${file}.lock`))
    })
    await Effect.runPromise(program)
  })
})

test("a read that the engine ends short fails", async () => {
  const program = Effect.gen(function* () {
    const session = yield* inSession
    yield* session.execute("CREATE TABLE half AS SELECT range AS id FROM range(10000)")
    const rows = read(Effect.succeed(session), "interactions", {
      text: "SELECT id FROM half WHERE random() < 0.5",
      parameters: []
    })
    const error = yield* Effect.flip(Stream.runDrain(rows))
    assert.deepStrictEqual([error.reason, error.retry], ["Failed", "safe"])
  })
  await Effect.runPromise(Effect.scoped(program))
})
