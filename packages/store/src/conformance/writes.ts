import { assert, describe, it } from "@effect/vitest"
import { type Interaction, Tally } from "@throughline/core"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import type { Capabilities } from "../Capabilities.ts"
import { Store } from "../Store.ts"
import { ask, readAll } from "./expected.ts"
import { type EmptyStore, forAll } from "./forAll.ts"
import { recordsOf } from "./records.ts"
import { visit, visits } from "./samples.ts"

const byTeam = ask({ source: "interactions", by: ["team"] }).pipe(
  Effect.map((tally) => Tally.rows(tally).map((row) => [row.values.team, row.count]))
)

const write = (id: string, records: ReadonlyArray<Interaction>) =>
  Effect.flatMap(Store, (store) => store.write({ id, kind: "interactions", records }))

const sameBatchTwice = (layer: EmptyStore, { exactlyOnceBatch }: Capabilities) =>
  it.effect("the same batch twice is the batch once", () =>
    Effect.gen(function* () {
      const first = yield* write("a", visits(3, { team: "one" }))
      assert.deepStrictEqual(first, { written: 3, replaced: 0, alreadyWritten: false })
      yield* write("b", visits(1, { team: "two" }))
      const again = yield* write("a", visits(3, { team: "one" }))
      assert.strictEqual(again.alreadyWritten, exactlyOnceBatch)
      if (exactlyOnceBatch) {
        assert.deepStrictEqual(again, { ...first, alreadyWritten: true })
        assert.deepStrictEqual(yield* byTeam, [
          ["one", 2],
          ["two", 1]
        ])
      }
      assert.lengthOf(yield* readAll("interactions"), 3)
    }).pipe(Effect.provide(layer))
  )

const lastWrittenWins = (layer: EmptyStore) =>
  it.effect("of records with one id the last written stays", () =>
    Effect.gen(function* () {
      yield* write("a", [visit("1", { team: "one" }), visit("2", { team: "one" })])
      const report = yield* write("b", [
        visit("2", { team: "two" }),
        visit("3", { team: "two" }),
        visit("2", { team: "three" })
      ])
      assert.deepStrictEqual(report, { written: 2, replaced: 1, alreadyWritten: false })
      assert.deepStrictEqual(yield* byTeam, [
        ["one", 1],
        ["three", 1],
        ["two", 1]
      ])
    }).pipe(Effect.provide(layer))
  )

const batchesOfTheirOwn = (layer: EmptyStore) =>
  it.effect("a batch is named within its kind, and may be empty", () =>
    Effect.gen(function* () {
      const store = yield* Store
      const empty = yield* store.write({ id: "a", kind: "tickets", records: [] })
      assert.deepStrictEqual(empty, { written: 0, replaced: 0, alreadyWritten: false })
      const report = yield* write("a", visits(2))
      assert.deepStrictEqual(report, { written: 2, replaced: 0, alreadyWritten: false })
      yield* write("'; DROP TABLE interactions; --", visits(2, { first: 2 }))
      assert.lengthOf(yield* readAll("interactions"), 4)
    }).pipe(Effect.provide(layer))
  )

const concurrent = (layer: EmptyStore) =>
  it.effect("batches written at once are all there", () =>
    Effect.gen(function* () {
      const batches = Array.from({ length: 12 }, (_, i) => write(String(i), visits(50, { first: 50 * i })))
      yield* Effect.all(batches, { concurrency: "unbounded", discard: true })
      const [count] = Tally.rows(yield* ask({ source: "interactions", by: [] }))
      assert.strictEqual(count?.count, 600)
    }).pipe(Effect.provide(layer))
  )

const shuffled = recordsOf("responses", 30).chain((records) => {
  const batches = Array.from({ length: 5 }, (_, i) => ({
    id: `batch ${i}`,
    records: records.filter((_, r) => r % 5 === i)
  }))
  return fc.shuffledSubarray(batches, { minLength: 5 }).map((order) => ({ records, order }))
})

/** What writing twice, in any order, or the same id again comes to. */
export const writes = (layer: EmptyStore, capabilities: Capabilities): void => {
  describe("writes", () => {
    sameBatchTwice(layer, capabilities)
    lastWrittenWins(layer)
    batchesOfTheirOwn(layer)
    concurrent(layer)
    forAll("batches in any order give the same records", layer, shuffled, 8, ({ order, records }) =>
      Effect.gen(function* () {
        const store = yield* Store
        yield* Effect.forEach(order, (batch) => store.write({ ...batch, kind: "responses" }), { discard: true })
        const stored = yield* readAll("responses")
        assert.sameDeepMembers([...stored], records)
      })
    )
  })
}
