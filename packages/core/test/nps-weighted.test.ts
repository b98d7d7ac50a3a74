import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Nps, WeightedNps } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose, golden } from "./golden.ts"

const reference = golden<
  Record<"n" | "sum_w" | "nps_weighted" | "nps_unweighted" | "n_eff" | "deff" | "se_kish" | "se_linearized", number> &
    Record<"ci95_kish" | "ci95_linearized", readonly [number, number]>
>("weighted_nps.json")

const answers = readFileSync(new URL("golden/weighted_nps.csv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split(",").map(Number))
  .map(([score, weight]) => ({ score, weight }))

const estimate = (...asked: Parameters<typeof WeightedNps.fromRecords>) => {
  const result = WeightedNps.fromRecords(...asked)
  if (result._tag !== "Estimate") throw new Error(result._tag)
  return result
}

describe("weighted NPS", () => {
  it.each([
    ["linearised", reference.se_linearized, reference.ci95_linearized],
    ["Kish", reference.se_kish, reference.ci95_kish]
  ] as const)("with the %s error, as R's survey package", (error, standardError, [low, high]) => {
    const result = estimate(answers, { error })
    expect(result.n).toBe(reference.n)
    expectClose(result.value / 100, reference.nps_weighted, 1e-12)
    expectClose(result.weight, reference.sum_w, 1e-12)
    expectClose(result.effectiveN, reference.n_eff, 1e-12)
    expectClose(result.designEffect, reference.deff, 1e-12)
    expectClose(result.standardError / 100, standardError, 1e-12)
    expectClose(result.interval.low / 100, low, 1e-12)
    expectClose(result.interval.high / 100, high, 1e-12)
  })

  const score = fc.integer({ min: 0, max: 10 })
  const some = fc.array(fc.record({ score, weight: fc.double({ min: 0.01, max: 100, noNaN: true }) }), { minLength: 2 })

  it("is the same to the bit in any order", () => {
    fc.assert(
      fc.property(some, (all) => {
        expect(WeightedNps.fromRecords(all.toReversed())).toEqual(WeightedNps.fromRecords(all))
      })
    )
  })

  it("does not know the unit of the weights", () => {
    fc.assert(
      fc.property(some, fc.double({ min: 0.1, max: 10, noNaN: true }), (all, factor) => {
        const [a, b] = [estimate(all), estimate(all.map((each) => ({ ...each, weight: each.weight * factor })))]
        for (const key of ["value", "effectiveN", "designEffect", "standardError"] as const) {
          expectClose(b[key], a[key], 1e-9)
        }
      })
    )
  })

  it("with whole weights scores as that many copies, and with equal weights has the plain Wald error", () => {
    const whole = fc.array(fc.record({ score, weight: fc.integer({ min: 1, max: 9 }) }), { minLength: 2 })
    fc.assert(
      fc.property(whole, (all) => {
        const copies = Nps.fromScores(all.flatMap((each) => Array.from({ length: each.weight }, () => each.score)))
        expectClose(estimate(all).value, copies._tag === "Estimate" ? copies.value : Number.NaN, 1e-12)
        const equal = estimate(
          all.map((each) => ({ ...each, weight: 3 })),
          { error: "Kish" }
        )
        const mean = equal.value / 100
        const extreme = all.filter((each) => each.score < 7 || each.score > 8).length / all.length
        expectClose(equal.effectiveN, all.length, 1e-12)
        expectClose((equal.standardError / 100) ** 2, (extreme - mean ** 2) / all.length, 1e-12)
      })
    )
  })

  it("compares groups with the rest, as if the rest were counted apart", () => {
    const records = answers.map((each, i) => ({ ...each, region: ["north", "south", "west"][i % 3] }))
    const groups = WeightedNps.by(records, "region")
    expect(groups.map(({ value }) => value)).toEqual(["north", "south", "west"])
    for (const { fromRest, result, value } of groups) {
      expect(result).toEqual(WeightedNps.fromRecords(records.filter(({ region }) => region === value)))
      const rest = WeightedNps.fromRecords(records.filter(({ region }) => region !== value))
      const expected = WeightedNps.difference(result, rest)
      if (fromRest._tag !== "Difference" || expected._tag !== "Difference") throw new Error("no difference")
      expectClose(fromRest.value, expected.value, 1e-12)
      expectClose(fromRest.interval.low, expected.interval.low, 1e-12)
      expectClose(fromRest.p ?? -1, expected.p ?? -2, 1e-12)
    }
  })

  it("of one group has no rest", () => {
    const [only] = WeightedNps.by(
      answers.map((each) => ({ ...each, region: "north" })),
      "region"
    )
    expect(only?.fromRest._tag).toBe("InsufficientData")
  })

  it("reports what it leaves out", () => {
    const odd = [
      { score: null, weight: 1 },
      { score: 9, weight: undefined },
      { score: 9, weight: 0 },
      { score: 9, weight: -1 },
      { score: 9, weight: Number.POSITIVE_INFINITY },
      { score: 11, weight: 1 }
    ]
    expect(estimate([...answers, ...odd]).excluded).toEqual({ missing: 2, invalid: 4 })
    expect(WeightedNps.fromRecords(odd)).toMatchObject({ _tag: "InsufficientData", reason: "no valid answers", n: 0 })
    expect(WeightedNps.fromRecords([{ score: 9, weight: 2 }])).toMatchObject({ _tag: "InsufficientData", n: 1 })
    expect(WeightedNps.fromRecords(answers, { minimum: 100 })).toEqual({ _tag: "Suppressed", minimum: 100, n: 80 })
  })

  it("covers the true score about as often as it says", () => {
    const next = random(5)
    const draw = () => {
      const young = next() < 0.5
      const happy = next() < (young ? 0.3 : 0.7)
      // Young customers are half of those who answer, and a quarter of all.
      return { score: happy ? 10 : 4, weight: young ? 0.5 : 1.5 }
    }
    const truth = 100 * (0.25 * (2 * 0.3 - 1) + 0.75 * (2 * 0.7 - 1))
    let covered = 0
    for (let round = 0; round < 2000; round++) {
      const { interval } = estimate(Array.from({ length: 150 }, draw))
      if (interval.low <= truth && truth <= interval.high) covered++
    }
    expect(covered / 2000).toBeGreaterThan(0.935)
    expect(covered / 2000).toBeLessThan(0.965)
  })
})
