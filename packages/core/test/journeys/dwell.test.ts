import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  CustomerId,
  Dwell,
  type Interaction,
  RecordId,
  Sources,
  Survival,
  Tally,
  TouchpointId
} from "../../src/index.ts"

const hour = 3_600_000
const evidence = { source: "test", kind: "objective" } as const

/** Interactions at whole hours: stays of some days. */
const log = fc
  .array(
    fc.record({
      customer: fc.constantFrom("ada", "bob", "\u{1F600}").map((id) => CustomerId.make(id)),
      touchpoint: fc.constantFrom("a", "a", "b", "c", "x", "quit").map((id) => TouchpointId.make(id)),
      at: fc.integer({ min: 0, max: 200 }).map((hours) => new Date(hours * hour))
    }),
    { maxLength: 20 }
  )
  .map((all) =>
    all.map((each, i): Interaction => ({ ...each, id: RecordId.make(String(i).padStart(3, "0")), evidence }))
  )

const rule = fc.constantFrom<Sources.StayRule>(
  {},
  { sessionGap: 40 * 3600 },
  { leaving: ["quit"] },
  {
    stages: [
      { id: "first", touchpoints: ["a", "b"] },
      { id: "c", touchpoints: ["c"] }
    ]
  },
  { stages: [{ id: "only", touchpoints: ["b"] }], leaving: ["quit"], sessionGap: 30 * 3600 }
)
const asOf = fc.integer({ min: 0, max: 260 }).map((hours) => new Date(hours * hour))

const stageOf = ({ leaving = [], stages }: Sources.StayRule, touchpoint: string): string | undefined => {
  if (leaving.includes(touchpoint)) return left
  if (stages === undefined) return touchpoint
  return stages.find(({ touchpoints }) => touchpoints.includes(touchpoint))?.id
}

/** The first place in a range after which nothing is heard for longer than the gap, as far as is known. */
const silenceIn = (times: ReadonlyArray<number>, from: number, until: number, rule: Known): number =>
  times.findIndex((time, i) => i >= from && i < until && (times[i + 1] ?? rule.seenUntil) - time > rule.gap)

/** In milliseconds. */
interface Known {
  readonly asOf: number
  readonly seenUntil: number
  readonly gap: number
}

/** How a stay ends that begins at a place. */
const endOf = (times: ReadonlyArray<number>, from: number, next: Met | undefined, rule: Known) => {
  const silence = times[silenceIn(times, from, next?.place ?? times.length, rule)] ?? Infinity
  if (silence <= rule.asOf) return { end: silence, outcome: "went quiet" }
  const end = times[next?.place ?? -1] ?? Infinity
  if (end > rule.asOf) return { end: rule.asOf, outcome: "still there" }
  return { end, outcome: next?.stage === left ? "left" : "moved on" }
}

const left = "(left)"

/** That a stage was met, at a place in all interactions. */
interface Met {
  readonly place: number
  readonly stage: string
}

/** The stays of one customer as they are defined: each interaction of a stage after one of another, or after silence. */
const slowly = (all: ReadonlyArray<Interaction>, asOf: Date, rule: Sources.StayRule) => {
  const times = all.map(({ at }) => at.getTime())
  const known = {
    asOf: asOf.getTime(),
    seenUntil: (rule.seenUntil ?? asOf).getTime(),
    gap: (rule.sessionGap ?? Infinity) * 1000
  }
  const met = all.flatMap(({ touchpoint }, place): ReadonlyArray<Met> => {
    const stage = stageOf(rule, touchpoint)
    return stage === undefined ? [] : [{ place, stage }]
  })
  const begins = ({ place, stage }: Met, before: Met | undefined): boolean =>
    stage !== left && (before?.stage !== stage || silenceIn(times, before.place, place, known) >= 0)
  return met.flatMap(({ place, stage }, i) => {
    const at = times[place] ?? 0
    if (at > known.asOf || !begins({ place, stage }, met[i - 1])) return []
    const next = met.slice(i + 1).find((other) => other.stage !== stage)
    const { end, outcome } = endOf(times, place, next, known)
    return [{ stage, at, outcome, seconds: (end - at) / 1000 }]
  })
}

const brief = ({ at, outcome, seconds, stage }: Sources.Stay) => ({ stage, at: at.getTime(), outcome, seconds })

/** The interactions of each customer up to an instant, in order. */
const ofCustomers = (all: ReadonlyArray<Interaction>, asOf: Date) =>
  ["ada", "bob", "\u{1F600}"].map((customer) =>
    all
      .filter((each) => each.customer === customer && each.at <= asOf)
      .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
  )

describe("the source of stays", () => {
  it("is what the definition says, customer by customer", () => {
    fc.assert(
      fc.property(log, asOf, fc.nat(60), rule, (all, asOf, later, rule) => {
        const seenUntil = new Date(asOf.getTime() + later * hour)
        const told = { ...rule, seenUntil }
        const expected = ofCustomers(all, seenUntil).flatMap((each) => slowly(each, asOf, told))
        expect(Array.from(Sources.stays(all, asOf, told), brief)).toEqual(expected)
        const now = ofCustomers(all, asOf).flatMap((each) => slowly(each, asOf, rule))
        expect(Array.from(Sources.stays(all, asOf, rule), brief)).toEqual(now)
      }),
      { numRuns: 500 }
    )
  })

  it("says of what is over the same ever after", () => {
    fc.assert(
      fc.property(log, asOf, asOf, rule, (all, a, b, rule) => {
        const [early, late] = a < b ? [a, b] : [b, a]
        const over = [...Sources.stays(all, early, rule)].filter(({ outcome }) => outcome !== "still there")
        const later = Array.from(Sources.stays(all, late, rule), ({ age: _, ...each }) => each)
        for (const { age: _, ...each } of over) expect(later).toContainEqual(each)
      })
    )
  })

  it("knows of everybody who went quiet where the gap is between the two times", () => {
    fc.assert(
      fc.property(log, asOf, asOf, (all, asOf, much) => {
        const sessionGap = 40 * 3600
        const known = (hours: number) => {
          const seenUntil = new Date(asOf.getTime() + hours * hour)
          return [...Sources.stays(all, asOf, { sessionGap, seenUntil })]
        }
        expect(known(41 + much.getTime() / hour)).toEqual(known(41))
      })
    )
  })

  it("shares out all the time from the first interaction until now, where each is of a stage", () => {
    fc.assert(
      fc.property(log, asOf, (all, asOf) => {
        for (const each of ofCustomers(all, asOf)) {
          const [first] = each
          const total = [...Sources.stays(each, asOf)].reduce((sum, { seconds }) => sum + seconds, 0)
          expect(total).toBe(first === undefined ? 0 : (asOf.getTime() - first.at.getTime()) / 1000)
        }
      })
    )
  })

  it("comes to a stage as often as the steps come to it from another", () => {
    fc.assert(
      fc.property(log, (all) => {
        const count = (stage: string) =>
          [...Sources.stays(all, new Date(999 * hour))].filter((stay) => stay.stage === stage).length
        const steps = [...Sources.steps(all)].filter(({ from, to }) => from !== to)
        for (const stage of ["a", "b", "c"]) expect(count(stage)).toBe(steps.filter(({ to }) => to === stage).length)
      })
    )
  })

  it("does not depend on the order of the interactions, and days are those of the seconds", () => {
    fc.assert(
      fc.property(log, asOf, rule, (all, asOf, rule) => {
        const rows = [...Sources.stays(all, asOf, rule)]
        expect([...Sources.stays(all.toReversed(), asOf, rule)]).toEqual(rows)
        for (const { age, days, outcome, seconds } of rows) {
          expect(days).toBe(Math.floor(seconds / 86_400))
          expect(days).toBeLessThanOrEqual(age)
          if (outcome === "still there") expect(days).toBe(age)
        }
      })
    )
  })

  it("takes silence for the end once it is longer than the gap, and then what was heard last", () => {
    const visit = (id: string, at: number): Interaction => ({
      id: RecordId.make(id),
      customer: CustomerId.make("ada"),
      touchpoint: TouchpointId.make("a"),
      at: new Date(at),
      evidence
    })
    const visits = [visit("1", 0), visit("2", 5000)]
    const seen = (asOf: number) => Array.from(Sources.stays(visits, new Date(asOf), { sessionGap: 60 }), brief)
    expect(seen(65_000)).toEqual([{ stage: "a", at: 0, outcome: "still there", seconds: 65 }])
    expect(seen(65_001)).toEqual([{ stage: "a", at: 0, outcome: "went quiet", seconds: 5 }])
  })

  it("refuses touchpoints that are twice something", () => {
    const stage = (id: string) => ({ id, touchpoints: ["a"] })
    const refused: ReadonlyArray<Sources.StayRule> = [
      { stages: [stage("1"), stage("2")] },
      { stages: [stage("1")], leaving: ["a"] }
    ]
    for (const rule of refused) expect(() => [...Sources.stays([], new Date(0), rule)]).toThrow(RangeError)
    expect(() => [...Sources.stays([], new Date(1), { seenUntil: new Date(0) })]).toThrow(RangeError)
    expect([...Sources.stays([], new Date(0), { stages: [stage("1"), stage("1")] })]).toEqual([])
  })
})

const stay = fc.record({
  stage: fc.constantFrom("a", "b"),
  segment: fc.constantFrom("new", "known"),
  days: fc.oneof({ weight: 9, arbitrary: fc.nat(12) }, fc.constantFrom(null, -1)),
  outcome: fc.constantFrom("moved on", "moved on", "left", "went quiet", "still there", null)
})
const by = ["stage", "segment", "days", "outcome"] as const

describe("dwell", () => {
  it("is the same of plain stays and of their tally, and the curve is that of each stage alone", () => {
    fc.assert(
      fc.property(fc.array(stay, { maxLength: 40 }), (rows) => {
        const tally = Tally.from(rows, { by })
        const found = Dwell.fromTally(tally)
        expect(Dwell.fromStays(rows)).toEqual(found)
        for (const { curve, stage } of found) {
          expect(curve).toEqual(Survival.fromTally(Tally.where(tally, "stage", stage), { event: "moved on" }))
        }
      })
    )
  })

  it("reports the stages that are asked for, in their order", () => {
    const rows = [
      { stage: "a", days: 3, outcome: "moved on" },
      { stage: "a", days: 5, outcome: "left" },
      { stage: "b", days: 1, outcome: "went quiet" },
      { stage: "b", days: 9, outcome: "still there" }
    ]
    const options = { stages: ["c", { id: "b" }, "a"], quantiles: [0.25] }
    expect(Dwell.fromStays(rows, options)).toMatchObject([
      { stage: "c", outcomes: { stillThere: 0 }, curve: { _tag: "InsufficientData" }, quantiles: [] },
      { stage: "b", outcomes: { movedOn: 0, wentQuiet: 1, stillThere: 1 }, quantiles: [{ value: null }] },
      { stage: "a", outcomes: { movedOn: 1, left: 1 }, curve: { n: 2, eventCount: 1 }, quantiles: [{ value: 3 }] }
    ])
    const tally = Tally.from(rows, { by: ["stage", "days", "outcome"] })
    expect(Dwell.fromTally(tally, options)).toEqual(Dwell.fromStays(rows, options))
    const [there] = Dwell.fromTally(tally, { stages: ["b"], event: ["moved on", "left", "went quiet"] })
    expect(there?.curve).toMatchObject({ eventCount: 1 })
    expect(() => Dwell.fromTally(tally, { quantiles: [2] })).toThrow(RangeError)
  })

  it("compares groups within each stage, corrected over all of them", () => {
    fc.assert(
      fc.property(fc.array(stay, { maxLength: 60 }), (rows) => {
        const tally = Tally.from(rows, { by })
        for (const { groups, stage } of Dwell.by(tally, "segment")) {
          const alone = Survival.by(Tally.where(tally, "stage", stage), "segment", { event: "moved on" })
          expect(groups.map(({ fromRest, result, value }) => ({ fromRest, result, value }))).toEqual(
            alone.map(({ fromRest, result, value }) => ({ fromRest, result, value }))
          )
          groups.forEach(({ adjustedP }, i) => {
            const p = alone[i]?.fromRest
            if (p?._tag === "RestTest") expect(adjustedP).toBeGreaterThanOrEqual(p.p)
          })
        }
      })
    )
  })
})
