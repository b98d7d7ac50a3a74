import { rmSync } from "node:fs"
import { Dimension, Dwell, Funnel, Sources, Stuck, Tally } from "@throughline/core"
import { afterAll, describe, expect, it } from "vitest"
import { exported, interactions, journey, measured, shop } from "./journeys.ts"

const folder = exported()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const day = 86_400_000
const lastDay = (1 + Math.floor(Math.max(...interactions.map(({ at }) => at.getTime())) / day)) * day

const staysOf = (days: number, stages: Sources.StayRule["stages"] = Dwell.stagesOf(journey)) => {
  const rule = { seenUntil: new Date(lastDay), ...(days > 0 ? { sessionGap: days * 86_400 } : {}) }
  const stays = Sources.stays(interactions, new Date(lastDay - days * day), { ...rule, ...(stages ? { stages } : {}) })
  return Tally.from(stays, { by: ["stage", "days", "age", "outcome", "segment"] })
}

const dwellRow = ({ curve, outcomes, quantiles: [time], stage }: Dwell.StageDwell) => ({
  stage,
  value: time?.value ?? null,
  low: time?.interval.low ?? null,
  high: time?.interval.high ?? null,
  n: curve.n,
  moved_on: outcomes.movedOn,
  left: outcomes.left,
  went_quiet: outcomes.wentQuiet,
  still_there: outcomes.stillThere
})

describe("how long customers stay", () => {
  it.each([
    [[], 30, 0.5],
    [["--set", "sessionGap=7", "--set", "quantile=0.25"], 7, 0.25],
    [["--set", "sessionGap=0"], 0, 0.5]
  ])("is that of the library: %j", async (args, days, quantile) => {
    const { stages } = journey
    const { rows } = await measured("dwell", folder, ...args)
    expect(rows).toMatchObject(Dwell.fromTally(staysOf(days), { stages, quantiles: [quantile] }).map(dwellRow))
    expect(rows[0]).toMatchObject({ quantile, value: expect.any(Number), missing: 0, invalid: 0 })
  })

  it("is compared between segments", async () => {
    const { rows } = await measured("dwell", folder, "--by", "segment")
    const stages = Dwell.by(staysOf(30), "segment", { stages: journey.stages })
    expect(rows).toMatchObject(
      stages.flatMap(({ groups, stage }) =>
        groups.map(({ adjustedP, differs, result, value }) => {
          return { stage, segment: value, n: result.n, adjusted_p: adjustedP, differs }
        })
      )
    )
    expect(rows.some(({ adjusted_p: p }) => typeof p === "number")).toBe(true)
  })
})

describe("where customers are stuck", () => {
  it.each([
    [[], 0.9],
    [["--set", "quantile=0.5"], 0.5]
  ])("is that of the library: %j", async (args, quantile) => {
    const report = Stuck.fromTally(staysOf(30), { stages: Funnel.stagesOf(journey), quantile })
    if (report._tag !== "Stuck") throw new Error(report.reason)
    const { rows } = await measured("stuck", folder, ...args)
    expect(rows).toMatchObject(
      report.stages.map(({ adjustedP, n, pace, past, stage, stillThere, stuck }) => ({
        stage,
        stuck,
        n,
        value: pace._tag === "RateRatio" ? pace.value : null,
        still_there: stillThere,
        longer: past._tag === "PastQuantile" ? past.observed : null,
        expected: past._tag === "PastQuantile" ? past.expected : null,
        adjusted_p: adjustedP
      }))
    )
    expect(rows.map(({ stage }) => stage).toSorted()).toEqual(["buy", "choose", "receive"])
  })
})

describe("where customers are stuck against", () => {
  const stages = Funnel.stagesOf(journey)

  it("the time before", async () => {
    const rule = { seenUntil: new Date(lastDay), sessionGap: 30 * 86_400, stages: Dwell.stagesOf(journey) }
    const stays = [...Sources.stays(interactions, new Date(lastDay - 30 * day), rule)]
    const period = Dimension.period("at", "quarter", "UTC")
    const tally = Tally.from(stays, { by: ["stage", "days", "age", "outcome", period] })
    const report = Stuck.since(tally, { since: "2026-Q2", period: "quarter", stages })
    if (report._tag !== "Stuck") throw new Error(report.reason)
    const { rows } = await measured("stuck", folder, "--since", "2026-Q2")
    expect(rows).toMatchObject(
      report.stages.map(({ adjustedP, n, pace, stage, stuck }) => ({
        stage,
        against: "the same stage before 2026-Q2",
        value: pace._tag === "RateRatio" ? pace.value : null,
        n,
        adjusted_p: adjustedP,
        stuck
      }))
    )
    expect(rows.some(({ value }) => typeof value === "number")).toBe(true)
  })

  it.each([
    [[], 0.9],
    [["--set", "quantile=0.55"], 0.55]
  ])("the plan: %j", async (args, share) => {
    const plan = [
      { stage: "buy", days: 1, share },
      { stage: "choose", days: 60, share }
    ]
    const report = Stuck.planned(staysOf(30), plan)
    if (report._tag !== "StuckPlan") throw new Error(report.reason)
    const { rows } = await measured("stuck", folder, "--planned", "buy=1", "--planned", "choose=60", ...args)
    expect(rows).toMatchObject(
      report.stages.map(({ adjustedP, days, expected, longer, observed, stage, stuck }) => ({
        stage,
        days,
        value: longer._tag === "Estimate" ? longer.value : null,
        n: longer.n,
        longer: observed,
        expected,
        adjusted_p: adjustedP,
        stuck
      }))
    )
    expect(rows[0]).toMatchObject({ stuck: true, against: `the plan: ${share === 0.9 ? 90 : 55} % within a day` })
  })
})

it("is told of touchpoints where there is no journey", async () => {
  const store = `${folder}/visits.duckdb`
  await measured("paths", folder, "--store", store)
  const { rows } = await measured("dwell", "--store", store)
  expect(rows.map(({ touchpoint }) => touchpoint)).toEqual(["call", "cart", "paid", "parcel", "reviews", "search"])
  const { rows: planned } = await measured("stuck", "--planned", "cart=1", "--store", store)
  expect(planned.map(({ touchpoint }) => touchpoint)).toEqual(["cart"])
  const { rows: stuck } = await measured("stuck", "--store", store)
  expect(stuck.map(({ touchpoint }) => touchpoint).toSorted()).toEqual(rows.map(({ touchpoint }) => touchpoint))
})

it.each(["dwell", "stuck"])("%s of nothing says so", async (name) => {
  const { rows, status } = await measured(name, shop)
  expect([status, rows]).toEqual([0, [expect.objectContaining({ value: null, n: 0, note: "no interactions" })]])
  const long = await measured(name, folder, "--set", "sessionGap=900")
  expect([long.status, long.rows[0]]).toEqual([0, expect.objectContaining({ value: null, n: 0 })])
})

it.each([
  [["dwell", "--over", "month"], "dwell is no series"],
  [["dwell", "--by", "plan"], 'Journeys have no field "plan": use channel, team, segment'],
  [["dwell", "--set", "quantile=1"], "quantile is above 0 and below 1, found 1"],
  [["stuck", "--by", "segment"], "stuck holds stages against each other: use --where"],
  [["stuck", "--over", "month"], "stuck is no series"],
  [["stuck", "--since", "March"], '--since is a period, as 2026-03, 2026-Q1, 2026-W09 or 2026-03-31, found "March"'],
  [["stuck", "--since", "2026-03", "--planned", "buy=1"], "against the plan or the time before"],
  [["stuck", "--planned", "buy=1.5"], "--planned buy is a whole number of days from 0, found 1.5"],
  [["stuck", "--planned", "buy=soon"], '--planned buy needs a number, found "soon"'],
  [["stuck", "--planned", "pay=1"], 'There is no stage "pay" to plan: use choose, buy, receive'],
  [["dwell", "--since", "2026-03"], "dwell has no --since: stuck has"]
])("refuse %j", async ([name = "", ...args], message) => {
  const { status, stderr } = await measured(name, folder, ...args)
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)])
})
