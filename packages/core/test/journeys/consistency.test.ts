import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Consistency, MeanScore, Scale, Tally } from "../../src/index.ts"
import * as Normal from "../../src/stats/Normal.ts"
import { random } from "../../src/stats/Random.ts"
import { expectClose, golden } from "../golden.ts"

const scale = Scale.make(0, 10)
const options = { measure: "mean", scale } as const

interface Reference {
  readonly tau2: number
  readonly low: number
  readonly high: number
  readonly share: number
  readonly p: number
  readonly mean: number
  readonly distance: number
}
const { cases } = golden<{
  readonly cases: Record<
    string,
    { readonly answers: ReadonlyArray<ReadonlyArray<number>>; readonly reference: Reference }
  >
}>("consistency.json")

const tallyOf = (groups: ReadonlyArray<ReadonlyArray<number>>) =>
  Tally.from(
    groups.flatMap((scores, i) => scores.map((score) => ({ team: `team ${String(i).padStart(2, "0")}`, score }))),
    { by: ["team", "score"] }
  )

const estimateOf = (result: Consistency.ConsistencyResult): Consistency.ConsistencyEstimate => {
  if (result._tag !== "Estimate") throw new Error(result.reason)
  return result
}

it.each(Object.entries(cases))("equals metafor and R: %s", (_, { answers, reference }) => {
  const result = estimateOf(Consistency.fromTally(tallyOf(answers), "team", options))
  expectClose(result.variance.value, reference.tau2, 1e-12)
  expectClose(result.variance.interval.low, reference.low, 1e-9)
  expectClose(result.variance.interval.high, Math.min(25, reference.high), 1e-9)
  expectClose(result.share.value, reference.share, 1e-12)
  expectClose(result.p / reference.p, 1, 1e-9)
  expectClose(result.newGroup.value, reference.mean, 1e-14)
  const { high, low } = result.newGroup.interval
  expectClose(low, Math.max(0, reference.mean - reference.distance), 3e-4)
  expectClose(high, Math.min(10, reference.mean + reference.distance), 3e-4)
})

const groups = fc.array(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 2, maxLength: 12, size: "max" }), {
  minLength: 2,
  maxLength: 6
})

describe("laws of consistency", () => {
  it("is the same whatever the groups are called", () => {
    fc.assert(
      fc.property(groups, (list) => {
        const [a, b] = [list, list.toReversed()].map((each) => Consistency.fromTally(tallyOf(each), "team", options))
        fc.pre(a?._tag === "Estimate" && b?._tag === "Estimate")
        expectClose(a.variance.value, b.variance.value, 1e-12)
        expectClose(a.share.value, b.share.value, 1e-9)
        expectClose(a.p, b.p, 1e-9)
        expectClose(a.variance.interval.high, b.variance.interval.high, 1e-9)
        expectClose(a.newGroup.interval.high, b.newGroup.interval.high, 1e-9)
      })
    )
  })

  it("is the same on a scale that starts elsewhere", () => {
    fc.assert(
      fc.property(groups, (list) => {
        const up = list.map((scores) => scores.map((score) => score + 5))
        const a = Consistency.fromTally(tallyOf(list), "team", options)
        const b = Consistency.fromTally(tallyOf(up), "team", { measure: "mean", scale: Scale.make(5, 15) })
        fc.pre(a._tag === "Estimate" && b._tag === "Estimate")
        expectClose(a.variance.value, b.variance.value, 1e-9)
        expectClose(a.p, b.p, 1e-9)
        expectClose(a.variance.interval.high, b.variance.interval.high, 1e-9)
      })
    )
  })

  it("holds its value between its bounds, and leaves 0 out where the test rejects", () => {
    fc.assert(
      fc.property(groups, (list) => {
        const result = Consistency.fromTally(tallyOf(list), "team", options)
        fc.pre(result._tag === "Estimate")
        const { interval, newGroup, p, share, value, variance } = result
        expect(interval.low).toBeLessThanOrEqual(value)
        expect(value).toBeLessThanOrEqual(interval.high + 1e-9)
        expect(interval.low > 0).toBe(p < 0.025)
        expectClose(value * value, variance.value, 1e-12)
        expect(share.interval.low).toBeGreaterThanOrEqual(0)
        expect(share.value).toBeLessThanOrEqual(share.interval.high + 1e-9)
        expect(share.interval.high).toBeLessThan(1)
        expect(newGroup.interval.low).toBeLessThan(newGroup.value)
        expect(newGroup.interval.low).toBeGreaterThanOrEqual(0)
        expect(newGroup.interval.high).toBeLessThanOrEqual(10)
      })
    )
  })

  it("is that of the mean of ones and noughts, in per cent, where shares are compared", () => {
    fc.assert(
      fc.property(groups, (list) => {
        const satisfied = list.map((scores) => scores.map((score) => (score > 7 ? 1 : 0)))
        const a = Consistency.fromTally(tallyOf(list), "team", { measure: "csat", scale, topBoxes: 3 })
        const b = Consistency.fromTally(tallyOf(satisfied), "team", { measure: "mean", scale: Scale.make(0, 1) })
        fc.pre(a._tag === "Estimate" && b._tag === "Estimate")
        expectClose(a.variance.value, 10_000 * b.variance.value, 1e-9)
        expectClose(a.p, b.p, 1e-9)
        expectClose(a.newGroup.interval.high, 100 * b.newGroup.interval.high, 1e-9)
      })
    )
  })

  it("tells the score of each group as the measure itself does", () => {
    fc.assert(
      fc.property(groups, (list) => {
        const tally = tallyOf(list)
        const result = Consistency.fromTally(tally, "team", options)
        fc.pre(result._tag === "Estimate")
        const rows = MeanScore.by(tally, "team", { scale })
        expect(result.groups.map(({ score, value }) => [value, score.value, score.interval])).toEqual(
          rows.map(({ result: each, value }) => [
            value,
            ...(each._tag === "Estimate" ? [each.value, each.interval] : [])
          ])
        )
      })
    )
  })
})

describe("consistency of too little", () => {
  it("says why", () => {
    expect(Consistency.fromTally(tallyOf([]), "team", options)).toMatchObject({ _tag: "InsufficientData", n: 0 })
    expect(Consistency.fromTally(tallyOf([[3, 4], [5]]), "team", options)).toMatchObject({
      reason: "fewer than two groups of 2 answers",
      n: 3
    })
    expect(
      Consistency.fromTally(
        tallyOf([
          [3, 3],
          [5, 5]
        ]),
        "team",
        options
      )
    ).toMatchObject({
      reason: "the answers do not vary within a group"
    })
    expect(
      Consistency.by(Tally.from([], { by: ["touchpoint", "team", "score"] }), "touchpoint", "team", options)
    ).toEqual([])
  })

  it("leaves out what belongs to no group, is no answer, or is too small a group", () => {
    const rows = [
      ...[3, 4, 5, 3].map((score) => ({ team: "a", score })),
      ...[6, 4, 7].map((score) => ({ team: "b", score })),
      { team: "c", score: 9 },
      { score: 2 },
      { team: "a" },
      { team: "b", score: 11 }
    ]
    const tally = Tally.from(rows, { by: ["team", "score"] })
    const result = estimateOf(Consistency.fromTally(tally, "team", options))
    expect([result.n, result.tooSmall, result.excluded]).toEqual([
      7,
      { groups: 1, answers: 1 },
      { missing: 2, invalid: 1 }
    ])
    expect(Consistency.fromTally(tally, "team", { ...options, minimum: 4 })).toMatchObject({
      reason: "fewer than two groups of 4 answers"
    })
  })

  it("is 0 where groups are alike, with an interval that may be 0 too", () => {
    const result = estimateOf(
      Consistency.fromTally(
        tallyOf([
          [3, 7],
          [2, 8],
          [5, 5],
          [4, 6]
        ]),
        "team",
        options
      )
    )
    expect([result.value, result.p, result.interval.low, result.interval.high]).toEqual([0, 1, 0, 0])
  })

  it("refuses answers on another scale", () => {
    const tally = Tally.from([{ team: "a", scale: "1-5", score: 3 }], { by: ["team", "scale", "score"] })
    expect(() => Consistency.fromTally(tally, "team", options)).toThrow("do not pool")
  })

  it("keeps its numbers where there are very many answers", () => {
    const counts = [4e14, 6e14, 5e14, 5e14]
    const tally = Tally.fromColumns({ columns: { team: ["a", "a", "b", "b"], score: [3, 4, 3, 4] }, counts })
    const result = estimateOf(Consistency.fromTally(tally, "team", options))
    expectClose(result.variance.value, 0.005, 1e-12)
    expect(result.p).toBeLessThan(1e-300)
  })
})

const wide = { measure: "mean", scale: Scale.make(0, 100) } as const
const sizes = [60, 20, 12, 8, 30, 5]

/** Answers of touchpoints by teams whose true means differ by `spread`, the last team not asked. */
const simulated = (next: () => number, touchpoints: number, spread: number) => {
  const normal = (): number => Normal.quantile(next() || 0.5)
  const truths: Array<number> = []
  const answers = Array.from({ length: touchpoints }, (_, touchpoint) => {
    truths.push(50 + spread * normal())
    return sizes.flatMap((size, team) => {
      const mean = 50 + spread * normal()
      return Array.from({ length: size }, () => ({ touchpoint, team, score: Math.round(mean + 9 * normal()) }))
    })
  })
  return { truths, tally: Tally.from(answers.flat(), { by: ["touchpoint", "team", "score"] }) }
}

describe("consistency in simulation", () => {
  it("finds alike teams to differ no more often than it says, over all touchpoints together", () => {
    const next = random(21)
    let wrong = 0
    for (let round = 0; round < 100; round++) {
      const rows = Consistency.by(simulated(next, 8, 0).tally, "touchpoint", "team", wide)
      if (rows.some(({ varies }) => varies)) wrong++
    }
    expect(wrong / 100).toBeLessThan(0.1)
    expect(wrong).toBeGreaterThan(0)
  })

  it("holds the true spread, and the true mean of a team never asked, as often as it says", () => {
    let [spread, newcomer, found] = [0, 0, 0]
    const { tally, truths } = simulated(random(22), 600, 5)
    Consistency.by(tally, "touchpoint", "team", wide).forEach(({ result }, touchpoint) => {
      const { interval, newGroup, p } = estimateOf(result)
      const truth = truths[touchpoint] ?? 0
      if (interval.low <= 5 && interval.high >= 5) spread++
      if (newGroup.interval.low <= truth && newGroup.interval.high >= truth) newcomer++
      if (p < 0.05) found++
    })
    expect(spread / 600).toBeGreaterThan(0.93)
    expect(spread / 600).toBeLessThan(0.985)
    expect(newcomer / 600).toBeGreaterThan(0.93)
    expect(newcomer / 600).toBeLessThan(0.985)
    expect(found / 600).toBeGreaterThan(0.7)
  })
})
