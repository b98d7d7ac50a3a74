import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { LifeTable, Survival, Tally } from "../src/index.ts"
import { exp, log } from "../src/stats/Elementary.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose, golden } from "./golden.ts"

interface ReferenceRow {
  readonly period: number
  readonly at_risk: number
  readonly churned: number
  readonly censored: number
  readonly actuarial_effective_n: number
  readonly actuarial_hazard: number
  readonly actuarial_survival: number
  readonly survival: number
  readonly greenwood_se: number
}

const tableOf = (result: LifeTable.LifeTableResult): LifeTable.LifeTable => {
  if (result._tag !== "LifeTable") throw new Error(result.reason)
  return result
}

describe("the life table against the reference", () => {
  const { life_table: reference } = golden<{
    readonly life_table: { readonly initial: number; readonly rows: ReadonlyArray<ReferenceRow> }
  }>("churn.json")
  const last = reference.rows.at(-1)
  const lifetimes = [
    ...reference.rows.flatMap(({ censored, churned, period }) => [
      { time: 30 * period - 15, event: true, weight: churned },
      { time: 30 * period - 20, event: false, weight: censored }
    ]),
    { time: 1000, event: false, weight: (last?.at_risk ?? 0) - (last?.churned ?? 0) - (last?.censored ?? 0) }
  ]

  it("has its intervals", () => {
    const { n, rows } = tableOf(LifeTable.fromLifetimes(lifetimes, { width: 30 }))
    expect([n, rows.length]).toEqual([reference.initial, reference.rows.length + 1])
    reference.rows.forEach((expected, i) => {
      const row = rows[i]
      if (row === undefined) throw new Error("no row")
      expect([row.from, row.to]).toEqual([30 * expected.period - 30, 30 * expected.period])
      expect([row.atRisk, row.events, row.censored]).toEqual([expected.at_risk, expected.churned, expected.censored])
      expect(row.effective).toBe(expected.actuarial_effective_n)
      expectClose(row.probability, expected.actuarial_hazard, 1e-12)
      expectClose(row.survival, expected.actuarial_survival, 1e-12)
    })
  })

  it("and Kaplan–Meier by period its other columns", () => {
    const byPeriod = lifetimes.map(({ time, ...each }) => ({ ...each, time: Math.ceil(time / 30) }))
    const curve = Survival.fromLifetimes(byPeriod)
    if (curve._tag !== "SurvivalCurve") throw new Error(curve.reason)
    reference.rows.forEach(({ greenwood_se, survival }, i) => {
      expectClose(curve.survival[i] ?? 0, survival, 1e-12)
      expectClose(curve.standardError[i] ?? 0, greenwood_se, 1e-12)
    })
  })
})

const lifetimes = fc.array(
  fc.record({ time: fc.nat(300), event: fc.boolean(), weight: fc.integer({ min: 1, max: 3 }) }),
  { minLength: 1, maxLength: 30 }
)
const width = fc.integer({ min: 1, max: 90 })

describe("life table laws", () => {
  it("is the same in any order, from pieces, and from copies", () => {
    fc.assert(
      fc.property(lifetimes, width, (followed, width) => {
        const expected = LifeTable.fromLifetimes(followed, { width })
        expect(LifeTable.fromLifetimes(followed.toReversed(), { width })).toEqual(expected)
        const rows = followed.flatMap(({ event, time, weight }) =>
          Array.from({ length: weight }, () => ({ days: time, outcome: event ? "ended" : "active" }))
        )
        const count = (part: typeof rows) => Tally.from(part, { by: ["outcome", "days"] })
        const half = Math.floor(rows.length / 2)
        const merged = Tally.merge(count(rows.slice(half)), count(rows.slice(0, half)))
        expect(LifeTable.fromTally(merged, { width })).toEqual(expected)
      })
    )
  })

  it("by group is that of each group alone", () => {
    fc.assert(
      fc.property(lifetimes, width, (followed, width) => {
        const rows = followed.map(({ event, time, weight }) => ({
          days: time,
          outcome: event ? "ended" : "active",
          weight
        }))
        const groups = LifeTable.by(Tally.from(rows, { by: ["weight", "days", "outcome"] }), "weight", { width })
        expect(groups.map(({ value }) => value)).toEqual([...new Set(rows.map(({ weight }) => weight))].sort())
        for (const { result, value } of groups) {
          const own = followed.filter(({ weight }) => weight === value).map(({ event, time }) => ({ event, time }))
          expect(result).toEqual(LifeTable.fromLifetimes(own, { width }))
        }
      })
    )
  })

  it("keeps the books", () => {
    fc.assert(
      fc.property(lifetimes, width, (followed, width) => {
        const { eventCount, n, rows } = tableOf(LifeTable.fromLifetimes(followed, { width }))
        rows.forEach(({ atRisk, from, high, low, probability, survival, to }, i) => {
          const before = rows[i - 1]
          expect(atRisk).toBe(before === undefined ? n : before.atRisk - before.events - before.censored)
          expect([from % width, to - from]).toEqual([0, width])
          expect(from).toBeGreaterThan(before?.from ?? -1)
          expectClose(survival, (before?.survival ?? 1) * (1 - probability), 1e-12)
          expect(low ?? 0).toBeLessThanOrEqual(survival + 1e-15)
          expect(high ?? 1).toBeGreaterThanOrEqual(survival - 1e-15)
        })
        expect(rows.reduce((sum, { events }) => sum + events, 0)).toBe(eventCount)
        expect(rows.reduce((sum, { censored, events }) => sum + censored + events, 0)).toBe(n)
      })
    )
  })

  it("without censoring is Kaplan–Meier at the ends of the intervals", () => {
    fc.assert(
      fc.property(lifetimes, width, (followed, width) => {
        const all = followed.map((each) => ({ ...each, event: true }))
        const curve = Survival.fromLifetimes(all)
        if (curve._tag !== "SurvivalCurve") throw new Error(curve.reason)
        for (const { standardError, survival, to } of tableOf(LifeTable.fromLifetimes(all, { width })).rows) {
          const place = curve.times.findLastIndex((time) => time < to)
          expectClose(survival, curve.survival[place] ?? Number.NaN, 1e-12)
          expectClose(standardError ?? -1, curve.standardError[place] ?? -1, 1e-12)
        }
      })
    )
  })
})

it("says when there is none, and refuses what is no width", () => {
  expect(LifeTable.fromLifetimes([], { width: 30 })).toMatchObject({ reason: "no lifetimes", n: 0 })
  const wrong = [
    { time: -1, event: true },
    { time: Number.NaN, event: true, weight: 2 }
  ]
  expect(LifeTable.fromLifetimes(wrong, { width: 30 })).toMatchObject({ excluded: { missing: 2, invalid: 1 } })
  for (const width of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => LifeTable.fromLifetimes([], { width })).toThrow(RangeError)
  }
  expect(LifeTable.fromLifetimes([{ time: 5, event: true }], { width: 10, interval: "log", level: 0.9 })).toEqual({
    _tag: "LifeTable",
    rows: [
      {
        from: 0,
        to: 10,
        atRisk: 1,
        events: 1,
        censored: 0,
        effective: 1,
        probability: 1,
        survival: 0,
        standardError: null,
        low: null,
        high: null
      }
    ],
    n: 1,
    eventCount: 1,
    excluded: { missing: 0, invalid: 0 },
    level: 0.9,
    method: "actuarial, Greenwood, log"
  })
})

it("covers the true share about as often as it says", () => {
  const next = random(9)
  const rounds = 1500
  let covered = 0
  for (let round = 0; round < rounds; round++) {
    const sample = Array.from({ length: 100 }, () => {
      const [left, seen] = [-100 * log(1 - next()), 250 * next()]
      return { time: Math.min(left, seen), event: left <= seen }
    })
    const row = tableOf(LifeTable.fromLifetimes(sample, { width: 20 })).rows.find(({ to }) => to === 80)
    if ((row?.low ?? 1) <= exp(-0.8) && exp(-0.8) <= (row?.high ?? 0)) covered++
  }
  expect(covered / rounds).toBeGreaterThan(0.93)
  expect(covered / rounds).toBeLessThan(0.97)
})
