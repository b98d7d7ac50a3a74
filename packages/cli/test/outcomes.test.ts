import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import {
  CustomerId,
  Deviations,
  JourneyClusters,
  RecordId,
  type Response,
  Sources,
  type Subscription,
  Tally
} from "@throughline/core"
import { afterAll, describe, expect, it } from "vitest"
import { exported, interactions, journey, measured } from "./journeys.ts"

const folder = exported()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const day = 86_400_000
const sessions = { sessionGap: 30 * 86_400 }
const cases = [...Sources.cases(interactions, sessions)]

/** Who paid recommends; who did not leaves in the fortnight after. */
const hasPaid = (each: Sources.Case): boolean => Sources.touchpointsOf(each.path ?? "")?.includes("paid") === true
const endOf = ({ at, seconds }: Sources.Case): number => at.getTime() + 1000 * seconds
const evidence = { source: "shop", kind: "objective" } as const
const answers: ReadonlyArray<Response> = cases.map((each, i) => ({
  id: RecordId.make(`a${i}`),
  customer: each.customer,
  at: new Date(endOf(each) + day),
  metric: "nps",
  scale: "0-10",
  score: hasPaid(each) ? 9 + (i % 2) : i % 8,
  evidence
}))
const firsts = cases.filter(({ customer }, i) => cases.findIndex((each) => each.customer === customer) === i)
const contracts: ReadonlyArray<Subscription> = [
  ...firsts.map((each, i) => ({
    id: RecordId.make(`s${i}`),
    customer: each.customer,
    startedAt: new Date(Date.UTC(2025, 11, 1)),
    ...(hasPaid(each) || i % 5 === 0 ? {} : { endedAt: new Date(endOf(each) + 14 * day) }),
    evidence
  })),
  // So that the last day on record is late enough for all.
  {
    id: RecordId.make("last"),
    customer: CustomerId.make("last"),
    startedAt: new Date(Date.UTC(2026, 11, 31)),
    evidence
  }
]

const write = (name: string, head: ReadonlyArray<string>, rows: ReadonlyArray<object>) => {
  const cell = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value ?? ""))
  const lines = rows.map((row) => head.map((key) => cell(Reflect.get(row, key))).join(","))
  writeFileSync(join(folder, name), [head.join(","), ...lines].join("\n"))
}
write("survey.csv", ["id", "customer", "at", "score"], answers)
write("contracts.csv", ["id", "customer", "startedAt", "endedAt"], contracts)
const project = JSON.parse(readFileSync(join(folder, "throughline.json"), "utf8"))
const fileOf = (match: string, record: object, ...names: ReadonlyArray<string>) => {
  const fields = Object.fromEntries(names.map((name) => [name, name]))
  return { match, source: "shop", format: "csv", time: { format: "iso" }, records: [{ ...record, id: "id", fields }] }
}
const scored = { kind: "responses", metric: "nps", scale: "0-10", direction: "highIsGood" }
const files = [
  ...project.files,
  fileOf("survey.csv", scored, "customer", "at", "score"),
  fileOf("contracts.csv", { kind: "subscriptions" }, "customer", "startedAt", "endedAt")
]
writeFileSync(join(folder, "throughline.json"), JSON.stringify({ ...project, files }))

const asOf = new Date(Date.UTC(2027, 0, 1))
const tallyOf = (days: number) =>
  Tally.from(
    Sources.caseOutcomes(cases, {
      answers: { responses: answers, metric: "nps", days },
      left: { subscriptions: contracts, days, asOf }
    }),
    { by: ["path", "score", "left", "segment"] }
  )
const nps = { score: "score", read: { measure: "nps" } } as const
const left = { left: "left" } as const

describe("what became of kinds of journeys", () => {
  it.each([
    [[], 30],
    [["--set", "days=10"], 10]
  ] as const)("is that of the library: %j", async (args, days) => {
    const [asked, gone] = [nps, left].map((outcome) => JourneyClusters.fromTally(tallyOf(days), { seed: 1, outcome }))
    if (asked?._tag !== "JourneyClusters" || gone?._tag !== "JourneyClusters") throw new Error("no clusters")
    const { rows } = await measured("journey-clusters", folder, ...args)
    expect(rows).toMatchObject(
      asked.clusters.map(({ outcome, share }, i) => {
        const leaving = gone.clusters[i]?.outcome
        return {
          cases: share.count,
          nps: outcome?.result._tag === "Estimate" ? outcome.result.value : null,
          nps_n: outcome?.result.n,
          nps_adjusted_p: outcome?.adjustedP,
          nps_differs: outcome?.differs,
          left: leaving?.result._tag === "Estimate" ? leaving.result.value : null,
          left_adjusted_p: leaving?.adjustedP
        }
      })
    )
    expect(rows[0]?.nps).toEqual(expect.any(Number))
    expect(rows[0]?.left).toEqual(days === 10 ? 0 : expect.any(Number))
  })
})

describe("what goes with leaving the plan", () => {
  it("is that of the library", async () => {
    const rules = { repeats: "free" } as const
    const report = (outcome: typeof nps | typeof left) => {
      const found = Deviations.fromTally(tallyOf(30), journey, { ...rules, outcome })
      return found._tag === "Deviations" ? found.deviations : []
    }
    const gone = report(left)
    const { rows } = await measured("conformance", folder)
    expect(rows.slice(1)).toMatchObject(
      report(nps).map(({ adjustedP, change, differs, kind, touchpoint }, i) => ({
        touchpoint,
        was: kind,
        nps_change: change._tag === "Difference" ? change.value : null,
        nps_adjusted_p: adjustedP,
        nps_differs: differs,
        left_change: gone[i]?.change._tag === "Difference" ? gone[i].change.value : null
      }))
    )
    const unpaid = rows.find(({ touchpoint, was }) => touchpoint === "paid" && was === "unreached")
    expect(unpaid).toMatchObject({ nps_differs: true })
    expect(Number(unpaid?.nps_change)).toBeLessThan(-50)
  })
})

it.each(["journey-clusters", "conformance"])("%s is of days", async (name) => {
  const { status, stderr } = await measured(name, folder, "--set", "days=0")
  expect([status, stderr]).toEqual([2, expect.stringContaining("days is a whole number from 1 to 10000, found 0")])
})
