import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  Activity,
  CustomerId,
  Dimension,
  type Interaction,
  Period,
  PeriodLabel,
  RecordId,
  Sources,
  Tally,
  TouchpointId
} from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose } from "./golden.ts"

const start = Date.UTC(2026, 0, 1)
const length = 86_400_000
const dayOf = (day: number): string => new Date(start + day * length).toISOString().slice(0, 10)

const active = fc.array(fc.record({ customer: fc.constantFrom("ada", "bob", "cy", "__proto__"), day: fc.nat(140) }), {
  maxLength: 40
})
type Active = typeof active extends fc.Arbitrary<infer A> ? A : never

const listed = (all: Active) => all.map(({ customer, day }) => ({ customer, day: dayOf(day) }))

const visits = (all: Active): ReadonlyArray<Interaction> =>
  all.map(({ customer, day }, i) => ({
    id: RecordId.make(`v${i}`),
    customer: CustomerId.make(customer),
    touchpoint: TouchpointId.make("checkout"),
    at: new Date(start + day * length + 3_600_000 * (i % 24)),
    evidence: { source: "test", kind: "objective" }
  }))

type Unit = "week" | "month" | "quarter"
const units = fc.constantFrom<Unit>("week", "month", "quarter")
const periods = (unit: Unit | "day", from: number, to: number) =>
  Period.between(unit, "UTC", start + from * length, start + to * length)
const days = periods("day", -9, 200)
const periodsOf = {
  week: periods("week", 0, 150),
  month: periods("month", 0, 150),
  quarter: periods("quarter", 0, 150)
}
const tallyOf = (all: Active, unit: Unit) =>
  Tally.from(Sources.activity(visits(all), periodsOf[unit], days), {
    by: [Dimension.period("period", unit, "UTC"), "state", "days", "customer"]
  })

describe("activity laws", () => {
  it("is the same from days and from the tally of the derived source", () => {
    fc.assert(
      fc.property(active, units, (all, unit) => {
        const through = PeriodLabel.ofDay(unit, dayOf(150))
        const plain = Activity.fromDays(listed(all.toReversed()), { unit, through })
        expect(Activity.over(tallyOf(all, unit), unit, { through })).toEqual(plain)
      })
    )
  })

  it("counts each active customer once a period, and balances", () => {
    fc.assert(
      fc.property(active, units, (all, unit) => {
        const days = listed(all)
        const months = Activity.fromDays(days, { unit })
        months.forEach((month, i) => {
          const here = days.filter(({ day }) => PeriodLabel.ofDay(unit, day) === month.period)
          expect(month.active).toBe(new Set(here.map(({ customer }) => customer)).size)
          expect(month.returning + month.dormant).toBe(months[i - 1]?.active ?? 0)
        })
        const everyone = new Set(days.map(({ customer }) => customer)).size
        expect(months.reduce((sum, month) => sum + month.new, 0)).toBe(everyone)
      })
    )
  })

  it("has for stickiness the mean of daily over that of the period", () => {
    fc.assert(
      fc.property(active, units, (all, unit) => {
        const days = listed(all)
        for (const { active: customers, period, stickiness } of Activity.fromDays(days, { unit })) {
          const here = days.filter(({ day }) => PeriodLabel.ofDay(unit, day) === period)
          const daily = new Set(here.map(({ customer, day }) => JSON.stringify([customer, day]))).size
          if (stickiness._tag !== "Estimate") {
            expect(customers).toBeLessThan(2)
            continue
          }
          expectClose(stickiness.value, (100 * daily) / PeriodLabel.daysIn(unit, period) / customers, 1e-12)
          expect(stickiness.interval.low).toBeLessThanOrEqual(stickiness.value + 1e-12)
          expect(stickiness.interval.high).toBeGreaterThanOrEqual(stickiness.value - 1e-12)
        }
      })
    )
  })

  it("of a merged tally is that of all, and copies are weights", () => {
    fc.assert(
      fc.property(active, active, units, (a, b, unit) => {
        const [one, two] = [tallyOf(a, unit), tallyOf(b, unit)]
        const merged = Tally.mergeAll([one, two, two])
        const rows = [one, two, two]
          .flatMap((tally) => Tally.rows(tally))
          .flatMap(({ count, values }) => Array.from({ length: count }, () => values))
        const months = new Map<string, Array<(typeof rows)[number]>>()
        for (const row of rows) months.set(String(row[unit]), [...(months.get(String(row[unit])) ?? []), row])
        for (const month of Activity.over(merged, unit)) {
          const here = months.get(month.period) ?? []
          for (const state of ["new", "returning", "resurrecting", "dormant"] as const) {
            expect(month[state]).toBe(here.filter((row) => row.state === state).length)
          }
        }
      })
    )
  })

  it("by group adds up to all", () => {
    fc.assert(
      fc.property(active, (all) => {
        const tally = tallyOf(all, "week")
        const groups = Activity.by(tally, "customer")
        const returning = groups.reduce(
          (sum, { result }) => sum + (result._tag === "Estimate" ? result.returning : 0),
          0
        )
        expect(returning).toBe(Activity.over(tally, "week").reduce((sum, week) => sum + week.returning, 0))
      })
    )
  })
})

const rows = (state: string | null, days: number | null, count: number, month = 0) =>
  Array.from({ length: count }, () => ({ period: new Date(Date.UTC(2026, month, 1)), state, days }))
const month = Dimension.period("period", "month", "UTC")
const tally = (all: ReadonlyArray<object>) =>
  Tally.from(all as ReturnType<typeof rows>, { by: [month, "state", "days"] })

describe("activity of too little", () => {
  it("of nobody has no periods", () => {
    expect(Activity.fromDays([], { unit: "month" })).toEqual([])
    expect(Activity.over(tally([]), "month")).toEqual([])
  })

  it("of one customer once has no share and no interval", () => {
    expect(Activity.fromDays([{ customer: "ada", day: "2026-03-05" }], { unit: "month" })).toMatchObject([
      {
        period: "2026-03",
        active: 1,
        new: 1,
        returned: { _tag: "InsufficientData", n: 0 },
        stickiness: { _tag: "InsufficientData", reason: "one active customer has no interval", n: 1 }
      }
    ])
  })

  it("shows periods without anybody, and ends where it is told", () => {
    const found = Activity.over(tally([...rows("new", 1, 2), ...rows("resurrecting", 1, 1, 3)]), "month", {
      through: "2026-03"
    })
    expect(found.map(({ active: customers, period, returned }) => [period, customers, returned._tag])).toEqual([
      ["2026-01", 2, "InsufficientData"],
      ["2026-02", 0, "InsufficientData"],
      ["2026-03", 0, "InsufficientData"]
    ])
  })

  it("is withheld below the minimum", () => {
    const [found] = Activity.over(tally([...rows("returning", 2, 3), ...rows("dormant", 0, 1)]), "month", {
      minimum: 5
    })
    expect(found).toMatchObject({
      returned: { _tag: "Suppressed", minimum: 5, n: 4 },
      stickiness: { _tag: "Suppressed", minimum: 5, n: 3 }
    })
  })

  it("reports what is missing or wrong", () => {
    const odd = [
      ...rows("returning", 2, 3),
      ...rows(null, 4, 1),
      ...rows("asleep", 4, 1),
      ...rows("unknown", 4, 1),
      ...rows("new", null, 1),
      ...rows("new", 32, 1),
      ...rows("new", 0, 1),
      { period: null, state: "new", days: 1 }
    ]
    expect(Activity.over(tally(odd), "month")).toMatchObject([
      {
        active: 7,
        new: 3,
        unknown: 1,
        returned: { value: 100, n: 3, excluded: { missing: 1, invalid: 2 } },
        stickiness: { n: 4, excluded: { missing: 1, invalid: 2 } }
      }
    ])
    const days = [
      { customer: null, day: "2026-03-05" },
      { customer: "ada", day: "2026-02-30" },
      { customer: "ada", day: null },
      ...["ada", "bob"].map((customer) => ({ customer, day: "2026-03-05" })),
      ...["ada", "bob"].map((customer) => ({ customer, day: "2026-04-05" }))
    ]
    const [, april] = Activity.fromDays(days, { unit: "month" })
    expect(april?.returned).toMatchObject({ value: 100, excluded: { missing: 2, invalid: 1 } })
  })

  it("has no stickiness where days are not counted, and needs calendar periods", () => {
    const all = rows("new", 1, 3)
    const [found] = Activity.over(Tally.from(all, { by: [month, "state"] }), "month")
    expect(found).toMatchObject({ active: 3, stickiness: { _tag: "InsufficientData" } })
    expect(() => Activity.over(Tally.from(all, { by: ["state", "days"] }), "state")).toThrow(Tally.TallyMismatch)
    expect(() => Activity.over(tally(all), "month", { through: "March" })).toThrow(RangeError)
  })
})

it("tells groups apart that return more or less", () => {
  const group = (channel: string, returning: number) =>
    [...rows("returning", 1, returning), ...rows("dormant", 0, 200 - returning)].map((row) => ({ ...row, channel }))
  const all = [...group("web", 120), ...group("store", 70)]
  const groups = Activity.by(Tally.from(all, { by: ["state", "channel"] }), "channel")
  expect(
    groups.map(({ differs, result, value }) => [value, result._tag === "Estimate" && result.value, differs])
  ).toEqual([
    ["store", 35, true],
    ["web", 60, true]
  ])
  const [store, web] = groups.map(({ result }) => result)
  if (store === undefined || web === undefined) throw new Error("two groups")
  expect(Activity.difference(web, store)).toMatchObject({ _tag: "Difference", value: 25, n: [200, 200] })
  expect(Activity.difference(web, { _tag: "Suppressed", minimum: 9, n: 1 })._tag).toBe("InsufficientData")
})

it("covers the true stickiness and return about as often as they say", () => {
  const uniform = random(11)
  const runs = 1500
  const covered = { returned: 0, stickiness: 0 }
  for (let run = 0; run < runs; run++) {
    const all = Array.from({ length: 60 }, () => {
      if (uniform() < 0.4) return { period: new Date(start), state: "dormant", days: 0 }
      return { period: new Date(start), state: "returning", days: 1 + Math.floor(uniform() * 9) }
    })
    const [found] = Activity.over(tally(all), "month")
    for (const [name, truth] of [
      ["returned", 60],
      ["stickiness", (100 * 5) / 31]
    ] as const) {
      const result = found?.[name]
      if (result?._tag === "Estimate" && result.interval.low <= truth && result.interval.high >= truth) covered[name]++
    }
  }
  for (const count of Object.values(covered)) {
    expect(count / runs).toBeGreaterThan(0.935)
    expect(count / runs).toBeLessThan(0.97)
  }
})

it("periods have as many days as the calendar gives them", () => {
  const all = fc.constantFrom("day", "week", "month", "quarter", "year" as const)
  fc.assert(
    fc.property(all, fc.integer({ min: -200_000, max: 200_000 }), (unit, day) => {
      const period = Period.containing(unit, "UTC", start + day * length)
      expect(PeriodLabel.daysIn(unit, period.label)).toBe((period.end - period.start) / length)
      expect(PeriodLabel.ofDay(unit, dayOf(day))).toBe(period.label)
    })
  )
})
