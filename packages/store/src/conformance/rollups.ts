import { assert, describe, it } from "@effect/vitest"
import { CustomerId, Dimension, type RecordKind, Tally } from "@throughline/core"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import type { Capabilities } from "../Capabilities.ts"
import type { UncheckedQuery } from "../query/CheckedQuery.ts"
import type { TallyQuery } from "../query/Query.ts"
import { kindsOf } from "../rollup/kindsOf.ts"
import { Store } from "../Store.ts"
import { without } from "./erasure.ts"
import { ask, assertCounts, writeAll } from "./expected.ts"
import { type EmptyStore, forAll } from "./forAll.ts"
import { type WideAndNarrow, wideAndNarrow } from "./narrowed.ts"
import { ids } from "./pools.ts"
import { sources } from "./queries.ts"
import { type Dataset, datasets } from "./records.ts"
import { visit, visits } from "./samples.ts"
import { type Said, traced } from "./spans.ts"

const keep = (query: UncheckedQuery) => Effect.flatMap(Store, (store) => store.rollup(query as TallyQuery))

/** Whether the tallies of a program were answered from kept ones. */
const served = (said: ReadonlyArray<Said>): ReadonlyArray<unknown> =>
  said.filter(({ call }) => call === "tally").map(({ rollup }) => rollup)

const assertAll = (data: Dataset, { narrow, others, wide }: WideAndNarrow) =>
  Effect.forEach([wide, ...narrow, ...others], (query) => assertCounts(data, query), { discard: true })

/** Further records of some kinds: those that are there already take the place of the first. */
const over = (data: Dataset, more: Dataset, kinds: ReadonlyArray<RecordKind>): Dataset =>
  Object.fromEntries(
    Object.entries(data).map(([kind, records]) => {
      const isChanged = kinds.some((each) => each === kind)
      const all: ReadonlyArray<{ readonly id: string }> = isChanged
        ? [...records, ...more[kind as RecordKind]]
        : records
      return [kind, [...new Map(all.map((record) => [record.id, record])).values()]]
    })
  ) as unknown as Dataset

const writeMore = (data: Dataset, kinds: ReadonlyArray<RecordKind>) =>
  Effect.flatMap(Store, (store) =>
    Effect.forEach(kinds, (kind) => store.write({ id: "more", kind, records: data[kind] }), { discard: true })
  )

/** Whatever is kept, the answers are those of the records, also after writes. */
const law = (source: string, layer: EmptyStore, numRuns: number): void => {
  const kinds = kindsOf(source)
  const cases = fc.tuple(datasets(8), datasets(4), wideAndNarrow(source))
  forAll(`${source}: answers are the same with kept tallies and without`, layer, cases, numRuns, (drawn) =>
    Effect.gen(function* () {
      const [data, more, queries] = drawn
      yield* writeAll(data, kinds)
      yield* keep(queries.wide)
      yield* assertAll(data, queries)
      yield* writeMore(more, kinds)
      const both = over(data, more, kinds)
      yield* assertAll(both, queries)
      yield* keep(queries.wide)
      yield* assertAll(both, queries)
    })
  )
}

const anySource = fc
  .constantFrom(...sources)
  .chain((source) => fc.tuple(fc.constant(source), datasets(8), wideAndNarrow(source), fc.constantFrom(...ids)))

const erasureLaw = (layer: EmptyStore): void =>
  forAll("after an erasure answers are those of what is left", layer, anySource, 3, (drawn) =>
    Effect.gen(function* () {
      const [source, data, queries, customer] = drawn
      const store = yield* Store
      yield* writeAll(data, kindsOf(source))
      yield* keep(queries.wide)
      yield* store.erase(CustomerId.make(customer))
      yield* assertAll(without(data, customer), queries)
      yield* keep(queries.wide)
      yield* assertAll(without(data, customer), queries)
    })
  )

const wide: UncheckedQuery = {
  source: "interactions",
  by: ["touchpoint", "team", Dimension.period("at", "day", "UTC")],
  sums: ["waitSeconds"]
}

const narrow: UncheckedQuery = { source: "interactions", by: [Dimension.period("at", "month", "UTC")] }

const total = Effect.map(ask(narrow), Tally.total)

/** That it is really so: from a kept tally while nothing changed, and from the records when something did. */
const invalidation = (layer: EmptyStore): void => {
  it.live("a kept tally answers until its records change, and again when it is kept anew", () =>
    Effect.gen(function* () {
      const store = yield* Store
      yield* store.write({ id: "a", kind: "interactions", records: visits(20, { team: "blue" }) })
      assert.deepStrictEqual(served((yield* traced(total)).said), [false])
      const report = yield* keep(wide)
      assert.strictEqual(report.groups, 1)
      assert.isAbove(report.bytes, 100)
      for (const _ of [1, 2]) {
        const { said, value } = yield* traced(total)
        assert.deepStrictEqual([value, served(said)], [20, [true]])
      }
      const other = ask({ source: "interactions", by: ["channel"] })
      assert.deepStrictEqual(served((yield* traced(other)).said), [false])

      yield* store.write({ id: "other", kind: "tickets", records: [] })
      assert.deepStrictEqual(served((yield* traced(total)).said), [true])

      yield* store.write({ id: "b", kind: "interactions", records: visits(5, { first: 18 }) })
      const after = yield* traced(total)
      assert.deepStrictEqual([after.value, served(after.said)], [23, [false]])
      yield* keep(wide)
      const again = yield* traced(total)
      assert.deepStrictEqual([again.value, served(again.said)], [23, [true]])
    }).pipe(Effect.provide(layer))
  )
  it.live("erasing a customer ends every kept tally", () =>
    Effect.gen(function* () {
      const store = yield* Store
      const records = [...visits(3), visit("eve", { customer: "eve" })]
      yield* store.write({ id: "a", kind: "interactions", records })
      yield* keep({ ...wide, by: [...wide.by, "customer"] })
      yield* keep({ ...wide, where: { customer: "eve" } })
      assert.deepStrictEqual(served((yield* traced(total)).said), [true])
      yield* store.erase(CustomerId.make("eve"))
      const { said, value } = yield* traced(total)
      assert.deepStrictEqual([value, served(said)], [3, [false]])
      const eves = ask({ ...narrow, where: { customer: "eve" } })
      assert.strictEqual(Tally.total(yield* eves), 0)
    }).pipe(Effect.provide(layer))
  )
}

const meanwhile = (layer: EmptyStore): void => {
  it.live("records written while a tally is kept are never left out of an answer", () =>
    Effect.gen(function* () {
      const store = yield* Store
      yield* store.write({ id: "a", kind: "interactions", records: visits(10) })
      const writing = Effect.forEach(
        Array.from({ length: 8 }, (_, i) => i + 1),
        (i) => store.write({ id: String(i), kind: "interactions", records: visits(10, { first: 10 * i }) }),
        { discard: true }
      )
      const keeping = Effect.forEach([1, 2, 3, 4], () => Effect.ignore(keep(wide)), { discard: true })
      yield* Effect.all([writing, keeping], { concurrency: "unbounded", discard: true })
      assert.strictEqual(yield* total, 90)
      yield* keep(wide)
      assert.strictEqual(yield* total, 90)
    }).pipe(Effect.provide(layer))
  )
}

const refused = (layer: EmptyStore): void => {
  it.live("a store that keeps no tallies says so", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(keep(wide))
      assert.strictEqual(error.retry, "never")
      assert.isAbove(error.message.length, 20)
    }).pipe(Effect.provide(layer))
  )
}

/** Tallies that are kept: answers from them are those of the records, to the byte, and old ones give none. */
export const rollups = (layer: EmptyStore, capabilities: Capabilities): void => {
  describe("rollups", () => {
    if (!capabilities.rollups) return refused(layer)
    invalidation(layer)
    meanwhile(layer)
    erasureLaw(layer)
    for (const source of sources) law(source, layer, 2)
  })
}
