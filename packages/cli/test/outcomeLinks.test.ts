import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { OutcomeLinks, Sources } from "@throughline/core"
import { afterAll, describe, expect, it } from "vitest"
import { measured, shop } from "./journeys.ts"

const folder = mkdtempSync(join(tmpdir(), "throughline-links-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const on = (day: number, hour = 10) => new Date(Date.UTC(2026, 0, day, hour))

/** Who complained leaves more often, and scores lower; what they do after the landmark says nothing. */
const customers = Array.from({ length: 90 }, (_, i) => {
  const complained = i % 2 === 0
  const leaves = complained ? i % 10 !== 0 : i % 6 === 1
  return {
    customer: `c${i}`,
    path: ["order", ...(complained ? ["complaint"] : []), ...(i % 3 === 0 ? ["returns", "order"] : [])],
    segment: i % 4 === 0 ? "new" : "known",
    end: leaves ? on(33 + ((i * 7) % 25)) : undefined,
    likely: complained ? i % 7 : 6 + (i % 5)
  }
})
const until = new Date(Date.UTC(2026, 0, 31))
const lastDay = new Date(Date.UTC(2026, 0, 61))

const visits = customers.flatMap(({ customer, path }) => [
  ...path.map((touchpoint, i) => ({ customer, touchpoint, at: on(5 + i) })),
  { customer, touchpoint: "goodbye", at: on(40) }
])
const stays = customers.map(({ customer, end, segment }) => ({ customer, segment, from: on(1), to: end }))
// Somebody whose contract ends last says what the last day on record is.
const all = [...stays, { customer: "last", segment: "known", from: on(1), to: on(60) }]
const answers = customers.map(({ customer, likely, segment }, i) => ({
  customer,
  likely,
  segment,
  at: on(34 + (i % 27))
}))

const cell = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value ?? ""))
const write = (name: string, rows: ReadonlyArray<object>) => {
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row).map(cell))]
  const numbered = lines.map((line, i) => [i === 0 ? "id" : i, ...line].join(","))
  writeFileSync(join(folder, name), numbered.join("\n"))
}
write("visits.csv", visits)
write("contracts.csv", all)
write("survey.csv", answers)
const fileOf = (match: string, record: object) => {
  return { match, source: "shop", format: "csv", time: { format: "iso" }, records: [{ id: "id", ...record }] }
}
const same = (...names: ReadonlyArray<string>) => Object.fromEntries(names.map((name) => [name, name]))
const files = [
  fileOf("visits.csv", { kind: "interactions", fields: same("customer", "touchpoint", "at") }),
  fileOf("contracts.csv", {
    kind: "subscriptions",
    fields: { ...same("customer", "segment"), startedAt: "from", endedAt: "to" }
  }),
  fileOf("survey.csv", {
    kind: "responses",
    metric: "nps",
    scale: "0-10",
    direction: "highIsGood",
    fields: { ...same("customer", "segment", "at"), score: "likely" }
  })
]
writeFileSync(join(folder, "throughline.json"), JSON.stringify({ files }))

const paths = customers.map(({ customer, path }) => {
  return { customer, path: Sources.pathText(path), at: on(5), seconds: 86_400 * (path.length - 1) }
})
const rowsOf = (result: ReturnType<typeof OutcomeLinks.fromPaths>) => {
  if (result._tag !== "OutcomeLinks") throw new Error(result.reason)
  return [
    { goes_with: "(all customers)", customers: result.n, n: result.n, ...result.excluded },
    ...result.links.map(({ adjustedP, customers, label, linked, p, ratio }) => ({
      goes_with: label,
      customers,
      value: ratio._tag === "Estimate" ? ratio.value : null,
      p,
      adjusted_p: adjustedP,
      linked
    }))
  ]
}

describe("what goes with leaving", () => {
  const lifetimes = (segment?: string) =>
    all
      .filter((stay) => segment === undefined || stay.segment === segment)
      .map(({ customer, from, to }) => ({ customer, startedAt: from, ...(to === undefined ? {} : { endedAt: to }) }))

  it.each([[[]], [["--where", "segment=known"]]])("is that of the library: %j", async (args) => {
    const segment = args.length === 0 ? undefined : "known"
    const result = OutcomeLinks.fromPaths(paths, lifetimes(segment), { until, asOf: lastDay })
    const { rows } = await measured("outcome-links", folder, "--set", "days=30", ...args)
    expect(rows).toMatchObject(rowsOf(result))
    expect(rows[0]?.note).toMatch(/^\d+ of them came to it; \d+ parts are too rare to test$/)
    expect(rows.map(({ goes_with: part }) => part)).not.toContain("met goodbye")
    if (segment === undefined) expect(rows[1]).toMatchObject({ goes_with: "met complaint", linked: true })
  })
})

describe("what goes with detracting", () => {
  it("is that of the library, of those who answered", async () => {
    const low = answers.map(({ at, customer, likely }) => {
      return { customer, startedAt: until, ...(likely <= 6 ? { endedAt: at } : {}) }
    })
    const result = OutcomeLinks.fromPaths(paths, low, { until, asOf: lastDay })
    const { rows } = await measured("outcome-links", folder, "--as", "detracting", "--set", "days=30")
    expect(rows).toMatchObject(rowsOf(result))
    expect(rows.find(({ goes_with: part }) => part === "met complaint")).toMatchObject({ linked: true })
  })

  it("counts the first low answer of a customer, and none before the landmark", async () => {
    const threeDaysAfter = (at: Date): Date => new Date(at.getTime() + 3 * 86_400_000)
    const early = customers.map(({ customer }) => ({ customer, likely: 0, segment: "", at: on(20) }))
    const again = answers.map((answer) => ({ ...answer, likely: 0, at: threeDaysAfter(answer.at) }))
    write("survey.csv", [...again.toReversed(), ...answers, ...early])
    const low = answers.map(({ at, customer, likely }) => {
      return { customer, startedAt: until, endedAt: likely <= 6 ? at : threeDaysAfter(at) }
    })
    const { rows } = await measured("outcome-links", folder, "--as", "detracting", "--set", "days=33")
    write("survey.csv", answers)
    expect(rows).toMatchObject(rowsOf(OutcomeLinks.fromPaths(paths, low, { until, asOf: threeDaysAfter(lastDay) })))
  })
})

it("of nothing says so", async () => {
  for (const as of ["leaving", "detracting"]) {
    const { rows, status } = await measured("outcome-links", shop, "--as", as)
    expect([status, rows]).toEqual([0, [expect.objectContaining({ value: null, n: 0, note: expect.any(String) })]])
  }
})

it.each([
  [["--by", "segment"], "outcome-links looks at all customers: use --where"],
  [["--over", "month"], "outcome-links is no series"],
  [["--set", "days=0"], "days is a whole number from 1 to 10000, found 0"],
  [["--where", "team=a"], 'Lifetimes have no field "team"'],
  [["--as", "repurchase"], "outcome-links has no --as repurchase: use leaving, detracting"]
])("refuse %j", async (args, message) => {
  const { status, stderr } = await measured("outcome-links", folder, ...args)
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)])
})
