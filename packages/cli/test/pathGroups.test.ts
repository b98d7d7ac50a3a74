import { rmSync } from "node:fs"
import { Attribution, Dimension, JourneyClusters, PathComparison, Sources, StepMatrix, Tally } from "@throughline/core"
import { afterAll, describe, expect, it } from "vitest"
import { exported, interactions, measured, shop } from "./journeys.ts"

const folder = exported()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sessions = { sessionGap: 30 * 86_400 }
const cases = [...Sources.cases(interactions, sessions)]

describe("where journeys begin and end", () => {
  it.each([
    [[], "first"],
    [["--as", "last-touch"], "last"]
  ] as const)("is that of the library: %j", async (args, dimension) => {
    const finish = dimension === "first" ? Attribution.firstTouch : Attribution.lastTouch
    const report = finish(Tally.from(cases, { by: [dimension] }))
    const { rows } = await measured("attribution", folder, ...args)
    expect(rows).toMatchObject(
      (report._tag === "Attribution" ? report.touchpoints : []).map(({ share, touchpoint }) => {
        return { touchpoint, cases: share.count, value: share.value, low: share.interval.low, n: 180 }
      })
    )
    expect(rows.reduce((sum, row) => sum + Number(row.cases), 0)).toBe(180)
  })

  it.each(["attribution", "step-matrix", "journey-clusters"])(
    "and %s are of those that are asked for",
    async (name) => {
      const { rows } = await measured(name, folder, "--where", "segment=new")
      expect(rows[0]).toMatchObject({ n: cases.filter(({ segment }) => segment === "new").length })
    }
  )

  it("is told of each channel", async () => {
    const { rows } = await measured("attribution", folder, "--by", "channel")
    const ofApp = cases.filter(({ channel }) => channel === "app").length
    expect(rows.filter(({ channel }) => channel === "app")[0]).toMatchObject({ n: ofApp })
  })
})

describe("where journeys are at each position", () => {
  it("is that of the library, and adds up", async () => {
    const matrix = StepMatrix.fromTally(Tally.from(cases, { by: ["path"] }), { positions: 4 })
    if (matrix._tag !== "StepMatrix") throw new Error(matrix.reason)
    const { rows } = await measured("step-matrix", folder, "--set", "positions=4")
    for (const { cases: there, ended, position, shares } of matrix.rows) {
      const here = rows.filter((row) => row.position === position)
      expect(here.at(-1)).toMatchObject({ touchpoint: "(ended before)", cases: ended.count, value: ended.value })
      const visits = here.slice(0, -1)
      expect(visits.map(({ value }) => value)).toEqual(shares.map(({ value }) => value).filter((value) => value > 0))
      expect(visits.reduce((sum, row) => sum + Number(row.cases), 0)).toBe(there)
    }
    expect(rows.at(-1)).toMatchObject({ position: 4 })
  })
})

describe("two groups side by side", () => {
  const tally = Tally.from(cases, { by: ["path", "segment"] })
  const expected = (result: PathComparison.PathComparisonResult) => {
    if (result._tag !== "PathComparison") throw new Error("no comparison")
    const side = ({ adjustedP, cases: [first, second], difference, differs }: PathComparison.ComparedShare) => {
      const { high, low } = difference.interval
      return {
        first_cases: first,
        second_cases: second,
        value: difference.value,
        low,
        high,
        adjusted_p: adjustedP,
        differs
      }
    }
    return [
      { compared: "whole paths", adjusted_p: result.overall._tag === "PathTest" ? result.overall.p : null },
      ...result.edges.map((each) => {
        return { compared: "steps", from: each.from ?? "(start)", to: each.to ?? "(end)", ...side(each) }
      }),
      ...result.positions.map((each) => {
        return {
          compared: "positions",
          position: each.position,
          to: each.touchpoint ?? "(ended before)",
          ...side(each)
        }
      })
    ]
  }

  it.each([
    [[], ["known", "new"]],
    [
      ["--between", "new,known"],
      ["new", "known"]
    ]
  ] as const)("are compared as by the library: %j", async (args, two) => {
    const { rows } = await measured("path-comparison", folder, "--by", "segment", ...args)
    expect(rows).toMatchObject(expected(PathComparison.between(tally, "segment", two)))
    expect(rows[0]).toMatchObject({ first: two[0], second: two[1], n: 180 })
  })

  it("are the last two periods, or those that are named", async () => {
    const months = Tally.from(cases, { by: ["path", Dimension.period("at", "month", "UTC")] })
    const { rows } = await measured("path-comparison", folder, "--over", "month", "--set", "positions=2")
    const [first = "", second = ""] = Tally.column(months, "month").values.slice(-2).map(String)
    expect(rows).toMatchObject(expected(PathComparison.between(months, "month", [first, second], { positions: 2 })))
    const { rows: named } = await measured("path-comparison", folder, "--over", "month", "--between", "2026-04,2026-02")
    expect(named[0]).toMatchObject({ first: "2026-04", second: "2026-02" })
  })

  it("are what there is of a field, which may be nothing", async () => {
    const { rows } = await measured("path-comparison", folder, "--by", "channel")
    expect(rows[0]).toMatchObject({ first: "app", second: "web" })
    const { rows: none } = await measured("path-comparison", folder, "--by", "segment", "--where", "team=nobody")
    expect(none).toMatchObject([{ value: null, n: 0, note: "no journey with a segment" }])
  })
})

describe("kinds of journeys", () => {
  it.each([
    [[], { seed: 1 }],
    [["--set", "seed=7", "--set", "most=3"], { seed: 7, most: 3 }]
  ])("are those of the library: %j", async (args, options) => {
    const report = JourneyClusters.fromTally(Tally.from(cases, { by: ["path"] }), options)
    if (report._tag !== "JourneyClusters") throw new Error("no clusters")
    const { rows } = await measured("journey-clusters", folder, ...args)
    expect(rows).toMatchObject(
      report.clusters.map(({ medoid, paths, share }, i) => ({
        group: i + 1,
        in_its_middle: medoid.join(" → "),
        cases: share.count,
        value: share.value,
        n: 180,
        paths: paths.length
      }))
    )
    expect(rows.reduce((sum, row) => sum + Number(row.cases), 0)).toBe(180)
  })
})

it.each([
  ["attribution"],
  ["step-matrix"],
  ["path-comparison", "--by", "segment"],
  ["path-comparison", "--over", "month"],
  ["journey-clusters"]
])("%s %s %s of nothing says so", async (name, ...args) => {
  const { rows, status } = await measured(name, shop, ...args)
  expect([status, rows]).toEqual([0, [expect.objectContaining({ value: null, n: 0, note: expect.any(String) })]])
})

it.each([
  [["attribution", "--as", "linear"], "attribution has no --as linear: use first-touch, last-touch"],
  [["attribution", "--over", "month"], "attribution is no series"],
  [["step-matrix", "--set", "positions=0"], "positions is a whole number from 1 to 256, found 0"],
  [["path-comparison"], "path-comparison compares groups or periods: use --by segment, or --over month"],
  [["path-comparison", "--by", "segment", "--between", "new"], "name two with --between, of known, new"],
  [["path-comparison", "--by", "segment", "--between", "new,old"], "found --between new,old"],
  [["path-comparison", "--by", "segment", "--between", "new,new"], "found --between new,new"],
  [["journey-clusters", "--set", "most=1"], "most is a whole number from 2 to 20, found 1"],
  [["journey-clusters", "--set", "seed=-1"], "seed is a whole number from 0 to 4294967295, found -1"],
  [["variants", "--between", "new,known"], "variants has no --between: path-comparison has"]
])("refuse %j", async ([name = "", ...args], message) => {
  const { status, stderr } = await measured(name, folder, ...args)
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)])
})
