import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import {
  Dimension,
  EmotionCurve,
  HandOffCost,
  insufficientData,
  RecordId,
  type Response,
  Scale,
  SegmentId,
  Sources,
  Tally
} from "@throughline/core"
import { afterAll, describe, expect, it } from "vitest"
import { exported, interactions, measured, shop } from "./journeys.ts"

const folder = exported()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Every second visit is answered an hour later: worse after a call, and by new customers. */
const visits = interactions.filter((_, i) => i % 2 === 0)
const answers = visits.map((visit, i) => ({
  id: String(i),
  customer: visit.customer,
  touchpoint: visit.touchpoint,
  at: new Date(visit.at.getTime() + 1000),
  segment: visit.segment ?? "",
  happy: Math.max(1, 5 - (visit.touchpoint === "call" ? 2 : 0) - (visit.segment === "new" ? 1 : 0) - ((i * i) % 2)),
  likely: (i * 7 + (visit.segment === "new" ? 3 : 8)) % 11
}))

const fields = ["customer", "touchpoint", "at", "segment"]
const lines = answers.map((each) =>
  [...Object.values(each)].map((cell) => (cell instanceof Date ? cell.toISOString() : cell))
)
writeFileSync(
  join(folder, "survey.csv"),
  [Object.keys(answers[0] ?? {}), ...lines].map((line) => line.join(",")).join("\n")
)
const question = (metric: string, scale: string, score: string) => ({
  kind: "responses",
  id: "id",
  metric,
  scale,
  direction: "highIsGood",
  fields: { ...Object.fromEntries(fields.map((field) => [field, field])), score }
})
const expectation = {
  kind: "expectations",
  id: "id",
  scale: "1-5",
  direction: "highIsGood",
  fields: { customer: "customer", touchpoint: "touchpoint", at: "at", predicted: "happy" }
}
const project = JSON.parse(readFileSync(join(folder, "throughline.json"), "utf8"))
const records = [question("csat", "1-5", "happy"), question("nps", "0-10", "likely")]
const survey = { match: "survey.csv", source: "survey", format: "csv", time: { format: "iso" }, records }
writeFileSync(join(folder, "throughline.json"), JSON.stringify({ ...project, files: [...project.files, survey] }))

const evidence = { source: "survey", kind: "subjective" } as const
const responses = (metric: "csat" | "nps"): ReadonlyArray<Response> =>
  answers.map(({ happy, id, likely, segment, ...rest }) => ({
    ...rest,
    id: RecordId.make(`survey:responses:${metric}:${id}`),
    segment: SegmentId.make(segment),
    metric,
    scale: metric === "csat" ? "1-5" : "0-10",
    score: metric === "csat" ? happy : likely,
    evidence
  }))

const sessions = { sessionGap: 30 * 86_400 }
const mean = { measure: "mean", scale: Scale.make(1, 5) } as const
const order = EmotionCurve.order(Tally.from(Sources.cases(interactions, sessions), { by: ["path"] }))
if (order._tag !== "TouchpointOrder") throw new Error(order.reason)
const along = order.touchpoints
const valueIn = (result: { readonly _tag: string; readonly value?: unknown }): unknown => result.value ?? null

describe("the emotion curve", () => {
  const expected = (curve: EmotionCurve.EmotionCurveResult) => {
    if (curve._tag !== "EmotionCurve") throw new Error(curve.reason)
    return [
      { touchpoint: "(the journey)", value: curve.journey.value, low: curve.journey.interval.low },
      ...curve.points.map(({ cases, part, score, touchpoint }) => ({
        touchpoint,
        cases,
        value: valueIn(score),
        n: score.n,
        carries: part?.carries.value,
        pull: part?.pull.value,
        pulls: part?.pulls
      }))
    ]
  }

  it.each([
    [[], "csat", mean],
    [["--as", "nps"], "nps", { measure: "nps" }]
  ] as const)("is that of the library: %j", async (args, metric, read) => {
    const curve = EmotionCurve.fromTally(Tally.from(responses(metric), { by: ["touchpoint", "score"] }), {
      ...read,
      along
    })
    const { rows } = await measured("emotion-curve", folder, ...args)
    expect(rows).toMatchObject(expected(curve))
    expect(rows[0]).toMatchObject({ cases: 180, agreement: expect.any(Number) })
    expect(rows[0]).not.toHaveProperty("gap")
    const sum = (of: string) => rows.slice(1).reduce((all, row) => all + Number(row[of]), 0)
    expect(sum("carries")).toBeCloseTo(Number(rows[0]?.value), 9)
    expect([sum("pull"), sum("weight")]).toEqual([expect.closeTo(0, 9), expect.closeTo(100, 9)])
    const weakest = curve._tag === "EmotionCurve" ? curve.weakest.touchpoint : ""
    expect(rows.filter(({ moment }) => /(^|, )weakest/.test(String(moment)))).toMatchObject([{ touchpoint: weakest }])
  })

  it("is that of each segment, and of each month, against the others", async () => {
    const tally = Tally.from(responses("csat"), { by: ["segment", "touchpoint", "score"] })
    const groups = EmotionCurve.by(tally, "segment", { ...mean, along })
    const { rows } = await measured("emotion-curve", folder, "--by", "segment")
    const journeys = rows.filter(({ touchpoint }) => touchpoint === "(the journey)")
    expect(journeys).toMatchObject(
      groups.map(({ adjustedP, differs, fromRest, value }) => {
        return { segment: value, from_rest: valueIn(fromRest), adjusted_p: adjustedP, differs }
      })
    )
    expect(journeys.map(({ differs }) => differs)).toEqual([true, true])
    expect(rows.filter(({ segment }) => segment === "new")).toMatchObject(
      expected(groups[1]?.result ?? insufficientData("no group", 0))
    )
    const months = Tally.from(responses("csat"), {
      by: [Dimension.period("at", "month", "UTC"), "touchpoint", "score"]
    })
    const series = EmotionCurve.over(months, "month", { ...mean, along })
    const { rows: over } = await measured("emotion-curve", folder, "--over", "month")
    expect(over.filter(({ touchpoint }) => touchpoint === "(the journey)")).toMatchObject(
      series.map(({ change, period }) => ({ period, change: valueIn(change) }))
    )
  })

  it("has what was expected beside it", async () => {
    const files = [...project.files, { ...survey, records: [...records, expectation] }]
    writeFileSync(join(folder, "throughline.json"), JSON.stringify({ ...project, files }))
    const { rows } = await measured("emotion-curve", folder, "--where", "segment=new")
    writeFileSync(join(folder, "throughline.json"), JSON.stringify({ ...project, files: [...project.files, survey] }))
    expect(rows[1]).toMatchObject({ gap: 0 })
    expect(Number(rows[0]?.cases)).toBeLessThan(180)
  })
})

describe("the cost of hand-offs", () => {
  const by = ["from", "to", "fromChannel", "channel", "score", "segment"] as const
  const tally = (metric: "csat" | "nps") =>
    Tally.from(Sources.scoredSteps(responses(metric), interactions, sessions), { by })

  it.each([
    [[], "csat", mean],
    [["--as", "nps-channel"], "nps", { measure: "nps" }]
  ] as const)("is that of the library: %j", async (args, metric, read) => {
    const cost = HandOffCost.fromTally(tally(metric), read)
    if (cost._tag !== "Estimate") throw new Error(cost.reason)
    const { rows } = await measured("hand-off-cost", folder, ...args)
    expect(rows).toMatchObject([
      { touchpoint: "(all)", ...cost.answers, value: cost.value, n: cost.n, plain: cost.plain.value, ...cost.excluded },
      ...cost.touchpoints.map(({ adjustedP, difference, differs, touchpoint }) => {
        return { touchpoint, value: valueIn(difference), adjusted_p: adjustedP, differs }
      })
    ])
  })

  it("is that of each segment, and of each quarter, against the others", async () => {
    const groups = HandOffCost.by(tally("csat"), "segment", mean)
    const { rows } = await measured("hand-off-cost", folder, "--by", "segment")
    expect(rows).toMatchObject(
      groups.map(({ fromRest, result, value }) => {
        return { segment: value, value: valueIn(result), n: result.n, from_rest: valueIn(fromRest) }
      })
    )
    const { rows: only } = await measured("hand-off-cost", folder, "--where", "segment=new")
    expect(only[0]).toMatchObject({ n: groups.find(({ value }) => value === "new")?.result.n })
    const { rows: quarters } = await measured("hand-off-cost", folder, "--over", "quarter")
    expect(quarters.map(({ period }) => period)).toEqual(["2026-Q1", "2026-Q2", "2026-Q3"])
  })
})

it.each(["emotion-curve", "hand-off-cost"])("%s of no visits says so", async (name) => {
  for (const args of [[], ["--by", "segment"], ["--over", "month"]]) {
    const { rows, status } = await measured(name, shop, ...args)
    expect([status, rows]).toEqual([0, [expect.objectContaining({ value: null, note: expect.any(String) })]])
  }
})

it.each([
  [["emotion-curve", "--by", "touchpoint"], 'Curves have no field "touchpoint": use channel, team, segment'],
  [["emotion-curve", "--as", "ces"], "emotion-curve has no --as ces: use mean, nps"],
  [["emotion-curve", "--where", "plan=pro"], 'Answers have no field "plan"'],
  [["hand-off-cost", "--by", "team"], 'Answers beside steps have no field "team": use segment'],
  [["hand-off-cost", "--where", "team=a"], 'Answers beside steps have no field "team": use segment'],
  [["hand-off-cost", "--as", "queue"], "use channel, team, responder, nps-channel, nps-team, nps-responder"]
])("refuse %j", async ([name = "", ...args], message) => {
  const { status, stderr } = await measured(name, folder, ...args)
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)])
})
