import { Dimension, PeriodLabel, Tally } from "@throughline/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as fc from "fast-check"
import { assert, describe, expect, test } from "vitest"
import { wideAndNarrow } from "../src/conformance/narrowed.ts"
import { timeZones } from "../src/conformance/pools.ts"
import { sources } from "../src/conformance/queries.ts"
import { type Dataset, recordsOf } from "../src/conformance/records.ts"
import { rowsOf } from "../src/memory/rowsOf.ts"
import { type CheckedQuery, checkQuery, type UncheckedQuery } from "../src/query/CheckedQuery.ts"
import { countingOf, decodeCounting, encodeCounting, queryOf } from "../src/rollup/Counting.ts"
import { derivation } from "../src/rollup/derivation.ts"
import { derive } from "../src/rollup/derive.ts"
import { encodeKept } from "../src/rollup/KeptTallies.ts"
import { kindsOf } from "../src/rollup/kindsOf.ts"
import { RollupCache } from "../src/rollup/RollupCache.ts"

const checked = (query: UncheckedQuery): CheckedQuery => Result.getOrThrow(checkQuery("test", query))

const count = (data: Dataset, { dimensions, origin, sums, where }: CheckedQuery): Tally.Tally =>
  Tally.from(
    rowsOf(origin, (kind) => data[kind]),
    { by: dimensions, where, sums }
  )

/** The answer to a query from the kept tally of another one, kept as text. */
const answered = (data: Dataset, wide: UncheckedQuery, narrow: UncheckedQuery): Tally.Tally | undefined => {
  const counting = encodeCounting(countingOf(checked(wide)))
  const kept = count(data, queryOf(checked(wide), decodeCounting(counting)))
  const how = derivation(decodeCounting(counting), countingOf(checked(narrow)))
  const decoded = Tally.fromJson(JSON.parse(Tally.encode(kept)))
  return how && derive(decoded, how, checked(narrow))
}

describe("an answer from a kept tally", () => {
  const dataOf = (source: string) =>
    fc.record(Object.fromEntries(kindsOf(source).map((kind) => [kind, recordsOf(kind, 12)]))) as fc.Arbitrary<unknown>
  const cases = fc
    .constantFrom(...sources)
    .chain((source) => fc.tuple(dataOf(source) as fc.Arbitrary<Dataset>, wideAndNarrow(source)))

  test("is that of the records, to the byte", () => {
    let made = 0
    let asked = 0
    fc.assert(
      fc.property(cases, ([data, { narrow, others, wide }]) => {
        for (const query of [...narrow, ...others, wide]) {
          const answer = answered(data, wide, query)
          if (answer === undefined) continue
          expect(Tally.encode(answer)).toBe(Tally.encode(count(data, checked(query))))
        }
        asked += narrow.length
        made += narrow.filter((query) => answered(data, wide, query) !== undefined).length
      }),
      { numRuns: 300 }
    )
    // What cannot be told is a date beyond the calendar, which is rare.
    expect(made / asked).toBeGreaterThan(0.99)
  })

  const visits: ReadonlyArray<readonly [string, string, number]> = [
    ["2025-01-31T22:59:59.999Z", "a", 3],
    ["2025-01-31T23:00:00.000Z", "b", 5],
    ["2025-02-01T12:00:00.000Z", "a", 7]
  ]
  const data = {
    interactions: visits.map(([at, touchpoint, waitSeconds], i) => ({
      id: String(i),
      customer: "ada",
      touchpoint,
      at: new Date(at),
      waitSeconds,
      evidence: { source: "test", kind: "objective" }
    }))
  } as unknown as Dataset
  const day = Dimension.period("at", "day", "Europe/Berlin")
  const query = (fields: Partial<UncheckedQuery>): UncheckedQuery => ({ source: "interactions", by: [], ...fields })
  const wide = query({ by: ["touchpoint", day], sums: ["waitSeconds"], where: { customer: "ada" } })
  const ada = { customer: "ada" }
  const isAnswered = (fields: Partial<UncheckedQuery>, from = wide) => answered(data, from, query(fields)) !== undefined
  const february = Date.parse("2025-01-31T23:00:00.000Z")

  test("is made where the same rows can be told, and nowhere else", () => {
    expect(isAnswered({ where: ada })).toBe(true)
    expect(isAnswered({})).toBe(false)
    expect(isAnswered({ where: { customer: ["ada", "eve"] } })).toBe(false)
    expect(isAnswered({ where: { ...ada, touchpoint: ["b", null] } })).toBe(true)
    expect(isAnswered({ where: { ...ada, team: null } })).toBe(false)
    expect(isAnswered({ where: ada, sums: ["waitSeconds"] })).toBe(true)
    expect(isAnswered({ where: ada, sums: ["waitSeconds"] }, { ...wide, sums: [] })).toBe(false)
    expect(isAnswered({ where: ada, by: ["channel"] })).toBe(false)
    expect(isAnswered({ where: ada, by: [Dimension.bin("waitSeconds", 2)] })).toBe(false)
    expect(isAnswered({ where: ada, by: [Dimension.named(day, "when")] })).toBe(true)
  })

  test("has the longer periods of the same clock", () => {
    for (const unit of ["week", "month", "quarter", "year"] as const) {
      expect(isAnswered({ where: ada, by: [Dimension.period("at", unit, "Europe/Berlin")] })).toBe(true)
      expect(isAnswered({ where: ada, by: [Dimension.period("at", unit, "UTC")] })).toBe(false)
    }
    const weekly = query({ by: [Dimension.period("at", "week", "UTC")] })
    expect(isAnswered({ by: [Dimension.period("at", "month", "UTC")] }, weekly)).toBe(false)
    expect(isAnswered({ by: [Dimension.period("at", "day", "UTC")] }, weekly)).toBe(false)
  })

  test("has the rows of whole periods only", () => {
    const from = (at: number) => isAnswered({ where: { ...ada, at: { from: at } } })
    expect([from(february), from(february - 1), from(february + 1)]).toEqual([true, false, false])
    expect(isAnswered({ where: { ...ada, at: { to: february } } })).toBe(true)
    expect(isAnswered({ where: { ...ada, at: { from: february, to: february + 3_600_000 } } })).toBe(false)
    expect(isAnswered({ where: { ...ada, at: null } })).toBe(false)
    const narrower = query({ by: [day], where: { at: { from: february } } })
    expect(isAnswered({ where: { at: { from: february + 86_400_000 } } }, narrower)).toBe(true)
    expect(isAnswered({ where: { at: { from: february - 86_400_000 } } }, narrower)).toBe(false)
    expect(isAnswered({}, narrower)).toBe(false)
  })

  test("does not tell a missing date from one beyond the calendar", () => {
    const [first] = data.interactions
    const far = { ...first, id: "far", at: new Date(8e15) }
    const more = { interactions: [...data.interactions, far] } as unknown as Dataset
    const open = query({ where: { ...ada, at: { from: february } } })
    expect(answered(more, wide, open)).toBeUndefined()
    const closed = query({ where: { ...ada, at: { from: february, to: february + 86_400_000 } } })
    expect(answered(more, wide, closed)?.counts).toEqual(Float64Array.of(2))
    const byInstant = query({ by: ["at", "touchpoint"], where: ada })
    expect(answered(more, byInstant, open)?.counts).toEqual(Float64Array.of(3))
  })

  test("is left to the engine where a sum passes the limit on the way", () => {
    const large = Number.MAX_SAFE_INTEGER
    const amounts = [large, large, -large].map((amountMinor, i) => ({ kind: `${i}`, amountMinor }))
    const movements = { movements: amounts } as unknown as Dataset
    const byKind = { source: "movements", by: ["kind"], sums: ["amountMinor"] }
    expect(answered(movements, byKind, { ...byKind, by: [] })).toBeUndefined()
    expect(answered(movements, byKind, { ...byKind, by: [], sums: [] })?.counts).toEqual(Float64Array.of(3))
  })
})

test("the day of every instant tells its longer periods", () => {
  const units = ["week", "month", "quarter", "year"] as const
  const odd = [
    "Pacific/Apia",
    "America/Sao_Paulo",
    "Pacific/Kwajalein",
    "Africa/Monrovia",
    "America/Toronto",
    "Asia/Manila"
  ]
  const ofDays = (timeZone: string, at: number) => {
    const label = (unit: "day" | (typeof units)[number]) => {
      const tally = Tally.from([{ at: new Date(at) }], {
        by: [Dimension.named(Dimension.period("at", unit, timeZone), "p")]
      })
      return String(tally.columns[0]?.values[0])
    }
    for (const unit of units)
      assert.strictEqual(PeriodLabel.ofDay(unit, label("day")), label(unit), `${timeZone} ${at}`)
  }
  const at = fc.oneof(
    fc.integer({ min: Date.UTC(1840, 0), max: Date.UTC(2040, 0) }),
    fc
      .integer({ min: 1840, max: 2040 })
      .chain((year) =>
        fc
          .tuple(fc.nat(11), fc.integer({ min: -26 * 60, max: 26 * 60 }))
          .map(([month, minutes]) => Date.UTC(year, month, 1) + minutes * 60_000)
      ),
    fc.constantFrom(-30_610_137_600_000, 253_402_214_399_999)
  )
  fc.assert(fc.property(fc.constantFrom(...timeZones, ...odd), at, ofDays), { numRuns: 1000 })
})

/** A tally of so many groups. */
const groups = (n: number): Tally.Tally => ({ columns: [], counts: new Float64Array(n), sums: {} })

describe("what is kept", () => {
  test("is the same for queries that count the same", () => {
    const at = { from: new Date(0), to: Number.POSITIVE_INFINITY }
    const a = checked({
      source: "interactions",
      by: ["team", Dimension.bin("waitSeconds", 5)],
      where: { team: ["b", "a", "b"], at }
    })
    const b = checked({
      source: "interactions",
      by: [
        Dimension.named(Dimension.bin("waitSeconds", 5), "w"),
        "team",
        Dimension.named(Dimension.field("team"), "t")
      ],
      where: { at: { from: -0 }, team: ["a", "b"] }
    })
    expect(encodeCounting(countingOf(a))).toBe(encodeCounting(countingOf(b)))
    const none = [{ from: 3, to: 3 }, { from: Number.NaN }, { to: Number.NEGATIVE_INFINITY }, []]
    const texts = none.map((waitSeconds) =>
      encodeCounting(countingOf(checked({ source: "interactions", by: [], where: { waitSeconds } })))
    )
    expect(new Set(texts).size).toBe(1)
    expect(texts[0]).not.toBe(encodeCounting(countingOf(checked({ source: "interactions", by: [] }))))
  })

  test("has at most a million groups", async () => {
    assert.isAbove((await Effect.runPromise(encodeKept("test", groups(1_000_000)))).length, 1_000_000)
    const error = await Effect.runPromise(Effect.flip(encodeKept("test", groups(1_000_001))))
    assert.deepStrictEqual([error.reason, error.retry], ["InvalidQuery", "never"])
    assert.include(error.message, "1000001 groups")
  })

  test("is held in memory up to two million groups, those used last", () => {
    const tally = groups(900_000)
    const key = (counting: string) => ({ origin: "o", counting, stamp: "1" })
    const cache = new RollupCache()
    cache.set(key("a"), tally)
    cache.set(key("b"), tally)
    assert.strictEqual(cache.get(key("a")), tally)
    cache.set(key("c"), tally)
    assert.deepStrictEqual(
      ["a", "b", "c"].map((name) => cache.get(key(name)) !== undefined),
      [true, false, true]
    )
    cache.retain("o", [key("c")])
    cache.retain("other", [])
    assert.deepStrictEqual(
      ["a", "b", "c"].map((name) => cache.get(key(name)) !== undefined),
      [false, false, true]
    )
  })
})
