import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Coverage, nineStages, PlannedJourney, Tally } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose } from "./golden.ts"

const journey = PlannedJourney.define({
  id: "shop",
  name: "Shop",
  stages: [
    { id: "discovery", name: "Discovery", touchpoints: [{ id: "search", name: "Search" }] },
    {
      id: "purchase",
      name: "Purchase",
      touchpoints: [
        { id: "checkout", name: "Checkout" },
        { id: "kiosk", name: "Kiosk" }
      ]
    },
    { id: "support", name: "Support", touchpoints: [{ id: "hotline", name: "Hotline" }] }
  ]
})
const by = ["touchpoint", "component", "month"] as const
interface Answer {
  readonly touchpoint: string | null
  readonly component: string | null
  readonly month: string | null
}
const tally = (answers: ReadonlyArray<Answer>) => Tally.from(answers, { by })
const options = { journey, stages: nineStages, components: ["emotional", "functional"], freshFrom: "2026-02" } as const

describe("coverage", () => {
  const report = Coverage.fromTally(
    tally([
      { touchpoint: "search", component: null, month: "2026-01" },
      { touchpoint: "search", component: "functional", month: "2026-03" },
      { touchpoint: "checkout", component: "functional", month: "2025-12" },
      { touchpoint: "checkout", component: null, month: "2026-01" },
      { touchpoint: "hotline", component: null, month: null },
      { touchpoint: "chat", component: null, month: "2026-03" },
      { touchpoint: null, component: null, month: "2026-03" }
    ]),
    options
  )

  it("names covered and uncovered touchpoints, in the order of the journey", () => {
    expect(report.touchpoints.map((each) => [each.touchpoint, each.status, each.answers, each.last])).toEqual([
      ["search", "covered", 2, "2026-03"],
      ["checkout", "stale", 2, "2026-01"],
      ["kiosk", "no answers", 0, null],
      ["hotline", "stale", 1, null]
    ])
    expect(report).toMatchObject({ withoutAnswers: ["kiosk"], stale: ["checkout", "hotline"] })
    expect(report.covered).toEqual({ touchpoints: 1, of: 4 })
  })

  it("names what was never asked, here and anywhere", () => {
    expect(report.componentsNeverAsked).toEqual(["emotional"])
    expect(report.touchpoints.map((each) => each.componentsNeverAsked)).toEqual([
      ["emotional"],
      ["emotional"],
      ["emotional", "functional"],
      ["emotional", "functional"]
    ])
  })

  it("names stages without a touchpoint, and stages without an answer", () => {
    expect(report.stagesNotPlanned).toEqual(["awareness", "attraction", "interaction", "use", "repurchase", "advocacy"])
    expect(report.stagesNotCovered).toEqual(["purchase", "support"])
  })

  it("keeps answers about what is not planned", () => {
    expect(report.notPlanned).toEqual([
      { touchpoint: null, answers: 1 },
      { touchpoint: "chat", answers: 1 }
    ])
  })

  it("of nothing leaves everything uncovered", () => {
    expect(Coverage.fromTally(tally([]), options)).toMatchObject({
      withoutAnswers: ["search", "checkout", "kiosk", "hotline"],
      componentsNeverAsked: ["emotional", "functional"],
      stagesNotCovered: ["discovery", "purchase", "support"],
      covered: { touchpoints: 0, of: 4 }
    })
    const nowhere = Coverage.fromTally(tally([]), { journey: { stages: [] } })
    expect(nowhere).toMatchObject({ touchpoints: [], covered: { touchpoints: 0, of: 0 } })
  })

  it("takes the first fresh period as fresh, and the one before as stale", () => {
    const status = (month: string) =>
      Coverage.fromTally(tally([{ touchpoint: "search", component: null, month }]), options).touchpoints[0]?.status
    expect([status("2026-02"), status("2026-01")]).toEqual(["covered", "stale"])
  })

  it("does not compare a quarter with a month", () => {
    const answers = tally([{ touchpoint: "search", component: null, month: "2026-01" }])
    expect(() => Coverage.fromTally(answers, { journey, freshFrom: "2026-Q1" })).toThrow(Tally.TallyMismatch)
    const plain = Tally.from([{ touchpoint: "search" }], { by: ["touchpoint"] }) as Tally.Tally<string>
    expect(() => Coverage.fromTally(plain, options)).toThrow(Tally.TallyMismatch)
    expect(Coverage.fromTally(plain, { journey }).touchpoints[0]).toMatchObject({ status: "covered", last: null })
  })
})

describe("coverage of components and channels", () => {
  const by = ["touchpoint", "component", "channel", "month"] as const
  const rows = [
    { touchpoint: "search", component: "functional", channel: "web", month: "2026-03" },
    { touchpoint: "search", component: "emotional", channel: "phone", month: "2026-01" },
    { touchpoint: "checkout", component: "functional", channel: "app", month: "2025-12" },
    { touchpoint: "chat", component: "emotional", channel: "phone", month: "2026-03" }
  ]
  const asked = {
    ...options,
    components: ["emotional", "functional", "accessible"],
    channels: ["web", "phone", "store"]
  }
  const report = Coverage.fromTally(Tally.from(rows, { by }), asked)

  it("tells what is stale from what was never asked, not counting what is not planned", () => {
    expect(report).toMatchObject({
      componentsNeverAsked: ["accessible"],
      componentsStale: ["emotional"],
      channelsNeverAsked: ["store"],
      channelsStale: ["phone"]
    })
  })

  it("does so for each touchpoint", () => {
    expect(report.touchpoints.slice(0, 2)).toMatchObject([
      {
        componentsNeverAsked: ["accessible"],
        componentsStale: ["emotional"],
        channelsNeverAsked: ["store"],
        channelsStale: ["phone"]
      },
      {
        componentsNeverAsked: ["emotional", "accessible"],
        componentsStale: ["functional"],
        channelsNeverAsked: ["web", "phone", "store"],
        channelsStale: []
      }
    ])
  })

  it("finds nothing stale where nothing has to be fresh", () => {
    const { freshFrom: _, ...always } = asked
    expect(Coverage.fromTally(Tally.from(rows, { by }), always)).toMatchObject({
      componentsStale: [],
      channelsStale: [],
      channelsNeverAsked: ["store"]
    })
  })

  it("puts each that ought to be there in one list at most", () => {
    const channel = fc.constantFrom("web", "phone", "store", null)
    const some = fc.record({
      touchpoint: fc.constantFrom("search", "kiosk", "chat"),
      component: fc.constant(null),
      channel,
      month: fc.constantFrom("2026-01", "2026-02", null)
    })
    fc.assert(
      fc.property(fc.array(some), (answers) => {
        const { channelsNeverAsked, channelsStale, touchpoints } = Coverage.fromTally(
          Tally.from(answers, { by }),
          asked
        )
        const planned = answers.filter((each) => each.touchpoint !== "chat")
        for (const each of asked.channels) {
          const own = planned.filter((row) => row.channel === each)
          expect(channelsNeverAsked.includes(each)).toBe(own.length === 0)
          expect(channelsStale.includes(each)).toBe(own.length > 0 && own.every(({ month }) => month !== "2026-02"))
        }
        expect(
          touchpoints.every((each) => each.channelsStale.every((one) => !each.channelsNeverAsked.includes(one)))
        ).toBe(true)
      })
    )
  })
})

const answer = fc.record({
  touchpoint: fc.option(fc.constantFrom("search", "checkout", "kiosk", "hotline", "chat")),
  component: fc.option(fc.constantFrom("emotional", "functional", "accessible")),
  month: fc.option(fc.constantFrom("2025-12", "2026-01", "2026-02", "2026-03"))
})

describe("coverage laws", () => {
  it("counts every answer once, and puts every touchpoint in one list", () => {
    fc.assert(
      fc.property(fc.array(answer), (answers) => {
        const { covered, notPlanned, stale, touchpoints, withoutAnswers } = Coverage.fromTally(tally(answers), options)
        const counted = [...touchpoints, ...notPlanned].reduce((sum, each) => sum + each.answers, 0)
        expect(counted).toBe(answers.length)
        expect(withoutAnswers.length + stale.length + covered.touchpoints).toBe(covered.of)
      })
    )
  })

  it("only grows with more answers", () => {
    fc.assert(
      fc.property(fc.array(answer), fc.array(answer), (some, more) => {
        const [before, after] = [some, [...some, ...more]].map((each) => Coverage.fromTally(tally(each), options))
        if (before === undefined || after === undefined) throw new Error("no report")
        expect(after.covered.touchpoints).toBeGreaterThanOrEqual(before.covered.touchpoints)
        expect(before.stagesNotCovered).toEqual(expect.arrayContaining([...after.stagesNotCovered]))
        expect(before.componentsNeverAsked).toEqual(expect.arrayContaining([...after.componentsNeverAsked]))
      })
    )
  })
})

const counts = (of: Readonly<Record<string, number>>) =>
  Tally.fromColumns({ columns: { touchpoint: Object.keys(of) }, counts: Object.values(of) })

const attention = (
  asked: Readonly<Record<string, number>>,
  met: Readonly<Record<string, number>>,
  revenue = ["checkout"]
) => {
  const result = Coverage.attention(counts(asked), counts(met), { revenue })
  if (result._tag !== "Attention") throw new Error(result.reason)
  return result
}

describe("attention", () => {
  it("is the share of answers against the share of contacts", () => {
    const { revenue, touchpoints } = attention(
      { checkout: 60, search: 40 },
      { checkout: 200, hotline: 300, search: 500 }
    )
    expect(touchpoints.map((each) => [each.touchpoint, each.answers, each.contacts, each.index, each.differs])).toEqual(
      [
        ["checkout", 60, 200, 3, true],
        ["hotline", 0, 300, 0, true],
        ["search", 40, 500, 0.8, false]
      ]
    )
    expect(revenue).toMatchObject({ answers: 60, contacts: 200, index: 3, differs: true })
    expectClose(revenue.difference.value, 40, 1e-12)
    expect(attention({ kiosk: 5 }, { search: 5 }).touchpoints[0]).toMatchObject({ touchpoint: "kiosk", index: null })
    expect(attention({ search: 5 }, { search: 5 }, []).revenue).toMatchObject({
      answers: 0,
      index: null,
      p: null,
      differs: false
    })
    expect(attention({ a: 5, b: 6 }, { a: 5, b: 9 }, ["a", "a"]).revenue.answers).toBe(5)
  })

  it("needs answers and contacts", () => {
    const none = Tally.from([] as ReadonlyArray<{ touchpoint: string }>, { by: ["touchpoint"] })
    const some = counts({ checkout: 1 })
    expect(Coverage.attention(none, some, { revenue: [] })).toMatchObject({ reason: "no answers" })
    expect(Coverage.attention(some, none, { revenue: [] })).toMatchObject({ reason: "no contacts" })
  })

  it("in proportion is 1 everywhere, whatever the size", () => {
    const positive = fc.integer({ min: 1, max: 50 })
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("a", "b", "c"), positive, { minKeys: 1 }), positive, (asked, times) => {
        const met = Object.fromEntries(Object.entries(asked).map(([name, count]) => [name, count * times]))
        for (const { difference, differs, index } of attention(asked, met, ["a"]).touchpoints) {
          expectClose(index ?? 0, 1, 1e-12)
          expectClose(difference.value, 0, 1e-12)
          expect(differs).toBe(false)
        }
      })
    )
  })

  it("seldom finds a skew where answers come evenly from the contacts", () => {
    const next = random(12)
    const runs = 1000
    let found = 0
    for (let run = 0; run < runs; run++) {
      const drawn = (n: number) => {
        const checkout = Array.from({ length: n }, () => Number(next() < 0.3)).reduce((a, b) => a + b, 0)
        return { checkout, search: n - checkout }
      }
      found += Number(attention(drawn(150), drawn(300)).revenue.differs)
    }
    expect(found / runs).toBeGreaterThan(0.03)
    expect(found / runs).toBeLessThan(0.07)
  })
})
