import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { benjaminiHochberg, Dimension, Nps, Tally, Trend } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose } from "./golden.ts"
import { normals } from "./seeded.ts"

const label = (i: number): string => String(2000 + i)
const series = (values: ReadonlyArray<number | null>) => values.map((value, i) => ({ period: label(i), value }))

const contacts = fc.array(
  fc.record({
    team: fc.constantFrom("a", "b", "c"),
    at: fc.option(fc.integer({ min: 0, max: 300 }).map((day) => new Date(Date.UTC(2026, 0, 1 + day)))),
    resolved: fc.constantFrom(true, false, null)
  }),
  { maxLength: 80 }
)
const month = Dimension.period("at", "month", "UTC")
const options = { of: "resolved", success: true } as const

describe("trend laws", () => {
  it("of shares is the same from a tally, from plain shares, in any order and in pieces", () => {
    fc.assert(
      fc.property(contacts, contacts, (a, b) => {
        const count = (records: typeof a) => Tally.from(records, { by: [month, "resolved"] })
        const whole = Trend.over(count([...a, ...b]), "month", options)
        expect(Trend.over(Tally.merge(count(b.toReversed()), count(a)), "month", options)).toEqual(whole)
        const known = [...a, ...b].flatMap(({ at, resolved }) =>
          at === null || resolved === null ? [] : [{ period: at.toISOString().slice(0, 7), successes: +resolved, n: 1 }]
        )
        const empty = Array.from({ length: 10 }, (_, i) => `2026-${String(i + 1).padStart(2, "0")}`)
          .filter((period) => known.some((row) => row.period <= period) && known.some((row) => row.period >= period))
          .map((period) => ({ period, successes: 0, n: 0 }))
        const plain = Trend.fromShares([...known, ...empty])
        expect({ ...whole, excluded: null }).toEqual({ ...plain, excluded: null })
        expect(whole.excluded.missing).toBe(a.length + b.length - known.length)
      })
    )
  })

  it("of groups corrects for their number", () => {
    fc.assert(
      fc.property(contacts, (records) => {
        const tally = Tally.from(records, { by: ["team", month, "resolved"] })
        const groups = Trend.by(tally, "team", "month", options)
        for (const { result, value } of groups) {
          const alone = Trend.over(Tally.where(tally, "team", value), "month", options)
          expect(result).toMatchObject(
            alone._tag === "Estimate" ? { value: alone.value, p: alone.p, tested: alone.tested } : alone
          )
        }
        const estimates = groups.flatMap(({ result }) => (result._tag === "Estimate" ? [result] : []))
        expect(estimates.map(({ adjustedP }) => adjustedP)).toEqual(benjaminiHochberg(estimates.map(({ p }) => p)))
        for (const { adjustedP, direction } of estimates) expect(direction === "no trend").toBe(adjustedP >= 1 - 0.95)
      })
    )
  })

  it("is told of several by the corrected p-value", () => {
    const rising = Trend.fromSeries(series([1, 2, 3, 4, 5]))
    const still = Trend.fromSeries(series([3, 1, 4, 1, 3]))
    const none = Trend.fromSeries([])
    expect(rising).toMatchObject({ direction: "rising", p: 2 / 120, adjustedP: 2 / 120 })
    expect(Trend.corrected([rising, none])).toEqual([rising, none])
    const [first, ...others] = Trend.corrected([rising, still, still, still, none])
    expect(first).toMatchObject({ direction: "no trend", p: 2 / 120, adjustedP: 8 / 120 })
    expect(others.at(-1)).toEqual(none)
  })

  it("of values is the same in any order, and turns with them", () => {
    const values = fc.array(fc.option(fc.integer({ min: -9, max: 9 })), { minLength: 8, maxLength: 20 })
    fc.assert(
      fc.property(values, (y) => {
        const result = Trend.fromSeries(series(y))
        expect(Trend.fromSeries(series(y).toReversed())).toEqual(result)
        const turned = Trend.fromSeries(series(y.map((value) => (value === null ? null : 0 - value))))
        if (result._tag !== "Estimate" || turned._tag !== "Estimate") {
          expect(turned).toEqual(result)
          return
        }
        expectClose(turned.value, -result.value, 1e-12)
        expectClose(turned.interval.low, -result.interval.high, 1e-12)
        expect(turned.p).toBe(result.p)
      })
    )
  })
})

describe("trends in simulation", () => {
  const rounds = 2000
  const told = (trend: Trend.TrendResult): boolean => trend._tag === "Estimate" && trend.direction !== "no trend"

  it("of values are told about as often as they should where there is none", () => {
    const noise = normals(1, 12 * rounds)
    const rows = Array.from({ length: rounds }, (_, round) => noise.slice(12 * round, 12 * round + 12))
    const share = rows.filter((values) => told(Trend.fromSeries(series(values)))).length / rounds
    expect(share).toBeGreaterThan(0.03)
    expect(share).toBeLessThan(0.06)
  })

  it("of shares are told about as often as they should where there is none, by p-value and interval alike", () => {
    const uniform = random(2)
    let count = 0
    for (let round = 0; round < rounds; round++) {
      const months = Array.from({ length: 12 }, (_, i) => {
        const n = 30 + 5 * i
        return { period: label(i), n, successes: Array.from({ length: n }, uniform).filter((u) => u < 0.7).length }
      })
      const trend = Trend.fromShares(months) as Trend.TrendEstimate
      expect(told(trend)).toBe(trend.interval.low * trend.interval.high > 0)
      count += told(trend) ? 1 : 0
    }
    expect(count / rounds).toBeGreaterThan(0.035)
    expect(count / rounds).toBeLessThan(0.065)
  })

  it("cover the slope that was planted", () => {
    const uniform = random(3)
    let covered = 0
    for (let round = 0; round < rounds; round++) {
      const months = Array.from({ length: 10 }, (_, i) => ({
        period: label(i),
        n: 60,
        successes: Array.from({ length: 60 }, uniform).filter((u) => u < 0.4 + 0.02 * i).length
      }))
      const { interval } = Trend.fromShares(months) as Trend.TrendEstimate
      if (interval.low <= 2 && interval.high >= 2) covered++
    }
    expect(covered / rounds).toBeGreaterThan(0.94)
    expect(covered / rounds).toBeLessThan(0.97)
  })
})

describe("trends of measures", () => {
  const at = (month: number, score: number) => ({ at: new Date(Date.UTC(2026, month, 3)), score })
  const answers = [0, 1, 2, 3, 4, 5, 7].flatMap((month) =>
    Array.from({ length: 8 }, (_, i) => at(month, i < month ? 9 : 5))
  )

  it("take a series as it comes, months without answers keep their place", () => {
    const tally = Tally.from(answers, { by: [month, "score"] })
    const trend = Trend.fromSeries(Nps.over(tally, "month"))
    expect(trend).toMatchObject({
      direction: "rising",
      value: 25,
      n: 7,
      tested: { from: "2026-01", through: "2026-08", periods: 7 },
      test: "Mann–Kendall, exact"
    })
  })

  it("leave out what is not over", () => {
    const tally = Tally.from(answers, { by: [month, "score"] })
    const promoters = { of: "score", success: (score: unknown) => Number(score) >= 9 } as const
    const whole = Trend.over(tally, "month", promoters)
    const over = Trend.over(tally, "month", { ...promoters, inProgress: "2026-06" })
    expect(over).toMatchObject({
      tested: { through: "2026-05", periods: 5 },
      inProgress: ["2026-06", "2026-07", "2026-08"]
    })
    expect(over).not.toMatchObject({ n: whole.n })
    expect(over.n).toBe(40)
    expect(Trend.fromSeries(Nps.over(tally, "month"), { inProgress: "2026-06" })).toMatchObject({
      n: 5,
      inProgress: ["2026-06", "2026-07", "2026-08"]
    })
  })
})

describe("trends of too little", () => {
  it("are none, and say why", () => {
    expect(Trend.fromSeries([])).toMatchObject({ reason: "fewer than two periods with a value", n: 0 })
    expect(Trend.fromSeries(series([1, null, Number.NaN]))).toMatchObject({ n: 1, _tag: "InsufficientData" })
    expect(Trend.fromSeries(series([1, 2, 3, 4]))).toMatchObject({
      reason: "4 periods cannot show a trend at level 0.95",
      n: 4
    })
    expect(Trend.fromSeries(series([1, 2, 3, 4, 5]))).toMatchObject({
      direction: "rising",
      interval: { low: 1, high: 1 }
    })
    expect(Trend.fromShares([])).toMatchObject({ reason: "fewer than two periods with records", n: 0 })
    expect(Trend.fromShares([{ period: "2026", successes: 1, n: 2 }])).toMatchObject({ n: 2, _tag: "InsufficientData" })
    const all = [1, 2, 3].map((i) => ({ period: label(i), successes: 4, n: 4 }))
    expect(Trend.fromShares(all)).toMatchObject({ reason: "every record is the same", n: 12 })
  })

  it("see no trend where values stay the same", () => {
    expect(Trend.fromSeries(series([3, 3, 3, 3, 3]))).toMatchObject({ direction: "no trend", p: 1, value: 0 })
  })

  it("refuse what cannot be", () => {
    const twice = [...series([1, 2]), ...series([1])]
    expect(() => Trend.fromSeries(twice)).toThrow(RangeError)
    expect(() => Trend.fromShares([{ period: "2026", successes: 3, n: 2 }])).toThrow(RangeError)
    expect(() => Trend.fromShares([{ period: "2026", successes: 0.5, n: 2 }])).toThrow(RangeError)
    expect(() => Trend.fromSeries(series(Array.from({ length: 5001 }, () => 1)))).toThrow(RangeError)
    const tally = Tally.from([{ month: "2026-01", ok: true }], { by: ["month", "ok"] })
    // @ts-expect-error the tally has no such dimension
    expect(() => Trend.over(tally, "week", { of: "ok", success: true })).toThrow(Tally.TallyMismatch)
  })
})

it("is by the normal approximation beyond 50 periods", () => {
  expect(Trend.fromSeries(series(Array.from({ length: 51 }, (_, i) => i)))).toMatchObject({
    test: "Mann–Kendall, normal approximation",
    value: 1
  })
})
