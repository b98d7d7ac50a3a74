import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { ClosingTheLoop, Dimension, matcher, Scale, Survival, Tally, wilson } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose, golden } from "./golden.ts"
import { normals } from "./seeded.ts"

type Numbers = ReadonlyArray<number>
const reference = golden<{
  readonly days: Numbers
  readonly contacted: Numbers
  readonly shares: ReadonlyArray<Record<"within" | "value" | "effective" | "low" | "high", number>>
  readonly median: number
  readonly first: Numbers
  readonly second: Numbers
  readonly treated: Numbers
  readonly matched: number
  readonly uplift: Numbers
  readonly followedUp: Numbers
  readonly notContacted: Numbers
  readonly unmatched: Numbers
}>("closing-the-loop.json")

const isOne = <Result extends { readonly _tag: string }>(
  result: Result
): result is Extract<Result, { readonly _tag: "Estimate" }> => result._tag === "Estimate"

const estimated = <Result extends { readonly _tag: string }>(result: Result) => {
  if (!isOne(result)) throw new Error(JSON.stringify(result))
  return result
}

const expectNumbers = (actual: ReadonlyArray<number | null>, expected: Numbers, tolerance = 1e-10) => {
  expect(actual.length).toBe(expected.length)
  expected.forEach((value, i) => {
    expectClose(actual[i] ?? Number.NaN, value, tolerance)
  })
}

describe("closing the loop equals R", () => {
  it.each(reference.shares)("within $within days", ({ effective, high, low, value, within }) => {
    const answers = reference.days.map((days, i) => ({ score: i % 7, days, contacted: reference.contacted[i] === 1 }))
    const result = estimated(ClosingTheLoop.fromAnswers(answers, { within }))
    expectNumbers(
      [result.value, result.effective, result.interval.low, result.interval.high],
      [value, effective, low, high]
    )
    expect(result.timeToAnswer.value).toBe(reference.median)
  })

  it("for the uplift", () => {
    const pairs = reference.first.map((score, i) => ({
      score,
      next: reference.second[i],
      contacted: reference.treated[i] === 1
    }))
    const { followedUp, interval, matched, notContacted, p, standardError, unmatched, value } = estimated(
      ClosingTheLoop.uplift(pairs)
    )
    const ends = (of: {
      readonly value: number
      readonly interval: { readonly low: number; readonly high: number }
    }) => [of.value, of.interval.low, of.interval.high]
    expectNumbers([value, standardError, interval.low, interval.high, p], reference.uplift)
    expectNumbers(ends(followedUp), reference.followedUp)
    expectNumbers(ends(notContacted), reference.notContacted)
    expectNumbers([...ends(unmatched), unmatched.p], reference.unmatched)
    expect(matched).toBe(reference.matched)
  })
})

const answer = fc.record({
  team: fc.constantFrom("a", "b", null),
  score: fc.option(fc.constantFrom(0, 3, 6, 7, 10), { freq: 15 }),
  days: fc.option(fc.constantFrom(0, 1, 2, 3, 9, -1, 0.5), { freq: 15 }),
  contacted: fc.option(fc.boolean(), { freq: 15 })
})
const answers = fc.array(answer, { maxLength: 40 })
type Given = typeof answers extends fc.Arbitrary<infer List> ? List : never
const count = (list: Given) => Tally.from(list, { by: ["team", "score", "days", "contacted"] })

describe("laws of closing the loop", () => {
  it("are the same from a tally, in any order, in pieces and by its parts", () => {
    fc.assert(
      fc.property(answers, answers, fc.constantFrom(1, 2, 3), (a, b, within) => {
        const list = [...a, ...b]
        const result = ClosingTheLoop.fromAnswers(list, { within })
        const pieces = Tally.merge(count(b.toReversed()), count(a))
        expect(ClosingTheLoop.fromTally(pieces, { within })).toEqual(result)
        for (const { result: part, value } of ClosingTheLoop.by(pieces, "team", { within })) {
          expect(part).toEqual(
            ClosingTheLoop.fromAnswers(
              list.filter(({ team }) => team === value),
              { within }
            )
          )
        }
      })
    )
  })

  it("compare each part with the rest", () => {
    fc.assert(
      fc.property(answers, (list) => {
        for (const { fromRest, result, value } of ClosingTheLoop.by(count(list), "team")) {
          const rest = ClosingTheLoop.fromAnswers(list.filter(({ team }) => team !== value))
          expect(fromRest).toEqual(ClosingTheLoop.difference(result, rest))
        }
      })
    )
  })

  it("are plain shares with Wilson's interval when nothing is pending", () => {
    fc.assert(
      fc.property(answers, (list) => {
        const old = list
          .filter(
            ({ contacted, days, score }) =>
              contacted !== null && days !== null && days >= 0 && score !== null && score < 7
          )
          .map((each) => ({ ...each, days: each.contacted === true ? Math.floor(each.days ?? 0) : 9 }))
        const result = ClosingTheLoop.fromAnswers(old)
        const inTime = old.filter(({ contacted, days }) => contacted === true && days < 2).length
        if (old.length === 0) {
          expect(result).toMatchObject({ _tag: "InsufficientData", n: 0 })
          return
        }
        const { low, high } = wilson(inTime, old.length, 0.95)
        const share = estimated(result)
        expect([share.n, share.followedUp, share.pending]).toEqual([old.length, inTime, 0])
        expectNumbers([share.value, share.effective], [(100 * inTime) / old.length, old.length], 1e-9)
        expectNumbers([share.interval.low, share.interval.high], [100 * low, 100 * high], 1e-9)
      })
    )
  })

  it("tell the time to answer as survival does", () => {
    fc.assert(
      fc.property(answers, (list) => {
        const result = ClosingTheLoop.fromAnswers(list, { low: [0, 10] })
        if (result._tag !== "Estimate") return
        const known = list.flatMap(({ contacted, days, score }) =>
          score === null || contacted === null || days === null || days < 0 || !Number.isInteger(days)
            ? []
            : [{ time: days, event: contacted }]
        )
        const curve = Survival.fromLifetimes(known)
        expect(curve._tag === "SurvivalCurve" && curve.median).toEqual(result.timeToAnswer)
        expect(result.n + result.excluded.missing + result.excluded.invalid).toBe(list.length)
      })
    )
  })

  it("are a series of periods", () => {
    const list = [1, 2, 4].flatMap((month) =>
      [0, 9].map((days) => ({ at: new Date(Date.UTC(2026, month, 3)), score: 2, days, contacted: days < month }))
    )
    const tally = Tally.from(list, { by: [Dimension.period("at", "month", "UTC"), "score", "days", "contacted"] })
    const series = ClosingTheLoop.over(tally, "month")
    expect(series.map(({ period }) => period)).toEqual(["2026-02", "2026-03", "2026-04", "2026-05"])
    expect(series.map(({ result }) => result._tag)).toEqual(["Estimate", "Estimate", "InsufficientData", "Estimate"])
    expect(series.map(({ change }) => change._tag)).toEqual([
      "InsufficientData",
      "Difference",
      "InsufficientData",
      "InsufficientData"
    ])
  })
})

describe("too little to close", () => {
  it("says why", () => {
    expect(ClosingTheLoop.fromAnswers([])).toMatchObject({ reason: "no low answers", n: 0 })
    expect(ClosingTheLoop.fromAnswers([{ score: 9, days: 1, contacted: false }])).toMatchObject({ n: 0 })
    const young = [{ score: 3, days: 0, contacted: false }]
    expect(ClosingTheLoop.fromAnswers(young)).toMatchObject({ reason: "no low answer has waited for 2 days yet", n: 1 })
    expect(ClosingTheLoop.fromAnswers([{ score: 3, days: 1, contacted: false }])).toMatchObject({
      _tag: "InsufficientData"
    })
    const one = ClosingTheLoop.fromAnswers([{ score: 3, days: 0, contacted: true }])
    expect(one).toMatchObject({ value: 100, n: 1, interval: { high: 100 } })
    expect(ClosingTheLoop.fromAnswers([{ score: 3, days: 5, contacted: false }])).toMatchObject({
      value: 0,
      interval: { low: 0 }
    })
    expect(ClosingTheLoop.fromAnswers(young, { minimum: 2 })).toEqual({ _tag: "Suppressed", minimum: 2, n: 1 })
    expect(ClosingTheLoop.difference(one, ClosingTheLoop.fromAnswers([]))).toMatchObject({ _tag: "InsufficientData" })
  })

  it("refuses what cannot be", () => {
    expect(() => ClosingTheLoop.fromAnswers([], { within: 0 })).toThrow(RangeError)
    expect(() => ClosingTheLoop.fromAnswers([], { within: 1.5 })).toThrow(RangeError)
    expect(() => ClosingTheLoop.fromAnswers([], { low: [6, 0] })).toThrow(RangeError)
    const old = [{ score: 3, days: 5, contacted: true }]
    const [a, b] = [ClosingTheLoop.fromAnswers(old), ClosingTheLoop.fromAnswers(old, { within: 3 })]
    expect(() => ClosingTheLoop.difference(a, b)).toThrow(Tally.TallyMismatch)
  })
})

const pair = fc.record({
  score: fc.option(fc.constantFrom(0, 2, 3, 8, 11), { freq: 15 }),
  next: fc.option(fc.constantFrom(0, 3, 5, 9, 10, 4.5), { freq: 15 }),
  contacted: fc.option(fc.boolean(), { freq: 15 }),
  outcome: fc.constantFrom("recovered", "lost", null)
})
const pairs = fc.array(pair, { maxLength: 50 })

describe("laws of the uplift", () => {
  it("is the same from a tally, in any order and in pieces", () => {
    fc.assert(
      fc.property(pairs, pairs, fc.constantFrom("contacted", "recovered"), (a, b, followedUp) => {
        const names = { next: "next", contacted: "contacted", followedUp } as const
        const count = (list: typeof a) => Tally.from(list, { by: ["score", "next", "contacted", "outcome"] })
        const result = ClosingTheLoop.uplift([...a, ...b], { followedUp })
        expect(ClosingTheLoop.upliftFromTally(Tally.merge(count(b.toReversed()), count(a)), names)).toEqual(result)
      })
    )
  })

  it("turns with the groups when one first score is all there is", () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const same = list.map((each) => ({ ...each, score: 3 }))
        const turned = same.map((each) => ({ ...each, contacted: each.contacted === null ? null : !each.contacted }))
        const [a, b] = [ClosingTheLoop.uplift(same), ClosingTheLoop.uplift(turned)]
        expect(b._tag).toBe(a._tag)
        if (a._tag !== "Estimate" || b._tag !== "Estimate") return
        expectNumbers([b.value, b.p ?? 2], [-a.value, a.p ?? 2], 1e-9)
        expectClose(a.value, a.unmatched.value, 1e-12)
        const { high, low } = a.unmatched.interval
        expectNumbers([a.interval.low, a.interval.high], [Math.max(-20, low), Math.min(20, high)], 1e-9)
      })
    )
  })

  it("leaves those contacted and not recovered out of both groups", () => {
    const list = [...Array(6).keys()].flatMap((i) => [
      { score: 3, next: 4 + (i % 3), contacted: false, outcome: null },
      { score: 3, next: 6 + (i % 3), contacted: true, outcome: i < 3 ? "recovered" : "lost" }
    ])
    expect(estimated(ClosingTheLoop.uplift(list)).n).toBe(12)
    const { definition, n } = estimated(ClosingTheLoop.uplift(list, { followedUp: "recovered" }))
    expect([n, definition]).toEqual([9, expect.stringContaining("recovered minus not contacted")])
  })

  it("says why there is none", () => {
    expect(ClosingTheLoop.uplift([])).toMatchObject({ _tag: "InsufficientData", n: 0 })
    expect(ClosingTheLoop.uplift([{ score: 3, next: 5, contacted: true }])).toMatchObject({ n: 1 })
    const apart = [1, 1, 2, 2].map((score) => ({ score, next: 5, contacted: score === 1 }))
    expect(ClosingTheLoop.uplift(apart)).toMatchObject({ reason: expect.stringContaining("same first score"), n: 4 })
    const alike = apart.map((each) => ({ ...each, score: 1, contacted: each.score === 1 }))
    expect(ClosingTheLoop.uplift(alike)).toMatchObject({ value: 0, p: null })
    expect(ClosingTheLoop.uplift(alike, { minimum: 3 })).toEqual({ _tag: "Suppressed", minimum: 3, n: 2 })
    const odd = [
      { score: 11, next: 3, contacted: true },
      { score: 3, next: 5.5, contacted: true },
      { score: 3, next: null, contacted: true }
    ]
    expect(ClosingTheLoop.uplift(odd, { scale: Scale.nps })).toMatchObject({ excluded: { missing: 1, invalid: 2 } })
  })
})

describe("in simulation", () => {
  it("shares hold the truth as often as they say, with answers of all ages", () => {
    const uniform = random(4)
    let held = 0
    const rounds = 1500
    for (let round = 0; round < rounds; round++) {
      // A fifth are followed up each day: 1 − 0.8³ within three.
      const list = Array.from({ length: 50 }, () => {
        const age = Math.floor(uniform() * 10)
        let wait = 0
        while (uniform() > 0.2) wait++
        return { score: 3, days: Math.min(wait, age), contacted: wait <= age }
      })
      const { interval } = estimated(ClosingTheLoop.fromAnswers(list, { within: 3 }))
      if (interval.low <= 48.8 && 48.8 <= interval.high) held++
    }
    expect(Math.abs(held / rounds - 0.95)).toBeLessThan(0.015)
  })

  it("the uplift finds nothing where there is only regression to the mean, and the truth where there is one", () => {
    const [uniform, noise] = [random(9), normals(9, 600 * 3 * 80)]
    const point = (value: number) => Math.round(Math.min(10, Math.max(0, value)))
    let [held, raw, rounds, at] = [0, 0, 0, 0]
    const normal = () => noise[at++] ?? 0
    for (let round = 0; round < 600; round++) {
      // What customers feel stays; what they say varies. Those who say the least are contacted most.
      const list = Array.from({ length: 80 }, () => {
        const felt = 5.5 + normal()
        const score = point(felt + 2 * normal())
        return { score, next: point(felt + 2 * normal()), contacted: uniform() < 0.8 - 0.1 * score }
      })
      const result = ClosingTheLoop.uplift(list)
      if (result._tag !== "Estimate") continue
      rounds++
      if (result.interval.low <= 0 && 0 <= result.interval.high) held++
      raw += result.unmatched.value
    }
    expect(Math.abs(held / rounds - 0.95)).toBeLessThan(0.025)
    expect(raw / rounds).toBeGreaterThan(0.5)
  })
})

describe("the low answers behind a weak touchpoint", () => {
  const answer = fc.record({
    touchpoint: fc.constantFrom("delivery", "search", undefined),
    metric: fc.constantFrom("nps", "csat"),
    scale: fc.constantFrom("0-10", "1-5"),
    score: fc.integer({ min: 1, max: 5 }),
    team: fc.constantFrom("north", "south", undefined),
    at: fc.integer({ min: 0, max: 9 }).map((day) => new Date(Date.UTC(2026, 0, 1 + day)))
  })
  const [from, to] = [new Date(Date.UTC(2026, 0, 3)), new Date(Date.UTC(2026, 0, 6))]

  it("are those that a look at each answer finds", () => {
    fc.assert(
      fc.property(fc.array(answer), fc.integer({ min: 1, max: 5 }), (answers, worst) => {
        const low = [1, worst] as const
        const asked = { touchpoint: "delivery", metric: "csat", scale: Scale.make(1, 5), low, from, to } as const
        const { kind, where } = ClosingTheLoop.lowAnswers({ ...asked, where: { team: ["north", null] } })
        const found = answers.filter(matcher(where))
        const slow = answers.filter(
          (each) =>
            [each.touchpoint, each.metric, each.scale].join() === "delivery,csat,1-5" &&
            each.score <= worst &&
            each.team !== "south" &&
            each.at >= from &&
            each.at < to
        )
        expect(kind).toBe("responses")
        expect(found).toEqual(slow)
      })
    )
  })

  it("may be of any time", () => {
    expect(ClosingTheLoop.lowAnswers({ touchpoint: "delivery", metric: "nps", to }).where.at).toEqual({ to })
    expect(ClosingTheLoop.lowAnswers({ touchpoint: "delivery", metric: "nps" }).where).not.toHaveProperty("at")
  })

  it("are points of the scale", () => {
    const low = (...points: readonly [number, number]) =>
      ClosingTheLoop.lowAnswers({ touchpoint: "delivery", metric: "csat", scale: Scale.make(1, 5), low: points })
    for (const points of [
      [0, 2],
      [3, 6],
      [3, 2],
      [1.5, 2]
    ] as const)
      expect(() => low(points[0], points[1])).toThrow(RangeError)
  })
})
