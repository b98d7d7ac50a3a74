import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Churn, ChurnConventions, Dimension, Tally, Trend } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose, golden } from "./golden.ts"

const dayLength = 86_400_000
const start = Date.UTC(2025, 10, 3)
interface Customer {
  readonly startedAt: Date | null
  readonly endedAt: Date | null
  readonly plan?: string
}
const at = (day: number): Date => new Date(start + day * dayLength + 1)
const spell = (from: number | null, to: number | null): Customer => ({
  startedAt: from === null ? null : at(from),
  endedAt: to === null ? null : at(to)
})
type Unit = "day" | "week" | "month" | "quarter" | "year"
const by = (unit: Unit) => [
  Dimension.named(Dimension.period("startedAt", unit, "UTC"), "started"),
  Dimension.named(Dimension.period("endedAt", unit, "UTC"), "ended")
]
const count = (customers: ReadonlyArray<Customer>, unit: Unit = "day") => Tally.from(customers, { by: by(unit) })
const valued = (rate: Churn.ChurnRate | undefined): number | null => (rate?._tag === "Estimate" ? rate.value : null)

const customers = fc.array(
  fc
    .tuple(fc.option(fc.integer({ min: 0, max: 200 })), fc.option(fc.integer({ min: 0, max: 200 })))
    .map(([a, b]) => spell(a, b)),
  { maxLength: 30 }
)
/** A week or month cannot tell who ended on a day of it before they started. */
const isValid = ({ endedAt, startedAt }: Customer) => startedAt === null || endedAt === null || endedAt >= startedAt
const valid = (all: ReadonlyArray<Customer>) =>
  all.flatMap(({ endedAt, startedAt }) =>
    startedAt !== null && (endedAt === null || endedAt >= startedAt)
      ? [{ from: startedAt.getTime(), to: endedAt?.getTime() ?? Number.POSITIVE_INFINITY }]
      : []
  )

/** The conventions by their definitions, one customer and day at a time. */
const byHand = (all: ReturnType<typeof valid>, from: string, through: string) => {
  const [first, last] = [Date.parse(from), Date.parse(through) + dayLength]
  const there = (moment: number) => all.filter((each) => each.from < moment && each.to >= moment).length
  const left = (a: number, b: number) => all.filter(({ to }) => to >= a && to < b).length
  const joined = (a: number, b: number) => all.filter((each) => each.from >= a && each.from < b).length
  const days = Array.from({ length: (last - first) / dayLength }, (_, i) => first + i * dayLength)
  const share = (of: number, n: number) => (n === 0 ? null : (100 * of) / n)
  const leftOf = (a: number, b: number) => all.filter((each) => each.from < a && each.to >= a && each.to < b).length
  const peopled = days.filter((day) => there(day) > 0)
  const window = last - 30 * dayLength
  return {
    "of start": share(leftOf(first, last), there(first)),
    "all of start": share(left(first, last), there(first)),
    "of average": share(left(first, last), (there(first) + there(last)) / 2),
    "of start and new": share(left(first, last), there(first) + joined(first, last)),
    "of average day": share(left(first, last), days.reduce((sum, day) => sum + there(day), 0) / days.length),
    "of last 30 days": share(left(window, last), there(window) + joined(window, last)),
    "daily sum":
      peopled.length === 0
        ? null
        : 100 * peopled.reduce((sum, day) => sum + leftOf(day, day + dayLength) / there(day), 0)
  }
}

const expectRate = ({ rates }: ChurnConventions.ChurnComparison, convention: string, wanted: number | null): void => {
  const found = rates[convention as ChurnConventions.ChurnConvention]
  if (found._tag !== "Estimate") {
    expect(wanted, convention).toBe(null)
    return
  }
  expectClose(found.value, wanted ?? -1, 1e-12)
  expect(found.convention).toBe(convention)
  expect(found.definition).toBe(ChurnConventions.definitions[found.convention])
  expect(found.interval.low).toBeLessThanOrEqual(found.value)
  expect(found.interval.high).toBeGreaterThanOrEqual(found.value)
}

describe("churn side by side", () => {
  it("is each convention by its definition", () => {
    const unit = fc.constantFrom("week", "month", "quarter", "year", "day")
    fc.assert(
      fc.property(customers, unit, (all, period) => {
        const rows = ChurnConventions.over(count(all), { period })
        for (const row of rows) {
          const expected = byHand(valid(all), row.days.from, row.days.through)
          expect(Object.keys(row.rates).sort()).toEqual(Object.keys(ChurnConventions.definitions).sort())
          for (const [convention, wanted] of Object.entries(expected)) expectRate(row, convention, wanted)
        }
      }),
      { numRuns: 40 }
    )
  })

  it("agrees with the series that is counted by that period", () => {
    const unit = fc.constantFrom("week", "month", "quarter", "year", "day")
    fc.assert(
      fc.property(customers, unit, (all, period) => {
        const known = all.filter(isValid)
        const plain = Churn.over(count(known, period))
        const rows = ChurnConventions.over(count(known), { period })
        expect(rows.map((row) => row.period)).toEqual(plain.map((row) => row.period))
        rows.forEach((row, i) => {
          expect(row).toMatchObject({ ...plain[i] })
        })
      })
    )
  })

  it("is the same in any order and in pieces, and of copies", () => {
    fc.assert(
      fc.property(customers, customers, (a, b) => {
        const whole = ChurnConventions.over(count([...a, ...b]))
        expect(ChurnConventions.over(Tally.merge(count(b.toReversed()), count(a)))).toEqual(whole)
        const twice = ChurnConventions.over(count([...a, ...b, ...a, ...b]))
        expect(twice.map(({ rates }) => valued(rates["of start"]))).toEqual(
          whole.map(({ rates }) => valued(rates["of start"]))
        )
      })
    )
  })

  it("ends where told, and of nobody has no periods", () => {
    const tally = count([spell(0, 40), spell(3, null), spell(null, 3), spell(9, 2)])
    expect(ChurnConventions.over(tally).map(({ period }) => period)).toEqual(["2025-11", "2025-12"])
    expect(ChurnConventions.over(tally, { through: "2026-01" }).at(-1)).toMatchObject({ period: "2026-01", atStart: 1 })
    expect(ChurnConventions.over(tally, { through: "2025-11" })).toHaveLength(1)
    expect(ChurnConventions.over(tally)[0]?.rates["of start and new"]).toMatchObject({
      excluded: { missing: 1, invalid: 1 }
    })
    expect(ChurnConventions.over(tally, { through: "2025-10" })).toEqual([])
    expect(ChurnConventions.over(count([]))).toEqual([])
    expect(() => ChurnConventions.over(count([spell(0, 1)], "month"))).toThrow(Tally.TallyMismatch)
  })

  it("of one customer", () => {
    const [november, december] = ChurnConventions.over(count([spell(0, 35)]))
    expect(november?.rates["of start"]._tag).toBe("InsufficientData")
    expect(valued(november?.rates["daily sum"])).toBe(0)
    expect(valued(december?.rates["daily sum"])).toBe(100)
    expect(valued(december?.rates["of last 30 days"])).toBe(100)
    expectClose(valued(december?.rates["of average day"]) ?? 0, 100 / (8 / 31), 1e-12)
  })
})

describe("against the reference ledger", () => {
  const { life_table, revenue } = golden<{
    readonly life_table: { readonly rows: ReadonlyArray<{ at_risk: number; churned: number; hazard: number }> }
    readonly revenue: { ledger: ReadonlyArray<{ start: number; end: number }>; logo_churn: number }
  }>("churn.json")

  it("has the same customer churn", () => {
    const all = revenue.ledger.map(({ end, start: before }) => spell(before > 0 ? 0 : 40, end > 0 ? null : 45))
    const december = Churn.over(count(all, "month")).find(({ period }) => period === "2025-12")
    expectClose(valued(december?.rates["of start"]) ?? 0, 100 * revenue.logo_churn, 1e-12)
  })

  it("has the same hazards", () => {
    for (const { at_risk, churned, hazard } of life_table.rows) {
      const all = Array.from({ length: at_risk }, (_, i) => spell(0, i < churned ? 40 : null))
      const december = Churn.over(count(all, "month")).at(-1)
      expectClose(valued(december?.rates["of start"]) ?? 0, 100 * hazard, 1e-12)
    }
  })
})

describe("whether churn rises or falls", () => {
  it("is the trend of the shares of each period", () => {
    fc.assert(
      fc.property(customers, (drawn) => {
        const all = drawn.filter(isValid)
        const rows = Churn.over(count(all, "month"))
        const shares = rows.map(({ atStart: n, leftOfStart: successes, period }) => ({ period, successes, n }))
        expect(Trend.fromShares(Churn.shares(rows))).toEqual(Trend.fromShares(shares))
        expect(Trend.fromShares(Churn.shares(ChurnConventions.over(count(all))))).toEqual(
          Trend.fromShares(Churn.shares(rows))
        )
        const ofAll = rows.map(({ atStart, joined, left, period }) => ({
          period,
          successes: left,
          n: atStart + joined
        }))
        expect(Trend.fromShares(Churn.shares(rows, { convention: "of start and new" }))).toEqual(
          Trend.fromShares(ofAll)
        )
      })
    )
  })

  it("is found where it is, and does not test a month that is not over", () => {
    const row = (i: number, leftOfStart: number): Churn.Stock => ({
      period: `2026-0${i + 1}`,
      atStart: 400,
      joined: leftOfStart,
      left: leftOfStart,
      leftOfStart,
      atEnd: 400
    })
    const rows = [12, 20, 26, 37, 2].map((left, i) => row(i, left))
    expect(Trend.fromShares(Churn.shares(rows), { inProgress: "2026-05" })).toMatchObject({
      direction: "rising",
      inProgress: ["2026-05"]
    })
    expect(Trend.fromShares(Churn.shares(rows.slice(0, 1)))._tag).toBe("InsufficientData")
    expect(Churn.difference(row(1, 37), row(0, 12))).toMatchObject({ value: 6.25, n: [400, 400] })
    expect(Churn.difference({ ...row(1, 0), atStart: 0 }, row(0, 12))._tag).toBe("InsufficientData")
  })

  it("errs about 5 times in 100 when churn is what it was, and intervals cover about 95 times in 100", () => {
    const uniform = random(2026)
    const runs = 400
    let [found, covered, summed, average] = [0, 0, 0, 0]
    const covers = (rate: Churn.ChurnRate | undefined, truth: number): number =>
      rate?._tag === "Estimate" && rate.interval.low <= truth && truth <= rate.interval.high ? 1 : 0
    for (let run = 0; run < runs; run++) {
      const all = Array.from({ length: 150 }, () => {
        let day = 27
        while (day < 150 && uniform() >= 0.004) day++
        return spell(0, day < 150 ? day + 1 : null)
      })
      const rows = ChurnConventions.over(count(all), { through: "2026-02" })
      const trend = Trend.fromShares(Churn.shares(rows))
      if (trend._tag === "Estimate" && trend.p < 0.05) found++
      const january = rows.find(({ period }) => period === "2026-01")?.rates
      covered += covers(january?.["of start"], 100 * (1 - 0.996 ** 31))
      summed += covers(january?.["daily sum"], 31 * 0.4)
      average += covers(january?.["of average day"], 31 * 0.4)
    }
    expect(found / runs).toBeGreaterThan(0.02)
    expect(found / runs).toBeLessThan(0.08)
    for (const share of [covered, summed, average]) {
      expect(share / runs).toBeGreaterThan(0.92)
      expect(share / runs).toBeLessThan(0.985)
    }
  })

  it("has a series for each part, all to the same end", () => {
    const plans = [
      { ...spell(0, 40), plan: "a" },
      { ...spell(0, null), plan: "a" },
      { ...spell(10, null), plan: "b" }
    ]
    const tally = Tally.from(plans, { by: ["plan", ...by("month")] })
    const parts = Churn.by(tally, "plan")
    expect(parts.map(({ periods, value }) => [value, periods.map(({ period, atEnd }) => [period, atEnd])])).toEqual([
      [
        "a",
        [
          ["2025-11", 2],
          ["2025-12", 1]
        ]
      ],
      [
        "b",
        [
          ["2025-11", 1],
          ["2025-12", 1]
        ]
      ]
    ])
    expect(parts[0]?.periods).toEqual(Churn.over(Tally.marginal(Tally.where(tally, "plan", "a"), ["started", "ended"])))
    expect(Churn.by(Tally.from([], { by: ["plan", ...by("month")] }), "plan")).toEqual([])
  })
})
