import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Calibration from "../src/measures/Calibration.ts"
import * as HealthScore from "../src/measures/HealthScore.ts"
import * as StudentT from "../src/stats/StudentT.ts"
import * as Dimension from "../src/tally/Dimension.ts"
import * as Tally from "../src/tally/index.ts"
import { expectClose } from "./golden.ts"
import { normals } from "./seeded.ts"

const model = HealthScore.model([
  { name: "activeDays", weight: 5, worst: 0, best: 20, beyond: "limit" },
  { name: "nps", weight: 3, worst: 0, best: 10 },
  { name: "openTickets", weight: 2, worst: 5, best: 0, beyond: "limit" }
])

const maybe = (value: fc.Arbitrary<number>) =>
  fc.oneof({ weight: 4, arbitrary: value }, fc.constantFrom(null, undefined, Number.NaN))
const customer = fc.record({
  activeDays: maybe(fc.integer({ min: -2, max: 25 })),
  nps: maybe(fc.integer({ min: -1, max: 11 })),
  openTickets: maybe(fc.integer({ min: 0, max: 9 }))
})

const scoreOf = (health: ReturnType<typeof HealthScore.of>): number => {
  if (health._tag !== "CustomerHealth") throw new Error(health.reason)
  return health.value
}

describe("the health of one customer", () => {
  it("is the weighted mean of the components on their scales", () => {
    const health = HealthScore.of({ activeDays: 15, nps: 9, openTickets: 1 }, model)
    expect(health).toMatchObject({ value: 80.5, coverage: 100, range: { low: 80.5, high: 80.5 } })
    expect(health._tag === "CustomerHealth" && health.parts).toEqual([
      { name: "activeDays", points: 75, contribution: 37.5 },
      { name: "nps", points: 90, contribution: 27 },
      { name: "openTickets", points: 80, contribution: 16 }
    ])
    expect(scoreOf(HealthScore.of({ activeDays: 20, nps: 10, openTickets: 0 }, model))).toBe(100)
    expect(scoreOf(HealthScore.of({ activeDays: 0, nps: 0, openTickets: 5 }, model))).toBe(0)
  })

  it("without a component is the score of the model without it, and the range holds whatever it was", () => {
    const without = HealthScore.model(model.components.filter(({ name }) => name !== "nps"))
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 10 }),
        (activeDays, openTickets, nps) => {
          const health = HealthScore.of({ activeDays, openTickets, nps: null }, model)
          if (health._tag !== "CustomerHealth") throw new Error(health.reason)
          expect(health.value).toBe(scoreOf(HealthScore.of({ activeDays, openTickets }, without)))
          expect(health.coverage).toBe(70)
          const complete = scoreOf(HealthScore.of({ activeDays, openTickets, nps }, model))
          expect(health.range.low <= complete && complete <= health.range.high).toBe(true)
          expectClose(health.range.high - health.range.low, 30, 1e-12)
        }
      )
    )
  })

  it("does not depend on the order or unit of the weights", () => {
    const scaled = HealthScore.model(
      model.components.map((each) => ({ ...each, weight: each.weight * 0.1 })).toReversed()
    )
    fc.assert(
      fc.property(customer, (each) => {
        const [a, b] = [HealthScore.of(each, model), HealthScore.of(each, scaled)]
        expect(b._tag).toBe(a._tag)
        if (a._tag === "CustomerHealth") expect(scoreOf(b)).toBe(a.value)
      })
    )
  })

  it("is the sum of its parts, within the range and the scale", () => {
    fc.assert(
      fc.property(customer, (each) => {
        const health = HealthScore.of(each, model)
        if (health._tag !== "CustomerHealth") return
        const sum = health.parts.reduce((all, { contribution }) => all + contribution, 0)
        expect(Math.abs(sum - health.value)).toBeLessThanOrEqual(0.005 + 1e-7)
        expect(health.range.low).toBeLessThanOrEqual(health.value)
        expect(health.range.high).toBeGreaterThanOrEqual(health.value)
        expect(health.value >= 0 && health.value <= 100).toBe(true)
      })
    )
  })

  it("is none when too little is known, and says what is missing and what is invalid", () => {
    expect(HealthScore.of({ nps: 11, openTickets: 2 }, model)).toEqual({
      _tag: "InsufficientData",
      reason: "20 % of the weight is known",
      n: 1,
      excluded: { missing: 1, invalid: 1 }
    })
    expect(HealthScore.of({}, model)._tag).toBe("InsufficientData")
    const lenient = HealthScore.model(model.components, { minimumCoverage: 20 })
    expect(scoreOf(HealthScore.of({ nps: 11, openTickets: 2 }, lenient))).toBe(60)
  })

  it("reads a value beyond its scale as the end only where the model says so", () => {
    expect(scoreOf(HealthScore.of({ activeDays: 31, nps: 10, openTickets: 9 }, model))).toBe(80)
    const health = HealthScore.of({ activeDays: Number.POSITIVE_INFINITY, nps: 10, openTickets: 0 }, model)
    expect(health).toMatchObject({ value: 100, coverage: 50, parts: [{ points: "invalid" }, {}, {}] })
  })
})

it("refuses models that cannot be", () => {
  const one = { name: "nps", weight: 1, worst: 0, best: 10 }
  const refused = [
    [],
    [one, one],
    [{ ...one, weight: 0 }],
    [{ ...one, weight: Number.NaN }],
    [{ ...one, worst: 10 }],
    [{ ...one, best: Number.POSITIVE_INFINITY }]
  ]
  for (const components of refused) expect(() => HealthScore.model(components)).toThrow(RangeError)
  for (const minimumCoverage of [0, 101, Number.NaN]) {
    expect(() => HealthScore.model([one], { minimumCoverage })).toThrow(RangeError)
  }
})

const records = fc.array(
  fc.record({
    plan: fc.constantFrom("basic", "pro"),
    activeDays: maybe(fc.integer({ min: 0, max: 25 })),
    nps: maybe(fc.integer({ min: 0, max: 11 })),
    openTickets: maybe(fc.integer({ min: 0, max: 6 })),
    outcome: fc.constantFrom("ended", "active", null)
  }),
  { maxLength: 40 }
)
const spec = { by: ["plan", "activeDays", "nps", "openTickets", "outcome"] } as const

describe("the mean health", () => {
  it("is that of the customers' scores, with Student's t", () => {
    fc.assert(
      fc.property(records, (all) => {
        const scores = all.flatMap((each) => {
          const health = HealthScore.of(each, model)
          return health._tag === "CustomerHealth" ? [health.value] : []
        })
        const result = HealthScore.fromRecords(all, model)
        expect(result.n).toBe(scores.length)
        expect(result._tag === "Estimate").toBe(scores.length >= 2)
        if (result._tag !== "Estimate") return
        const mean = scores.reduce((sum, each) => sum + each, 0) / scores.length
        const variance = scores.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (scores.length - 1)
        expectClose(result.value, mean, 1e-12)
        const margin = StudentT.quantile(0.975, scores.length - 1) * Math.sqrt(variance / scores.length)
        expectClose(result.interval.low, Math.max(0, mean - margin), 1e-9)
        expectClose(result.interval.high, Math.min(100, mean + margin), 1e-9)
        expect(result.n + result.excluded.missing + result.excluded.invalid).toBe(all.length)
      })
    )
  })

  it("is the same from records, in any order, and from merged tallies", () => {
    fc.assert(
      fc.property(records, records, (a, b) => {
        const all = [...a, ...b]
        const expected = HealthScore.fromRecords(all, model)
        expect(HealthScore.fromRecords(all.toReversed(), model)).toEqual(expected)
        const merged = Tally.merge(Tally.from(b, spec), Tally.from(a, spec))
        expect(HealthScore.fromTally(merged, model)).toEqual(expected)
        expect(HealthScore.by(merged, "plan", model)).toEqual(HealthScore.by(Tally.from(all, spec), "plan", model))
        const [basic] = HealthScore.by(merged, "plan", model).filter(({ value }) => value === "basic")
        if (basic !== undefined) {
          expect(basic.result).toEqual(
            HealthScore.fromRecords(
              all.filter(({ plan }) => plan === "basic"),
              model
            )
          )
        }
      })
    )
  })

  it("counts copies as customers", () => {
    fc.assert(
      fc.property(records, (all) => {
        const once = Tally.from(all, spec)
        expect(HealthScore.fromTally(Tally.merge(once, once), model)).toEqual(
          HealthScore.fromRecords([...all, ...all], model)
        )
      })
    )
  })

  it("covers the true mean about as often as it says", () => {
    const one = HealthScore.model([{ name: "usage", weight: 1, worst: 0, best: 100 }])
    const drawn = normals(5, 2000 * 12).map((z) => ({ usage: 60 + 8 * z }))
    let covered = 0
    for (let round = 0; round < 2000; round++) {
      const result = HealthScore.fromRecords(drawn.slice(12 * round, 12 * round + 12), one)
      if (result._tag === "Estimate" && result.interval.low <= 60 && result.interval.high >= 60) covered++
    }
    expect(covered / 2000).toBeGreaterThan(0.935)
    expect(covered / 2000).toBeLessThan(0.965)
  })

  it("of too few is none, or withheld", () => {
    const full = { activeDays: 15, nps: 9, openTickets: 1 }
    expect(HealthScore.fromRecords([], model)).toMatchObject({ _tag: "InsufficientData", n: 0 })
    expect(HealthScore.fromRecords([full], model)).toMatchObject({ _tag: "InsufficientData", n: 1 })
    expect(HealthScore.fromRecords([full, full], model, { minimum: 5 })).toEqual({
      _tag: "Suppressed",
      minimum: 5,
      n: 2
    })
    expect(HealthScore.fromRecords([full, full], model)).toMatchObject({
      value: 80.5,
      interval: { low: 80.5, high: 80.5 }
    })
  })

  it("follows the months, and compares only with its own kind", () => {
    const at = (month: number, nps: number) => ({ at: new Date(Date.UTC(2026, month, 3)), nps })
    const one = HealthScore.model([{ name: "nps", weight: 1, worst: 0, best: 10 }])
    const tally = Tally.from([at(0, 9), at(0, 7), at(2, 4), at(2, 2)], {
      by: [Dimension.period("at", "month", "UTC"), "nps"]
    })
    const series = HealthScore.over(tally, "month", one)
    expect(series.map(({ result }) => (result._tag === "Estimate" ? result.value : null))).toEqual([80, null, 30])
    const [first, , last] = series
    if (first === undefined || last === undefined) throw new Error("no months")
    expect(HealthScore.difference(last.result, first.result)).toMatchObject({ _tag: "Difference", value: -50 })
    const other = HealthScore.model([{ name: "nps", weight: 1, worst: 10, best: 0 }])
    const reversed = HealthScore.fromTally(tally, other)
    expect(() => HealthScore.difference(first.result, reversed)).toThrow(Tally.TallyMismatch)
    // @ts-expect-error the tally has no such dimension
    expect(() => HealthScore.fromTally(tally, model)).toThrow(Tally.TallyMismatch)
  })
})

it("meets later outcomes as each customer's score does", () => {
  fc.assert(
    fc.property(records, (all) => {
      const scored = HealthScore.scored(Tally.from(all, spec), model)
      expect(scored.columns.map(({ dimension }) => dimension.name)).toEqual(["plan", "outcome", "health"])
      const plain = all.map(({ outcome, ...each }) => {
        const health = HealthScore.of(each, model)
        const event = outcome === null ? null : outcome === "ended"
        return { score: health._tag === "CustomerHealth" ? health.value : null, event }
      })
      expect(Calibration.fromTally(scored, { score: "health" })).toEqual(Calibration.fromScores(plain))
    })
  )
})
