import fc from "fast-check"
import { expect, it } from "vitest"
import { Ces, Dimension, MeanScore, Scale, Tally } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose } from "./golden.ts"

const seven = Scale.make(1, 7)

it("agrees with CES 2.0 as mean, from scores and from a tally", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 8 })), (scores) => {
      const mean = MeanScore.fromScores(scores, { scale: seven })
      const ces = Ces.fromScores(scores, { definition: "2.0 mean" })
      expect(
        MeanScore.fromTally(
          Tally.from(
            scores.map((score) => ({ score })),
            { by: ["score"] }
          ),
          { scale: seven }
        )
      ).toEqual(mean)
      if (mean._tag === "Estimate" && ces._tag === "Estimate") {
        expect([mean.value, mean.interval, mean.n, mean.excluded]).toEqual([
          ces.value,
          ces.interval,
          ces.n,
          ces.excluded
        ])
      } else {
        expect(mean).toEqual(ces)
      }
    })
  )
})

it("refuses to compare two scales", () => {
  const [a, b] = [
    MeanScore.fromScores([1, 2], { scale: seven }),
    MeanScore.fromScores([1, 2], { scale: Scale.make(1, 5) })
  ]
  // @ts-expect-error two scales
  expect(() => MeanScore.difference(a, b)).toThrow(Tally.TallyMismatch)
})

it("withholds few answers", () => {
  expect(MeanScore.fromScores([5, 6], { scale: seven, minimum: 10 })).toEqual({ _tag: "Suppressed", minimum: 10, n: 2 })
})

it("of groups is that of their own answers, in any order and in pieces", () => {
  const answer = fc.record({ team: fc.constantFrom("a", "b"), score: fc.integer({ min: 0, max: 8 }) })
  const tallyOf = (all: ReadonlyArray<{ readonly team: string; readonly score: number }>) =>
    Tally.from(all, { by: ["team", "score"] })
  fc.assert(
    fc.property(fc.array(answer), fc.array(answer), (some, more) => {
      const all = [...some, ...more]
      const tally = Tally.merge(tallyOf(more), tallyOf(some))
      for (const { result, value } of MeanScore.by(tally, "team", { scale: seven })) {
        const own = all.flatMap(({ score, team }) => (team === value ? [score] : []))
        expect(result).toEqual(MeanScore.fromScores(own, { scale: seven }))
      }
    })
  )
})

it("with every answer counted k times has the same mean, and an interval narrower by the degrees of freedom", () => {
  const scores = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2 })
  fc.assert(
    fc.property(scores, fc.integer({ min: 2, max: 5 }), (all, copies) => {
      const once = MeanScore.fromScores(all, { scale: seven })
      const often = MeanScore.fromScores(Array.from({ length: copies }, () => all).flat(), { scale: seven })
      if (once._tag !== "Estimate" || often._tag !== "Estimate") throw new Error("both have two answers")
      expectClose(often.value, once.value, 1e-12)
      expect(often.moments).toEqual({
        n: copies * once.moments.n,
        sum: copies * once.moments.sum,
        squares: copies * once.moments.squares
      })
      expect(often.interval.high).toBeLessThanOrEqual(once.interval.high)
    })
  )
})

it("of nobody and of one answer says why there is none", () => {
  const excluded = { missing: 1, invalid: 1 }
  const nobody = { _tag: "InsufficientData", reason: "no valid answers", n: 0, excluded }
  expect(MeanScore.fromScores([null, 6.5], { scale: seven })).toEqual(nobody)
  const one = { _tag: "InsufficientData", reason: "one answer has no interval", n: 1, excluded }
  expect(MeanScore.fromScores([undefined, 8, 4], { scale: seven })).toEqual(one)
  expect(
    MeanScore.difference(MeanScore.fromScores([4], { scale: seven }), MeanScore.fromScores([4, 5], { scale: seven }))
  ).toEqual({
    _tag: "InsufficientData",
    reason: "a mean is missing on one side",
    n: 0,
    excluded: { missing: 0, invalid: 0 }
  })
})

it("runs through months without an answer", () => {
  const at = (month: string) => new Date(`2026-${month}-10T12:00:00Z`)
  const answers = [
    { at: at("01"), score: 5 },
    { at: at("01"), score: 7 },
    { at: at("03"), score: 3 },
    { at: at("03"), score: 5 }
  ]
  const tally = Tally.from(answers, { by: [Dimension.named(Dimension.period("at", "month", "UTC"), "month"), "score"] })
  const series = MeanScore.over(tally, "month", { scale: seven })
  expect(series.map(({ period, result }) => [period, result._tag === "Estimate" ? result.value : null])).toEqual([
    ["2026-01", 6],
    ["2026-02", null],
    ["2026-03", 4]
  ])
})

it("covers the true mean about as often as it says", () => {
  const urn = [1, 3, 4, 5, 6, 6, 6, 7, 7, 5]
  const uniform = random(1908)
  const tried = 2000
  let covered = 0
  for (let round = 0; round < tried; round++) {
    const scores = Array.from({ length: 30 }, () => urn[Math.floor(uniform() * urn.length)])
    const result = MeanScore.fromScores(scores, { scale: seven })
    if (result._tag === "Estimate" && result.interval.low <= 5 && 5 <= result.interval.high) covered++
  }
  expect(covered / tried).toBeGreaterThan(0.935)
  expect(covered / tried).toBeLessThan(0.97)
})
