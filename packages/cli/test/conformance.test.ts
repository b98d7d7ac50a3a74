import { rmSync } from "node:fs"
import { Conformance, Deviations, HandOffs, Sources, Tally } from "@throughline/core"
import { afterAll, describe, expect, it } from "vitest"
import { exported, interactions, journey, measured, shop } from "./journeys.ts"

const folder = exported()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sessions = { sessionGap: 30 * 86_400 }
const valueIn = (result: { readonly _tag: string; readonly value?: unknown }): unknown => result.value ?? null

describe("what went as planned", () => {
  const cases = Tally.from(Sources.cases(interactions, sessions), { by: ["path", "segment"] })

  it.each([
    [[], "free"],
    [["--as", "repeats-cost"], "cost"]
  ] as const)("is that of the library, and so are deviations: %j", async (args, repeats) => {
    const share = Conformance.fromTally(cases, journey, { repeats })
    const report = Deviations.fromTally(cases, journey, { repeats })
    if (share._tag !== "Estimate" || report._tag !== "Deviations") throw new Error("there is no share")
    const { rows } = await measured("conformance", folder, ...args)
    expect(rows).toMatchObject([
      { touchpoint: "(all)", was: "as planned", cases: share.count, value: share.value, n: share.n },
      ...report.deviations.map(({ kind, reach, touchpoint }) => {
        return { touchpoint, was: kind, cases: reach.count, value: reach.value, low: reach.interval.low, n: reach.n }
      })
    ])
    expect(share.count).toBeGreaterThan(0)
  })

  it("is compared between segments, and in time", async () => {
    const groups = Conformance.by(cases, "segment", journey, { repeats: "free" })
    const { rows } = await measured("conformance", folder, "--by", "segment")
    expect(rows).toMatchObject(groups.map(({ result, value }) => ({ segment: value, value: valueIn(result) })))
    expect(rows[0]).toMatchObject({ from_rest: expect.any(Number), differs: expect.any(Boolean) })
    const { rows: quarters } = await measured("conformance", folder, "--over", "quarter")
    expect(quarters.map(({ period }) => period)).toEqual(["2026-Q1", "2026-Q2", "2026-Q3"])
    expect(quarters.reduce((sum, { n }) => sum + Number(n), 0)).toBe(180)
  })
})

describe("how customers are handed over", () => {
  const steps = [...Sources.steps(interactions, sessions)]

  it.each([
    [[], "channel", ["fromChannel", "channel"]],
    [["--as", "team"], "team", ["fromTeam", "team"]]
  ] as const)("is that of the library: %j", async (args, between, sides) => {
    const report = HandOffs.fromTally(Tally.from(steps, { by: ["from", "to", ...sides] }), { between })
    if (report._tag !== "HandOffs") throw new Error(report.reason)
    const { rows } = await measured("hand-offs", folder, ...args)
    expect(rows).toMatchObject([
      { measure: "share of steps", value: report.share.value, count: report.share.count, n: report.share.n },
      { measure: "hand-offs a journey", value: valueIn(report.perCase), n: 180 },
      ...report.moves.map(({ from, share, to }) => ({ from, to, count: share.count, value: share.value, n: share.n }))
    ])
    expect(report.share.count).toBeGreaterThan(0)
  })

  it("is compared between segments, and in time", async () => {
    const tally = Tally.from(steps, { by: ["segment", "from", "to", "fromChannel", "channel"] })
    const { rows } = await measured("hand-offs", folder, "--by", "segment")
    expect(rows).toMatchObject(
      HandOffs.by(tally, "segment").map(({ result, value }) => ({
        segment: value,
        value: valueIn(result),
        n: result.n
      }))
    )
    const { rows: months } = await measured("hand-offs", folder, "--over", "month")
    expect(months[0]).toMatchObject({ period: "2026-01", value: expect.any(Number), change: null })
  })

  it("is not known of what has no such side", async () => {
    const { rows } = await measured("hand-offs", folder, "--as", "responder")
    expect(rows).toMatchObject([{ value: null, n: 0, note: "of no step both sides are known" }])
    expect(rows[0]?.missing).toBeGreaterThan(0)
  })
})

it.each(["conformance", "hand-offs"])("%s of nothing says so", async (name) => {
  for (const args of [[], ["--by", "segment"], ["--over", "month"]]) {
    const { rows, status } = await measured(name, shop, ...args)
    expect([status, rows]).toEqual([0, [expect.objectContaining({ value: null, n: 0, note: expect.any(String) })]])
  }
})

it("needs a journey", async () => {
  await measured("paths", folder, "--store", `${folder}/visits.duckdb`)
  const { status, stderr } = await measured("conformance", "--store", `${folder}/visits.duckdb`)
  expect([status, stderr]).toEqual([2, expect.stringContaining("conformance needs a journey")])
})

it.each([
  [["conformance", "--by", "touchpoint"], 'Journeys have no field "touchpoint": use channel, team, segment'],
  [["conformance", "--as", "strict"], "conformance has no --as strict: use repeats-free, repeats-cost"],
  [["hand-offs", "--as", "queue"], "hand-offs has no --as queue: use channel, team, responder"],
  [["hand-offs", "--by", "team"], 'Steps have no field "team": use segment']
])("refuse %j", async ([name = "", ...args], message) => {
  const { status, stderr } = await measured(name, folder, ...args)
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)])
})
