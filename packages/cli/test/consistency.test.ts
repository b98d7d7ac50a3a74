import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Consistency, Scale, Tally } from "@throughline/core"
import { afterAll, expect, it } from "vitest"
import { measured } from "./journeys.ts"

const folder = mkdtempSync(join(tmpdir(), "throughline-consistency-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Deliveries depend on the team, checkouts do not. */
const answers = Array.from({ length: 240 }, (_, i) => {
  const touchpoint = i % 2 === 0 ? "delivery" : "checkout"
  const team = ["north", "south", "west"][Math.floor(i / 2) % 3] ?? ""
  const noise = (i * i + Math.floor(i / 7)) % 3
  const at = new Date(Date.UTC(2026, i % 3, 1 + (i % 27))).toISOString()
  const happy = touchpoint === "delivery" && team === "north" ? 1 + (noise % 2) : 3 + noise
  return {
    id: i,
    customer: `c${i}`,
    touchpoint,
    team,
    at,
    channel: i % 5 === 0 ? "app" : "web",
    happy,
    likely: 2 * happy
  }
})

const fields = ["customer", "touchpoint", "team", "at", "channel"]
const lines = [Object.keys(answers[0] ?? {}), ...answers.map((each) => Object.values(each))]
writeFileSync(join(folder, "survey.csv"), lines.map((line) => line.join(",")).join("\n"))
const question = (metric: string, scale: string, score: string) => ({
  kind: "responses",
  id: "id",
  metric,
  scale,
  direction: "highIsGood",
  fields: { ...Object.fromEntries(fields.map((field) => [field, field])), score }
})
const records = [question("csat", "1-5", "happy"), question("nps", "0-10", "likely")]
const file = { match: "survey.csv", source: "survey", format: "csv", time: { format: "iso" }, records }
writeFileSync(join(folder, "throughline.json"), JSON.stringify({ files: [file] }))

const month = ({ at }: { readonly at: string }): string => at.slice(0, 7)
const mean = { measure: "mean", scale: Scale.make(1, 5) } as const

it.each([
  [[], "team", "happy", mean],
  [["--by", "channel"], "channel", "happy", mean],
  [["--over", "month"], "month", "happy", mean],
  [["--as", "nps"], "team", "likely", { measure: "nps" }]
] as const)("of touchpoints is that of the library: %j", async (args, group, score, read) => {
  const rows = answers.map((each) => ({ ...each, month: month(each) }))
  const known = Consistency.by(Tally.from(rows, { by: ["touchpoint", group, score] }), "touchpoint", group, {
    ...read,
    score
  })
  const found = await measured("consistency", folder, ...args)
  expect(found.rows).toMatchObject(
    known.map(({ adjustedP, result, value, varies }) => ({
      touchpoint: value,
      value: result._tag === "Estimate" ? result.value : null,
      high: result._tag === "Estimate" ? result.interval.high : null,
      groups: result._tag === "Estimate" ? result.groups.length : null,
      n: result.n,
      adjusted_p: adjustedP,
      varies
    }))
  )
})

it("finds the touchpoint that depends on the team", async () => {
  const { rows } = await measured("consistency", folder)
  expect(rows.map(({ touchpoint, varies }) => [touchpoint, varies])).toEqual([
    ["checkout", false],
    ["delivery", true]
  ])
})

it("of nothing says so", async () => {
  const { rows, status } = await measured("consistency", folder, "--where", "team=east")
  expect([status, rows]).toEqual([0, [expect.objectContaining({ value: null, n: 0, note: "no valid answers" })]])
})

it.each([
  [["--by", "touchpoint"], 'Groups have no field "touchpoint": use team, channel, segment'],
  [["--as", "ces"], "consistency has no --as ces: use mean, nps"],
  [["--where", "plan=pro"], 'Answers have no field "plan"']
])("refuse %j", async (args, message) => {
  const { status, stderr } = await measured("consistency", folder, ...args)
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)])
})
