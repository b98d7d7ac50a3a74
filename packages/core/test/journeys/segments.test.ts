import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { JourneyClusters, Nps, Rfm, Segments, Sources, Tally } from "../../src/index.ts"

const customer = fc.constantFrom("ada", "bob", "eve", "kim", "__proto__", "zoë")
const row = fc.record({
  customer,
  plan: fc.constantFrom("free", "basic", "pro", null),
  seats: fc.integer({ min: 0, max: 20 })
})
const rules = [
  { name: "large", where: { seats: { from: 10, to: 18 } } },
  { name: "paying", where: { plan: ["basic", "pro"] } },
  { name: "unknown", where: { plan: null } }
] as const

type Row = typeof row extends fc.Arbitrary<infer Value> ? Value : never

/** The same, as plain functions. */
const fits: ReadonlyArray<readonly [name: string, isIn: (row: Row) => boolean]> = [
  ["large", ({ seats }) => seats >= 10 && seats < 18],
  ["paying", ({ plan }) => plan === "basic" || plan === "pro"],
  ["unknown", ({ plan }) => plan === null]
]

describe("segments by rules", () => {
  it("are the first that one of a customer's rows meets", () => {
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const segments = Segments.fromRules(rows, rules)
        for (const name of new Set(rows.map((each) => each.customer))) {
          const own = rows.filter((each) => each.customer === name)
          const fitting = fits.filter(([, isIn]) => own.some(isIn)).map(([segment]) => segment)
          expect(segments.get(name)).toBe(fitting[0])
        }
      })
    )
  })

  it("are the same in any order of the rows", () => {
    fc.assert(
      fc.property(fc.array(row), fc.infiniteStream(fc.nat()), (rows, keys) => {
        const shuffled = rows.map((each) => [keys.next().value, each] as const).sort(([a], [b]) => a - b)
        const again = shuffled.map(([, each]) => each)
        expect([...Segments.fromRules(again, rules)]).toEqual([...Segments.fromRules(rows, rules)])
      })
    )
  })

  it("have names", () => {
    const one = [{ customer: "ada", plan: "pro" }]
    expect(() => Segments.fromRules(one, [{ name: "", where: { plan: "pro" } }])).toThrow(RangeError)
    expect(() => Segments.fromRules(one, [{ name: "x".repeat(257), where: { plan: "pro" } }])).toThrow("found 257")
    expect(Segments.fromRules(one, []).size).toBe(0)
    expect([...Segments.fromRules(one, [{ name: "all", where: {} }])]).toEqual([["ada", "all"]])
  })
})

describe("segments by RFM", () => {
  const bought = fc.record({
    recency: fc.integer({ min: 0, max: 400 }),
    frequency: fc.integer({ min: 1, max: 20 }),
    amountMinor: fc.integer({ min: 0, max: 9999 }),
    currency: fc.constantFrom("EUR", "USD")
  })

  it("have as many customers as the report says", () => {
    fc.assert(
      fc.property(fc.array(bought, { minLength: 1, maxLength: 40 }), (list) => {
        const customers = list.map((each, i) => ({ ...each, customer: `c${i}` }))
        const report = Rfm.fromRecords(customers, { segments: Rfm.commonSegments })
        if (report._tag !== "Rfm") return
        const segments = [...Segments.fromRfm(report, customers, Rfm.commonSegments).values()]
        for (const { customers: n, segment } of report.segments) {
          expect(segments.filter((each) => each === segment)).toHaveLength(n)
        }
        expect(segments).toHaveLength(customers.length)
      })
    )
  })

  it("leave out who cannot be placed, and take the first of two rows", () => {
    const of = (name: string, recency: number, frequency: number, currency = "EUR") => {
      return { customer: name, recency, frequency, amountMinor: 100, currency }
    }
    const customers = [of("ada", 1, 9), of("bob", 50, 5), of("eve", 90, 3), of("kim", 300, 1), of("lou", 200, 2)]
    const report = Rfm.fromRecords(customers)
    if (report._tag !== "Rfm") throw new Error("no report")
    const segments = Segments.fromRfm(
      report,
      [...customers, of("kim", 1, 9), of("new", 1, 1, "JPY"), of("odd", -1, 1)],
      Rfm.commonSegments
    )
    expect([segments.get("kim"), segments.get("new"), segments.get("odd")]).toEqual(["champions", undefined, undefined])
    expect(Segments.fromRfm(report, customers, [{ name: "top", recency: [5, 5] }]).size).toBe(1)
  })
})

describe("segments by kind of journey", () => {
  const step = fc.constantFrom("search", "item", "cart", "pay", "login", "faq", "chat")
  const path = fc.array(step, { minLength: 1, maxLength: 5 })
  const taken = fc.record({ customer, day: fc.nat(6), path })

  it("are the group of the last journey", () => {
    fc.assert(
      fc.property(fc.array(taken, { minLength: 1, maxLength: 30 }), (list) => {
        const cases = list.map(({ customer, day, path: touchpoints }) => {
          return { customer, at: new Date(Date.UTC(2026, 0, 1 + day)), path: Sources.pathText(touchpoints) }
        })
        const report = JourneyClusters.fromTally(Tally.from(cases, { by: ["path"] }), { seed: 3, most: 4 })
        if (report._tag !== "JourneyClusters") throw new Error("no clusters")
        const groupOf = (text: string) =>
          report.clusters.findIndex(({ paths }) => paths.some((each) => Sources.pathText(each.touchpoints) === text))
        const segments = Segments.fromClusters(report, cases)
        expect([...Segments.fromClusters(report, cases.toReversed())]).toEqual([...segments])
        for (const name of new Set(cases.map((each) => each.customer))) {
          const own = cases.filter((each) => each.customer === name)
          const latest = Math.max(...own.map(({ at }) => at.getTime()))
          const last = own.filter(({ at }) => at.getTime() === latest).map(({ path: text }) => groupOf(text))
          expect(segments.get(name)).toBe(String(1 + Math.min(...last)))
        }
      })
    )
  })

  it("leave out who has no path of the report", () => {
    const at = new Date(0)
    const report = JourneyClusters.fromTally(Tally.from([{ path: "a" }], { by: ["path"] }), { seed: 1 })
    if (report._tag !== "JourneyClusters") throw new Error("no clusters")
    const cases = [
      { customer: "ada", at, path: "a" },
      { customer: "bob", at },
      { customer: "eve", at, path: "b" }
    ]
    expect([...Segments.fromClusters(report, cases)]).toEqual([["ada", "1"]])
  })
})

describe("records in segments", () => {
  const answer = fc.record(
    { customer, segment: fc.constantFrom("old", "older"), score: fc.integer({ min: 0, max: 10 }) },
    { requiredKeys: ["customer", "score"] }
  )

  it("keep everything but the segment, which is their customer's alone", () => {
    fc.assert(
      fc.property(fc.array(answer), fc.array(row), (answers, rows) => {
        const segments = Segments.fromRules(rows, rules)
        const put = [...Segments.put(answers, segments)]
        expect(put.map(({ customer, score }) => [customer, score])).toEqual(
          answers.map(({ customer, score }) => [customer, score])
        )
        for (const each of put) expect(each.segment).toBe(segments.get(each.customer))
        expect([...Segments.put(put, segments)]).toEqual(put)
        const named = put.filter(({ segment }) => segment !== undefined)
        const groups = Nps.by(Tally.from(put, { by: ["segment", "score"] }), "segment")
        const known = groups.filter(({ value }) => value !== null)
        expect(known.reduce((sum, { result }) => sum + result.n, 0)).toBe(named.length)
      })
    )
  })
})
