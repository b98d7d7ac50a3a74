import { existsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DuckDBInstance } from "@duckdb/node-api"
import { Store, StoreError } from "@throughline/store"
import { DuckDbStore } from "@throughline/store-duckdb"
import * as Effect from "effect/Effect"
import { assert, test } from "vitest"
import { databaseFile, folder } from "./folder.ts"

const open = (file: string) =>
  Effect.runPromise(Effect.provide(Effect.asVoid(Store), DuckDbStore.layer({ file }), { local: true })).catch(
    (error: unknown) => error
  )

test("a database of a newer version is refused and left as it is", async () => {
  const file = databaseFile()
  assert.isUndefined(await open(file))
  const instance = await DuckDBInstance.create(file)
  const connection = await instance.connect()
  await connection.run("UPDATE throughline_version SET version = 7")
  connection.closeSync()
  instance.closeSync()
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
