import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { PlannedJourney } from "@throughline/core"
import { Journeys } from "@throughline/event-log"
import * as Schema from "effect/Schema"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { throughline } from "./command.ts"
import { exported, interactions, journey, measured, shop } from "./journeys.ts"

const folder = exported()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const store = join(folder, "visits.duckdb")
const file = (name: string) => join(folder, name)
const write = (name: string, document: unknown): string => {
  const text = typeof document === "string" ? document : JSON.stringify(document)
  writeFileSync(file(name), text)
  return file(name)
}

/** A plan as another tool draws it: the same touchpoints, in other stages. */
const drawn = {
  version: "1.0",
  actors: [{ id: "buyer", kind: "endUser" }],
  planned: {
    id: "drawn",
    name: "Drawn elsewhere",
    stages: [
      { id: "look", name: "Look", touchpoints: [{ type: "action", id: "search", name: "Search", actor: "buyer" }] },
      {
        id: "order",
        name: "Order",
        touchpoints: [
          { type: "communicationPoint", id: "cart", name: "Cart", initiator: { actor: "buyer" } },
          { type: "communicationPoint", id: "paid", name: "Paid" }
        ]
      }
    ]
  }
}
const map = write("map.json", drawn)

beforeAll(async () => {
  expect((await throughline(["import", join(folder, "visits.csv"), "--store", store])).status).toBe(0)
})

describe("a journey drawn elsewhere", () => {
  it("is what a store is held against", async () => {
    const { rows } = await measured("conformance", "--store", store, "--journey", map)
    expect(rows[0]).toMatchObject({ touchpoint: "(all)", value: expect.any(Number), n: 180 })
    expect(rows.map(({ touchpoint }) => touchpoint)).toContain("parcel")
    const { rows: steps } = await measured("funnel", "--store", store, "--journey", map)
    expect(steps.map(({ stage }) => stage)).toEqual(["look", "order"])
    const { rows: stays } = await measured("stuck", "--store", store, "--journey", map, "--planned", "order=1")
    expect(stays).toMatchObject([{ stage: "order" }])
  })

  it("comes before that of throughline.json", async () => {
    const { rows } = await measured("dwell", folder, "--journey", map)
    expect(rows.map(({ stage }) => stage)).toEqual(["look", "order"])
    const { rows: own } = await measured("dwell", folder)
    expect(own.map(({ stage }) => stage)).toEqual(["choose", "buy", "receive", "help"])
  })

  it("is in the report", async () => {
    const stage = {
      id: "look",
      name: "Drawn elsewhere",
      touchpoints: [{ type: "communicationPoint", id: "checkout", name: "Till" }]
    }
    const till = write("till.json", { version: "1.0", planned: { ...drawn.planned, stages: [stage] } })
    const { status, stdout } = await throughline(["report", shop, "--journey", till, "--output", "-"])
    expect([status, stdout]).toEqual([0, expect.stringContaining("Drawn elsewhere")])
  })

  it.each([
    ["nothing.json", undefined, "no such file"],
    ["broken.json", '{ "version": "1.0", anna@example.com', "is no JSON: look at"],
    ["cut.json", '{ "version": ', "is no JSON: "],
    ["old.json", { ...drawn, version: "2.0" }, 'version: found "2.0", expected "1.0"; this version reads "1.0"'],
    ["empty.json", { version: "1.0" }, 'has no planned journey: write its stages and touchpoints in "planned"'],
    [
      "twice.json",
      { version: "1.0", planned: { ...drawn.planned, stages: [drawn.planned.stages[1], drawn.planned.stages[1]] } },
      "planned.stages[1].id: found"
    ]
  ])("%s is refused with what to do", async (name, document, message) => {
    const path = document === undefined ? file(name) : write(name, document)
    const { status, stderr } = await measured("conformance", "--store", store, "--journey", path)
    expect([status, stderr]).toEqual([3, expect.stringContaining(message)])
    expect(stderr).toContain(name)
    expect(stderr).not.toContain("anna")
  })

  it("is refused where nothing reads it, before anything is read", async () => {
    const { status, stderr } = await measured("nps", folder, "--journey", map)
    expect([status, stderr]).toEqual([2, expect.stringContaining("nps has no --journey: coverage, attention, funnel")])
    expect(stderr).not.toContain("imported")
    const table = await measured("nps", join(shop, "survey.csv"), "--column", "score=nps", "--journey", map)
    expect([table.status, table.stderr]).toEqual([2, expect.stringContaining("Columns of a file have no --journey")])
  })
})

describe("journeys written as JSON", () => {
  const read = (text: string): Journeys.Journeys => {
    const result = Journeys.read(JSON.parse(text))
    if (result._tag === "InvalidJourneys") throw new Error(JSON.stringify(result.problems))
    return result
  }

  it("are read back as the same plan and interactions, in the order of time", async () => {
    const { status, stdout } = await throughline(["journeys", folder])
    expect(status).toBe(0)
    const { interactions: found, planned } = read(stdout)
    expect(planned).toEqual(Schema.decodeUnknownSync(PlannedJourney.PlannedJourney)(journey))
    const line = ({ at, customer, touchpoint }: (typeof interactions)[number]) =>
      `${customer} ${touchpoint} ${at.toISOString()}`
    expect(found.map(line).toSorted()).toEqual(interactions.map(line).toSorted())
    const times = found.filter(({ customer }) => customer === "c1").map(({ at }) => at.getTime())
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })

  it("are a plan that measures the same", async () => {
    const path = file("plan.json")
    const { status, stderr, stdout } = await throughline(["journeys", folder, "--plan-only", "-o", path])
    expect([status, stdout, stderr]).toEqual([0, "", expect.stringContaining(`Journeys: ${path}`)])
    const { rows } = await measured("conformance", "--store", store, "--journey", path)
    expect(rows).toEqual((await measured("conformance", folder)).rows)
    expect(read(readFileSync(path, "utf8")).interactions).toEqual([])
  })

  it("are those of one customer or segment, with what they said", async () => {
    const { stdout } = await throughline(["journeys", "--store", store, "--where", "customer=c1"])
    expect(new Set(read(stdout).interactions.map(({ customer }) => customer))).toEqual(new Set(["c1"]))
    const said = await throughline(["journeys", shop])
    expect(read(said.stdout).responses).toHaveLength(10)
  })

  it.each([
    [["journeys"], 2, "Name the files or folder to read, or a --store"],
    [
      ["journeys", "--store", store, "--where", "touchpoint=cart"],
      2,
      'Journeys have no field "touchpoint": use customer, segment'
    ],
    [["journeys", "--store", store, "--plan-only"], 2, "There is no planned journey to write"],
    [["journeys", "--store", store, "-o", join(folder, "no", "where.json")], 3, "cannot be written"]
  ])("refuse %j", async (args, code, message) => {
    const { status, stderr } = await throughline(args)
    expect([status, stderr]).toEqual([code, expect.stringContaining(message)])
  })
})
