import { rmSync } from "node:fs"
import { Dimension, DirectlyFollows, Rework, Sources, Tally, Variants } from "@throughline/core"
import { afterAll, describe, expect, it } from "vitest"
import { exported, interactions, measured, shop } from "./journeys.ts"

const folder = exported()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sessions = { sessionGap: 30 * 86_400 }
const cases = (rule: Sources.CaseRule) => Tally.from(Sources.cases(interactions, rule), { by: ["path"] })

const bounds = ({ interval, value }: { readonly value: number; readonly interval: { low: number; high: number } }) => ({
  value,
  low: interval.low,
  high: interval.high
})

describe("what follows what", () => {
  const graphOf = (segment?: string) => {
    const seconds = Dimension.bucket("seconds", 0.01)
    const steps = [...Sources.steps(interactions, sessions)].filter((each) => !segment || each.segment === segment)
    const graph = DirectlyFollows.fromTally(Tally.from(steps, { by: ["from", "to", seconds] }))
    return graph._tag === "DirectlyFollows" ? graph.edges : []
  }
  const expected = (edges: ReturnType<typeof graphOf>) =>
    edges.map(({ between: [median], from, share, to }) => ({
      from,
      to,
      count: share.count,
      ...bounds(share),
      n: share.n,
      seconds: median?._tag === "Estimate" ? median.value : null
    }))

  it("is the graph of the library", async () => {
    const { rows } = await measured("paths", folder)
    expect(rows.length).toBeGreaterThan(5)
    expect(rows).toMatchObject(expected(graphOf()))
    expect(rows[0]).toMatchObject({ missing: 0, invalid: 0, note: "95 % Wilson" })
  })

  it("is told of each segment", async () => {
    const { rows } = await measured("paths", folder, "--by", "segment")
    const known = rows.filter(({ segment }) => segment === "known")
    expect(known).toMatchObject(expected(graphOf("known")))
    const { rows: only } = await measured("paths", folder, "--where", "segment=known")
    expect(known).toEqual(only.map((row) => ({ segment: "known", ...row })))
  })
})

describe("the paths of journeys", () => {
  it.each([
    [[], sessions],
    [["--set", "sessionGap=0"], {}],
    [["--set", "sessionGap=3.05"], { sessionGap: 263_520 }]
  ])("are those of the library: %j", async (settings, rule) => {
    const report = Variants.fromTally(cases(rule))
    const { rows } = await measured("variants", folder, ...settings)
    const variants = report._tag === "Variants" ? report.variants : []
    expect(rows.map(({ path }) => path)).toEqual(variants.map(({ touchpoints }) => touchpoints.join(" → ")))
    expect(rows).toMatchObject(
      variants.map(({ coverage, share }) => ({ cases: share.count, ...bounds(share), n: share.n, coverage }))
    )
  })

  it("are the most frequent that are asked for, with the others together", async () => {
    const { rows } = await measured("variants", folder, "--set", "most=2")
    const { rows: all } = await measured("variants", folder)
    expect(rows.slice(0, 2)).toEqual(all.slice(0, 2))
    expect(rows.slice(2)).toMatchObject([{ path: "(others)", coverage: 100, n: 180 }])
    expect(rows.reduce((sum, row) => sum + Number(row.cases), 0)).toBe(180)
  })

  it("are told of each channel that they began in", async () => {
    const { rows } = await measured("variants", folder, "--by", "channel")
    const sum = (channel: string) =>
      rows.filter((row) => row.channel === channel).reduce((all, row) => all + Number(row.cases), 0)
    expect([sum("app"), sum("web")]).toEqual([30, 150])
  })

  it("come back to where they were", async () => {
    const report = Rework.fromTally(cases(sessions))
    if (report._tag !== "Rework") throw new Error(report.reason)
    const { rows } = await measured("rework", folder)
    expect(rows).toMatchObject(
      [{ touchpoint: "(any)", ...report }, ...report.touchpoints].map(
        ({ immediate, later, returning, touchpoint }) => ({
          touchpoint,
          returning: returning.count,
          ...bounds(returning),
          n: returning.n,
          immediate,
          later
        })
      )
    )
    expect(rows[0]).toMatchObject({ extra_visits: (report.immediate + report.later) / report.cases })
  })
})

it.each(["paths", "variants", "rework"])("%s of nothing says so", async (name) => {
  for (const args of [[], ["--by", "segment"]]) {
    const { rows, status } = await measured(name, shop, ...args)
    expect([status, rows]).toEqual([0, [expect.objectContaining({ value: null, n: 0, note: expect.any(String) })]])
  }
})

it.each([
  [["paths", "--by", "channel"], 'Steps have no field "channel": use segment'],
  [["paths", "--over", "month"], "paths is no series"],
  [["variants", "--by", "touchpoint"], 'Journeys have no field "touchpoint": use channel, team, segment'],
  [["rework", "--where", "plan=pro"], 'Journeys have no field "plan": use channel, team, segment'],
  [["variants", "--set", "most=1.5"], "most is a whole number above 0, found 1.5"],
  [["variants", "--set", "sessionGap=-1"], "sessionGap is a number of days above 0 and up to 100000, found -1"],
  [["rework", "--set", "most=2"], 'rework has no setting "most": it has sessionGap']
])("refuse %j", async ([name = "", ...args], message) => {
  const { status, stderr } = await measured(name, folder, ...args)
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)])
})
