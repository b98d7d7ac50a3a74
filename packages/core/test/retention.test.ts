import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Dimension, PeriodLabel, Retention, Tally } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose, golden } from "./golden.ts"

const { cohort: reference } = golden<{
  readonly cohort: ReadonlyArray<{
    readonly cohort: number
    readonly size: number
    readonly retention: ReadonlyArray<number>
  }>
}>("churn.json")

const label = (month: number): string => `${2026 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`
const date = (month: number): Date => new Date(Date.UTC(2026, month, 1))

const told = (result: Retention.RetentionResult): Retention.RetentionMatrix => {
  if (result._tag !== "Retention") throw new Error(result.reason)
  return result
}
const shown = (cell: Retention.RetentionCell): number | string => (cell._tag === "Estimate" ? cell.value : cell._tag)

describe("retention against reference values", () => {
  const events = readFileSync(new URL("golden/cohort_events.csv", import.meta.url), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","))
    .map(([customer = "", month]) => ({ customer, period: label(Number(month)) }))
  const matrix = told(Retention.fromActivity(events, { unit: "month" }))

  it.each(reference)("cohort $cohort", ({ cohort, retention, size }) => {
    const row = matrix.cohorts[cohort]
    expect([row?.cohort, row?.size]).toEqual([label(cohort), size])
    row?.cells.forEach((cell, i) => {
      const expected = retention[i + 1]
      if (expected === undefined || cell._tag !== "Estimate") {
        expect([cell._tag, expected]).toEqual(["Censored", undefined])
        return
      }
      expectClose(cell.value / 100, expected, 1e-12)
    })
  })

  it("pools the cohorts that are old enough", () => {
    expect(matrix.ages).toEqual([1, 2, 3, 4, 5])
    matrix.pooled.forEach((cell, i) => {
      const old = reference.filter(({ retention }) => retention.length > i + 1)
      const retained = old.reduce((sum, { retention, size }) => sum + Math.round((retention[i + 1] ?? 0) * size), 0)
      expect(cell).toMatchObject({ retained, n: 12 * old.length })
    })
    expect(matrix).toMatchObject({ n: 48, through: "2026-06" })
  })
})

const customers = fc.array(
  fc.record({
    first: fc.integer({ min: 0, max: 14 }),
    channel: fc.constantFrom("web", "store"),
    later: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 5 })
  }),
  { maxLength: 25 }
)
type Customers = typeof customers extends fc.Arbitrary<infer C> ? C : never

const cohort = Dimension.named(Dimension.period("cohort", "month", "UTC"), "cohort")
const rowsOf = (all: Customers) =>
  all.flatMap(({ channel, first, later }) => [0, ...later].map((age) => ({ cohort: date(first), age, channel })))
const tallyOf = (all: Customers) => Tally.from(rowsOf(all), { by: [cohort, "age", "channel"] })

describe("retention laws", () => {
  it("is the same from who was active when and from a tally, in any order", () => {
    fc.assert(
      fc.property(customers, (all) => {
        const active = all.flatMap(({ first, later }, i) =>
          [0, ...later, ...later].map((age) => ({ customer: `c${i}`, period: label(first + age) }))
        )
        const plain = Retention.fromActivity(active.toReversed(), { unit: "month" })
        expect(Retention.fromTally(tallyOf(all.toReversed()))).toEqual(plain)
      })
    )
  })

  it("is, cell by cell, the share of those who could be seen", () => {
    fc.assert(
      fc.property(customers, fc.integer({ min: 0, max: 24 }), (all, end) => {
        const result = Retention.fromTally(tallyOf(all), { through: label(end) })
        const seen = all.filter(({ first }) => first <= end)
        if (result._tag !== "Retention") {
          expect(seen).toEqual([])
          return
        }
        expect(result.n).toBe(seen.length)
        expect(result.cohorts.length).toBe(
          1 + Math.max(...seen.map(({ first }) => first)) - Math.min(...seen.map(({ first }) => first))
        )
        result.cohorts.forEach((row, i) => {
          const first = Math.min(...all.map((each) => each.first)) + i
          const members = seen.filter((each) => each.first === first)
          expect([row.cohort, row.size]).toEqual([label(first), members.length])
          row.cells.forEach((cell, a) => {
            const retained = members.filter(({ later }) => later.includes(a + 1)).length
            if (members.length === 0) expect(cell._tag).toBe("InsufficientData")
            else if (first + a + 1 > end) expect(cell).toEqual({ _tag: "Censored", n: members.length })
            else expect(cell).toMatchObject({ retained, n: members.length })
          })
        })
      })
    )
  })

  it("of a merged tally is that of all customers, and copies are weights", () => {
    fc.assert(
      fc.property(customers, customers, (a, b) => {
        const merged = Tally.mergeAll([tallyOf(a), tallyOf(b), tallyOf(b)])
        const all = tallyOf([...a, ...b, ...b])
        expect(Retention.fromTally(merged)).toEqual(Retention.fromTally(all))
        expect(Retention.by(merged, "channel", { at: 2 })).toEqual(Retention.by(all, "channel", { at: 2 }))
      })
    )
  })

  it("over cohorts, and by group, adds up to the pooled share", () => {
    fc.assert(
      fc.property(customers, fc.integer({ min: 1, max: 6 }), (all, at) => {
        const result = Retention.fromTally(tallyOf(all), { through: label(24) })
        const pooled = result._tag === "Retention" ? result.pooled[at - 1] : undefined
        const retained = (cells: ReadonlyArray<{ readonly result: Retention.RetentionCell }>) =>
          cells.reduce((sum, cell) => sum + (cell.result._tag === "Estimate" ? cell.result.retained : 0), 0)
        const expected = pooled?._tag === "Estimate" ? pooled.retained : 0
        expect(retained(Retention.over(tallyOf(all), { at, through: label(24) }))).toBe(expected)
        expect(retained(Retention.by(tallyOf(all), "channel", { at, through: label(24) }))).toBe(expected)
      })
    )
  })
})

describe("retention of too little", () => {
  it("of nobody is no matrix", () => {
    expect(Retention.fromActivity([], { unit: "week" })).toEqual({
      _tag: "InsufficientData",
      reason: "no customers in a cohort",
      n: 0,
      excluded: { missing: 0, invalid: 0 }
    })
    expect(Retention.fromTally(tallyOf([]))._tag).toBe("InsufficientData")
    expect(Retention.over(tallyOf([]), { at: 1 })).toEqual([])
    expect(Retention.by(tallyOf([]), "channel", { at: 1 })).toEqual([])
  })

  it("of one customer in one period knows nothing yet", () => {
    const matrix = told(Retention.fromActivity([{ customer: "ada", period: "2026-W05" }], { unit: "week" }))
    expect(matrix).toMatchObject({ n: 1, ages: [], pooled: [], cohorts: [{ size: 1, cells: [] }] })
    const later = told(
      Retention.fromActivity([{ customer: "ada", period: "2026-W05" }], { unit: "week", through: "2026-W06" })
    )
    expect(later.pooled.map(shown)).toEqual([0])
  })

  it("is withheld below the minimum", () => {
    const tally = tallyOf([{ first: 0, channel: "web", later: [1] }])
    expect(told(Retention.fromTally(tally, { minimum: 2 })).pooled).toEqual([{ _tag: "Suppressed", minimum: 2, n: 1 }])
  })

  it("reports what is missing or wrong", () => {
    const odd = [
      { customer: "ada", period: "2026-01" },
      { customer: "ada", period: "2026-13" },
      { customer: "ada", period: "January" },
      { customer: null, period: "2026-01" },
      { customer: "ada", period: null }
    ]
    expect(Retention.fromActivity(odd, { unit: "month" })).toMatchObject({ n: 1, excluded: { missing: 2, invalid: 2 } })
    const rows = [0, 1, -1, 0.5, null, 1e9].map((age) => ({ cohort: date(0), age, channel: "web" }))
    const tally = Tally.from([...rows, { cohort: null, age: 0, channel: "web" }], { by: [cohort, "age", "channel"] })
    expect(Retention.fromTally(tally)).toMatchObject({ n: 1, excluded: { missing: 2, invalid: 3 } })
  })

  it("says when an age has more customers than the cohort", () => {
    const rows = [{ cohort: date(0), age: 1, channel: "web" }]
    const [cell] = told(Retention.fromTally(Tally.from(rows, { by: [cohort, "age"] }))).pooled
    expect(cell).toMatchObject({ _tag: "InsufficientData", reason: expect.stringContaining("age 0") })
  })

  it("refuses another tally and impossible options", () => {
    const plain = Tally.from([{ cohort: "2026-01", age: 0 }], { by: ["cohort", "age"] })
    expect(() => Retention.fromTally(plain)).toThrow(Tally.TallyMismatch)
    const tally = tallyOf([{ first: 0, channel: "web", later: [1] }])
    expect(() => Retention.fromTally(tally, { through: "2026" })).toThrow(RangeError)
    const farApart = ["2020-01-01", "2024-12-31"].map((period) => ({ customer: period, period }))
    expect(() => Retention.fromActivity(farApart, { unit: "day" })).toThrow(RangeError)
    for (const at of [0, 1.5, -1]) expect(() => Retention.over(tally, { at })).toThrow(RangeError)
  })

  it("compares two shares, and finds none where one is missing", () => {
    const [one = { _tag: "Censored", n: 1 }] = told(
      Retention.fromTally(
        tallyOf(Array.from({ length: 40 }, (_, i) => ({ first: 0, channel: "web", later: i < 10 ? [1] : [2] })))
      )
    ).pooled
    expect(Retention.difference(one, one)).toMatchObject({ _tag: "Difference", value: 0, p: 1, n: [40, 40] })
    expect(Retention.difference(one, { _tag: "Censored", n: 3 })._tag).toBe("InsufficientData")
  })
})

it("finds the channel whose customers come back less", () => {
  const group = (channel: string, back: number) =>
    Array.from({ length: 200 }, (_, i) => ({ first: i % 3, channel, later: i < back ? [1] : [] }))
  const rows = rowsOf([...(group("web", 120) as Customers), ...(group("store", 70) as Customers)])
  const groups = Retention.by(Tally.from(rows, { by: [cohort, "age", "channel"] }), "channel", {
    at: 1,
    through: "2026-06"
  })
  expect(groups.map(({ differs, result, value }) => [value, shown(result), differs])).toEqual([
    ["store", 35, true],
    ["web", 60, true]
  ])
})

it("covers the true share about as often as it says", () => {
  const uniform = random(7)
  const runs = 2000
  let covered = 0
  for (let run = 0; run < runs; run++) {
    const all = Array.from({ length: 40 }, () => ({ first: 0, channel: "web", later: uniform() < 0.3 ? [1] : [] }))
    const [cell] = told(Retention.fromTally(tallyOf(all as Customers), { through: "2026-02" })).pooled
    if (cell?._tag === "Estimate" && cell.interval.low <= 30 && cell.interval.high >= 30) covered++
  }
  expect(covered / runs).toBeGreaterThan(0.935)
  expect(covered / runs).toBeLessThan(0.97)
})

it("periods have a place that grows by one", () => {
  const units = ["day", "week", "month", "quarter", "year"] as const
  const at = fc.integer({ min: Date.UTC(1000, 0, 8), max: Date.UTC(9998, 11, 1) })
  fc.assert(
    fc.property(fc.constantFrom(...units), at, (unit, instant) => {
      const tally = Tally.from([{ at: new Date(instant) }], { by: [Dimension.period("at", unit, "UTC")] })
      const period = String(Tally.column(tally, unit).values[0])
      const place = PeriodLabel.ordinal(unit, period)
      expect(PeriodLabel.ordinal(unit, PeriodLabel.next(unit, period))).toBe(Number(place) + 1)
      for (const other of units) {
        if (other !== unit) expect(PeriodLabel.ordinal(other, period)).toBeUndefined()
      }
    })
  )
  for (const odd of ["2026-02-30", "2026-00", "2026-W00", "2025-W53", "2026-Q5", "0026", "abc", ""]) {
    for (const unit of units) expect(PeriodLabel.ordinal(unit, odd)).toBeUndefined()
  }
})
