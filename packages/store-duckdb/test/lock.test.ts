import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs"
import { relative } from "node:path"
import { type Batch, Store, StoreError } from "@throughline/store"
import { visits } from "@throughline/store/testing"
import { DuckDbStore } from "@throughline/store-duckdb"
import * as Effect from "effect/Effect"
import { assert, describe, test } from "vitest"
import { child, kill, opened } from "../../store/test/child.ts"
import { databaseFile } from "./folder.ts"

const total = Effect.flatMap(Store, (store) => store.tally({ source: "interactions", by: [] })).pipe(
  Effect.map((tally) => tally.counts[0] ?? 0)
)

const write = (batch: Batch<"interactions">) => Effect.flatMap(Store, (store) => store.write(batch))

const within = <A, E>(file: string, program: Effect.Effect<A, E, Store>) =>
  Effect.provide(program, DuckDbStore.layer({ file }), { local: true })

const inStore = <A, E>(file: string, program: Effect.Effect<A, E, Store>) => Effect.runPromise(within(file, program))

const refused = async (file: string): Promise<StoreError> => {
  const error = await inStore(file, total).catch((cause: unknown) => cause)
  assert.instanceOf(error, StoreError)
  return error
}

describe("one store at a time", () => {
  test("a second store of the file in this process is refused, under any name of the file", async () => {
    const file = databaseFile()
    await inStore(file, write(visits(1, 10)))
    const link = `${file}.link`
    symlinkSync(file, link)
    const errors = await inStore(
      file,
      Effect.forEach([file, relative(process.cwd(), file), link], (name) => Effect.promise(() => refused(name)))
    )
    for (const error of errors) assert.deepStrictEqual([error.reason, error.retry], ["Locked", "safe"])
    assert.strictEqual(await inStore(file, total), 10)
  })

  test("the lock is gone when the store is closed, and what was written is there", async () => {
    const file = databaseFile()
    await inStore(
      file,
      Effect.gen(function* () {
        yield* write(visits(1, 10))
        assert.isTrue(existsSync(`${file}.lock`))
      })
    )
    assert.isFalse(existsSync(`${file}.lock`))
    assert.isFalse(existsSync(`${file}.wal`))
    assert.strictEqual(await inStore(file, total), 10)
    const again = await inStore(file, write(visits(1, 10)))
    assert.isTrue(again.alreadyWritten)
  })

  test("two layers opened at once: one gets the file", async () => {
    const file = databaseFile()
    const held = Effect.andThen(total, Effect.sleep("200 millis"))
    const exits = await Promise.allSettled([inStore(file, held), inStore(file, held)])
    assert.deepStrictEqual(exits.map((exit) => exit.status).sort(), ["fulfilled", "rejected"])
  })

  test("a store in another process is refused, and its lock taken over once it was killed", async () => {
    const file = databaseFile()
    const writer = child(new URL("./process/write.ts", import.meta.url), file, "1", "20")
    await opened(writer)
    assert.strictEqual((await refused(file)).reason, "Locked")
    await kill(writer)
    assert.isTrue(existsSync(`${file}.lock`))
    const count = await inStore(file, total)
    assert.include([0, 20], count)
    assert.isFalse(existsSync(`${file}.lock`))
  })

  test("a file that another program has open is refused, and no lock is left", async () => {
    const file = databaseFile()
    await opened(child(new URL("./process/hold.ts", import.meta.url), file))
    assert.strictEqual((await refused(file)).reason, "Locked")
    assert.isFalse(existsSync(`${file}.lock`))
  })
})

describe("a lock file that was there", () => {
  test.each([
    ["of a process that is gone", "4194305 boot/1\n"],
    ["of an earlier process with the number of one that runs", `${process.pid} earlier-boot/1\n`],
    ["without content", ""]
  ])("%s is taken over", async (_, content) => {
    const file = databaseFile()
    writeFileSync(`${file}.lock`, content)
    assert.strictEqual(await inStore(file, total), 0)
    assert.isFalse(existsSync(`${file}.lock`))
  })

  test("of something else is left alone", async () => {
    const file = databaseFile()
    writeFileSync(`${file}.lock`, "somebody else's\n")
    const error = await refused(file)
    assert.strictEqual(error.reason, "Locked")
    assert.include(error.message, `${file}.lock`)
    assert.strictEqual(readFileSync(`${file}.lock`, "utf8"), "somebody else's\n")
  })
})
