import { existsSync, readFileSync } from "node:fs"
import { CustomerId } from "@throughline/core"
import type { Store } from "@throughline/store"
import { visits } from "@throughline/store/testing"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { assert, describe, test } from "vitest"
import { child, opened } from "../../store/test/child.ts"
import { databaseFile } from "./folder.ts"
import { errorOf, inStore, run } from "./run.ts"
import { version1 } from "./version1.ts"

const count = (store: Store["Service"]) =>
  Effect.map(store.tally({ source: "interactions", by: [] }), (tally) => tally.counts[0] ?? 0)

const ready = async (): Promise<string> => {
  const file = databaseFile()
  await inStore({ file }, (store) => store.write(visits(1, 10)))
  return file
}

describe("a file opened for reading", () => {
  test("is counted and read by several stores at once, and stays as it is", async () => {
    const file = await ready()
    const before = readFileSync(file)
    const both = await inStore({ file, readOnly: true }, (store) =>
      Effect.gen(function* () {
        const others = yield* Effect.promise(() => inStore({ file, readOnly: true }, count))
        const records = yield* Stream.runCollect(store.read({ kind: "interactions" }))
        return [others, yield* count(store), records.length, existsSync(`${file}.lock`)]
      })
    )
    assert.deepStrictEqual(both, [10, 10, 10, false])
    assert.isTrue(before.equals(readFileSync(file)))
  })

  test("refuses to write and to erase, and promises nothing of it", async () => {
    const location = { file: await ready(), readOnly: true }
    const errors = [
      await errorOf(location, (store) => store.write(visits(2, 1))),
      await errorOf(location, (store) => store.erase(CustomerId.make("customer 1")))
    ]
    for (const error of errors) {
      assert.deepStrictEqual([error.reason, error.retry], ["ReadOnly", "never"])
      assert.include(error.message, "readOnly")
    }
    const { capabilities, left } = await inStore(location, (store) =>
      Effect.map(count(store), (left) => ({ capabilities: store.capabilities, left }))
    )
    assert.strictEqual(left, 10)
    assert.deepStrictEqual(
      Object.entries(capabilities).flatMap(([name, holds]) => (holds ? [name] : [])),
      ["snapshotReads"]
    )
  })

  test("keeps writers of this process out, and is kept out by them", async () => {
    const file = await ready()
    const beside = await inStore({ file, readOnly: true }, (store) =>
      Effect.gen(function* () {
        yield* Effect.promise(() => inStore({ file, readOnly: true }, count))
        return [yield* Effect.promise(() => errorOf({ file })), yield* count(store)] as const
      })
    )
    assert.deepStrictEqual([beside[0].reason, beside[0].retry, beside[1]], ["Locked", "safe", 10])
    const reader = await inStore({ file }, () => Effect.promise(() => errorOf({ file, readOnly: true })))
    assert.deepStrictEqual([reader.reason, reader.retry], ["Locked", "safe"])
    assert.strictEqual((await inStore({ file }, (store) => store.write(visits(2, 10)))).written, 10)
  })

  test.each(["write.ts", "hold.ts"])("is refused while another process has it for writing: %s", async (script) => {
    const file = await ready()
    await opened(child(new URL(`./process/${script}`, import.meta.url), file, "1", "1", "20"))
    assert.strictEqual((await errorOf({ file, readOnly: true })).reason, "Locked")
  })

  test("keeps writers of another process out, also once one of its readers is closed", async () => {
    const file = await ready()
    const written = await inStore({ file, readOnly: true }, () =>
      Effect.promise(async () => {
        await inStore({ file, readOnly: true }, count)
        const writer = child(new URL("./process/write.ts", import.meta.url), file, "2", "2", "20")
        return await new Promise<number | null>((resolve) => void writer.once("exit", resolve))
      })
    )
    assert.notStrictEqual(written, 0)
    assert.strictEqual(await inStore({ file, readOnly: true }, count), 10)
  })

  test("must be there, with tables of this version: none is made, and none brought up to date", async () => {
    const missing = databaseFile()
    const error = await errorOf({ file: missing, readOnly: true })
    assert.strictEqual(error.reason, "Unavailable")
    assert.isFalse(existsSync(missing))
    const empty = databaseFile()
    await run(empty, ["CREATE TABLE other (id INTEGER)"])
    assert.strictEqual((await errorOf({ file: empty, readOnly: true })).reason, "Unavailable")
    const old = databaseFile()
    await run(old, version1)
    const before = readFileSync(old)
    const refused = await errorOf({ file: old, readOnly: true })
    assert.deepStrictEqual([refused.reason, refused.retry], ["UnsupportedVersion", "never"])
    assert.include(refused.message, "open it once for writing")
    assert.isTrue(before.equals(readFileSync(old)))
    assert.strictEqual(await inStore({ file: old }, count), 1)
    assert.strictEqual(await inStore({ file: old, readOnly: true }, count), 1)
    await run(old, ["UPDATE throughline_version SET version = 99"])
    assert.include((await errorOf({ file: old, readOnly: true })).message, "update")
  })
})
