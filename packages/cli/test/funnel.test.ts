import { rmSync } from "node:fs"
import { Dimension, Funnel, Period, Sources, Tally } from "@throughline/core"
import { afterAll, describe, expect, it } from "vitest"
import { exported, interactions, journey, measured, shop } from "./journeys.ts"

const folder = exported()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sessionGap = 30 * 86_400
const seconds = Dimension.bucket("seconds", 0.01)

const expected = (result: Funnel.FunnelResult) => {
  if (result._tag !== "Funnel") throw new Error(result.reason)
  return result.steps.map(({ fromFirst, fromPrevious, reached, seconds, step, stopped }) => ({
    step,
    reached,
    stopped,
    n: fromPrevious.n,
    value: fromPrevious._tag === "Estimate" ? fromPrevious.value : null,
    low: fromPrevious._tag === "Estimate" ? fromPrevious.interval.low : null,
    of_first: fromFirst?._tag === "Estimate" ? fromFirst.value : null,
    seconds: seconds._tag === "Estimate" ? seconds.value : null
  }))
}

const funnelOf = (rule: Sources.ProgressRule) =>
  Funnel.fromTally(Tally.from(Sources.progress(interactions, rule), { by: ["step", seconds] }), rule)

it.each([
  [["--steps", "search, cart,paid"], { steps: ["search", "cart", "paid"], sessionGap }],
  [["--steps", "cart,paid", "--set", "window=2.5"], { steps: ["cart", "paid"], window: 216_000, sessionGap }],
  [["--steps", "cart,search", "--set", "sessionGap=0"], { steps: ["cart", "search"] }],
  [[], { steps: Funnel.stagesOf(journey), sessionGap }]
])("is the funnel of the library: %j", async (args, rule) => {
  const { rows } = await measured("funnel", folder, ...args)
  const result = expected(funnelOf(rule))
  expect(result[1]?.value).toBeLessThan(100)
  expect(rows).toMatchObject(result)
})

it("has a window that shuts", async () => {
  const reached = await Promise.all(
    ["0.01", "2", "90"].map(async (days) => {
      const { rows } = await measured("funnel", folder, "--steps", "cart,paid", "--set", `window=${days}`)
      return Number(rows[1]?.reached)
    })
  )
  expect(reached[0]).toBe(0)
  expect(reached[1]).toBeLessThan(reached[2] ?? 0)
})

it("names stages or touchpoints", async () => {
  const { rows: stages } = await measured("funnel", folder)
  expect(stages.map(({ stage }) => stage)).toEqual(["choose", "buy", "receive"])
  const { rows } = await measured("funnel", folder, "--steps", "cart,paid")
  expect(rows.map(({ touchpoint }) => touchpoint)).toEqual(["cart", "paid"])
})

it("compares segments, and periods in time", async () => {
  const rule = { steps: ["search", "cart", "paid"], sessionGap }
  const progress = [...Sources.progress(interactions, rule)]
  const groups = Funnel.by(Tally.from(progress, { by: ["step", "segment"] }), "segment", rule)
  const { rows } = await measured("funnel", folder, "--steps", "search,cart,paid", "--by", "segment")
  expect(rows).toMatchObject(
    groups.flatMap(({ fromRest, value }) =>
      fromRest
        .filter(({ of }) => of === "previous")
        .map(({ adjustedP, difference, differs, step }) => ({
          segment: value,
          step,
          from_rest: difference._tag === "Difference" ? difference.value : null,
          adjusted_p: adjustedP,
          differs
        }))
    )
  )
  const { rows: months } = await measured("funnel", folder, "--steps", "search,cart", "--over", "month")
  const labels = [...new Set(months.map(({ period }) => String(period)))]
  expect(labels[0]).toBe("2026-01")
  const last = Math.max(...progress.map(({ at }) => at.getTime()))
  expect(labels).toEqual(
    Period.between("month", "UTC", interactions[0]?.at.getTime() ?? 0, last).map(({ label }) => label)
  )
  expect(months[0]).toMatchObject({ change: null })
  expect(months[2]).toMatchObject({ change: expect.any(Number) })
})

it("of nothing says so", async () => {
  for (const args of [[], ["--steps", "checkout"], ["--by", "segment"], ["--over", "week"]]) {
    const { rows, status } = await measured("funnel", shop, ...args)
    expect([status, rows]).toEqual([0, [expect.objectContaining({ value: null, n: 0, note: expect.any(String) })]])
  }
})

it.each([
  [["funnel", folder, "--steps", "cart,pay"], 'There is no touchpoint "pay": use search, reviews, cart, paid, parcel'],
  [["funnel", folder, "--set", "window=0"], "window is a number of days above 0 and up to 100000, found 0"],
  [["funnel", folder, "--steps", Array(33).fill("cart").join(",")], "A funnel has 1 to 32 steps, found 33"],
  [["funnel", folder, "--by", "touchpoint"], 'Journeys have no field "touchpoint": use channel, team, segment'],
  [["paths", folder, "--steps", "cart"], "paths has no --steps: funnel, drop-off have"],
  [["funnel", folder, "--steps", "cart,cart", "--as", "any-order"], '"cart" is named twice'],
  [["drop-off", folder, "--over", "month"], "drop-off is no series"],
  [["kano", folder, "--steps", "cart", "--column", "functional=a"], "Columns of a file have no --steps"]
])("refuse %j", async (args, message) => {
  const { status, stderr } = await measured(...args)
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)])
})

it("is of steps in any order", async () => {
  const rule = { steps: ["paid", "search"], order: "unordered", sessionGap } as const
  const result = funnelOf(rule)
  const { rows } = await measured("funnel", folder, "--steps", "paid,search", "--as", "any-order")
  expect(rows).toMatchObject(expected(result).map(({ step: _, ...row }, i) => ({ step: i + 1, ...row })))
  expect(rows[0]).not.toHaveProperty("touchpoint")
  const { rows: inOrder } = await measured("funnel", folder, "--steps", "paid,search")
  expect(Number(rows[1]?.reached)).toBeGreaterThan(Number(inOrder[1]?.reached))
})

describe("where those went who came no further", () => {
  const rule = { steps: ["search", "cart", "paid"], sessionGap }
  const wentOf = (segment?: string) => {
    const progress = [...Sources.progress(interactions, rule)].filter((row) => !segment || row.segment === segment)
    const result = Funnel.fromTally(Tally.from(progress, { by: ["step", "furthest", "next"] }), rule)
    if (result._tag !== "Funnel") throw new Error(result.reason)
    return result.steps.flatMap(({ id, stopped, went }) =>
      "_tag" in went
        ? []
        : went.map(({ count, touchpoint, value }) => {
            return { touchpoint: id, stopped, to: touchpoint ?? "(nowhere)", cases: count, value, n: stopped }
          })
    )
  }

  it("is that of the library, and adds up", async () => {
    const { rows } = await measured("drop-off", folder, "--steps", "search,cart,paid")
    expect(rows).toMatchObject(wentOf())
    expect(rows.map(({ to }) => to)).toContain("(nowhere)")
    const { rows: steps } = await measured("funnel", folder, "--steps", "search,cart,paid")
    for (const { stopped, touchpoint } of steps) {
      const went = rows.filter((row) => row.touchpoint === touchpoint)
      expect(went.reduce((sum, { cases }) => sum + Number(cases), 0)).toBe(stopped)
    }
  })

  it("is told of each segment, and of stages", async () => {
    const { rows } = await measured("drop-off", folder, "--steps", "search,cart,paid", "--by", "segment")
    expect(rows.filter(({ segment }) => segment === "new")).toMatchObject(wentOf("new"))
    const { rows: only } = await measured("drop-off", folder, "--steps", "search,cart,paid", "--where", "segment=new")
    expect(only).toMatchObject(wentOf("new"))
    const { rows: stages } = await measured("drop-off", folder)
    expect([...new Set(stages.map(({ stage }) => stage))]).toEqual(["choose", "buy", "receive"])
  })

  it("of nothing says so", async () => {
    const { rows, status } = await measured("drop-off", shop)
    expect([status, rows]).toEqual([0, [expect.objectContaining({ value: null, n: 0, note: expect.any(String) })]])
  })
})

it("needs steps where there is no journey", async () => {
  const { status, stderr } = await measured("funnel", `${folder}/visits.csv`, "--store", `${folder}/visits.duckdb`)
  expect(status).toBe(0)
  const { status: alone, stderr: said } = await measured("funnel", "--store", `${folder}/visits.duckdb`)
  expect([alone, said]).toEqual([2, expect.stringContaining("funnel needs --steps, such as --steps cart,paid")])
  expect(stderr).toContain("imported")
})
