import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Dimension, Nps, NpsChange, NpsInterval, Tally } from "../src/index.ts"
import { binomial } from "../src/stats/BinomialDraw.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose, golden } from "./golden.ts"

type Triple = readonly [detractors: number, passives: number, promoters: number]
type Period = Readonly<Record<string, Triple>>
interface Parts {
  readonly rate_kitagawa: number
  readonly mix_kitagawa: number
  readonly mix_kitagawa_centred: number
  readonly rate_base: number
  readonly mix_base: number
  readonly interaction: number
}
const { cases } = golden<{
  readonly cases: ReadonlyArray<{
    readonly period0: Period
    readonly period1: Period
    readonly nps0: number
    readonly nps1: number
    readonly delta: number
    readonly segments: Readonly<
      Record<string, Parts & Record<"share0" | "share1", number> & Record<"nps0" | "nps1", number | null>>
    >
    readonly totals: Parts
  }>
}>("mix_rate.json")

const tallyOf = (period: Period) => {
  const rows = Object.entries(period).flatMap(([segment, counts]) =>
    counts.map((count, i) => ({ segment, score: [0, 8, 10][i] ?? null, count }))
  )
  return Tally.fromColumns({
    columns: { segment: rows.map(({ segment }) => segment), score: rows.map(({ score }) => score) },
    counts: rows.map(({ count }) => count)
  })
}

const between = (before: Period, after: Period) => {
  const result = NpsChange.between(tallyOf(before), tallyOf(after), "segment")
  if (result._tag !== "Decomposition") throw new Error(result.reason)
  return result
}

describe("NPS change against reference decompositions", () => {
  it.each(cases)("of $delta", ({ delta, period0, period1, segments, totals }) => {
    const result = between(period0, period1)
    const total = (of: (each: (typeof result.segments)[number]) => number) =>
      result.segments.reduce((sum, each) => sum + of(each), 0) / 100
    expectClose(result.change.value / 100, delta, 1e-12)
    expectClose((result.rate.value + result.mix.value) / 100, delta, 1e-12)
    expectClose(result.rate.value / 100, totals.rate_kitagawa, 1e-12)
    expectClose(result.mix.value / 100, totals.mix_kitagawa, 1e-12)
    expectClose(
      total(({ centredMix }) => centredMix),
      totals.mix_kitagawa_centred,
      1e-12
    )
    expectClose(result.ofBase.rate / 100, totals.rate_base, 1e-12)
    expectClose(result.ofBase.mix / 100, totals.mix_base, 1e-12)
    expectClose(result.ofBase.interaction / 100, totals.interaction, 1e-12)
    expect(result.segments.map(({ value }) => value)).toEqual(Object.keys(segments).sort())
    for (const each of result.segments) {
      const expected = segments[String(each.value)]
      if (expected === undefined) throw new Error("another segment")
      expectClose(each.share[0], expected.share0, 1e-12)
      expectClose(each.share[1], expected.share1, 1e-12)
      const [before, after] = each.score.map((score) => (score === null ? null : score / 100))
      expect([before === null, after === null]).toEqual([expected.nps0 === null, expected.nps1 === null])
      expectClose(before ?? 0, expected.nps0 ?? 0, 1e-12)
      expectClose(after ?? 0, expected.nps1 ?? 0, 1e-12)
      expectClose(each.rate / 100, expected.rate_kitagawa, 1e-12)
      expectClose(each.mix / 100, expected.mix_kitagawa, 1e-12)
      expectClose(each.centredMix / 100, expected.mix_kitagawa_centred, 1e-12)
      expectClose(each.ofBase.rate / 100, expected.rate_base, 1e-12)
      expectClose(each.ofBase.mix / 100, expected.mix_base, 1e-12)
      expectClose(each.ofBase.interaction / 100, expected.interaction, 1e-12)
    }
  })
})

const count = fc.integer({ min: 0, max: 40 })
const triple = fc.tuple(count, count, count)
const period = fc.record({ a: triple, b: triple, c: triple }).filter((segments) =>
  Object.values(segments)
    .flat()
    .some((each) => each > 0)
)

describe("NPS change laws", () => {
  it("adds up, in two parts and in three", () => {
    fc.assert(
      fc.property(period, period, (before, after) => {
        const { change, mix, ofBase, rate, segments } = between(before, after)
        expectClose(rate.value + mix.value, change.value, 1e-12 * 100)
        expectClose(ofBase.rate + ofBase.mix + ofBase.interaction, change.value, 1e-12 * 100)
        expectClose(
          segments.reduce((sum, each) => sum + each.rate + each.centredMix, 0),
          change.value,
          1e-12 * 100
        )
      })
    )
  })

  it("turns its sign with time", () => {
    fc.assert(
      fc.property(period, period, (before, after) => {
        const [there, back] = [between(before, after), between(after, before)]
        expectClose(back.rate.value, -there.rate.value, 1e-10)
        expectClose(back.mix.value, -there.mix.value, 1e-10)
        expectClose(back.rate.interval.low, -there.rate.interval.high, 1e-9)
        expectClose(back.mix.interval.low, -there.mix.interval.high, 1e-9)
      })
    )
  })

  it("of one segment is rate alone, with Wald's interval; of unchanged scores mix alone", () => {
    fc.assert(
      fc.property(period, period, ({ a: [d, s, p] }, after) => {
        const [one, two] = [
          { x: [d + 1, s, p] as const },
          { x: after.b.map((each) => each + 1) as [number, number, number] }
        ]
        const { change, mix, rate } = between(one, two)
        const wald = NpsInterval.waldDifference(
          { negative: two.x[0], neutral: two.x[1], positive: two.x[2] },
          { negative: one.x[0], neutral: one.x[1], positive: one.x[2] },
          0.95
        )
        expect(mix).toMatchObject({ value: 0, p: null })
        expectClose(rate.value, change.value, 1e-10)
        expectClose(rate.interval.low, wald.interval.low, 1e-8)
        expectClose(rate.interval.high, wald.interval.high, 1e-8)
      })
    )
    expect(between({ a: [1, 1, 2], b: [3, 1, 0] }, { a: [2, 2, 4], b: [9, 3, 0] }).rate.value).toBe(0)
  })

  it("does not know in what order the segments came", () => {
    fc.assert(
      fc.property(period, period, ({ a, b, c }, after) => {
        expect(between({ c, a, b }, after)).toEqual(between({ a, b, c }, after))
      })
    )
  })
})

describe("NPS change of too little", () => {
  it("of nobody is no number, and what was left out is said", () => {
    const empty = Tally.from<{ segment: string; score: number | null }, ["segment", "score"]>(
      [{ segment: "a", score: null }],
      { by: ["segment", "score"] }
    )
    expect(NpsChange.between(empty, tallyOf({ a: [1, 2, 3] }), "segment")).toEqual({
      _tag: "InsufficientData",
      reason: "no valid answers on one side",
      n: 0,
      excluded: { missing: 1, invalid: 0 }
    })
  })

  it("of a segment that is new is mix alone: its answers do not make the rate uncertain", () => {
    const { mix, rate } = between({ a: [0, 0, 10] }, { a: [0, 0, 10], b: [5, 0, 5] })
    expect(rate).toMatchObject({ value: 0, p: null })
    expect(mix.value).toBe(-50)
    expect(mix.p).not.toBeNull()
  })

  it("of one answer each does not vary", () => {
    expect(between({ a: [0, 0, 1] }, { a: [1, 0, 0] }).rate).toMatchObject({ value: -200, p: null })
  })
})

it("of a series has each period with an answer after the one before", () => {
  const at = (month: number, team: string, score: number) => ({ at: new Date(Date.UTC(2026, month, 3)), team, score })
  const tally = Tally.from([at(0, "a", 10), at(0, "b", 2), at(1, "a", 10), at(1, "a", 9), at(3, "b", 9)], {
    by: [Dimension.period("at", "month", "UTC"), "team", "score"]
  })
  const series = NpsChange.over(tally, "month", "team")
  expect(series.map((each) => [each.period, each.result._tag])).toEqual([
    ["2026-01", "InsufficientData"],
    ["2026-02", "Decomposition"],
    ["2026-03", "InsufficientData"],
    ["2026-04", "InsufficientData"]
  ])
  const [january, february] = Nps.over(tally, "month")
  expect(february?.change).toEqual(series[1]?.result._tag === "Decomposition" ? series[1].result.change : january)
})

it("covers both true parts about as often as it says", () => {
  const next = random(77)
  /** Segments of so many answers on average, of these shares of detractors and promoters. */
  const draw = (n: number, shares: ReadonlyArray<readonly [share: number, d: number, p: number]>): Period => {
    let [left, rest] = [n, 1]
    const segments = shares.map(([share, d, p], i) => {
      const answers = binomial(next, left, Math.min(1, share / rest))
      left -= answers
      rest -= share
      const promoters = binomial(next, answers, p)
      const detractors = binomial(next, answers - promoters, d / (1 - p))
      return [`s${i}`, [detractors, answers - promoters - detractors, promoters]] as const
    })
    return Object.fromEntries(segments)
  }
  const before = [[0.5, 0.2, 0.5] as const, [0.3, 0.4, 0.3] as const, [0.2, 0.1, 0.8] as const]
  const after = [[0.3, 0.25, 0.5] as const, [0.5, 0.4, 0.4] as const, [0.2, 0.2, 0.6] as const]
  const truth = { rate: 0, mix: 0 }
  before.forEach(([share, d, p], i) => {
    const [share1, d1, p1] = after[i] ?? [0, 0, 0]
    truth.rate += 50 * (share + share1) * (p1 - d1 - (p - d))
    truth.mix += 50 * (share1 - share) * (p1 - d1 + (p - d))
  })
  const covered = { rate: 0, mix: 0 }
  for (let round = 0; round < 2000; round++) {
    const result = between(draw(300, before), draw(250, after))
    for (const part of ["rate", "mix"] as const) {
      const { high, low } = result[part].interval
      if (low <= truth[part] && truth[part] <= high) covered[part]++
    }
  }
  for (const part of ["rate", "mix"] as const) {
    expect(covered[part] / 2000).toBeGreaterThan(0.935)
    expect(covered[part] / 2000).toBeLessThan(0.965)
  }
})
