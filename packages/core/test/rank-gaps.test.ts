import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Gap, MeanScore, rankGaps, Scale } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import * as StudentT from "../src/stats/StudentT.ts"
import { studentT } from "../src/stats/StudentTDraw.ts"

const scale = Scale.make(1, 5)

/** A gap of exactly these moments: `n` pairs, half of them 1 below and half 1 above the mean. */
const gapOf = (mean: number, n = 20) =>
  Gap.fromPairs(Array.from({ length: n }, (_, i) => ({ expected: 5, perceived: 5 + mean + (i % 2 === 0 ? 1 : -1) })))
const importanceOf = (mean: number) => MeanScore.fromScores([mean - 1, mean, mean + 1, mean], { scale })
const reach = (successes: number) => ({ successes, n: 1000 })

it("draws from Student's t", () => {
  for (const df of [1, 3, 30, 1e6]) {
    const next = random(df)
    const drawn = Float64Array.from({ length: 20_000 }, () => studentT(next, df)).sort()
    // Kolmogorov's distance of 20,000 draws is below 1.63 / √20000 in 99 of 100 samples.
    const distance = drawn.reduce(
      (most, t, i) => Math.max(most, Math.abs((i + 0.5) / drawn.length - (1 - StudentT.upperTail(t, df)))),
      0
    )
    expect(distance).toBeLessThan(1.63 / Math.sqrt(20_000))
  }
})

const items = fc.array(
  fc.record({
    value: fc.constantFrom("a", "b", "c", "d", "e", "f"),
    gap: fc.integer({ min: -3, max: 1 }).map((mean) => gapOf(mean)),
    importance: fc.oneof(fc.integer({ min: 2, max: 4 }).map(importanceOf), fc.integer({ min: 1, max: 5 })),
    reach: fc.integer({ min: 0, max: 1000 }).map(reach)
  }),
  { maxLength: 6 }
)
const unique = <T extends { readonly value: string }>(all: ReadonlyArray<T>): ReadonlyArray<T> =>
  all.filter((each, i) => all.findIndex(({ value }) => value === each.value) === i)
const options = { seed: 1, draws: 200 }

describe("rank laws", () => {
  it("depend on the seed, not on the order of the items", () => {
    fc.assert(
      fc.property(items.map(unique), (all) => {
        expect(rankGaps(all.toReversed(), options)).toEqual(rankGaps(all, options))
      }),
      { numRuns: 30 }
    )
  })

  it("put the largest shortfall × importance × reach first", () => {
    fc.assert(
      fc.property(items.map(unique), (all) => {
        const { ranked } = rankGaps(all, options)
        for (const [i, each] of ranked.entries()) {
          const { gap, importance, priority, rank, rankInterval } = each
          expect(priority).toBeCloseTo(-gap.value * importance * each.reach, 12)
          expect(rank).toBe(1 + ranked.filter((other) => other.priority > priority).length)
          expect(rank).toBeLessThanOrEqual(i + 1)
          expect(rankInterval.low).toBeLessThanOrEqual(rankInterval.high)
          expect([rankInterval.low, rankInterval.high].every(Number.isInteger)).toBe(true)
          expect(rankInterval.low).toBeGreaterThanOrEqual(1)
          expect(rankInterval.high).toBeLessThanOrEqual(ranked.length)
        }
        const firsts = ranked.reduce((sum, { first }) => sum + first, 0)
        expect(firsts).toBeCloseTo(ranked.length === 0 ? 0 : 1, 10)
      }),
      { numRuns: 30 }
    )
  })

  it("does not change with the unit of importance", () => {
    const all = (unit: number) =>
      [-2, -1, -1.5].map((mean, i) => ({
        value: i,
        gap: gapOf(Math.round(mean)),
        importance: (i + 1) * unit,
        reach: reach(500)
      }))
    const ranks = (unit: number) =>
      rankGaps(all(unit), options).ranked.map(({ rankInterval, value }) => [value, rankInterval])
    expect(ranks(8)).toEqual(ranks(1))
  })
})

describe("ranks", () => {
  it("are sure when gaps lie far apart, and not when they are alike", () => {
    const far = [-3, -1].map((mean, i) => ({ value: i, gap: gapOf(mean, 400), importance: 3, reach: reach(500) }))
    expect(rankGaps(far, options).ranked.map(({ rankInterval }) => [rankInterval.low, rankInterval.high])).toEqual([
      [1, 1],
      [2, 2]
    ])
    const alike = ["a", "b", "c"].map((value) => ({ value, gap: gapOf(-1), importance: 3, reach: reach(500) }))
    const { ranked } = rankGaps(alike, { seed: 2 })
    expect(ranked.map(({ rank, rankInterval, value }) => [value, rank, rankInterval.low, rankInterval.high])).toEqual([
      ["a", 1, 1, 3],
      ["b", 1, 1, 3],
      ["c", 1, 1, 3]
    ])
    expect(ranked.every(({ first }) => Math.abs(first - 1 / 3) < 0.05)).toBe(true)
    expect(ranked.map(({ beforeNext }) => beforeNext === null || Math.abs(beforeNext - 0.5) < 0.05)).toEqual([
      true,
      true,
      true
    ])
    expect(ranked[2]?.beforeNext).toBeNull()
  })

  it("are shared where nothing at all tells two apart", () => {
    const nobody = ["a", "b"].map((value) => ({ value, gap: gapOf(-1), importance: 3, reach: reach(0) }))
    expect(rankGaps(nobody, options).ranked).toMatchObject([
      { rank: 1, first: 0.5, beforeNext: 0.5, priority: 0, rankInterval: { low: 1, high: 2 } },
      { rank: 1, first: 0.5, rankInterval: { low: 1, high: 2 } }
    ])
  })

  it("draw the reach from its binomial", () => {
    const certain = Gap.fromPairs([4, 4, 4].map((expected) => ({ expected, perceived: 3 })))
    const [only] = rankGaps([{ value: "a", gap: certain, importance: 2, reach: { successes: 10, n: 20 } }], {
      seed: 3,
      draws: 4000
    }).ranked
    // R: qbinom(c(0.025, 0.975), 20, 0.5) is 6 and 14
    expect(only?.priorityInterval).toMatchObject({ low: (2 * 6) / 20, high: (2 * 14) / 20 })
  })

  it("of what is not known are listed apart", () => {
    const complete = { gap: gapOf(-1), importance: 3, reach: reach(500) }
    const { ranked, without } = rankGaps(
      [
        { ...complete, value: "z", gap: Gap.fromPairs([]) },
        { ...complete, value: "y", importance: MeanScore.fromScores([], { scale }) },
        { ...complete, value: "x", importance: Number.NaN },
        { ...complete, value: "w", reach: { successes: 0, n: 0 } },
        { ...complete, value: "v", reach: { successes: 3, n: 2 } },
        { ...complete, value: "u", gap: Gap.fromPairs([{ expected: 4, perceived: 3 }]) },
        { ...complete, value: "t" }
      ],
      options
    )
    expect(ranked).toMatchObject([
      { value: "t", rank: 1, rankInterval: { low: 1, high: 1 }, first: 1, beforeNext: null }
    ])
    expect(without.map(({ value }) => value)).toEqual(["u", "v", "w", "x", "y", "z"])
    expect(rankGaps([], options)).toMatchObject({ ranked: [], without: [] })
  })

  it("refuse too few draws and a seed that is none", () => {
    expect(() => rankGaps([], { seed: 1, draws: 99 })).toThrow(RangeError)
    expect(() => rankGaps([], { seed: -1 })).toThrow(RangeError)
  })

  it("cover the true rank at least as often as they say", () => {
    const next = random(6)
    const runs = 200
    const shares = [0.75, 0.6, 0.5, 0.25]
    let covered = 0
    for (let run = 0; run < runs; run++) {
      // The experience is 1 below with these shares, else level; importance 3, reached by 6 of 10: four true ranks.
      const all = shares.map((share, value) => ({
        value,
        gap: Gap.fromPairs(Array.from({ length: 40 }, () => ({ expected: 4, perceived: next() < share ? 3 : 4 }))),
        importance: MeanScore.fromScores(
          Array.from({ length: 40 }, () => 2 + Math.floor(3 * next())),
          { scale }
        ),
        reach: { successes: Array.from({ length: 200 }, () => Number(next() < 0.6)).reduce((a, b) => a + b, 0), n: 200 }
      }))
      for (const { rankInterval, value } of rankGaps(all, { seed: run, draws: 400 }).ranked) {
        covered += Number(rankInterval.low <= value + 1 && value + 1 <= rankInterval.high)
      }
    }
    expect(covered / runs / shares.length).toBeGreaterThan(0.94)
  })
})
