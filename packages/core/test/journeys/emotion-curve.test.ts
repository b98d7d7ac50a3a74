import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { EmotionCurve, Gap, MeanScore, Nps, Scale, Sources, StandardisedNps, Tally } from "../../src/index.ts"
import * as Normal from "../../src/stats/Normal.ts"
import { random } from "../../src/stats/Random.ts"
import * as StudentT from "../../src/stats/StudentT.ts"
import { expectClose } from "../golden.ts"

const scale = Scale.make(1, 5)
const names = ["search", "cart", "checkout", "delivery", "support"]
const casesOf = (paths: ReadonlyArray<ReadonlyArray<string>>) =>
  Tally.from(
    paths.map((path) => ({ path: Sources.pathText(path) })),
    { by: ["path"] }
  )
const orderOf = (paths: ReadonlyArray<ReadonlyArray<string>>): EmotionCurve.TouchpointOrder => {
  const result = EmotionCurve.order(casesOf(paths))
  if (result._tag !== "TouchpointOrder") throw new Error(result.reason)
  return result
}

const paths = fc.array(fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 7 }), {
  minLength: 1,
  maxLength: 15
})

describe("the order of touchpoints", () => {
  it("is that of a path that all take, whatever they leave out or repeat", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(names, { minLength: 2 }),
        fc.array(fc.nat(2), { minLength: 1 }),
        (path, again) => {
          const some = again.map((repeats, i) => [
            ...path.filter((_, place) => (place + i) % 3 !== 0),
            ...path.slice(0, repeats).filter((_, place) => (place + i) % 3 !== 0)
          ])
          const { agreement, touchpoints } = orderOf([path, ...some.filter((each) => each.length > 0)])
          expect(touchpoints.map(({ touchpoint }) => touchpoint)).toEqual(path)
          expect(agreement).toMatchObject({ _tag: "Exact", value: 100 })
        }
      )
    )
  })

  it("equals a slow count of who met what first", () => {
    fc.assert(
      fc.property(paths, (list) => {
        const { agreement, cases, touchpoints } = orderOf(list)
        expect(cases).toBe(list.length)
        const first = (a: string, b: string) =>
          list.filter((path) => path.includes(a) && path.includes(b) && path.indexOf(a) < path.indexOf(b)).length
        const met = names.filter((name) => list.some((path) => path.includes(name)))
        const wins = (a: string) => met.reduce((sum, b) => sum + Math.sign(first(a, b) - first(b, a)), 0)
        expect(touchpoints.map(({ touchpoint }) => touchpoint).sort()).toEqual([...met].sort())
        touchpoints.forEach(({ cases: count, touchpoint }, i) => {
          expect(count).toBe(list.filter((path) => path.includes(touchpoint)).length)
          const next = touchpoints[i + 1]
          if (next !== undefined) expect(wins(touchpoint)).toBeGreaterThanOrEqual(wins(next.touchpoint))
        })
        const pairs = touchpoints.flatMap(({ touchpoint: a }, i) =>
          touchpoints.slice(i + 1).map(({ touchpoint: b }) => [first(a, b), first(b, a)] as const)
        )
        const all = pairs.reduce((sum, [a, b]) => sum + a + b, 0)
        const agreeing = pairs.reduce((sum, [a]) => sum + a, 0)
        expect(agreement).toMatchObject(all === 0 ? { n: 0 } : { n: all, value: (100 * agreeing) / all })
      })
    )
  })

  it("says what it cannot know", () => {
    expect(EmotionCurve.order(casesOf([]))).toMatchObject({ _tag: "InsufficientData", n: 0 })
    expect(orderOf([["cart"], ["cart", "cart"]]).agreement).toMatchObject({ reason: "no case met two touchpoints" })
    const many = orderOf(Array.from({ length: 1003 }, (_, i) => [`page ${i}`]))
    expect([many.touchpoints.length, many.beyond]).toEqual([1000, 3])
  })
})

const answers = fc.array(fc.record({ touchpoint: fc.constantFrom(...names), score: fc.integer({ min: 1, max: 5 }) }), {
  maxLength: 60,
  size: "max"
})
const along = fc
  .array(fc.integer({ min: 1, max: 500 }), { minLength: 5, maxLength: 5 })
  .map((cases) => names.map((touchpoint, i) => ({ touchpoint, cases: cases[i] ?? 1 })))
const tallyOf = (rows: ReadonlyArray<{ readonly touchpoint: string; readonly score: number }>) =>
  Tally.from(rows, { by: ["touchpoint", "score"] })
const reads = fc.constantFrom<EmotionCurve.Read>({ measure: "mean", scale }, { measure: "csat", scale })

describe("laws of the curve", () => {
  it("divides the score of the journey among the touchpoints with nothing left over", () => {
    fc.assert(
      fc.property(answers, along, reads, (rows, order, read) => {
        const curve = EmotionCurve.fromTally(tallyOf(rows), { ...read, along: order })
        fc.pre(curve._tag === "EmotionCurve")
        const parts = curve.points.flatMap(({ part }) => part ?? [])
        const sum = (of: (part: EmotionCurve.JourneyPart) => number) => parts.reduce((all, part) => all + of(part), 0)
        expectClose(
          sum(({ weight }) => weight),
          1,
          1e-12
        )
        expectClose(
          sum(({ carries }) => carries.value),
          curve.journey.value,
          1e-12
        )
        expectClose(
          sum(({ pull }) => pull.value),
          0,
          1e-9
        )
        expect(parts.length).toBe(curve.points.filter(({ score }) => score._tag === "Estimate").length)
        expect(curve.points.map(({ touchpoint }) => touchpoint)).toEqual(names)
      })
    )
  })

  it("shows at each touchpoint what the measure itself says", () => {
    fc.assert(
      fc.property(answers, along, (rows, order) => {
        const curve = EmotionCurve.fromTally(tallyOf(rows), { measure: "mean", scale, along: order })
        fc.pre(curve._tag === "EmotionCurve")
        const alone = MeanScore.by(tallyOf(rows), "touchpoint", { scale })
        for (const { result, value } of alone) {
          const score = curve.points.find(({ touchpoint }) => touchpoint === value)?.score
          expect(score).toMatchObject(
            result._tag === "Estimate" ? { value: result.value, interval: result.interval, n: result.n } : result
          )
        }
      })
    )
  })

  it("is the score of all answers where each touchpoint weighs as many as answered", () => {
    fc.assert(
      fc.property(answers, (rows) => {
        const order = names.map((touchpoint) => ({
          touchpoint,
          cases: rows.filter((row) => row.touchpoint === touchpoint).length
        }))
        fc.pre(rows.length > 0 && order.every(({ cases }) => cases !== 1))
        const curve = EmotionCurve.fromTally(tallyOf(rows), { measure: "mean", scale, along: order })
        const pooled = MeanScore.fromTally(tallyOf(rows), { scale })
        fc.pre(curve._tag === "EmotionCurve" && pooled._tag === "Estimate")
        expectClose(curve.journey.value, pooled.value, 1e-12)
      })
    )
  })

  it("is the standardised NPS", () => {
    const points = fc.array(
      fc.record({ touchpoint: fc.constantFrom("a", "b", "c"), score: fc.integer({ min: 0, max: 10 }) }),
      {
        minLength: 8,
        maxLength: 40,
        size: "max"
      }
    )
    fc.assert(
      fc.property(points, (rows) => {
        const order = ["a", "b", "c"].map((touchpoint, i) => ({ touchpoint, cases: 10 * (i + 1) }))
        const reference = new Map(order.map(({ cases, touchpoint }) => [touchpoint, cases]))
        const curve = EmotionCurve.fromTally(tallyOf(rows), { measure: "nps", along: order })
        const standardised = StandardisedNps.fromTally(tallyOf(rows), "touchpoint", { reference })
        fc.pre(curve._tag === "EmotionCurve" && standardised._tag === "Estimate")
        expectClose(curve.journey.value, standardised.value, 1e-10)
        const each = Nps.by(tallyOf(rows), "touchpoint").map(({ result }) => result)
        for (const [i, { score }] of curve.points.entries()) {
          const alone = each[i]
          expect(score._tag).toBe(alone?._tag)
          if (score._tag !== "Estimate" || alone?._tag !== "Estimate") continue
          expectClose(score.value, alone.value, 1e-12)
          expect(score.interval).toEqual(alone.interval)
        }
      })
    )
  })

  it("names a lowest touchpoint among those that may be the lowest, and moments that are on it", () => {
    fc.assert(
      fc.property(answers, along, reads, (rows, order, read) => {
        const curve = EmotionCurve.fromTally(tallyOf(rows), { ...read, along: order })
        fc.pre(curve._tag === "EmotionCurve")
        const scored = curve.points.flatMap(({ score, touchpoint }) =>
          score._tag === "Estimate" ? [[touchpoint, score.value] as const] : []
        )
        const values = new Map(scored)
        expect(values.get(curve.weakest.touchpoint)).toBe(Math.min(...values.values()))
        expect(curve.weakest.among).toContain(curve.weakest.touchpoint)
        const { end, first, peak } = curve.moments
        expect([first, end]).toEqual([scored[0]?.[0], scored.at(-1)?.[0]])
        const middle = read.measure === "mean" ? 3 : 50
        const distances = scored.map(([, value]) => Math.abs(value - middle))
        expectClose(Math.abs((values.get(peak) ?? 0) - middle), Math.max(...distances), 1e-12)
      })
    )
  })
})

it("has the interval of a weighted mean with Satterthwaite's degrees of freedom", () => {
  const rows = [
    ...[4, 5, 4, 3].map((score) => ({ touchpoint: "search", score })),
    ...[1, 2, 2, 4, 1, 2].map((score) => ({ touchpoint: "delivery", score }))
  ]
  const order = [
    { touchpoint: "search", cases: 300 },
    { touchpoint: "delivery", cases: 100 }
  ]
  const curve = EmotionCurve.fromTally(tallyOf(rows), { measure: "mean", scale, along: order })
  if (curve._tag !== "EmotionCurve") throw new Error(curve.reason)
  const [u, v] = [((9 / 16) * (2 / 3)) / 4, ((1 / 16) * 1.2) / 6]
  const degrees = (u + v) ** 2 / (u ** 2 / 3 + v ** 2 / 5)
  expect(curve.journey.value).toBe(3.5)
  expectClose(curve.journey.interval.low, 3.5 - StudentT.quantile(0.975, degrees) * Math.sqrt(u + v), 1e-12)
  const pull = curve.points[0]?.part?.pull
  expectClose(pull?.value ?? 0, 0.375, 1e-12)
  const [a, b] = [((3 / 16) ** 2 * (2 / 3)) / 4, ((3 / 16) ** 2 * 1.2) / 6]
  const ofPull = (a + b) ** 2 / (a ** 2 / 3 + b ** 2 / 5)
  expectClose(pull?.p ?? 0, 2 * StudentT.upperTail(0.375 / Math.sqrt(a + b), ofPull), 1e-12)
})

describe("a curve of too little", () => {
  const order = [
    { touchpoint: "search", cases: 30 },
    { touchpoint: "cart", cases: 20 },
    { touchpoint: "kiosk", cases: 5 }
  ]
  const rows: ReadonlyArray<{ readonly touchpoint?: string; readonly score: number }> = [
    ...[3, 4].map((score) => ({ touchpoint: "search", score })),
    { touchpoint: "cart", score: 4 },
    { touchpoint: "bank", score: 2 },
    { score: 1 }
  ]
  const read = { measure: "mean", scale } as const

  it("keeps touchpoints without a score, and answers about what is not on it", () => {
    const curve = EmotionCurve.fromTally(Tally.from(rows, { by: ["touchpoint", "score"] }), { ...read, along: order })
    if (curve._tag !== "EmotionCurve") throw new Error(curve.reason)
    expect(curve.points.map(({ part, score }) => [score._tag, part?.weight])).toEqual([
      ["Estimate", 1],
      ["InsufficientData", undefined],
      ["InsufficientData", undefined]
    ])
    expect(curve.elsewhere).toEqual([
      { touchpoint: null, answers: 1 },
      { touchpoint: "bank", answers: 1 }
    ])
    expect(curve.weakest).toEqual({ touchpoint: "search", among: ["search"] })
  })

  it("says why there is none", () => {
    const tally = Tally.from(rows, { by: ["touchpoint", "score"] })
    expect(EmotionCurve.fromTally(tally, { ...read, along: [] })).toMatchObject({
      reason: "no touchpoint with a score"
    })
    expect(EmotionCurve.fromTally(tally, { ...read, along: order, minimum: 3 })).toMatchObject({
      reason: "no touchpoint with a score",
      n: 3
    })
    const nobody = order.map(({ touchpoint }) => ({ touchpoint, cases: 0 }))
    expect(EmotionCurve.fromTally(tally, { ...read, along: nobody })).toMatchObject({
      reason: "no case met a touchpoint with a score"
    })
    expect(() => EmotionCurve.fromTally(tally, { ...read, along: [...order, ...order] })).toThrow(RangeError)
    expect(() =>
      EmotionCurve.fromTally(tally, { ...read, along: [{ touchpoint: "search", cases: Number.NaN }] })
    ).toThrow(RangeError)
  })

  it("has the expectation beside it", () => {
    const pairs = [
      { touchpoint: "search", predicted: 4, score: 3 },
      { touchpoint: "search", predicted: 5, score: 3 },
      { touchpoint: "search", predicted: 5, score: 4 }
    ]
    const gaps = Tally.from(pairs, { by: ["touchpoint", "predicted", "score"] })
    const tally = Tally.from(rows, { by: ["touchpoint", "score"] })
    const curve = EmotionCurve.fromTally(tally, { ...read, along: order, gaps })
    if (curve._tag !== "EmotionCurve") throw new Error(curve.reason)
    expect(curve.points[0]?.gap).toEqual(Gap.fromTally(gaps))
    expect(curve.points[1]?.gap).toMatchObject({ _tag: "InsufficientData" })
  })
})

it("holds the true score of the journey as often as it says, and finds no pull where there is none", () => {
  const next = random(8)
  const wide = Scale.make(0, 100)
  const order = [40, 25, 20, 10, 5].map((cases, i) => ({ touchpoint: names[i] ?? "", cases }))
  const sizes = [10, 30, 15, 8, 40]
  let [covered, wrong, maybe] = [0, 0, 0]
  for (let round = 0; round < 600; round++) {
    const rows = order.flatMap(({ touchpoint }, i) =>
      Array.from({ length: sizes[i] ?? 0 }, () => ({
        touchpoint,
        score: Math.round(50 + (5 + 2 * i) * Normal.quantile(next() || 0.5))
      }))
    )
    const curve = EmotionCurve.fromTally(tallyOf(rows), { measure: "mean", scale: wide, along: order })
    if (curve._tag !== "EmotionCurve") throw new Error(curve.reason)
    const { high, low } = curve.journey.interval
    if (low <= 50 && high >= 50) covered++
    if (curve.points.some(({ part }) => part?.pulls)) wrong++
    if (curve.weakest.among.length === 5) maybe++
  }
  expect(covered / 600).toBeGreaterThan(0.93)
  expect(covered / 600).toBeLessThan(0.97)
  expect(wrong / 600).toBeLessThan(0.07)
  expect(maybe / 600).toBeGreaterThan(0.94)
})
