import { CustomerId, Dimension, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import { visits } from "@throughline/store/testing"
import { DuckDbStore } from "@throughline/store-duckdb"
import * as Effect from "effect/Effect"
import { assert, test } from "vitest"
import { traced } from "../../store/test/traced.ts"
import { databaseFile } from "./folder.ts"
import { errorOf, inStore, run } from "./run.ts"

const wide = { source: "interactions", by: ["touchpoint", Dimension.period("at", "day", "UTC")] } as const

const total = (store: Store["Service"]) => Effect.map(store.tally({ source: "interactions", by: [] }), Tally.total)

/** How many records a store counts, and whether a kept tally told. */
const counted = async (location: DuckDbStore.Location): Promise<readonly [number, boolean]> => {
  let found = 0
  const counting = Effect.map(Effect.flatMap(Store, total), (many) => {
    found = many
  })
  const spans = await traced(Effect.provide(counting, DuckDbStore.layer(location), { local: true }))
  return [found, spans.includes('["rollup",true]')]
}

test("a kept tally is there when the file is opened again, and answers those who only read", async () => {
  const file = databaseFile()
  await inStore({ file }, (store) => Effect.andThen(store.write(visits(1, 10)), store.rollup(wide)))
  for (const location of [{ file }, { file, readOnly: true }]) {
    assert.deepStrictEqual(await counted(location), [10, true])
  }
  const error = await errorOf({ file, readOnly: true }, (store) => store.rollup(wide))
  assert.deepStrictEqual([error.reason, error.retry], ["ReadOnly", "never"])
})

test("text that is no tally is as good as none", async () => {
  const file = databaseFile()
  await inStore({ file }, (store) => Effect.andThen(store.write(visits(1, 10)), store.rollup(wide)))
  await run(file, [`UPDATE throughline_rollups SET tally = '{"version":1,"columns":[{}]}'`])
  assert.deepStrictEqual(await counted({ file }), [10, false])
})

test("an erasure leaves no tally behind", async () => {
  const file = databaseFile()
  await inStore({ file }, (store) =>
    Effect.gen(function* () {
      yield* store.write(visits(1, 10))
      yield* store.rollup({ ...wide, by: ["customer"] })
      yield* store.rollup({ ...wide, where: { customer: CustomerId.make("customer 1") } })
      yield* store.erase(CustomerId.make("nobody"))
    })
  )
  await run(file, ["SELECT CASE WHEN count(*) > 0 THEN error('a tally was left') END FROM throughline_rollups"])
})
