import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { throughline } from "./command.ts"
import { measured } from "./journeys.ts"

/** The online retailer's files, against what their generator planted, and one view against another. */
const data = fileURLToPath(new URL("../../../examples/online-retailer/data", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "throughline-retailer-"))
const store = join(folder, "retailer.duckdb")
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Rows = ReadonlyArray<Record<string, unknown>>

const of = async (name: string, ...args: ReadonlyArray<string>): Promise<Rows> =>
  (await measured(name, ...args, "--store", store)).rows

/** With the journey, which is found beside the smallest of the files. */
const planned = (name: string, ...args: ReadonlyArray<string>): Promise<Rows> =>
  of(name, join(data, "changes.csv"), ...args)

const sum = (rows: Rows, of: (row: Record<string, unknown>) => number): number =>
  rows.reduce((all, row) => all + of(row), 0)

beforeAll(async () => {
  const { status } = await throughline(["import", data, "--store", store])
  expect(status).toBe(3)
}, 120_000)

describe("the online retailer's journeys", { timeout: 60_000 }, () => {
  it("have the same counts in every view", async () => {
    const [paths, variants, rework] = [await of("paths"), await of("variants"), await of("rework")]
    const visits = (row: Record<string, unknown>) => String(row.path).split(" → ")
    expect(sum(paths, ({ count }) => Number(count))).toBe(
      sum(variants, (row) => (visits(row).length - 1) * Number(row.cases))
    )
    const through = (touchpoint: string) =>
      sum(
        variants.filter((row) => visits(row).includes(touchpoint)),
        ({ cases }) => Number(cases)
      )
    const [cart = {}, delivery = {}] = await of("funnel", "--steps", "purchase-process,delivery")
    expect([cart.n, cart.reached]).toEqual([rework[0]?.n, through("purchase-process")])
    for (const { n, touchpoint } of rework.slice(1)) expect(n, String(touchpoint)).toBe(through(String(touchpoint)))
    const inOrder = variants.filter((row) => {
      const all = visits(row)
      return all.includes("purchase-process") && all.indexOf("purchase-process") < all.lastIndexOf("delivery")
    })
    expect(delivery.reached).toBe(sum(inOrder, ({ cases }) => Number(cases)))
  })

  it("begin, go on and drop off as often in every view", async () => {
    const matrix = await of("step-matrix", "--set", "positions=3")
    const at = (position: number) => matrix.filter((row) => row.position === position)
    const [begun, ended] = [await of("attribution"), await of("attribution", "--as", "last-touch")]
    const counts = (rows: Rows) => rows.map(({ cases, touchpoint }) => [touchpoint, cases]).toSorted()
    expect(counts(at(1).slice(0, -1))).toEqual(counts(begun))
    expect(sum(ended, ({ cases }) => Number(cases))).toBe(sum(begun, ({ cases }) => Number(cases)))
    const clusters = await of("journey-clusters")
    expect(sum(clusters, ({ cases }) => Number(cases))).toBe(clusters[0]?.n)
    const [steps, went] = [await planned("funnel"), await planned("drop-off")]
    for (const { stage, stopped } of steps) {
      const from = went.filter((row) => row.stage === stage)
      expect(sum(from, ({ cases }) => Number(cases))).toBe(stopped)
    }
  })

  it("go the same ways by web and app, and feel worst where customers need help", async () => {
    const compared = await of("path-comparison", "--by", "channel", "--between", "web,app")
    expect(compared.filter(({ differs }) => differs === true)).toEqual([])
    const [journey, ...points] = await of("emotion-curve")
    expect(journey).toMatchObject({ touchpoint: "(the journey)", value: expect.any(Number) })
    expect(points.filter(({ moment }) => String(moment).includes("weakest"))).toMatchObject([
      { touchpoint: "customer-service", pulls: true }
    ])
    const [cost] = await of("hand-off-cost")
    expect(Number(cost?.low)).toBeLessThan(0)
    expect(Number(cost?.high)).toBeGreaterThan(0)
  })

  it("are held in Evaluate", async () => {
    const [first] = await planned("stuck")
    expect(first).toMatchObject({ stage: "evaluate", stuck: true })
    const dwell = await planned("dwell")
    expect(dwell.map(({ stage }) => stage).slice(0, 2)).toEqual(["discover", "evaluate"])
    expect(Number(dwell[1]?.value)).toBeGreaterThan(Number(dwell[0]?.value))
    const steps = await planned("funnel")
    const reached = steps.map((row) => Number(row.reached))
    expect(reached).toEqual(reached.toSorted((a, b) => b - a))
  })

  it("differ by who delivers, and seldom go as planned", async () => {
    const varying = (await of("consistency")).filter(({ varies }) => varies)
    expect(varying.map(({ touchpoint }) => touchpoint)).toEqual(["delivery"])
    const [all, ...deviations] = await planned("conformance")
    expect(all).toMatchObject({ was: "as planned", value: expect.any(Number) })
    const shares = deviations.map(({ value }) => Number(value))
    expect(shares).toEqual(shares.toSorted((a, b) => b - a))
    const moves = (await of("hand-offs")).slice(2)
    const changed = moves.filter(({ from, to }) => from !== to)
    const [share] = await of("hand-offs")
    expect(share?.count).toBe(sum(changed, ({ count }) => Number(count)))
  })
})
