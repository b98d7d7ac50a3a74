import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  CustomerId,
  Dimension,
  type Interaction,
  RecordId,
  RepeatPurchase,
  Sources,
  Tally,
  TouchpointId
} from "../src/index.ts"
import { exp, log } from "../src/stats/Elementary.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose } from "./golden.ts"

const start = Date.UTC(2026, 0, 1)
const length = 86_400_000
const asOf = new Date(start + 100 * length)
const at = (days: number): Date => new Date(start + days * length)

const visits = (all: ReadonlyArray<{ readonly customer: string; readonly at: Date }>): ReadonlyArray<Interaction> =>
  all.map((each, i) => ({
    id: RecordId.make(`v${i}`),
    customer: CustomerId.make(each.customer),
    touchpoint: TouchpointId.make("checkout"),
    at: each.at,
    evidence: { source: "shop", kind: "objective" }
  }))
const month = Dimension.named(Dimension.period("at", "month", "UTC"), "first")
const tallyOf = (all: ReadonlyArray<{ readonly customer: string; readonly at: Date }>) =>
  Tally.from(Sources.repeats(visits(all), asOf), { by: ["days", "outcome", month] })

const purchases = fc.array(
  fc.record({
    customer: fc.constantFrom("ada", "bob", "cy", "dan", "eve", "__proto__"),
    at: fc.integer({ min: 0, max: 480 }).map((quarters) => at(quarters / 4))
  }),
  { maxLength: 24 }
)
const within = fc.integer({ min: 0, max: 110 })

interface Customer {
  readonly days: number
  readonly outcome: "repeated" | "once"
}
const customers = fc.array(
  fc.record({ days: fc.nat(12), outcome: fc.constantFrom<Customer["outcome"]>("repeated", "once") }),
  { maxLength: 20 }
)
const count = (all: ReadonlyArray<Customer>) => Tally.from(all, { by: ["days", "outcome"] })

/** The product-limit estimate from its definition. */
const boughtAgain = (all: ReadonlyArray<Customer>, limit: number): number => {
  const times = [...new Set(all.filter(({ outcome }) => outcome === "repeated").map(({ days }) => days))]
  const once = times
    .filter((time) => time <= limit)
    .map((time) => {
      const repeated = all.filter(({ days, outcome }) => days === time && outcome === "repeated").length
      return 1 - repeated / all.filter(({ days }) => days >= time).length
    })
  return 100 * (1 - once.reduce((product, share) => product * share, 1))
}

describe("repeat purchase laws", () => {
  it("is the same from purchases and from the tally of the derived source, in any order", () => {
    fc.assert(
      fc.property(purchases, within, (all, days) => {
        const plain = RepeatPurchase.fromPurchases(all.toReversed(), { asOf, within: days })
        expect(RepeatPurchase.fromTally(tallyOf(all), { within: days })).toEqual(plain)
      })
    )
  })

  it("is the product-limit estimate, or says why there is none", () => {
    fc.assert(
      fc.property(customers, fc.nat(14), (all, days) => {
        const result = RepeatPurchase.fromTally(count(all), { within: days })
        const share = boughtAgain(all, days)
        const longest = Math.max(...all.map((each) => each.days))
        if (result._tag === "Estimate") {
          expectClose(result.value, share, 1e-10)
          expect(result.interval.low).toBeLessThanOrEqual(result.value + 1e-9)
          expect(result.interval.high).toBeGreaterThanOrEqual(result.value - 1e-9)
          expect(result.soFar.value).toBe(
            (100 * all.filter(({ outcome }) => outcome === "repeated").length) / all.length
          )
        } else {
          const isKnown = all.length > 0 && longest >= days && share > 0 && share < 100 - 1e-9
          expect(isKnown).toBe(false)
        }
      })
    )
  })

  it("of customers who were all followed long enough is the plain share", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(40)), { minLength: 1 }), (days) => {
        const all = days.map(
          (each): Customer => (each === null ? { days: 60, outcome: "once" } : { days: each, outcome: "repeated" })
        )
        const bought = days.filter((each) => each !== null && each <= 30).length
        const result = RepeatPurchase.fromTally(count([...all, { days: 60, outcome: "once" }]), { within: 30 })
        if (result._tag === "Estimate") expectClose(result.value, (100 * bought) / (days.length + 1), 1e-10)
        else expect(bought).toBe(0)
      })
    )
  })

  it("of a merged tally is that of all customers, and copies are weights", () => {
    fc.assert(
      fc.property(customers, customers, fc.nat(12), (a, b, days) => {
        const merged = Tally.mergeAll([count(a), count(b), count(b)])
        const all = count([...a, ...b, ...b])
        expect(RepeatPurchase.fromTally(merged, { within: days })).toEqual(
          RepeatPurchase.fromTally(all, { within: days })
        )
      })
    )
  })

  it("by group and over periods is that of each part", () => {
    fc.assert(
      fc.property(purchases, within, (all, days) => {
        const tally = tallyOf(all)
        const parts = new Map(Tally.by(tally, "first").map((part) => [part.value, part.tally]))
        const expected = [...parts].map(([value, part]) => [value, RepeatPurchase.fromTally(part, { within: days })])
        const groups = RepeatPurchase.by(tally, "first", { within: days })
        expect(groups.map(({ result, value }) => [value, result])).toEqual(expected)
        const series = RepeatPurchase.over(tally, "first", { within: days }).filter(({ period }) => parts.has(period))
        expect(series.map(({ period, result }) => [period, result])).toEqual(expected)
      })
    )
  })
})

describe("repeat purchase of too little", () => {
  const none = { asOf, within: 30 }
  it("of nobody is no share", () => {
    expect(RepeatPurchase.fromPurchases([], none)).toMatchObject({
      _tag: "InsufficientData",
      reason: "no customers",
      n: 0
    })
    expect(RepeatPurchase.over(tallyOf([]), "first", { within: 3 })).toEqual([])
    expect(RepeatPurchase.by(tallyOf([]), "first", { within: 3 })).toEqual([])
  })

  it("of one customer says why there is none", () => {
    const once = [{ customer: "ada", at: at(0) }]
    const reason = (all: ReadonlyArray<RepeatPurchase.Purchase>, days: number) => {
      const result = RepeatPurchase.fromPurchases(all, { asOf, within: days })
      return result._tag === "InsufficientData" ? result.reason : result._tag
    }
    expect(reason(once, 30)).toBe("nobody bought again within 30 days: the share has no interval")
    expect(reason(once, 300)).toBe("nobody was followed for 300 days")
    expect(reason([...once, { customer: "ada", at: at(7) }], 30)).toBe(
      "everybody bought again: the share has no interval"
    )
    const lately = [...once, { customer: "ada", at: at(7) }, { customer: "bob", at: at(95) }]
    expect(reason(lately, 7)).toBe("everybody still followed bought again: the share has no interval")
  })

  it("is withheld below the minimum", () => {
    const bought = [{ customer: "ada", at: at(0) }]
    expect(RepeatPurchase.fromPurchases(bought, { ...none, minimum: 2 })).toEqual({
      _tag: "Suppressed",
      minimum: 2,
      n: 1
    })
  })

  it("reports what is missing or wrong", () => {
    const odd = [
      { customer: null, at: at(1) },
      { customer: "ada", at: null },
      { customer: "ada", at: new Date(Number.NaN) },
      { customer: "ada", at: at(0) },
      { customer: "ada", at: at(0) },
      { customer: "eve", at: at(101) }
    ]
    expect(RepeatPurchase.fromPurchases(odd, none)).toMatchObject({ n: 1, excluded: { missing: 3, invalid: 0 } })
  })

  it("refuses impossible options", () => {
    for (const days of [-1, 0.5, Number.NaN]) {
      expect(() => RepeatPurchase.fromPurchases([], { asOf, within: days })).toThrow(RangeError)
      expect(() => RepeatPurchase.fromTally(tallyOf([]), { within: days })).toThrow(RangeError)
    }
    expect(() => RepeatPurchase.fromPurchases([], { asOf: new Date(Number.NaN), within: 3 })).toThrow(RangeError)
  })
})

it("compares the same days only", () => {
  const group = (repeated: number): ReadonlyArray<Customer> =>
    Array.from({ length: 100 }, (_, i) =>
      i < repeated ? { days: 5, outcome: "repeated" } : { days: 40, outcome: "once" }
    )
  const measured = (repeated: number, days = 30) => RepeatPurchase.fromTally(count(group(repeated)), { within: days })
  const difference = RepeatPurchase.difference(measured(60), measured(30))
  expect(difference).toMatchObject({ _tag: "Difference", n: [100, 100] })
  if (difference._tag !== "Difference") return
  expectClose(difference.value, 30, 1e-12)
  // Two plain shares: 100 · 1.96 · √(.6·.4/100 + .3·.7/100)
  expectClose(difference.interval.high - difference.value, 100 * 1.959963984540054 * Math.sqrt(0.0045), 1e-9)
  expect(() => RepeatPurchase.difference(measured(60), measured(60, 20))).toThrow(Tally.TallyMismatch)
  expect(RepeatPurchase.difference(measured(60), { _tag: "Suppressed", minimum: 2, n: 1 })._tag).toBe(
    "InsufficientData"
  )
})

it("covers the true share about as often as it says, though most came lately", () => {
  const uniform = random(5)
  const runs = 1000
  // Days to the second purchase are exponential with mean 60; whole days are counted, so 30 means below 31.
  const truth = 100 * (1 - exp(-31 / 60))
  let covered = 0
  for (let run = 0; run < runs; run++) {
    const all = Array.from({ length: 120 }, (): Customer => {
      const [until, followed] = [-60 * log(uniform()), 90 * uniform()]
      return until < followed
        ? { days: Math.floor(until), outcome: "repeated" }
        : { days: Math.floor(followed), outcome: "once" }
    })
    const result = RepeatPurchase.fromTally(count(all), { within: 30 })
    if (result._tag !== "Estimate") continue
    if (result.interval.low <= truth && result.interval.high >= truth) covered++
  }
  expect(covered / runs).toBeGreaterThan(0.93)
  expect(covered / runs).toBeLessThan(0.97)
})
