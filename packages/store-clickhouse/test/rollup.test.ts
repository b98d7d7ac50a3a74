import { CustomerId, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import { visits } from "@throughline/store/testing"
import { ClickHouseStore } from "@throughline/store-clickhouse"
import * as Effect from "effect/Effect"
import { afterAll, assert, test } from "vitest"
import { traced } from "../../store/test/traced.ts"
import { startServer, urls } from "./servers.ts"

const servers = await Promise.all([startServer(), startServer()])
afterAll(() => Promise.all(servers.map((server) => server.stop())), 300_000)

/** Run a statement on every server; gives the lines of each. */
const sql = (body: string): Promise<ReadonlyArray<string>> =>
  Promise.all(servers.map(({ url }) => fetch(url, { method: "POST", body }).then((answer) => answer.text())))

const layer = ClickHouseStore.layer({ shards: urls(servers) })

/** How many records there are, and whether a kept tally told. */
const counted = (store: Store["Service"]) =>
  Effect.promise(async () => {
    let found = 0
    const counting = Effect.map(store.tally({ source: "interactions", by: [] }), (tally) => {
      found = Tally.total(tally)
    })
    const spans = await traced(counting)
    return [found, spans.includes('["rollup",true]')] as const
  })

test("a kept tally outlives the merging of parts, and no change of them", async () => {
  const steps = Effect.gen(function* () {
    const store = yield* Store
    for (const batch of [1, 2, 3]) yield* store.write(visits(batch, 40))
    const [many] = yield* counted(store)
    yield* store.rollup({ source: "interactions", by: ["touchpoint"] })
    assert.deepStrictEqual(yield* counted(store), [many, true])
    yield* Effect.promise(() => sql("OPTIMIZE TABLE throughline.interactions FINAL"))
    assert.deepStrictEqual(yield* counted(store), [many, true])
    const parts = yield* Effect.promise(() =>
      sql("SELECT count() FROM system.parts WHERE database = 'throughline' AND table = 'interactions' AND active")
    )
    assert.deepStrictEqual(parts, ["1\n", "1\n"])
    yield* store.write(visits(3, 40))
    assert.deepStrictEqual(yield* counted(store), [many, false])
    yield* store.rollup({ source: "interactions", by: ["touchpoint"] })
    yield* Effect.promise(() => sql("ALTER TABLE throughline.interactions DELETE WHERE id LIKE '3/%'"))
    yield* store.rollup({ source: "interactions", by: ["customer"] })
    const [left] = yield* counted(store)
    assert.isBelow(left, many)
    yield* store.erase(CustomerId.make("nobody"))
    assert.deepStrictEqual(yield* counted(store), [left, false])
    assert.deepStrictEqual(yield* Effect.promise(() => sql("SELECT count() FROM throughline.throughline_rollups")), [
      "0\n",
      "0\n"
    ])
  })
  await Effect.runPromise(Effect.provide(steps, layer, { local: true }))
}, 120_000)
