import { assert, describe, it } from "@effect/vitest"
import { CustomerId, Dimension, RecordId, Tally, TallyStream, TouchpointId } from "@throughline/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import * as fc from "fast-check"
import { fieldsOf } from "../columns/fieldsOf.ts"
import { rowsOf } from "../memory/rowsOf.ts"
import { checkQuery } from "../query/CheckedQuery.ts"
import { derivedSources, kindsOf } from "../rollup/kindsOf.ts"
import { Store } from "../Store.ts"
import { answers } from "./answers.ts"
import { assertCounts, expected, writeAll } from "./expected.ts"
import { type EmptyStore, forAll } from "./forAll.ts"
import { lists } from "./lists.ts"
import { loops } from "./loops.ts"
import { everyPair } from "./pairs.ts"
import { few, instants } from "./pools.ts"
import { everyDimension, everyFilter, queries, sources, tiedSettings } from "./queries.ts"
import { type Dataset, datasets, none } from "./records.ts"
import { inTimeZones } from "./timeZones.ts"

/** Places and days where a calendar without care goes wrong: a skipped midnight, a skipped day, ISO weeks, before 1970. */
const calendar = [
  ["America/Sao_Paulo", "2018-11-04T02:59:59.999Z", "2018-11-04T03:00:00.000Z"],
  ["Pacific/Apia", "2011-12-30T09:59:59.999Z", "2011-12-30T10:00:00.000Z"],
  ["Australia/Lord_Howe", "2025-04-05T14:59:59.999Z", "2025-04-05T15:30:00.000Z"],
  ["Europe/Berlin", "2020-12-27T22:59:59.999Z", "2020-12-27T23:00:00.000Z"],
  ["Europe/Berlin", "2021-01-03T22:59:59.999Z", "2021-01-03T23:00:00.000Z"],
  ["America/New_York", "1969-12-31T23:59:59.999Z", "1970-01-01T05:00:00.000Z"]
] as const

/** The last of the few instants that records are drawn from: some subscriptions end in it. */
const tied = instants[few - 1] ?? new Date(0)

/** Nobody is subscribed any more: what ended last matters. */
const allEnded = (data: Dataset): Dataset => ({
  ...data,
  subscriptions: data.subscriptions.filter((subscription) => subscription.endedAt !== undefined)
})

const ties = fc.oneof(datasets(30, "few"), datasets(30, "few").map(allEnded))

const visit = (id: string, at: string) => ({
  id: RecordId.make(id),
  customer: CustomerId.make("ada"),
  touchpoint: TouchpointId.make("checkout"),
  at: new Date(at),
  evidence: { source: "test", kind: "objective" as const }
})

const calendars = (layer: EmptyStore) =>
  it.effect("every calendar period is that of the named time zone", () =>
    Effect.gen(function* () {
      const store = yield* Store
      for (const [i, [timeZone, before, after]] of calendar.entries()) {
        const records = [visit(`${i}a`, before), visit(`${i}b`, after)]
        yield* store.write({ id: String(i), kind: "interactions", records })
        const where = { at: { from: new Date(before), to: new Date(Date.parse(after) + 1) } }
        for (const unit of ["day", "week", "month", "quarter", "year"] as const) {
          const by = [Dimension.period("at", unit, timeZone)]
          const counted = yield* store.tally({ source: "interactions", by, where })
          assert.strictEqual(Tally.encode(counted), Tally.encode(Tally.from(records, { by })), `${timeZone} ${unit}`)
        }
      }
    }).pipe(Effect.provide(layer))
  )

/** As many milliseconds as a quarter has: above 2^32, where engines count with other numbers. */
const quarter = 92 * 86_400_000

const edges = (ends: ReadonlyArray<number>, unit: number) =>
  ends.slice(1).map((end, i) => ({ start: (ends[i] ?? 0) * unit, end: end * unit }))

/** Periods, and days that begin after them, end before them and do not nest in them. */
const narrow = (unit: number) => ({
  periods: edges([0, 10, 20, 30, 40, 50], unit),
  days: edges([4, 8, 15, 20, 23, 44], unit)
})

const nearEdges = fc.array(
  fc.record({
    customer: fc.constantFrom("ada", "bob"),
    at: fc.integer({ min: -3, max: 53 }),
    touchpoint: fc.constantFrom("checkout", "kiosk")
  }),
  { maxLength: 8 }
)

/** Activity at the very edges of periods, where each state begins and ends. */
const activityAtEdges = (layer: EmptyStore, name: string, unit: number) =>
  forAll(`activity counts at the edges of ${name}`, layer, fc.array(nearEdges, { minLength: 30 }), 1, (histories) =>
    Effect.gen(function* () {
      const interactions = histories.flatMap((history, h) =>
        history.map(({ at, customer, touchpoint }, i) => ({
          ...visit(`${h} ${i}`, new Date(at * unit).toISOString()),
          customer: CustomerId.make(`${customer} ${h}`),
          touchpoint: TouchpointId.make(touchpoint)
        }))
      )
      const data: Dataset = { ...none, interactions }
      yield* writeAll(data, ["interactions"])
      for (const told of [narrow(unit), { ...narrow(unit), touchpoints: ["kiosk"] }]) {
        yield* assertCounts(data, { source: "retention", by: ["customer", "period", "cohort", "age"], ...told })
        yield* assertCounts(data, { source: "activity", by: ["customer", "period", "state", "days"], ...told })
        const asOf = new Date(40 * unit)
        yield* assertCounts(data, { source: "repeats", by: ["customer", "at", "outcome"], asOf, ...told })
      }
    })
  )

/** Every query of every source equals its definition over the same records. */
export const tallies = (layer: EmptyStore): void => {
  describe("tallies", () => {
    for (const source of sources) {
      forAll(`${source}: every dimension of every field`, layer, datasets(12), 1, (data) =>
        Effect.gen(function* () {
          yield* writeAll(data, kindsOf(source))
          yield* Effect.forEach(everyDimension(source), (query) => assertCounts(data, query), { discard: true })
        })
      )
      forAll(`${source}: every filter of every field`, layer, datasets(20, "few"), 1, (data) =>
        Effect.gen(function* () {
          yield* writeAll(data, kindsOf(source))
          yield* Effect.forEach(everyFilter(source), (query) => assertCounts(data, query), { discard: true })
        })
      )
      forAll(`${source}: every form of a dimension with every operator`, layer, datasets(20, "few"), 1, (data) =>
        Effect.gen(function* () {
          yield* writeAll(data, kindsOf(source))
          yield* Effect.forEach(everyPair(source), (query) => assertCounts(data, query), { discard: true })
        })
      )
      const data = fc.oneof(datasets(10), datasets(20, "few"))
      const several = fc.array(queries(source), { minLength: 8, maxLength: 8 })
      forAll(`${source}: any query`, layer, fc.tuple(data, several), 4, ([each, asked]) =>
        Effect.gen(function* () {
          yield* writeAll(each, kindsOf(source))
          yield* Effect.forEach(asked, (query) => assertCounts(each, query), { discard: true })
        })
      )
    }
    for (const source of derivedSources) {
      forAll(`${source}: where records tie`, layer, ties, 8, (data) =>
        Effect.gen(function* () {
          yield* writeAll(data, kindsOf(source))
          const by = [...(fieldsOf(source)?.keys() ?? [])]
          yield* assertCounts(data, { source, by, ...tiedSettings(tied) })
          for (const field of by) {
            yield* assertCounts(data, { source, by: [field], ...tiedSettings(tied) })
            yield* assertCounts(data, { source, by: [field], most: 2, ...tiedSettings(tied) })
          }
        })
      )
    }
    calendars(layer)
    loops(layer)
    answers(layer)
    lists(layer)
    inTimeZones(layer)
    activityAtEdges(layer, "short periods", 1)
    activityAtEdges(layer, "quarters", quarter)
    forAll(
      "a stream of single rows counts the same",
      layer,
      fc.tuple(datasets(10), queries("responses")),
      10,
      ([data, { most: _, ...query }]) =>
        Effect.gen(function* () {
          const { dimensions, origin, sums, where } = Result.getOrThrow(checkQuery("memory", query))
          const rows = Stream.fromIterable(
            rowsOf(origin, (kind) => data[kind]),
            { chunkSize: 1 }
          )
          const streamed = yield* TallyStream.run(rows, { by: dimensions, where, sums })
          assert.strictEqual(Tally.encode(streamed), Tally.encode(expected(data, query)))
          yield* writeAll(data, ["responses"])
          yield* assertCounts(data, query)
        })
    )
  })
}
