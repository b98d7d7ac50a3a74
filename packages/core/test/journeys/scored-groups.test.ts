import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Dimension, EmotionCurve, Gap, HandOffCost, Nps, Scale, Tally } from "../../src/index.ts"
import * as Normal from "../../src/stats/Normal.ts"
import { random } from "../../src/stats/Random.ts"
import { expectClose } from "../golden.ts"

const mean = { measure: "mean", scale: Scale.make(1, 5) } as const
const reads = [mean, { measure: "nps" }, { measure: "csat", scale: Scale.make(1, 5) }] as const
const along = ["search", "cart", "delivery"].map((touchpoint, i) => ({ touchpoint, cases: 60 - 20 * i }))
const segments = ["new", "known", "old"]

const answer = fc.record({
  segment: fc.constantFrom(...segments),
  touchpoint: fc.constantFrom("search", "cart", "delivery"),
  score: fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: 1, max: 5 }) },
    { weight: 1, arbitrary: fc.constantFrom(null, 7) }
  ),
  predicted: fc.integer({ min: 1, max: 5 })
})
const answers = fc.array(answer, { maxLength: 60, size: "max" })

type Answer = typeof answer extends fc.Arbitrary<infer Row> ? Row : never

const curveTally = (rows: ReadonlyArray<Answer>) => Tally.from(rows, { by: ["segment", "touchpoint", "score"] })
const gapTally = (rows: ReadonlyArray<Answer>) =>
  Tally.from(rows, { by: ["segment", "touchpoint", "predicted", "score"] })

const journeyOf = (result: EmotionCurve.EmotionCurveResult): number | undefined =>
  result._tag === "EmotionCurve" ? result.journey.value : undefined

describe("emotion curves of groups", () => {
  it("are each that of its own answers, with what was expected of them", () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(...reads), (rows, read) => {
        const options = { ...read, along, gaps: gapTally(rows) }
        const groups = EmotionCurve.by(curveTally(rows), "segment", options)
        expect(groups.map(({ value }) => value)).toEqual(
          segments.filter((each) => rows.some(({ segment }) => segment === each)).toSorted()
        )
        for (const { result, value } of groups) {
          const own = rows.filter(({ segment }) => segment === value)
          expect(result).toEqual(EmotionCurve.fromTally(curveTally(own), { ...read, along, gaps: gapTally(own) }))
        }
      })
    )
  })

  it("lie as far apart as their journeys where all touchpoints have a score on both sides", () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(...reads), (rows, read) => {
        const tally = curveTally(rows)
        for (const { fromRest, result, value } of EmotionCurve.by(tally, "segment", { ...read, along })) {
          const rest = EmotionCurve.fromTally(curveTally(rows.filter(({ segment }) => segment !== value)), {
            ...read,
            along
          })
          const isWhole = [result, rest].every(
            (curve) => curve._tag === "EmotionCurve" && curve.points.every(({ score }) => score._tag === "Estimate")
          )
          if (!isWhole || fromRest._tag !== "Difference") continue
          expectClose(fromRest.value, (journeyOf(result) ?? 0) - (journeyOf(rest) ?? 0), 1e-9)
          expect(fromRest.interval.low).toBeLessThanOrEqual(fromRest.interval.high)
        }
      })
    )
  })

  it("are compared as by their measure where there is one touchpoint", () => {
    fc.assert(
      fc.property(answers, (rows) => {
        const one = rows.map((row) => ({ ...row, touchpoint: "cart" as const }))
        const tally = curveTally(one)
        const groups = EmotionCurve.by(tally, "segment", { measure: "nps", along: [{ touchpoint: "cart", cases: 3 }] })
        const plain = Nps.by(tally, "segment")
        groups.forEach(({ fromRest }, i) => {
          const other = plain[i]?.fromRest
          if (fromRest._tag === "Difference" && other?._tag === "Difference") {
            expectClose(fromRest.value, other.value, 1e-9)
          }
        })
      })
    )
  })

  it("say what cannot be compared", () => {
    const row = (segment: string, touchpoint: string) => [4, 5].map((score) => ({ segment, touchpoint, score }))
    const tally = Tally.from([...row("new", "cart"), ...row("known", "search")], {
      by: ["segment", "touchpoint", "score"]
    })
    const groups = EmotionCurve.by(tally, "segment", { ...mean, along })
    expect(groups).toMatchObject([
      { value: "known", fromRest: { _tag: "InsufficientData" }, adjustedP: null, differs: false },
      { value: "new", fromRest: { reason: "no touchpoint with a score on both sides" } }
    ])
    expect(
      EmotionCurve.by(Tally.from([], { by: ["segment", "touchpoint", "score"] }), "segment", { ...mean, along })
    ).toEqual([])
    const gaps = Tally.from([{ touchpoint: "cart", predicted: 4, score: 4 }], {
      by: ["touchpoint", "predicted", "score"]
    })
    expect(() => EmotionCurve.by(tally, "segment", { ...mean, along, gaps })).toThrow('not by "segment"')
  })

  it("are a series with every period, and their gaps", () => {
    const month = Dimension.period("at", "month", "UTC")
    const row = (at: string, score: number) => ({ at: new Date(at), touchpoint: "cart", score, predicted: 4 })
    const rows = [row("2026-01-03", 2), row("2026-01-09", 1), row("2026-03-01", 5), row("2026-03-02", 4)]
    const tally = Tally.from(rows, { by: [month, "touchpoint", "score"] })
    const gaps = Tally.from(rows, { by: [month, "touchpoint", "predicted", "score"] })
    const series = EmotionCurve.over(tally, "month", { ...mean, along, gaps })
    expect(series.map(({ period, result }) => [period, journeyOf(result)])).toEqual([
      ["2026-01", 1.5],
      ["2026-02", undefined],
      ["2026-03", 4.5]
    ])
    expect(series.map(({ change }) => change._tag)).toEqual(Array(3).fill("InsufficientData"))
    const [first] = series
    const cart = first?.result._tag === "EmotionCurve" ? first.result.points[1] : undefined
    expect(cart?.gap).toEqual(Gap.fromTally(Tally.where(gaps, "month", "2026-01")))
    const quick = EmotionCurve.over(
      Tally.where(tally, "month", (label) => label !== "2026-03"),
      "month",
      {
        ...mean,
        along
      }
    )
    expect(quick).toHaveLength(1)
  })

  it("change by the difference of their journeys", () => {
    const rows = ["2026-01", "2026-02"].flatMap((period, i) =>
      [1, 2, 3].map((score) => ({ period, touchpoint: "cart", score: score + i }))
    )
    const tally = Tally.from(rows, { by: ["period", "touchpoint", "score"] })
    const series = EmotionCurve.over(tally, "period", { ...mean, along })
    expect(series[1]?.change).toMatchObject({ _tag: "Difference", value: 1, n: [3, 3] })
  })
})

const step = fc.record({
  segment: fc.constantFrom(...segments),
  from: fc.constantFrom("order", undefined),
  to: fc.constantFrom("status", "claim"),
  fromChannel: fc.constantFrom("web", "phone", undefined),
  channel: fc.constantFrom("web", "phone"),
  score: fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: 1, max: 5 }) },
    { weight: 1, arbitrary: fc.constantFrom(null, 7) }
  )
})
const steps = fc.array(step, { maxLength: 80, size: "max" })

type Step = typeof step extends fc.Arbitrary<infer Row> ? Row : never

const stepTally = (rows: ReadonlyArray<Step>) =>
  Tally.from(rows, { by: ["segment", "from", "to", "fromChannel", "channel", "score"] })

describe("the cost of hand-offs of groups", () => {
  it("is each that of its own answers, and lies as far from that of all others as both say", () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(...reads), (rows, read) => {
        for (const { fromRest, result, value } of HandOffCost.by(stepTally(rows), "segment", read)) {
          expect(result).toEqual(HandOffCost.fromTally(stepTally(rows.filter((row) => row.segment === value)), read))
          const rest = HandOffCost.fromTally(stepTally(rows.filter((row) => row.segment !== value)), read)
          if (result._tag !== "Estimate" || rest._tag !== "Estimate") {
            expect(fromRest._tag).toBe("InsufficientData")
          } else {
            const value = expect.closeTo(result.value - rest.value, 9)
            expect(fromRest).toMatchObject({ _tag: "Difference", value, n: [result.n, rest.n] })
          }
        }
      })
    )
  })

  it("is a series with every period", () => {
    const at = (period: string, fromChannel: string, ...scores: ReadonlyArray<number>) =>
      scores.map((score) => ({
        period: new Date(`${period}-05`),
        from: "order",
        to: "claim",
        fromChannel,
        channel: "phone",
        score
      }))
    const rows = [
      ...at("2026-01", "web", 3, 4),
      ...at("2026-01", "phone", 4, 5),
      ...at("2026-04", "web", 1, 2),
      ...at("2026-04", "phone", 4, 5),
      ...at("2026-05", "web", 2, 2),
      ...at("2026-05", "phone", 4, 5)
    ]
    const tally = Tally.from(rows, {
      by: [Dimension.period("period", "month", "UTC"), "from", "to", "fromChannel", "channel", "score"]
    })
    const series = HandOffCost.over(tally, "month", mean)
    expect(series.map(({ period, result }) => [period, result._tag === "Estimate" ? result.value : null])).toEqual([
      ["2026-01", -1],
      ["2026-02", null],
      ["2026-03", null],
      ["2026-04", -3],
      ["2026-05", -2.5]
    ])
    expect(series.map(({ change }) => (change._tag === "Difference" ? change.value : null))).toEqual([
      null,
      null,
      null,
      null,
      0.5
    ])
  })
})

it("finds no differences between groups that are alike more often than it says", () => {
  const next = random(5)
  const wide = { measure: "mean", scale: Scale.make(0, 100) } as const
  const normal = (): number => Normal.quantile(next() || 0.5)
  let [curves, costs] = [0, 0]
  for (let round = 0; round < 300; round++) {
    const rows = Array.from({ length: 240 }, (_, i) => ({
      segment: segments[i % 3] ?? "",
      from: "order",
      to: along[(i >> 1) % 3]?.touchpoint ?? "",
      fromChannel: next() < 0.4 ? "web" : "phone",
      channel: "phone",
      score: Math.round(50 + ((i >> 1) % 3) * 8 + 7 * normal())
    }))
    const tally = Tally.from(rows, { by: ["segment", "from", "to", "fromChannel", "channel", "score"] })
    if (EmotionCurve.by(tally, "segment", { ...wide, along, touchpoint: "to" }).some(({ differs }) => differs)) curves++
    if (HandOffCost.by(tally, "segment", wide).some(({ differs }) => differs)) costs++
  }
  expect(curves / 300).toBeLessThan(0.08)
  expect(costs / 300).toBeLessThan(0.08)
})
