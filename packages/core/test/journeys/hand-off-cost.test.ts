import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { HandOffCost, type Interaction, MeanScore, Nps, type Response, Scale, Sources, Tally } from "../../src/index.ts"
import * as Normal from "../../src/stats/Normal.ts"
import { random } from "../../src/stats/Random.ts"
import { expectClose } from "../golden.ts"
import { logs } from "./logs.ts"

const evidence = { source: "test", kind: "objective" } as const
const scale = Scale.make(1, 5)
const read = { measure: "mean", scale } as const
const by = ["from", "to", "fromChannel", "channel", "score"] as const

/** Answers of the customers of a log, some about what they have not met. */
const responsesTo = (log: ReadonlyArray<Interaction>): fc.Arbitrary<ReadonlyArray<Response>> =>
  log.length === 0
    ? fc.constant([])
    : fc
        .array(
          fc.record({
            about: fc.constantFrom(...log),
            place: fc.constantFrom(...log.map(({ touchpoint }) => touchpoint), undefined),
            later: fc.integer({ min: -3, max: 3 }),
            score: fc.integer({ min: 1, max: 5 })
          }),
          { maxLength: 12 }
        )
        .map((drawn) =>
          drawn.map(({ about, later, place, score }, i) => ({
            id: `answer ${i}` as Response["id"],
            customer: about.customer,
            ...(place === undefined ? {} : { touchpoint: place }),
            at: new Date(about.at.getTime() + 500 * later),
            metric: "csat",
            scale: "1-5",
            score,
            evidence
          }))
        )

const logged = logs().chain((log) => responsesTo(log).map((responses) => ({ log, responses })))

describe("scored steps", () => {
  it("equal a slow look for each answer", () => {
    fc.assert(
      fc.property(logged, ({ log, responses }) => {
        const slow = responses.flatMap((response) => {
          const own = log
            .filter(({ customer }) => customer === response.customer)
            .toSorted((a, b) => a.at.getTime() - b.at.getTime() || Sources.compareText(a.id, b.id))
          const met = own.findLastIndex(({ at, touchpoint }) => touchpoint === response.touchpoint && at <= response.at)
          const [before, here] = [own[met - 1], own[met]]
          return here === undefined
            ? []
            : [
                [
                  before?.touchpoint,
                  before?.channel,
                  before?.team,
                  before?.responder,
                  here.touchpoint,
                  here.channel,
                  here.team,
                  here.responder,
                  response.score
                ]
              ]
        })
        const rows = Array.from(Sources.scoredSteps(responses, log), (row) => [
          row.from,
          row.fromChannel,
          row.fromTeam,
          row.fromResponder,
          row.to,
          row.channel,
          row.team,
          row.responder,
          row.score
        ])
        const byId = responses.map(({ id }) => id).toSorted(Sources.compareText)
        expect(rows.length).toBeLessThanOrEqual(byId.length)
        expect(rows.map((row) => JSON.stringify(row)).sort()).toEqual(slow.map((row) => JSON.stringify(row)).sort())
      })
    )
  })

  it("are the same in any order of the records", () => {
    fc.assert(
      fc.property(logged, ({ log, responses }) => {
        expect([...Sources.scoredSteps(responses.toReversed(), log.toReversed())]).toEqual([
          ...Sources.scoredSteps(responses, log)
        ])
      })
    )
  })

  it("begin a case where a session does", () => {
    const at = (seconds: number) => new Date(seconds * 1000)
    const visit = (id: string, seconds: number, channel: "web" | "phone") =>
      ({ id, customer: "ada", touchpoint: id, at: at(seconds), channel, evidence }) as unknown as Interaction
    const answer = { id: "1", customer: "ada", touchpoint: "b", at: at(5000), metric: "csat", scale: "1-5", score: 2 }
    const responses = [{ ...answer, evidence } as unknown as Response]
    const rows = (sessionGap?: number) =>
      Array.from(Sources.scoredSteps(responses, [visit("a", 0, "web"), visit("b", 3600, "phone")], { sessionGap }))
    expect(rows()[0]).toMatchObject({ from: "a", fromChannel: "web", to: "b", channel: "phone", seconds: 3600 })
    expect(rows(1800)[0]).not.toHaveProperty("from")
  })
})

interface Row {
  readonly from?: string
  readonly to: string
  readonly fromChannel?: string
  readonly channel: string
  readonly score?: number
}
const tallyOf = (rows: ReadonlyArray<Row>) => Tally.from(rows, { by })
const estimateOf = (result: HandOffCost.HandOffCostResult): HandOffCost.HandOffCostEstimate => {
  if (result._tag !== "Estimate") throw new Error(result.reason)
  return result
}
const mean = (values: ReadonlyArray<number>): number => values.reduce((a, b) => a + b, 0) / values.length

const rows = fc.array(
  fc.record({
    from: fc.constant("order"),
    to: fc.constantFrom("status", "claim", "return"),
    fromChannel: fc.constantFrom("web", "phone"),
    channel: fc.constantFrom("web", "phone"),
    score: fc.integer({ min: 1, max: 5 })
  }),
  { maxLength: 60, size: "max" }
)

describe("laws of the cost of hand-offs", () => {
  it("is the mean of the touchpoints' differences, by the answers after a hand-off", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const scores = (to: string, isAfter: boolean) =>
          list.filter((row) => row.to === to && (row.fromChannel !== row.channel) === isAfter).map(({ score }) => score)
        const matched = ["status", "claim", "return"]
          .map((to) => [scores(to, true), scores(to, false)] as const)
          .filter(([after, without]) => after.length > 1 && without.length > 1)
        const result = HandOffCost.fromTally(tallyOf(list), read)
        expect(result._tag === "Estimate").toBe(matched.length > 0)
        if (result._tag !== "Estimate") return
        const weight = matched.reduce((sum, [after]) => sum + after.length, 0)
        const value = matched.reduce((sum, [a, b]) => sum + (a.length / weight) * (mean(a) - mean(b)), 0)
        expectClose(result.value, value, 1e-12)
        expect(result.answers.after).toBe(weight)
        expect(result.answers.after + result.unmatched).toBe(
          list.filter((row) => row.fromChannel !== row.channel).length
        )
        expect(result.interval.low).toBeLessThanOrEqual(result.value)
      })
    )
  })

  it("is that of the measure where there is one touchpoint", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const one = list.map((row) => ({ ...row, to: "status" }))
        const result = HandOffCost.fromTally(tallyOf(one), read)
        fc.pre(result._tag === "Estimate")
        const side = (isAfter: boolean) =>
          one.filter((row) => (row.fromChannel !== row.channel) === isAfter).map(({ score }) => score)
        const [after, without] = [true, false].map((each) => MeanScore.fromScores(side(each), { scale }))
        const difference = after && without && MeanScore.difference(after, without)
        fc.pre(difference?._tag === "Difference")
        expectClose(result.value, difference.value, 1e-12)
        expectClose(result.p ?? -1, difference.p ?? -1, 1e-9)
        expectClose(result.interval.low, Math.max(-4, difference.interval.low), 1e-9)
        expect(result.plain).toEqual(difference)
        expect(result.touchpoints[0]?.difference).toEqual(difference)
        expect(result.touchpoints[0]?.adjustedP).toBe(difference.p)
      })
    )
  })

  it("does not depend on which touchpoints are worse", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 5 }), (list, up) => {
        const wide = { measure: "mean", scale: Scale.make(1, 10) } as const
        const raised = list.map((row) => (row.to === "claim" ? { ...row, score: row.score + up } : row))
        const [a, b] = [list, raised].map((each) => HandOffCost.fromTally(tallyOf(each), wide))
        fc.pre(a?._tag === "Estimate" && b?._tag === "Estimate")
        expectClose(a.value, b.value, 1e-12)
        expectClose(a.standardError, b.standardError, 1e-9)
      })
    )
  })
})

it("takes the NPS as its measure does", () => {
  const list = [10, 9, 3, 8, 6, 10, 2].map((score, i) => ({
    from: "order",
    to: "status",
    fromChannel: i < 4 ? "web" : "phone",
    channel: "phone",
    score
  }))
  const [after, without] = [Nps.fromScores([10, 9, 3, 8]), Nps.fromScores([6, 10, 2])]
  const difference = Nps.difference(after, without)
  const result = estimateOf(HandOffCost.fromTally(tallyOf(list), { measure: "nps" }))
  expect([result.measured, result.between]).toEqual(["NPS", "channel"])
  expectClose(result.value, difference._tag === "Difference" ? difference.value : Number.NaN, 1e-12)
})

describe("what is not compared", () => {
  const row = (to: string, fromChannel: string | undefined, channel: string, score: number | undefined): Row => ({
    ...(fromChannel === undefined ? {} : { from: "order", fromChannel }),
    to,
    channel,
    ...(score === undefined ? {} : { score })
  })
  const list = [
    row("status", "web", "phone", 3),
    row("status", "web", "phone", 2),
    row("status", "phone", "phone", 4),
    row("status", "phone", "phone", 5),
    row("claim", "web", "phone", 1),
    row("claim", "phone", "phone", 1),
    row("status", undefined, "phone", 4),
    row("status", "web", "phone", undefined),
    row("status", "web", "phone", 9),
    { from: "order", to: "status", channel: "phone", score: 3 }
  ]

  it("is counted", () => {
    const result = estimateOf(HandOffCost.fromTally(tallyOf(list), read))
    expect([result.value, result.n, result.unmatched, result.starts, result.excluded]).toEqual([
      -2,
      4,
      1,
      1,
      { missing: 2, invalid: 1 }
    ])
    expect(result.touchpoints.map(({ difference, touchpoint }) => [touchpoint, difference._tag])).toEqual([
      ["claim", "InsufficientData"],
      ["status", "Difference"]
    ])
  })

  it("leaves nothing to compare", () => {
    expect(HandOffCost.fromTally(tallyOf([]), read)).toMatchObject({ _tag: "InsufficientData", n: 0 })
    expect(HandOffCost.fromTally(tallyOf(list.slice(4)), read)).toMatchObject({
      reason: "no touchpoint with two answers after a hand-off and two without",
      n: 2
    })
    const other = Tally.from([{ to: "a", fromChannel: "web", channel: "web", scale: "1-7", score: 3 }], {
      by: ["to", "fromChannel", "channel", "scale", "score"]
    })
    expect(() => HandOffCost.fromTally(other, read)).toThrow("do not pool")
    expect(() => HandOffCost.fromTally(tallyOf(list), { ...read, between: "team" })).toThrow("fromTeam")
  })
})

it("finds no cost where only the touchpoints differ, and holds a true one, as often as it says", () => {
  const next = random(31)
  const wide = Scale.make(0, 100)
  const places = [
    { to: "status", level: 70, deviation: 9, after: 8, without: 40 },
    { to: "claim", level: 30, deviation: 4, after: 30, without: 6 },
    { to: "return", level: 50, deviation: 9, after: 15, without: 15 }
  ]
  const normal = (): number => Normal.quantile(next() || 0.5)
  const draw = (cost: number) =>
    places.flatMap(({ after, deviation, level, to, without }) =>
      Array.from({ length: after + without }, (_, i) => ({
        from: "order",
        to,
        fromChannel: i < after ? "web" : "phone",
        channel: "phone",
        score: Math.round(level + (i < after ? cost : 0) + deviation * normal())
      }))
    )
  let [wrong, plainly, held] = [0, 0, 0]
  for (let round = 0; round < 400; round++) {
    const none = estimateOf(HandOffCost.fromTally(tallyOf(draw(0)), { measure: "mean", scale: wide }))
    const some = estimateOf(HandOffCost.fromTally(tallyOf(draw(-4)), { measure: "mean", scale: wide }))
    if ((none.p ?? 1) < 0.05) wrong++
    if ((none.plain.p ?? 1) < 0.05) plainly++
    if (some.interval.low <= -4 && some.interval.high >= -4) held++
  }
  expect(wrong / 400).toBeLessThan(0.08)
  expect(plainly / 400).toBeGreaterThan(0.99)
  expect(held / 400).toBeGreaterThan(0.92)
  expect(held / 400).toBeLessThan(0.98)
})
