import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { PeakEnd, Scale, Tally } from "../src/index.ts"
import * as Normal from "../src/stats/Normal.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose, golden } from "./golden.ts"

const reference = golden<{
  readonly scores: ReadonlyArray<ReadonlyArray<number>>
  readonly outcomes: ReadonlyArray<number>
  readonly coefficients: ReadonlyArray<number>
  readonly low: ReadonlyArray<number>
  readonly high: ReadonlyArray<number>
  readonly p: ReadonlyArray<number>
  readonly adjusted: ReadonlyArray<number>
  readonly r2: number
  readonly meanR2: number
}>("peak-end.json")

const scale = Scale.make(1, 5)
const effectsOf = (result: PeakEnd.PeakEndResult): PeakEnd.PeakEndEffects => {
  if (result._tag !== "PeakEnd") throw new Error(JSON.stringify(result))
  return result
}

it("equals R", () => {
  const journeys = reference.scores.map((scores, i) => ({ scores, outcome: reference.outcomes[i] }))
  const { effects, meanR2, n, r2 } = effectsOf(PeakEnd.fromJourneys(journeys, { scale }))
  expect(n).toBe(60)
  expectClose(r2, reference.r2, 1e-10)
  expectClose(meanR2, reference.meanR2, 1e-10)
  effects.forEach(({ adjustedP, coefficient, p }, j) => {
    expectClose(coefficient.value, reference.coefficients[j] ?? Number.NaN, 1e-10)
    expectClose(coefficient.interval.low, reference.low[j] ?? Number.NaN, 1e-10)
    expectClose(coefficient.interval.high, reference.high[j] ?? Number.NaN, 1e-10)
    expectClose((p ?? 0) / (reference.p[j] ?? Number.NaN), 1, 1e-9)
    expectClose((adjustedP ?? 0) / (reference.adjusted[j] ?? Number.NaN), 1, 1e-9)
  })
})

const journeys = fc.array(
  fc.record({
    scores: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 7 }),
    outcome: fc.integer({ min: 0, max: 10 })
  }),
  { minLength: 8, maxLength: 40 }
)

describe("laws of peak and end", () => {
  it("are the same in any order of journeys", () => {
    fc.assert(
      fc.property(journeys, (list) => {
        const features = ["first", "peak", "end", "mean"] as const
        expect(PeakEnd.fromJourneys(list.toReversed(), { scale, features })).toEqual(
          PeakEnd.fromJourneys(list, { scale, features })
        )
      })
    )
  })

  it("turn the first into the end when journeys are turned round", () => {
    fc.assert(
      fc.property(journeys, (list) => {
        const turned = list.map(({ outcome, scores }) => ({ outcome, scores: scores.toReversed() }))
        const [a, b] = [PeakEnd.fromJourneys(list, { scale }), PeakEnd.fromJourneys(turned, { scale })]
        fc.pre(a._tag === "PeakEnd" && b._tag === "PeakEnd")
        const values = (result: PeakEnd.PeakEndResult) =>
          effectsOf(result).effects.map(({ coefficient }) => coefficient.value)
        values(b)
          .toReversed()
          .forEach((value, j) => {
            expectClose(value, values(a)[j] ?? Number.NaN, 1e-8)
          })
      })
    )
  })

  it("find a peak that no score is further from the middle than", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2 }), (scores) => {
        const found = PeakEnd.features(scores, { scale })
        expect(scores).toContain(found?.peak)
        expect(Math.abs((found?.peak ?? 0) - 3)).toBe(Math.max(...scores.map((score) => Math.abs(score - 3))))
        expect(PeakEnd.features(scores, { scale, peak: "lowest" })?.peak).toBe(Math.min(...scores))
        expect(PeakEnd.features(scores, { scale, peak: "highest" })?.peak).toBe(Math.max(...scores))
      })
    )
  })

  it("are the same from a tally, also of journeys that are left out", () => {
    const odd = fc.record({
      scores: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 7 }),
      outcome: fc.option(fc.integer({ min: 0, max: 10 }), { freq: 9 })
    })
    const peaks = fc.constantFrom("furthest" as const, "lowest" as const, "highest" as const)
    const names = fc.constantFrom(["first", "peak", "end", "mean"] as const, ["mean"] as const, undefined)
    fc.assert(
      fc.property(journeys, fc.array(odd), peaks, names, (list, others, peak, features) => {
        const rows = [...list, ...list, ...others].map(({ outcome, scores }) => ({
          scores,
          outcome,
          length: scores.length,
          first: scores[0],
          last: scores.at(-1),
          lowest: Math.min(...scores),
          highest: Math.max(...scores),
          total: scores.reduce((a, b) => a + b, 0)
        }))
        const options = { scale, peak, ...(features === undefined ? {} : { features }) }
        const tally = Tally.from(rows, { by: PeakEnd.journeyDimensions })
        expect(PeakEnd.fromTally(tally, options)).toEqual(PeakEnd.fromJourneys(rows, options))
      })
    )
  })

  it("are not read from another tally", () => {
    expect(() => PeakEnd.fromTally(Tally.from([], { by: ["score"] }), { scale })).toThrow(Tally.TallyMismatch)
  })

  it("take the lower of two peaks", () => {
    expect(PeakEnd.features([5, 1, 3], { scale })?.peak).toBe(1)
  })
})

describe("peak and end of too little", () => {
  const good = [
    [3, 1, 5],
    [4, 4, 2],
    [2, 5, 4],
    [5, 3, 1],
    [3, 4, 3],
    [4, 2, 5],
    [1, 3, 4]
  ].map((scores, i) => ({
    scores,
    outcome: (i * 3) % 7
  }))

  it("say why", () => {
    expect(PeakEnd.fromJourneys([], { scale })).toMatchObject({ _tag: "InsufficientData", n: 0 })
    expect(PeakEnd.fromJourneys(good.slice(0, 1), { scale })).toMatchObject({ _tag: "InsufficientData", n: 1 })
    expect(PeakEnd.fromJourneys(good.slice(0, 4), { scale })).toMatchObject({ n: 4 })
    const same = good.map(({ scores }) => ({ scores, outcome: 7 }))
    expect(PeakEnd.fromJourneys(same, { scale })).toMatchObject({ reason: "the outcome does not vary" })
    expect(PeakEnd.fromJourneys(good, { scale, minimum: 8 })).toEqual({ _tag: "Suppressed", minimum: 8, n: 7 })
  })

  it("leave out journeys that are not whole", () => {
    const odd = [
      { scores: [3], outcome: 4 },
      { scores: [], outcome: 4 },
      { scores: [3, null, 4], outcome: 4 },
      { scores: [3, 4], outcome: undefined },
      { scores: [3, 6], outcome: 4 },
      { scores: [3, 2.5], outcome: 4 },
      { scores: [3, 2], outcome: 4.5 }
    ]
    const { excluded, n } = effectsOf(PeakEnd.fromJourneys([...good, ...odd], { scale }))
    expect([n, excluded]).toEqual([7, { missing: 4, invalid: 3 }])
  })

  it("name features that cannot be told apart", () => {
    const always = good.map(({ outcome, scores }) => ({ outcome, scores: [3, ...scores] }))
    expect(PeakEnd.fromJourneys(always, { scale })).toMatchObject({ _tag: "Collinear", constant: ["first"] })
    const mirrored = [
      [1, 2],
      [2, 3],
      [5, 4],
      [4, 3],
      [1, 3],
      [5, 2]
    ].map((scores, i) => ({ scores, outcome: (i * 3) % 7 }))
    expect(PeakEnd.fromJourneys(mirrored, { scale })).toMatchObject({
      _tag: "Collinear",
      dependent: [["first", "peak"]]
    })
  })

  it("refuse features that are none", () => {
    expect(() => PeakEnd.fromJourneys(good, { scale, features: [] })).toThrow(RangeError)
    expect(() => PeakEnd.fromJourneys(good, { scale, features: ["end", "end"] })).toThrow(RangeError)
  })
})

it("covers the true coefficient about as often as it says", () => {
  const next = random(3)
  let covered = 0
  for (let round = 0; round < 600; round++) {
    const list = Array.from({ length: 50 }, () => {
      const scores = Array.from({ length: 3 + Math.floor(4 * next()) }, () => 1 + Math.floor(5 * next()))
      const { end = 0, peak = 0 } = PeakEnd.features(scores, { scale }) ?? {}
      return { scores, outcome: Math.round(10 * (peak + end + Normal.quantile(next() || 0.5))) }
    })
    const { coefficient } = effectsOf(PeakEnd.fromJourneys(list, { scale })).effects[2] ?? {}
    if (coefficient !== undefined && coefficient.interval.low <= 10 && coefficient.interval.high >= 10) covered++
  }
  expect(covered / 600).toBeGreaterThan(0.93)
  expect(covered / 600).toBeLessThan(0.97)
})
