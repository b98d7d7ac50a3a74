import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Acsi, Dimension, MeanScore, Scale, Tally } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose } from "./golden.ts"

const answer = fc.integer({ min: 1, max: 10 })
const customer = fc.record({
  team: fc.constantFrom("a", "b", "c"),
  satisfaction: fc.option(answer),
  expectancy: answer,
  ideal: fc.oneof({ weight: 9, arbitrary: answer }, { weight: 1, arbitrary: fc.constantFrom(0, 11, 6.5) })
})
const customers = fc.array(customer)
const items = ["satisfaction", "expectancy", "ideal"] as const
const count = (records: ReadonlyArray<Acsi.AcsiAnswer & { readonly team: string }>) =>
  Tally.from(records, { by: ["team", ...items] })

const estimate = (...asked: Parameters<typeof Acsi.fromAnswers>) => {
  const result = Acsi.fromAnswers(...asked)
  if (result._tag !== "Estimate") throw new Error(result._tag)
  return result
}

const row = (satisfaction: number, expectancy: number, ideal: number) => ({ satisfaction, expectancy, ideal })

describe("ACSI", () => {
  it("is as worked out by hand", () => {
    // Indices 100 × (24 − 3) / 27, (15 − 3) / 27 and (9 − 3) / 27; t with 2 degrees of freedom is 4.302653.
    const result = estimate([row(8, 9, 7), row(5, 6, 4), row(3, 3, 3)])
    expectClose(result.value, (100 * (21 + 12 + 6)) / 81, 1e-12)
    const deviation = Math.sqrt(((21 - 13) ** 2 + (12 - 13) ** 2 + (6 - 13) ** 2) / 2) * (100 / 27)
    expectClose(result.standardDeviation, deviation, 1e-12)
    expectClose(
      result.interval.high,
      Math.min(100, result.value + (4.302652729696142 * deviation) / Math.sqrt(3)),
      1e-12
    )
    expect(result.interval.low).toBe(0)
    expect(result.definition).toMatch(/^unweighted/)
    expect([result.items, result.interval.method]).toEqual([[16 / 3, 6, 14 / 3], "Student t"])
  })

  it("with weights is as worked out by hand", () => {
    // 0.5 × (x − 1) / 9 + 0.3 × (y − 1) / 9 + 0.2 × (z − 1) / 9: 57.7778, 100 and 0 per cent.
    const result = estimate([row(7, 6, 5), row(10, 10, 10), row(1, 1, 1)], { weights: [5, 3, 2] })
    expectClose(result.value, (100 * (5.3 / 9 + 1)) / 3, 1e-12)
    expect(result.weights).toEqual([0.5, 0.3, 0.2])
    expect(result.definition).toMatch(/^weighted/)
  })

  it("is the mean of the customers' own indices, with its t interval", () => {
    const weights = fc.tuple(
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 1, max: 9 })
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(answer, answer, answer), { minLength: 2 }), weights, (rows, [u, v, w]) => {
        const result = estimate(
          rows.map((each) => row(...each)),
          { weights: [u, v, w] }
        )
        const indices = rows.map(([a, b, c]) => (u * (a - 1) + v * (b - 1) + w * (c - 1)) / (9 * (u + v + w)))
        const mean = indices.reduce((sum, index) => sum + index, 0) / indices.length
        const squares = indices.reduce((sum, index) => sum + (index - mean) ** 2, 0)
        expectClose(result.value, 100 * mean, 1e-12)
        expect(Math.abs((result.standardDeviation / 100) ** 2 - squares / (indices.length - 1))).toBeLessThan(1e-12)
        expect(0 <= result.interval.low && result.interval.high <= 100).toBe(true)
      })
    )
  })

  it("of one question alone is the mean score of that question", () => {
    fc.assert(
      fc.property(fc.array(answer, { minLength: 2 }), (scores) => {
        const result = estimate(
          scores.map((score) => row(1, score, 10)),
          { weights: [0, 1, 0] }
        )
        const mean = MeanScore.fromScores(scores, { scale: Scale.make(1, 10) })
        if (mean._tag !== "Estimate") throw new Error(mean._tag)
        for (const [index, score] of [
          [result.value, mean.value],
          [result.interval.low, mean.interval.low],
          [result.interval.high, mean.interval.high]
        ] as const) {
          expectClose(index, (100 * (score - 1)) / 9, 1e-10)
        }
      })
    )
  })

  it("is the same from answers and from a tally, in any order and in pieces, groups included", () => {
    fc.assert(
      fc.property(customers, customers, (some, more) => {
        const all = [...some, ...more]
        const tally = Tally.merge(count(more.toReversed()), count(some))
        expect(Acsi.fromTally(tally)).toEqual(Acsi.fromAnswers(all))
        for (const { fromRest, result, value } of Acsi.by(tally, "team")) {
          const rest = Acsi.fromAnswers(all.filter(({ team }) => team !== value))
          expect(result).toEqual(Acsi.fromAnswers(all.filter(({ team }) => team === value)))
          const expected = Acsi.difference(result, rest)
          expect(fromRest._tag).toBe(expected._tag)
          if (fromRest._tag === "Difference") expect(fromRest).toEqual(expected)
        }
      })
    )
  })

  it("keeps every customer: counted, missing or invalid", () => {
    fc.assert(
      fc.property(customers, (all) => {
        const result = Acsi.fromAnswers(all)
        if (result._tag === "Suppressed") throw new Error("nothing was to be withheld")
        expect(result.n + result.excluded.missing + result.excluded.invalid).toBe(all.length)
      })
    )
  })

  it("does not vary when all indices are alike, whichever answers they have", () => {
    const result = estimate([row(1, 5, 10), row(10, 1, 5), row(5, 10, 1)])
    expect([result.standardDeviation, result.interval.low, result.interval.high]).toEqual([
      0,
      result.value,
      result.value
    ])
    expect(Acsi.difference(result, result)).toMatchObject({ value: 0, p: null })
  })

  it("reads the dimensions it is told, and runs through periods", () => {
    const at = (month: number, q1: number) => ({ at: new Date(Date.UTC(2026, month, 9)), q1, q2: 5, q3: 6 })
    const tally = Tally.from([at(0, 4), at(0, 6), at(2, 3), at(3, 7), at(3, 9)], {
      by: [Dimension.period("at", "month", "UTC"), "q1", "q2", "q3"]
    })
    const series = Acsi.over(tally, "month", { items: ["q1", "q2", "q3"] })
    expect(series.map(({ period, result }) => [period, result._tag])).toEqual([
      ["2026-01", "Estimate"],
      ["2026-02", "InsufficientData"],
      ["2026-03", "InsufficientData"],
      ["2026-04", "Estimate"]
    ])
    expect(() => Acsi.fromTally(tally)).toThrow(Tally.TallyMismatch)
  })

  it("says what cannot be known, and refuses weights that are none", () => {
    expect(Acsi.fromAnswers([{ ...row(1, 2, 3), ideal: Number.NaN }])).toEqual({
      _tag: "InsufficientData",
      reason: "no customer answered all three questions",
      n: 0,
      excluded: { missing: 1, invalid: 0 }
    })
    expect(Acsi.fromAnswers([row(1, 2, 3)])).toMatchObject({ _tag: "InsufficientData", n: 1 })
    expect(Acsi.fromAnswers([row(1, 2, 3), row(1, 2, 4)], { minimum: 5 })).toEqual({
      _tag: "Suppressed",
      minimum: 5,
      n: 2
    })
    for (const weights of [[0, 0, 0] as const, [1, -1, 1] as const, [Number.NaN, 1, 1] as const]) {
      expect(() => Acsi.fromAnswers([], { weights })).toThrow(RangeError)
    }
    const rows = [row(1, 2, 3), row(4, 5, 6)]
    expect(() => Acsi.difference(estimate(rows), estimate(rows, { weights: [1, 2, 3] }))).toThrow(Tally.TallyMismatch)
    expect(Acsi.difference(estimate(rows), estimate(rows, { weights: [2, 2, 2] }))).toMatchObject({ value: 0, p: 1 })
    expect(Acsi.difference(estimate(rows), Acsi.fromAnswers([]))._tag).toBe("InsufficientData")
  })

  it("covers the true index about as often as it says", () => {
    const next = random(19)
    const draw = () => {
      const mood = Math.floor(4 * next())
      return row(
        3 + mood + Math.floor(4 * next()),
        2 + mood + Math.floor(4 * next()),
        1 + mood + Math.floor(4 * next())
      )
    }
    // Means 3 + 1.5 + 1.5 = 6, 5 and 4.
    const truth = (100 * (6 + 5 + 4 - 3)) / 27
    let covered = 0
    for (let round = 0; round < 2000; round++) {
      const { interval } = estimate(Array.from({ length: 25 }, draw))
      if (interval.low <= truth && truth <= interval.high) covered++
    }
    expect(covered / 2000).toBeGreaterThan(0.935)
    expect(covered / 2000).toBeLessThan(0.965)
  })
})
