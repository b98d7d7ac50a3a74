import { assert, describe, it } from "@effect/vitest"
import { type RecordKind, recordKinds, Tally } from "@throughline/core"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import type { Capabilities } from "../Capabilities.ts"
import type { UncheckedQuery } from "../query/CheckedQuery.ts"
import type { TallyQuery } from "../query/Query.ts"
import { Store } from "../Store.ts"
import { ask, assertCounts, readAll, writeAll } from "./expected.ts"
import { type EmptyStore, forAll } from "./forAll.ts"
import { hostileTexts, ids } from "./pools.ts"
import { queries, sources } from "./queries.ts"
import { type Dataset, datasets } from "./records.ts"
import { visit, visits } from "./samples.ts"
import { type Said, traced } from "./spans.ts"

const remove = (id: string, kind: RecordKind, gone: ReadonlyArray<string>) =>
  Effect.flatMap(Store, (store) => store.remove({ id, kind, ids: gone }))

/** The records with these ids, and those without. */
const parted = (data: Dataset, gone: ReadonlySet<string>): readonly [gone: Dataset, left: Dataset] => {
  const which = (isGone: boolean) =>
    Object.fromEntries(
      recordKinds.map((kind) => [kind, data[kind].filter(({ id }: { readonly id: string }) => gone.has(id) === isGone)])
    ) as unknown as Dataset
  return [which(true), which(false)]
}

const idsOf = (data: Dataset, kind: RecordKind): ReadonlyArray<string> =>
  data[kind].map(({ id }: { readonly id: string }) => id)

const assertStored = Effect.fnUntraced(function* (data: Dataset, asked: ReadonlyArray<UncheckedQuery>) {
  for (const kind of recordKinds) {
    const read = yield* readAll(kind)
    assert.deepStrictEqual(
      read.map(({ id }: { readonly id: string }) => id),
      idsOf(data, kind).toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
      kind
    )
  }
  yield* Effect.forEach(asked, (query) => assertCounts(data, query), { discard: true })
})

const chosen = fc.subarray([...ids, ...Array.from({ length: 1001 }, (_, n) => `r${n}`)], { minLength: 300 })

const cases = fc.tuple(datasets(12), chosen, fc.tuple(...sources.map(queries)))

/** Removed, removed twice, removed under another name, and written again. */
const law = (layer: EmptyStore) =>
  forAll("what was removed was never there, until it is written again", layer, cases, 6, ([data, some, asked]) =>
    Effect.gen(function* () {
      const { capabilities, write } = yield* Store
      yield* writeAll(data)
      const given = [...some, ...some.slice(0, 3), ...hostileTexts, "a\0b", "\ud800"]
      const [gone, left] = parted(data, new Set(given))
      for (const kind of recordKinds) {
        const removed = gone[kind].length
        const first = yield* remove("a", kind, given)
        assert.deepStrictEqual(first, { removed, alreadyRemoved: false }, kind)
        const again = yield* remove("a", kind, given)
        const { exactlyOnceBatch } = capabilities
        assert.deepStrictEqual(again, { removed: exactlyOnceBatch ? removed : 0, alreadyRemoved: exactlyOnceBatch })
        assert.deepStrictEqual(yield* remove("b", kind, given), { removed: 0, alreadyRemoved: false })
      }
      yield* assertStored(left, asked)
      const writeAgain = <Kind extends RecordKind>(kind: Kind) => write({ id: "again", kind, records: gone[kind] })
      for (const kind of recordKinds) assert.strictEqual((yield* writeAgain(kind)).replaced, 0, kind)
      yield* assertStored(data, asked)
    })
  )

const inTurn = (layer: EmptyStore, { exactlyOnceBatch }: Capabilities) => {
  it.effect("writes and removals count in their order, whoever a record belongs to", () =>
    Effect.gen(function* () {
      const store = yield* Store
      const customers = ["ada", "bob", "eve", "kim", "lea"]
      const total = Effect.map(ask({ source: "interactions", by: [] }), Tally.total)
      const others = visits(5)
      yield* store.write({ id: "others", kind: "interactions", records: others })
      for (const [i, customer] of customers.entries()) {
        yield* store.write({ id: `a${i}`, kind: "interactions", records: [visit("1", { customer })] })
        const moved = [visit("1", { customer: `${customer}'s heir` })]
        yield* store.write({ id: `b${i}`, kind: "interactions", records: moved })
        assert.strictEqual(yield* total, 6)
        assert.strictEqual((yield* remove(`c${i}`, "interactions", ["1"])).removed, 1)
        assert.strictEqual(yield* total, 5)
        assert.lengthOf(yield* readAll("interactions"), 5)
      }
      // An import that is run again sends all of it again.
      yield* store.write({ id: "last", kind: "interactions", records: [visit("1")] })
      if (!exactlyOnceBatch) return
      yield* remove("c4", "interactions", ["1"])
      assert.strictEqual(yield* total, 6)
    }).pipe(Effect.provide(layer))
  )
  it.effect("a removal may be empty, is named apart from batches, and is of one kind", () =>
    Effect.gen(function* () {
      const store = yield* Store
      yield* store.write({ id: "a", kind: "interactions", records: visits(2) })
      assert.deepStrictEqual(yield* remove("a", "interactions", []), { removed: 0, alreadyRemoved: false })
      const kept = visits(2).map(({ id }) => String(id))
      assert.deepStrictEqual(yield* remove("a", "tickets", kept), { removed: 0, alreadyRemoved: false })
      assert.lengthOf(yield* readAll("interactions"), 2)
      yield* remove("'; DROP TABLE interactions; --", "interactions", kept.slice(1))
      assert.lengthOf(yield* readAll("interactions"), 1)
    }).pipe(Effect.provide(layer))
  )
}

const many = (layer: EmptyStore) =>
  it.effect(
    "25,000 ids are removed, of 30,000 records",
    () =>
      Effect.gen(function* () {
        const store = yield* Store
        yield* store.write({ id: "a", kind: "interactions", records: visits(30_000, { team: "blue" }) })
        const named = visits(25_000, { first: 12_000 }).map(({ id }) => String(id))
        assert.strictEqual((yield* remove("a", "interactions", named)).removed, 18_000)
        const counted = yield* ask({ source: "interactions", by: ["team"] })
        assert.deepStrictEqual([...counted.counts], [12_000])
      }).pipe(Effect.provide(layer)),
    60_000
  )

const served = (said: ReadonlyArray<Said>): unknown => said.find(({ call }) => call === "tally")?.rollup

const keptTallies = (layer: EmptyStore) =>
  it.live("a removal ends the kept tallies that count its kind, and no others", () =>
    Effect.gen(function* () {
      const store = yield* Store
      yield* store.write({ id: "a", kind: "interactions", records: visits(9) })
      const asked = { visits: "interactions", steps: "steps", tickets: "tickets" } as const
      const keepAll = Effect.forEach(Object.values(asked), (source) => store.rollup({ source, by: [] } as TallyQuery))
      const isServed = Effect.forEach(Object.values(asked), (source) =>
        Effect.map(traced(ask({ source, by: [] })), ({ said, value }) => [Tally.total(value), served(said)])
      )
      yield* keepAll
      const before = yield* isServed
      assert.deepStrictEqual(before, [
        [9, true],
        [10, true],
        [0, true]
      ])
      yield* remove("a", "interactions", ["10000"])
      const after = yield* isServed
      assert.deepStrictEqual(after, [
        [8, false],
        [9, false],
        [0, true]
      ])
      yield* keepAll
      assert.deepStrictEqual((yield* isServed)[0], [8, true])
    }).pipe(Effect.provide(layer))
  )

const refused = (layer: EmptyStore) =>
  it.effect("a removal without a name or of no kind is refused", () =>
    Effect.gen(function* () {
      const errors = [
        yield* Effect.flip(remove("a\0", "interactions", ["1"])),
        yield* Effect.flip(remove("a", "steps" as RecordKind, ["1"]))
      ]
      assert.deepStrictEqual(
        errors.map(({ reason, retry }) => [reason, retry]),
        [
          ["InvalidRecord", "never"],
          ["InvalidRecord", "never"]
        ]
      )
    }).pipe(Effect.provide(layer))
  )

/** Records that their source says are gone: removed once, in order with writes, and nothing else with them. */
export const removal = (layer: EmptyStore, capabilities: Capabilities): void => {
  describe("removal", () => {
    law(layer)
    inTurn(layer, capabilities)
    many(layer)
    refused(layer)
    if (capabilities.rollups) keptTallies(layer)
  })
}
