import { assert, describe, it } from "@effect/vitest"
import {
  CustomerId,
  Dimension,
  type Interaction,
  type Metric,
  type PeriodUnit,
  type RecordKind,
  recordKinds,
  ScaleId,
  type Sources
} from "@throughline/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Batch } from "../Batch.ts"
import type { Capabilities } from "../Capabilities.ts"
import { columnsOf } from "../columns/columnsOf.ts"
import { fromRow } from "../columns/fromRow.ts"
import type { UncheckedQuery } from "../query/CheckedQuery.ts"
import type { ReadQuery } from "../query/Query.ts"
import { Store } from "../Store.ts"
import { StoreError } from "../StoreError.ts"
import { ask, readAll } from "./expected.ts"
import type { EmptyStore } from "./forAll.ts"
import { movement, visit } from "./samples.ts"

const secret = "sesame-4711"

/** A visit with fields that no decoded record has. */
const broken = (fields: object): Interaction => ({ ...visit(secret), ...fields })

const unstorable: Readonly<Record<string, Interaction>> = {
  "a NUL character": broken({ team: `${secret}\0` }),
  "half a surrogate pair": broken({ team: `${secret}\ud800` }),
  "an invalid date": broken({ at: new Date(Number.NaN) }),
  "no number": broken({ waitSeconds: Number.NaN }),
  "a number that is not whole": broken({ waitSeconds: 0.5 }),
  "a number beyond 2^53": broken({ waitSeconds: 2 ** 60 }),
  "text in the place of a number": broken({ waitSeconds: secret }),
  "a missing field": broken({ touchpoint: undefined }),
  "missing evidence": broken({ evidence: undefined })
}

const period = (start: number, end: number) => ({ start, end })

const unanswerable: Readonly<Record<string, UncheckedQuery>> = {
  "an unknown source": { source: "interactions; --", by: [] },
  "a property of every object as source": { source: "__proto__", by: [] },
  "an unknown field": { source: "interactions", by: ['team", 1 --'] },
  "an unknown field in a filter": { source: "interactions", by: [], where: { "1=1 --": 1 } },
  "an unknown field to sum": { source: "interactions", by: [], sums: ["*"] },
  "text to sum": { source: "interactions", by: [], sums: ["team"] },
  evidence: { source: "interactions", by: ["evidence"] },
  "a stored column that is no field": { source: "interactions", by: ["evidence_source"] },
  "two dimensions of one name": { source: "interactions", by: ["team", "team"] },
  "a period of text": { source: "interactions", by: [Dimension.period("team", "day", "UTC")] },
  "a period of numbers": { source: "interactions", by: [Dimension.period("waitSeconds", "day", "UTC")] },
  "an unknown time zone": { source: "interactions", by: [{ ...Dimension.period("at", "day", "UTC"), timeZone: "x'" }] },
  "bins of no width": { source: "interactions", by: [{ ...Dimension.bin("waitSeconds", 1), width: 0 }] },
  "lifetimes as of no day": { source: "lifetimes", by: [] },
  "waits as of no instant": { source: "waits", by: [] },
  "recoveries as of no instant": { source: "recoveries", by: [] },
  "repeats as of no instant": { source: "repeats", by: [] },
  "retention in no periods": { source: "retention", by: [] },
  "retention in an empty list of periods": { source: "retention", by: [], periods: [] },
  "retention in periods with a gap": { source: "retention", by: [], periods: [period(0, 1), period(2, 3)] },
  "retention in periods that go back": { source: "retention", by: [], periods: [period(1, 0)] },
  "retention in periods of no time": { source: "retention", by: [], periods: [period(0.5, Number.NaN)] },
  "retention at no touchpoints": {
    source: "retention",
    by: [],
    periods: [period(0, 1)],
    touchpoints: [7] as unknown as ReadonlyArray<string>
  },
  "outcomes within no days": { source: "caseOutcomes", by: [], answers: { metric: "nps", days: Number.NaN } },
  "outcomes within half a day": { source: "caseOutcomes", by: [], left: { days: 0.5, asOf: new Date(0) } },
  "outcomes as of no instant": { source: "caseOutcomes", by: [], left: { days: 1, asOf: new Date(Number.NaN) } },
  "outcomes of no question": {
    source: "caseOutcomes",
    by: [],
    answers: { metric: `${secret}\0` as unknown as Metric, days: 1 }
  },
  "journeys without questions": { source: "scoredJourneys", by: [] },
  "journeys with half a question": {
    source: "scoredJourneys",
    by: [],
    along: { metric: "csat", scale: ScaleId.make("1-5") },
    whole: { metric: "nps" } as unknown as Sources.Question
  },
  "activity without days": { source: "activity", by: [], periods: [period(0, 1)] }
}

const assertRefused = (error: unknown, reason: StoreError["reason"]): void => {
  assert.instanceOf(error, StoreError)
  assert.strictEqual(error.reason, reason)
  assert.strictEqual(error.retry, "never")
  assert.notInclude(JSON.stringify(error) + error.message + error.stack, secret)
  assert.isAbove(error.message.length, 20)
}

const records = (layer: EmptyStore) => {
  for (const [what, record] of Object.entries(unstorable)) {
    it.effect(`a record with ${what} is refused, and its batch with it`, () =>
      Effect.gen(function* () {
        const store = yield* Store
        const batch = { id: "a", kind: "interactions" as const, records: [visit("1"), record, visit("2")] }
        assertRefused(yield* Effect.flip(store.write(batch)), "InvalidRecord")
        assert.lengthOf(yield* readAll("interactions"), 0)
        const report = yield* store.write({ ...batch, records: [visit("1")] })
        assert.deepStrictEqual(report, { written: 1, replaced: 0, alreadyWritten: false })
      }).pipe(Effect.provide(layer))
    )
  }
}

const queries = (layer: EmptyStore) => {
  for (const [what, query] of Object.entries(unanswerable)) {
    it.effect(`a query with ${what} is refused`, () =>
      Effect.map(Effect.flip(ask(query)), (error) => assertRefused(error, "InvalidQuery")).pipe(Effect.provide(layer))
    )
  }
}

const others = (layer: EmptyStore) => {
  it.effect("a read of an unknown kind or field is refused", () =>
    Effect.gen(function* () {
      const store = yield* Store
      for (const query of [{ kind: "steps" }, { kind: "tickets", where: { "1=1": 1 } }]) {
        const read = Stream.runCollect(store.read(query as ReadQuery))
        assertRefused(yield* Effect.flip(read), "InvalidQuery")
      }
    }).pipe(Effect.provide(layer))
  )
  it.effect("ids that cannot be stored are refused", () =>
    Effect.gen(function* () {
      const store = yield* Store
      yield* store.write({ id: "a", kind: "interactions", records: [visit("1", { customer: "ada" })] })
      const erased = store.erase(CustomerId.make("ada\0x"))
      assertRefused(yield* Effect.flip(erased), "InvalidRecord")
      const written = store.write({ id: "a\0b", kind: "interactions", records: [] })
      assertRefused(yield* Effect.flip(written), "InvalidRecord")
      assert.lengthOf(yield* readAll("interactions"), 1)
    }).pipe(Effect.provide(layer))
  )
  it.effect("a sum beyond 2^53 − 1 is refused, and the largest below it exact", () =>
    Effect.gen(function* () {
      const store = yield* Store
      const largest = Number.MAX_SAFE_INTEGER
      yield* store.write({ id: "a", kind: "movements", records: [movement("1", largest - 1), movement("2", 1)] })
      const exact = yield* ask({ source: "movements", by: [], sums: ["amountMinor"] })
      assert.deepStrictEqual(exact.sums.amountMinor, Float64Array.of(largest))
      yield* store.write({ id: "b", kind: "movements", records: [movement("3", 1)] })
      const beyond = ask({ source: "movements", by: [], sums: ["amountMinor"] })
      assertRefused(yield* Effect.flip(beyond), "Overflow")
    }).pipe(Effect.provide(layer))
  )
}

/** A record of each kind whose every text is secret, with one field after the other spoilt. */
const spoilt = <Kind extends RecordKind>(kind: Kind) => {
  const columns = columnsOf(kind)
  const row = columns.map(({ literals, type }) => (type === "text" ? (literals?.[0] ?? secret) : 7))
  return columns.map((column, place) => ({
    column,
    batch: {
      id: "a",
      kind,
      records: [fromRow(kind)((c) => (c === place ? (column.type === "text" ? `${secret}\0` : secret) : row[c]))]
    }
  }))
}

const secrets = (layer: EmptyStore) =>
  it.effect("a refusal names engine, place and field, and nothing of the record", () =>
    Effect.gen(function* () {
      const store = yield* Store
      for (const kind of recordKinds) {
        for (const { batch, column } of spoilt(kind)) {
          const error = yield* Effect.flip(store.write(batch as Batch))
          assertRefused(error, "InvalidRecord")
          assert.strictEqual(error.engine, store.engine)
          assert.include(error.message, `Record 1 of the batch: ${column.name} must be`)
          assert.match(error.message, /; nothing was stored, correct it and send the batch again$/)
        }
        assert.lengthOf(yield* readAll(kind), 0)
      }
    }).pipe(Effect.provide(layer))
  )

/** Sums that are small again once they have wrapped around at 2^64, or have turned to below 0 at 2^63. */
const wrapping: Readonly<Record<string, ReadonlyArray<number>>> = {
  "2^63": [...Array.from({ length: 1024 }, () => Number.MAX_SAFE_INTEGER), 1024 + 5],
  "−2^63": [...Array.from({ length: 1024 }, () => -Number.MAX_SAFE_INTEGER), -1024 - 5],
  "2^64": [...Array.from({ length: 2048 }, () => Number.MAX_SAFE_INTEGER), 2048 + 5],
  "−2^64": [...Array.from({ length: 2048 }, () => -Number.MAX_SAFE_INTEGER), -2048 - 5]
}

const wideSums = (layer: EmptyStore) => {
  const by: ReadonlyArray<UncheckedQuery["by"]> = [[], ["customer"], [Dimension.period("at", "day", "Europe/Berlin")]]
  for (const [beyond, amounts] of Object.entries(wrapping)) {
    it.effect(`a sum beyond ${beyond} is refused, never wrapped around`, () =>
      Effect.gen(function* () {
        const store = yield* Store
        const records = amounts.map((amount, i) => movement(String(i), amount))
        yield* store.write({ id: "a", kind: "movements", records })
        for (const each of by) {
          const asked = ask({ source: "movements", by: each, sums: ["amountMinor"] })
          assertRefused(yield* Effect.flip(asked), "Overflow")
        }
      }).pipe(Effect.provide(layer))
    )
  }
}

/** Days that span more than there are cuts for, in rows of several customers, also where a kept tally has their dates. */
const manyPeriods = (layer: EmptyStore, { rollups }: Capabilities) =>
  it.effect("more than 20,000 periods are refused, and 20,000 counted", () =>
    Effect.gen(function* () {
      const store = yield* Store
      const day = 86_400
      const at = (days: number) => visit(String(days), { second: days * day, customer: `c${days}` })
      yield* store.write({ id: "a", kind: "interactions", records: [at(0), at(7), at(19_999), at(20_000)] })
      const first = at(0).at
      const asked = (from: Date | undefined, unit: PeriodUnit): UncheckedQuery => ({
        source: "interactions",
        by: [Dimension.period("at", unit, "UTC")],
        ...(from === undefined ? {} : { where: { at: { from } } })
      })
      const answers = Effect.gen(function* () {
        assertRefused(yield* Effect.flip(ask(asked(undefined, "day"))), "InvalidQuery")
        assert.deepStrictEqual([...(yield* ask(asked(undefined, "month"))).counts], [2, 2])
        const later = yield* ask(asked(new Date(first.getTime() + 1), "day"))
        assert.deepStrictEqual([...later.counts], [1, 1, 1])
      })
      yield* answers
      if (!rollups) return
      yield* store.rollup({ source: "interactions", by: ["at"] })
      yield* answers
    }).pipe(Effect.provide(layer))
  )

/** What a store refuses: with a typed error that says what to do and holds nothing of a record. */
export const refusals = (layer: EmptyStore, capabilities: Capabilities): void => {
  describe("refusals", () => {
    records(layer)
    queries(layer)
    others(layer)
    wideSums(layer)
    manyPeriods(layer, capabilities)
    secrets(layer)
    it.effect("the store promises what it is tested for", () =>
      Effect.map(Store, (store) => {
        assert.deepStrictEqual(store.capabilities, capabilities)
        assert.match(store.engine, /^[a-z]+$/)
      }).pipe(Effect.provide(layer))
    )
  })
}
