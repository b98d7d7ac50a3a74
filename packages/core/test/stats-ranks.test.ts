import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Normal from "../src/stats/Normal.ts"
import { random } from "../src/stats/Random.ts"
import { rankIntervals } from "../src/stats/RankIntervals.ts"
import * as Rate from "../src/stats/Rate.ts"
import * as SignedSum from "../src/stats/SignedSum.ts"
import * as WeightedCount from "../src/stats/WeightedCount.ts"

const weights = fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 100_000 })), {
  minLength: 1,
  maxLength: 10
})

/** P(± w₁ ± w₂ … ≥ sum), by all ways the coins can fall. */
const enumerated = (all: ReadonlyArray<number>, sum: number): number => {
  const ways = 2 ** all.length
  let found = 0
  for (let way = 0; way < ways; way++) {
    if (all.reduce((total, weight, i) => total + ((way >> i) & 1 ? weight : -weight), 0) >= sum) found++
  }
  return found / ways
}

describe("the tail of a signed sum", () => {
  it("is never below the exact probability", () => {
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
        const [total, squares] = [all.reduce((a, b) => a + b, 0), all.reduce((a, b) => a + b * b, 0)]
        const sum = Math.round(share * total)
        // Two equal weights meet the bound, which is as exact as the normal tail is.
        expect(SignedSum.upperTail(sum, squares)).toBeGreaterThanOrEqual(enumerated(all, sum) * (1 - 1e-13))
      }),
      { numRuns: 300 }
    )
  })

  it("is exact for two equal weights, which is where the factor comes from", () => {
    expect(SignedSum.upperTail(2, 2)).toBeCloseTo(0.25, 12)
    expect(SignedSum.upperTail(8, 16) / Normal.upperTail(2)).toBeCloseTo(3.17866, 5)
  })
})

describe("an interval of a weighted count", () => {
  it("is Byar's where every weight is 1, and moves with the unit of weights", () => {
    for (const n of [1, 7, 400]) {
      const { high, low } = Rate.interval(n, 100, 0.9)
      const own = WeightedCount.interval({ n, sum: n, squares: n }, 0.9)
      expect([own.low, own.high]).toEqual([low, high].map((end) => expect.closeTo(end, 10)))
      const cents = WeightedCount.interval({ n, sum: 100 * n, squares: 10_000 * n }, 0.9)
      expect([cents.low, cents.high]).toEqual([low, high].map((end) => expect.closeTo(100 * end, 7)))
    }
  })

  it("holds the expected sum about as often as it says", () => {
    const next = random(11)
    const worths = [100, 100, 100, 300, 300, 900]
    // Each of 60 customers comes with the probability 0.3: nearly a Poisson count, and rather too sure of itself than not.
    const expected = 0.3 * 10 * worths.reduce((a, b) => a + b, 0)
    let held = 0
    for (let run = 0; run < 2000; run++) {
      const came = Array.from({ length: 60 }, (_, i) => worths[i % 6] ?? 0).filter(() => next() < 0.3)
      const count = {
        n: came.length,
        sum: came.reduce((a, b) => a + b, 0),
        squares: came.reduce((a, b) => a + b * b, 0)
      }
      const { high, low } = WeightedCount.interval(count, 0.95)
      if (low <= expected && expected <= high) held++
    }
    expect(held / 2000).toBeGreaterThan(0.945)
  })
})

describe("intervals of ranks", () => {
  const pairs = fc
    .array(fc.integer({ min: 0, max: 6 }), { maxLength: 6 })
    .chain((values) =>
      fc.tuple(
        fc.constant(values.toSorted((a, b) => b - a)),
        fc.array(fc.constantFrom(0.0001, 0.001, 0.002, 0.004, 0.03, 0.4), { minLength: 36, maxLength: 36 })
      )
    )

  it("are those of Holm's correction, step by step", () => {
    fc.assert(
      fc.property(pairs, ([values, ps]) => {
        const p = (i: number, j: number): number => ps[6 * i + j] ?? 1
        const open = values.flatMap((above, i) =>
          values.flatMap((below, j) => (i === j ? [] : [{ i, j, p: above > below ? p(i, j) : 1 }]))
        )
        const sure: Array<{ i: number; j: number }> = []
        while (open.length > 0) {
          const least = open.reduce((a, b) => (b.p < a.p ? b : a))
          if (least.p > 0.05 / open.length) break
          sure.push(least)
          open.splice(open.indexOf(least), 1)
        }
        const expected = values.map((_, place) => ({
          low: 1 + sure.filter(({ j }) => j === place).length,
          high: values.length - sure.filter(({ i }) => i === place).length
        }))
        expect(rankIntervals(values, p, 0.95)).toEqual(expected)
      }),
      { numRuns: 500 }
    )
  })
})
