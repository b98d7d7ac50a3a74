import { rmSync } from "node:fs"
import { Dwell, Funnel, Sources, Stuck, Tally } from "@throughline/core"
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

it("is told of touchpoints where there is no journey", async () => {
  const store = `${folder}/visits.duckdb`
  await measured("paths", folder, "--store", store)
  const { rows } = await measured("dwell", "--store", store)
  expect(rows.map(({ touchpoint }) => touchpoint)).toEqual(["call", "cart", "paid", "parcel", "reviews", "search"])
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
  [["stuck", "--by", "segment"], "stuck holds stages against each other: use --where"]
])("refuse %j", async ([name = "", ...args], message) => {
  const { status, stderr } = await measured(name, folder, ...args)
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)])
})
