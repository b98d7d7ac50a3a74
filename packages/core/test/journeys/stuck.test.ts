import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Stuck, Survival, Tally } from "../../src/index.ts"
import { log } from "../../src/stats/Elementary.ts"
import { type Random, random } from "../../src/stats/Random.ts"

interface Row {
  readonly stage: string
  readonly month: string
  readonly days: number
  readonly age: number
  readonly outcome: string
}

const by = ["stage", "month", "days", "age", "outcome"] as const
const tallyOf = (rows: ReadonlyArray<Row>) => Tally.from(rows, { by })

const exponential = (draw: Random, mean: number): number => -mean * log(1 - draw())

interface Simulated {
  /** Stays began so many days ago: from, up to. */
  readonly before?: readonly [number, number]
  /** Mean days until customers move on, and until they leave. */
  readonly mean?: number
  readonly leaving?: number
  readonly month?: string
}

/** Stays that began at any moment of the days before now, and end after an exponential time, or with the customer leaving. */
const simulate = (
  draw: Random,
  copies: number,
  stage: string,
  { before = [0, 60], leaving = 12, mean = 4, month = "2026-03" }: Simulated = {}
): ReadonlyArray<Row> =>
  Array.from({ length: copies }, () => {
    const ago = before[0] + (before[1] - before[0]) * draw()
    const [moved, left] = [exponential(draw, mean), exponential(draw, leaving)]
    const end = Math.min(moved, left, ago)
    const outcome = end === ago ? "still there" : end === moved ? "moved on" : "left"
    return { stage, month, days: Math.floor(end), age: Math.floor(ago), outcome }
  })

const report = (result: Stuck.StuckResult): Stuck.StuckReport => {
  if (result._tag !== "Stuck") throw new Error(result.reason)
  return result
}

/** How many of 100 seeds pass. */
const runs = 100
const count = (test: (draw: Random) => boolean): number =>
  Array.from({ length: runs }, (_, i) => test(random(i + 1))).filter(Boolean).length

/** 5 % of 100 are 5; more than 11 have a probability below 1 %. */
const most = 11

const open = ({ outcome }: Row): boolean => outcome === "still there"
const stagesOf = (result: Stuck.StuckResult): ReadonlyArray<Stuck.StuckStage> =>
  result._tag === "Stuck" ? result.stages : []

const expectCounts = ({ past, stage, stillThere }: Stuck.StuckStage, all: ReadonlyArray<Row>): void => {
  const here = all.filter((each) => each.stage === stage)
  const { days, observed, ...beyond } = past._tag === "PastQuantile" ? past : nothingPast
  const longer = here.filter((each) => each.days > days)
  expect(stillThere).toBe(here.filter(open).length)
  expect([observed, beyond.stillThere]).toEqual([longer.length, longer.filter(open).length])
}

/** What is known of a stay in days that were seen to their end. */
const wholeDays = ({ age, days, outcome }: Row): ReadonlyArray<Survival.FollowUp> => {
  if (outcome === "moved on" && days < age) return [{ time: days, event: true }]
  return days === 0 ? [] : [{ time: days - 1, event: false }]
}

const expectAsBefore = ({ pace, past, stuck }: Stuck.StuckStage): void => {
  const { expected, observed, ratio } =
    past._tag === "PastQuantile" ? past : { ...nothingPast, expected: 0, ratio: past }
  expect(stuck).toBe(false)
  expect(expected).toBeCloseTo(observed, 9)
  expect(ratio._tag === "Estimate" ? ratio.value : 1).toBeCloseTo(1, 12)
  expect(pace._tag === "RateRatio" ? pace.value : 1).toBeCloseTo(1, 9)
}

const nothingPast = { days: Infinity, observed: 0, stillThere: 0 }

const row = fc
  .record({
    stage: fc.constantFrom("a", "b", "c"),
    month: fc.constantFrom("2026-02", "2026-03"),
    days: fc.nat(9),
    more: fc.nat(9),
    outcome: fc.constantFrom("moved on", "moved on", "left", "still there")
  })
  .map(({ days, more, ...each }): Row => ({ ...each, days, age: each.outcome === "still there" ? days : days + more }))
const rows = fc.array(row, { maxLength: 60 })

describe("stuck stages", () => {
  it("counts the stays of each stage as they are", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const result = Stuck.fromTally(tallyOf(all))
        expect(result._tag).toBe(all.length === 0 ? "InsufficientData" : "Stuck")
        for (const found of stagesOf(result)) expectCounts(found, all)
      })
    )
  })

  it("expects as many as there are of a stage that is as it was before", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const twice = ["2026-02", "2026-03"].flatMap((month) => all.map((each) => ({ ...each, month })))
        const result = Stuck.since(tallyOf(twice), { since: "2026-03", quantile: 0.5 })
        stagesOf(result).forEach(expectAsBefore)
      })
    )
  })

  it("does not depend on the order of the stays, and takes a stage's curve of whole days", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const result = Stuck.fromTally(tallyOf(all))
        expect(Stuck.fromTally(tallyOf(all.toReversed()))).toEqual(result)
        for (const { curve, stage } of stagesOf(result)) {
          const known = all.filter((each) => each.stage === stage).flatMap(wholeDays)
          const expected = Survival.fromLifetimes(known)
          expect(curve._tag === "SurvivalCurve" ? curve : null).toEqual(known.length === 0 ? null : expected)
        }
      })
    )
  })

  it("names the stage that holds customers longer than the others, and by how much", () => {
    const found = count((draw) => {
      const all = ["a", "b", "c", "d"].flatMap((stage) => simulate(draw, 300, stage, { mean: stage === "c" ? 8 : 4 }))
      const { stages, stuck } = report(Stuck.fromTally(tallyOf(all)))
      const [first] = stages
      return stuck.length === 1 && stuck[0] === "c" && first?.past._tag === "PastQuantile" && first.past.observed > 20
    })
    expect(found).toBeGreaterThan(90)
  })

  it("finds nothing where all stages are alike, but at most as often as is said", () => {
    const found = count((draw) => {
      const all = ["a", "b", "c", "d"].flatMap((stage) => simulate(draw, 150, stage))
      return report(Stuck.fromTally(tallyOf(all))).stuck.length > 0
    })
    expect(found).toBeLessThanOrEqual(most)
  })

  it("finds a stage that became slower, and none that only is younger", () => {
    const since = (draw: Random, mean: number) => {
      const all = ["a", "b", "c"].flatMap((stage) => [
        ...simulate(draw, 300, stage, { before: [15, 90], month: "2026-02" }),
        ...simulate(draw, 300, stage, { before: [0, 15], mean: stage === "b" ? mean : 4 })
      ])
      return report(Stuck.since(tallyOf(all), { since: "2026-03", quantile: 0.8 })).stuck
    }
    expect(count((draw) => since(draw, 4).length > 0)).toBeLessThanOrEqual(most)
    expect(count((draw) => since(draw, 8).join() === "b")).toBeGreaterThan(90)
  })

  it("covers the pace of the stage by its interval", () => {
    const covered = count((draw) => {
      const all = [
        ...simulate(draw, 200, "a", { month: "2026-02", mean: 4 }),
        ...simulate(draw, 200, "a", { month: "2026-03", mean: 4 })
      ]
      const pace = report(Stuck.since(tallyOf(all), { since: "2026-03" })).stages[0]?.pace
      return pace?._tag === "RateRatio" && pace.interval.low <= 1 && (pace.interval.high ?? 2) >= 1
    })
    expect(runs - covered).toBeLessThanOrEqual(most)
  })

  it("says what is missing, what is no stay and what does not compare", () => {
    const good = { stage: "a", month: "2026-03", days: 2, age: 5, outcome: "moved on" }
    const tally = Tally.from(
      [
        good,
        { ...good, outcome: null },
        { ...good, stage: null },
        { ...good, days: 9 },
        { ...good, outcome: "still there" }
      ],
      { by }
    )
    expect(Stuck.fromTally(tally)).toMatchObject({
      excluded: { missing: 2, invalid: 2 },
      stuck: [],
      stages: [
        { stage: "a", n: 1, past: { _tag: "InsufficientData" }, pace: { _tag: "InsufficientData" }, adjustedP: null }
      ]
    })
    expect(Stuck.fromTally(tallyOf([]))).toMatchObject({ _tag: "InsufficientData", n: 0 })
    expect(Stuck.since(tally, { since: "2026-04" })).toMatchObject({ _tag: "InsufficientData" })
    expect(() => Stuck.since(tally, { since: "2026-Q1" })).toThrow(Tally.TallyMismatch)
    expect(() => Stuck.fromTally(tally, { quantile: 1 })).toThrow(RangeError)
    expect(Stuck.fromTally(tally, { stages: ["x", { id: "a" }] })).toMatchObject({
      stages: [{ stage: "x" }, { stage: "a" }]
    })
  })
})

describe("stages against their plan", () => {
  const stays = (stage: string, days: ReadonlyArray<number>) =>
    days.map((each): Row => ({ stage, month: "2026-03", days: each, age: 30, outcome: "moved on" }))

  it("counts what lasted longer, by the exact binomial test", () => {
    const all = [...stays("a", [0, 1, 2, 3, 3, 4, 5, 6, 7, 8]), ...stays("b", [1, 1, 1, 9])]
    const young: Row = { stage: "b", month: "2026-03", days: 0, age: 0, outcome: "still there" }
    const plan = [
      { stage: "a", days: 2, share: 0.9 },
      { stage: "b", days: 2, share: 0.5 },
      { stage: "c", days: 2, share: 0.5 }
    ]
    const result = Stuck.planned(tallyOf([...all, young]), plan)
    expect(result).toMatchObject({
      _tag: "StuckPlan",
      stuck: ["a"],
      stages: [
        { observed: 7, longer: { value: expect.closeTo(70, 9), n: 10 }, expected: expect.closeTo(1, 12) },
        // 1 or 3 of 4, or more extreme: everything but 2.
        { observed: 1, longer: { n: 4 }, expected: 2, p: expect.closeTo(0.625, 12), stuck: false },
        { longer: { _tag: "InsufficientData" }, p: null, adjustedP: null, stuck: false }
      ]
    })
    // At least 7 of 10 with 0.1: 120 · 0.9³ / 10⁷ + 45 · 0.9² / 10⁸ + 10 · 0.9 / 10⁹ + 1 / 10¹⁰.
    const p = result._tag === "StuckPlan" ? (result.stages[0]?.p ?? 1) : 1
    expect(p).toBeCloseTo(9.1216e-6, 12)
    const kept = Stuck.planned(tallyOf(stays("a", [0, 0, 0, 0, 0])), [{ stage: "a", days: 2, share: 0.5 }])
    expect(kept).toMatchObject({
      stages: [{ longer: { value: 0 }, expected: 2.5, p: expect.closeTo(0.0625, 12), stuck: false }]
    })
    expect(Stuck.planned(tallyOf([]), plan)).toMatchObject({ _tag: "InsufficientData" })
    expect(() => Stuck.planned(tallyOf(all), [{ stage: "a", days: 1, share: 1 }])).toThrow(RangeError)
    expect(() => Stuck.planned(tallyOf(all), [{ stage: "a", days: 0.5, share: 0.5 }])).toThrow(RangeError)
  })
})

describe("stages against their plan, as if nobody left", () => {
  const plan = ["a", "b", "c"].map((stage) => ({ stage, days: 5, share: 1 - Math.exp(-6 / 4) }))
  const planned = (draw: Random, mean: number) => {
    const all = plan.flatMap(({ stage }) => simulate(draw, 200, stage, stage === "b" ? { mean } : {}))
    const result = Stuck.planned(tallyOf(all), plan)
    if (result._tag !== "StuckPlan") throw new Error(result.reason)
    return result
  }

  it("finds those that do not keep it, and else at most as often as is said", () => {
    expect(
      count((draw) => planned(draw, 4).stages.some(({ adjustedP }) => (adjustedP ?? 1) < 0.05))
    ).toBeLessThanOrEqual(most)
    expect(count((draw) => planned(draw, 8).stuck.join() === "b")).toBeGreaterThan(90)
  })

  it("covers the share that stays longer by its interval", () => {
    const missed = count((draw) => {
      const longer = planned(draw, 4).stages[0]?.longer
      const truth = 100 * Math.exp(-6 / 4)
      return longer?._tag !== "Estimate" || longer.interval.low > truth || longer.interval.high < truth
    })
    expect(missed).toBeLessThanOrEqual(most)
  })

  it("expects what it says of as many, whatever leaves before", () => {
    fc.assert(
      fc.property(rows, fc.nat(9), (all, days) => {
        const result = Stuck.planned(tallyOf(all), [{ stage: "a", days, share: 0.25 }])
        const [stage] = result._tag === "StuckPlan" ? result.stages : []
        if (stage?.longer._tag !== "Estimate" || stage.longer.value === 0) return
        expect(stage.observed / stage.expected).toBeCloseTo(stage.longer.value / 75, 9)
      })
    )
  })
})

describe("stuck customers", () => {
  it("have the share of the reference that lasts as long, themselves counted, as p-value", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 30 }), fc.nat(12), (days, age) => {
        const reference = tallyOf(
          days.map((each) => ({ stage: "a", month: "", days: each, age: 60, outcome: "moved on" }))
        )
        const [found] = Stuck.customers([{ stage: "a", days: age, age, outcome: "still there" }], reference)
        const longer = days.filter((each) => each >= age).length
        expect(found?.p).toBeCloseTo((longer + 1) / (days.length + 1), 9)
        expect(found?.adjustedP).toBe(found?.p)
        if (found?.share._tag === "Estimate") expect(found.share.value).toBeCloseTo(longer / days.length, 9)
      })
    )
  })

  it("are less likely the longer they stay, and corrected for all stays, those that are over too", () => {
    const byAge = (a: { readonly stay: Row }, b: { readonly stay: Row }): number => a.stay.age - b.stay.age
    fc.assert(
      fc.property(rows, rows, (before, now) => {
        const found = Stuck.customers(now, tallyOf(before))
        expect(found.map(({ stay }) => stay)).toEqual(now.filter(open))
        for (const stage of ["a", "b", "c"]) {
          const here = found.filter(({ stay }) => stay.stage === stage).sort(byAge)
          here.forEach(({ adjustedP, p }, i) => {
            expect(p ?? 0).toBeLessThanOrEqual((here[i - 1]?.p ?? 1) + 1e-12)
            expect(adjustedP ?? 0).toBeGreaterThanOrEqual(p ?? 0)
          })
        }
      })
    )
  })

  it("are found by chance alone at most as often as is said, and where there are some, they are", () => {
    const stuck = (draw: Random, planted: number, leaving: number, least = 0) => {
      const before = tallyOf(simulate(draw, 2000, "a", { before: [20, 120], leaving }))
      const now = simulate(draw, 300, "a", { before: [least, 40], leaving })
      const late = simulate(draw, planted, "a", { before: [35, 40], mean: 1e9, leaving })
      return Stuck.customers([...now, ...late], before).filter((each) => each.stuck).length
    }
    expect(count((draw) => stuck(draw, 0, 12) > 0)).toBeLessThanOrEqual(most)
    expect(count((draw) => stuck(draw, 0, 1e9) > 0)).toBeLessThanOrEqual(most)
    // All came long ago, so that those still there are the longest of many.
    expect(count((draw) => stuck(draw, 0, 1e9, 15) > 0)).toBeLessThanOrEqual(most)
    expect(count((draw) => stuck(draw, 40, 1e9) >= 40)).toBeGreaterThan(90)
  })

  it("have no p-value where nothing is there to hold them against", () => {
    const reference = tallyOf([{ stage: "a", month: "", days: 1, age: 9, outcome: "moved on" }])
    const stays = [
      { stage: "b", days: 3, age: 3, outcome: "still there" },
      { stage: "a", days: 3, age: 4, outcome: "still there" },
      { stage: "a", days: null, age: null, outcome: "still there" },
      { stage: "a", days: 3, age: 4, outcome: null }
    ]
    expect(
      Stuck.customers(stays, reference).map(({ adjustedP, p, share, stuck }) => [p, adjustedP, share._tag, stuck])
    ).toEqual([
      [null, null, "InsufficientData", false],
      [null, null, "InsufficientData", false],
      [null, null, "InsufficientData", false]
    ])
    expect(Stuck.customers([], reference)).toEqual([])
  })
})
