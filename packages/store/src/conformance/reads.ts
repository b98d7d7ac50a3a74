import { assert, describe, it } from "@effect/vitest"
import { matcher, type RecordKind, recordKinds, Sources } from "@throughline/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as fc from "fast-check"
import type { Capabilities } from "../Capabilities.ts"
import type { ReadQuery } from "../query/Query.ts"
import { Store } from "../Store.ts"
import { ask, readAll, writeAll } from "./expected.ts"
import { type EmptyStore, forAll } from "./forAll.ts"
import { queries } from "./queries.ts"
import { datasets } from "./records.ts"
import { visits } from "./samples.ts"

const byId = <Record extends { readonly id: string }>(records: ReadonlyArray<Record>): ReadonlyArray<Record> =>
  [...records].sort((a, b) => Sources.compareText(a.id, b.id))

const readBack = (layer: EmptyStore) =>
  forAll("what is read is what was written, by id", layer, datasets(12), 10, (data) =>
    Effect.gen(function* () {
      yield* writeAll(data)
      const same = <Kind extends RecordKind>(kind: Kind) =>
        Effect.map(readAll(kind), (records) => assert.deepStrictEqual([...records], byId(data[kind]), kind))
      yield* Effect.forEach(recordKinds, (kind) => same(kind), { discard: true })
    })
  )

const filtered = (layer: EmptyStore) => {
  const filters = fc.array(queries("tickets"), { minLength: 8, maxLength: 8 })
  forAll("a filter reads what it keeps in memory", layer, fc.tuple(datasets(12), filters), 8, ([data, asked]) =>
    Effect.gen(function* () {
      const store = yield* Store
      yield* writeAll(data)
      for (const { where = {} } of asked) {
        const query: ReadQuery<"tickets"> = { kind: "tickets", where }
        const records = yield* Stream.runCollect(store.read(query))
        assert.deepStrictEqual([...records], byId(data.tickets.filter(matcher(where))), JSON.stringify(where))
      }
    })
  )
}

const many = 10_000

const earlyStop = (layer: EmptyStore) =>
  it.effect("a read that stops early leaves nothing behind", () =>
    Effect.gen(function* () {
      const store = yield* Store
      yield* store.write({ id: "a", kind: "interactions", records: visits(many) })
      const first = Stream.runCollect(Stream.take(store.read({ kind: "interactions" }), 1))
      const started = yield* Effect.all(
        Array.from({ length: 30 }, () => first),
        { concurrency: 10 }
      )
      assert.deepStrictEqual(new Set(started.map(([record]) => String(record?.id))), new Set(["10000"]))
      yield* store.write({ id: "b", kind: "interactions", records: visits(1, { first: many }) })
      assert.lengthOf(yield* readAll("interactions"), many + 1)
    }).pipe(Effect.provide(layer))
  )

const snapshot = (layer: EmptyStore) =>
  it.effect("a read sees one moment, whatever is written meanwhile", () =>
    Effect.gen(function* () {
      const store = yield* Store
      yield* store.write({ id: "a", kind: "interactions", records: visits(many, { team: "old" }) })
      const write = yield* Effect.cached(
        store.write({ id: "b", kind: "interactions", records: visits(many + 5, { team: "new" }) })
      )
      const teams = yield* store.read({ kind: "interactions" }).pipe(
        Stream.tap(() => write),
        Stream.map((record) => String(record.team)),
        Stream.runCollect
      )
      assert.deepStrictEqual([teams.length, new Set(teams)], [many, new Set(["old"])])
      assert.lengthOf(yield* readAll("interactions"), many + 5)
    }).pipe(Effect.provide(layer))
  )

const ownWrites = (layer: EmptyStore) =>
  it.effect("what was written is read and counted at once", () =>
    Effect.gen(function* () {
      const store = yield* Store
      for (let i = 1; i <= 5; i++) {
        yield* store.write({ id: String(i), kind: "interactions", records: visits(10, { first: 10 * i }) })
        assert.lengthOf(yield* readAll("interactions"), 10 * i)
        const counted = yield* ask({ source: "interactions", by: [] })
        assert.deepStrictEqual([...counted.counts], [10 * i])
      }
    }).pipe(Effect.provide(layer))
  )

/** What comes back, in which order, and what a read that stops early leaves behind. */
export const reads = (layer: EmptyStore, capabilities: Capabilities): void => {
  describe("reads", () => {
    readBack(layer)
    filtered(layer)
    earlyStop(layer)
    if (capabilities.snapshotReads) snapshot(layer)
    if (capabilities.readYourWrites) ownWrites(layer)
  })
}
