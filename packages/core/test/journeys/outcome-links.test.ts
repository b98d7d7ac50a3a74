import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Cox, OutcomeLinks, Sources } from "../../src/index.ts"
import { random } from "../../src/stats/Random.ts"
import { expectClose } from "../golden.ts"

const day = 86_400_000
const on = (days: number) => new Date(Date.UTC(2026, 0, 1) + days * day)
const landmark = { until: on(30), asOf: on(100) }
const took = (customer: string, path: ReadonlyArray<string>, days = 10): OutcomeLinks.TakenPath => ({
  customer,
  path: Sources.pathText(path),
  at: on(days),
  seconds: 3600
})
const linksOf = (result: ReturnType<typeof OutcomeLinks.fromPaths>): OutcomeLinks.OutcomeLinks => {
  if (result._tag !== "OutcomeLinks") throw new Error(result.reason)
  return result
}

const person = fc.record({
  path: fc.array(fc.constantFrom("order", "complaint", "__proto__"), { minLength: 1, maxLength: 6 }),
  starts: fc.integer({ min: 0, max: 35 }),
  stays: fc.option(fc.integer({ min: 1, max: 99 })),
  gap: fc.option(fc.integer({ min: -3, max: 3 })),
  segment: fc.constantFrom("old", "new")
})
const people = fc
  .array(person, { minLength: 4, maxLength: 40, size: "max" })
  .map((all) => all.map((each, i) => ({ ...each, customer: `c${i}` })))

const given = (
  all: ReadonlyArray<{
    customer: string
    path: ReadonlyArray<string>
    starts: number
    stays: number | null
    gap: number | null
    segment: string
  }>
) => ({
  paths: all.map(({ customer, path }) => took(customer, path)),
  stays: all.map(({ customer, gap, segment, starts, stays }) => ({
    customer,
    startedAt: on(starts),
    ...(stays === null ? {} : { endedAt: on(starts + stays) }),
    gap,
    segment
  }))
})

type Person = Parameters<typeof given>[0][number]

const isThere = ({ starts, stays }: Person): boolean => starts <= 30 && (stays === null || starts + stays > 30)

/** A customer as a Cox regression takes them. */
const recordOf = ({ gap, path, segment, starts, stays }: Person) => {
  const event = stays !== null && starts + stays <= 100
  return {
    segment,
    gap,
    event,
    time: (event ? starts + stays : 100) - 30,
    "met complaint": path.includes("complaint"),
    "met order again": path.filter((each) => each === "order").length > 1,
    interactions: path.length,
    "returns to a touchpoint": path.length - new Set(path).size
  }
}
const labels = ["met complaint", "met order again", "interactions", "returns to a touchpoint", "gap"] as const

const expectModel = (link: OutcomeLinks.OutcomeLink, model: ReturnType<typeof Cox.fromRecords>): void => {
  expect(link.ratio._tag).toBe(model._tag === "CoxModel" ? "Estimate" : model._tag)
  if (model._tag !== "CoxModel" || link.ratio._tag !== "Estimate") return
  const [coefficient] = model.coefficients
  expectClose(link.ratio.value, coefficient?.hazardRatio.value ?? Number.NaN, 1e-9)
  expectClose(link.p ?? -1, coefficient?.p ?? -1, 1e-9)
}

describe("laws of outcome links", () => {
  it("are one Cox regression for each feature, of those who were there", () => {
    fc.assert(
      fc.property(people, (all) => {
        const { paths, stays } = given(all)
        const asked = { ...landmark, fields: ["gap"], within: "segment", minimum: 1 } as const
        const result = OutcomeLinks.fromPaths(paths, stays, asked)
        const there = all.filter(isThere).toSorted((a, b) => Sources.compareText(a.customer, b.customer))
        const records = there.map(recordOf)
        const events = records.filter(({ event }) => event).length
        expect(result._tag === "OutcomeLinks").toBe(events > 0)
        if (result._tag !== "OutcomeLinks") return
        expect([result.n, result.events]).toEqual([there.length, events])
        for (const label of labels) {
          const link = result.links.find((each) => each.label === label)
          if (link !== undefined)
            expectModel(link, Cox.fromRecords(records, { covariates: [label], strata: "segment" }))
        }
      })
    )
  })

  it("are the same in any order of paths and stays", () => {
    fc.assert(
      fc.property(people, (all) => {
        const { paths, stays } = given(all)
        const options = { ...landmark, minimum: 2 }
        expect(OutcomeLinks.fromPaths(paths.toReversed(), stays.toReversed(), options)).toEqual(
          OutcomeLinks.fromPaths(paths, stays, options)
        )
      })
    )
  })

  it("test each feature that enough have and enough have not", () => {
    fc.assert(
      fc.property(people, fc.integer({ min: 1, max: 6 }), (all, minimum) => {
        const { paths, stays } = given(all)
        const result = OutcomeLinks.fromPaths(paths, stays, { ...landmark, minimum })
        fc.pre(result._tag === "OutcomeLinks")
        for (const { customers, feature } of result.links) {
          if (feature.kind !== "met" && feature.kind !== "repeated") continue
          expect(Math.min(customers, result.n - customers)).toBeGreaterThanOrEqual(minimum)
        }
        const p = result.links.flatMap((each) => each.p ?? [])
        expect(p).toEqual(p.toSorted((a, b) => a - b))
      })
    )
  })
})

describe("who is followed", () => {
  const stay = (customer: string, starts: number, ends?: number): OutcomeLinks.Stay => ({
    customer,
    startedAt: on(starts),
    ...(ends === undefined ? {} : { endedAt: on(ends) })
  })
  const paths = [
    took("ada", ["order"]),
    took("bob", ["order"], 29.99),
    took("cy", ["order"]),
    took("dan", ["order"]),
    took("dan", ["order"]),
    took("eve", ["order"]),
    { customer: "fay", at: on(3), seconds: 5 },
    took("gus", ["order"]),
    took("hal", ["order"])
  ]
  const stays = [
    stay("ada", 0, 40),
    stay("bob", 0),
    stay("cy", 0, 30),
    stay("dan", 0),
    stay("eve", 31),
    stay("fay", 0),
    stay("gus", 0, 101),
    stay("hal", 0),
    stay("hal", 0, 50),
    stay("ivy", 0)
  ]

  it("is who was there at the landmark, with one path that was over", () => {
    const result = linksOf(OutcomeLinks.fromPaths(paths, stays, landmark))
    expect([result.n, result.events, result.excluded]).toEqual([2, 1, { missing: 2, invalid: 3 }])
    expect(result.tooRare).toBe(2)
  })

  it("may be nobody", () => {
    expect(OutcomeLinks.fromPaths([], [], landmark)).toMatchObject({ _tag: "InsufficientData", n: 0 })
    expect(OutcomeLinks.fromPaths(paths, [stay("gus", 0)], landmark)).toMatchObject({
      reason: "nothing ended after the landmark",
      n: 1
    })
  })
})

/** Customers who leave at a rate that a complaint multiplies; some touchpoints have nothing to do with it. */
const drawn = (next: () => number, customers: number, complaint: number) => {
  const all = Array.from({ length: customers }, (_, i) => {
    const met = ["a", "b", "c", "d", "complaint"].filter(() => next() < 0.4)
    const rate = 0.01 * (met.includes("complaint") ? complaint : 1)
    const ends = 30 + -Math.log(1 - next()) / rate
    return { customer: `c${i}`, path: ["order", ...met], starts: 0, stays: ends }
  })
  return {
    paths: all.map(({ customer, path }) => took(customer, path)),
    stays: all.map(({ customer, stays }) => ({ customer, startedAt: on(0), endedAt: on(stays) }))
  }
}

describe("outcome links in simulation", () => {
  const simulate = (next: () => number, complaint: number) => {
    const { paths, stays } = drawn(next, 150, complaint)
    return linksOf(OutcomeLinks.fromPaths(paths, stays, landmark))
  }

  it("finds nothing where nothing goes with leaving, as often as it says", () => {
    const next = random(17)
    const wrong = Array.from({ length: 150 }, () => simulate(next, 1)).filter(({ links }) =>
      links.some(({ linked }) => linked)
    )
    expect(wrong.length / 150).toBeLessThan(0.1)
  })

  it("finds what does, and holds how much", () => {
    const next = random(19)
    const complaints = Array.from({ length: 150 }, () => simulate(next, 2)).flatMap(({ links }) =>
      links.filter(({ label }) => label === "met complaint")
    )
    const held = complaints.filter(
      ({ ratio }) => ratio._tag === "Estimate" && ratio.interval.low <= 2 && ratio.interval.high >= 2
    )
    expect(complaints.filter(({ linked }) => linked).length / 150).toBeGreaterThan(0.6)
    expect(held.length / 150).toBeGreaterThan(0.9)
  })

  it("does not take those who stayed to meet more for those who met more to stay", () => {
    const next = random(18)
    const all = Array.from({ length: 600 }, (_, i) => {
      const ends = 1 + -Math.log(1 - next()) / 0.02
      // One interaction a day with a newsletter, as long as they are there: the longer they stay, the more they meet.
      const met = Array.from({ length: Math.min(60, Math.floor(ends)) }, () => next() < 0.02)
      return { customer: `c${i}`, ends, met }
    })
    const naive = all.map(({ ends, met }) => ({ time: ends, event: true, met: met.includes(true) }))
    const model = Cox.fromRecords(naive, { covariates: ["met"] })
    if (model._tag !== "CoxModel") throw new Error(model._tag)
    expect(model.coefficients[0]?.p).toBeLessThan(1e-6)
    const until = on(20)
    const result = linksOf(
      OutcomeLinks.fromPaths(
        all.map(({ customer, met }) => took(customer, ["order", ...(met.slice(0, 20).includes(true) ? ["news"] : [])])),
        all.map(({ customer, ends }) => ({ customer, startedAt: on(0), endedAt: on(ends) })),
        { until, asOf: on(60) }
      )
    )
    expect(result.links.find(({ label }) => label === "met news")?.p).toBeGreaterThan(0.05)
  })
})
