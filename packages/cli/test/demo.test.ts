import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { browserMissing, openReport } from "./browser.ts"
import { throughline } from "./command.ts"

/** The online retailer's raw files, against what their generator planted. */
const data = fileURLToPath(new URL("../../../examples/online-retailer/data", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "throughline-demo-"))
const store = join(folder, "retailer.duckdb")
const report = join(folder, "report.html")
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let said = ""
beforeAll(async () => {
  const { status, stderr } = await throughline(["report", data, "--store", store, "-o", report])
  expect(status).toBe(0)
  said = stderr
}, 120_000)

const measured = async (...args: ReadonlyArray<string>) => {
  const { status, stdout } = await throughline(["measure", ...args, "--store", store, "--format", "json"])
  expect(status).toBe(0)
  return JSON.parse(stdout) as ReadonlyArray<Record<string, unknown>>
}

describe("the demo", () => {
  it("accounts for every row of every file", () => {
    const lines = said.split("\n").filter((line) => line.includes(": read "))
    expect(lines).toHaveLength(8)
    for (const line of lines) {
      const [read, ...parts] = [...line.matchAll(/ (\d+)(?= |$)/g)].map(([, n]) => Number(n))
      expect(
        parts.reduce((a, b) => a + b, 0),
        line
      ).toBe(read)
    }
  })

  it("finds that customer service falls furthest short, then delivery", async () => {
    const rows = await measured("gap", "--by", "touchpoint")
    const ordered = rows.toSorted((a, b) => Number(a.value) - Number(b.value)).map(({ touchpoint }) => touchpoint)
    expect(ordered.slice(0, 2)).toEqual(["customer-service", "delivery"])
    expect(readFileSync(report, "utf8")).toContain("Customer service falls furthest short")
  })

  it("finds where customers are stuck, and that deliveries depend on who brings them", () => {
    const html = readFileSync(report, "utf8")
    const [, after = ""] = html.split('<h2 id="paths">')
    const [section = ""] = after.split("<section")
    expect(section).toContain("Customers are stuck in Evaluate: ")
    expect(section).toContain("Delivery: how it feels depends on the team")
    expect(section).toMatch(/\d+ % of journeys went as planned/)
    expect(section).toMatch(/\d+ of 100 go on from Evaluate to Buy: fewer than anywhere else/)
  })

  it("tells what matters and is not done well", () => {
    const html = readFileSync(report, "utf8")
    const [, after = ""] = html.split('<h2 id="matters">')
    const [section = ""] = after.split("<section")
    expect(section).toContain("Customer service and Delivery matter more than the rest and do worse")
    expect(section).toMatch(/<th scope="row">Delivery<.*?concentrate here</)
  })

  it("holds on the journey map what customers did against the plan", () => {
    const html = readFileSync(report, "utf8")
    const [, after = ""] = html.split('<h2 id="journey">')
    const [section = ""] = after.split("<section")
    expect(section).toContain("Paths taken")
    expect(section).toMatch(/<title>Search for a product → Website visit: \d/)
    expect(section).toMatch(/>\d+\u00a0% skipped it</)
    expect(section).toMatch(/>\d+\u00a0% end here</)
  })

  it("finds that parcels are lost, since when, and who lost them", () => {
    const html = readFileSync(report, "utf8")
    const [, about = ""] = /<h2 id="topics">[^<]*<\/h2><p>([^<]*)/.exec(html) ?? []
    expect(about).toMatch(/^[^:]*lost[^:]*: emerging since 2026-06-1[67], \d\d texts where 0\.\d were expected$/)
    expect(html.match(/<svg[^>]* id="(topic-trends|topics-by|merge-tree)-topics"/g)).toHaveLength(3)
    expect(html).not.toMatch(/@example\.com/)
  })

  it("sets what customers say matters against what goes with recommending", async () => {
    const rows = await measured("stated-importance")
    const said = new Map((await measured("importance")).map(({ importance, touchpoint }) => [touchpoint, importance]))
    expect(rows.map(({ value }) => value)).toEqual(rows.map(({ touchpoint }) => said.get(touchpoint)))
    const drivers = (await measured("drivers")).slice(1)
    expect(rows.map(({ derived, touchpoint }) => [touchpoint, derived])).toEqual(
      drivers.map(({ touchpoint, value }) => [touchpoint, value])
    )
    const placed = Object.fromEntries(rows.map(({ quadrant, touchpoint }) => [touchpoint, quadrant]))
    expect(placed).toMatchObject({ delivery: "key driver", "purchase-process": "expected" })
  })

  it("finds less than what is tolerated at no touchpoint but customer service", async () => {
    const rows = await measured("gap", "--as", "adequacy", "--by", "touchpoint")
    expect(rows.filter(({ low }) => Number(low) < 0).map(({ touchpoint }) => touchpoint)).toEqual(["customer-service"])
  })

  it("finds the carrier that is late, and no difference between two teams that are alike", async () => {
    const carriers = await measured("nps", "--by", "team", "--where", "touchpoint=delivery")
    expect(carriers.find(({ team }) => team === "NordPost")).toMatchObject({ differs: true })
    expect(Number(carriers.find(({ team }) => team === "NordPost")?.from_rest)).toBeLessThan(0)
    const teams = await measured("nps", "--by", "team", "--where", "touchpoint=customer-service")
    expect(teams.filter(({ team }) => team !== null).map(({ differs }) => differs)).toEqual([false, false])
  })

  it("tells what is associated with the checkout fix on record", async () => {
    const rows = await measured("improvement", "--time-zone", "Europe/Berlin")
    const satisfied = rows.find(({ against, metric }) => against === "the other touchpoints" && metric === "csat")
    expect(Number(satisfied?.low)).toBeGreaterThan(20)
    expect(satisfied?.target).toBe("reached")
    const effort = rows.find(({ against, metric }) => against === "the trend before" && metric === "ces2")
    expect([Number(effort?.low) > 0.5, Number(effort?.high) < 2.5]).toEqual([true, true])
  })

  it("follows customers and tickets through the store", async () => {
    const [again] = await measured("repeat-purchase", "--where", "touchpoint=purchase-process", "--set", "within=60")
    expect(Number(again?.value)).toBeGreaterThan(5)
    const kept = await measured("retention", "--time-zone", "Europe/Berlin")
    expect(kept.find(({ age, cohort }) => cohort === "(all)" && age === 1)).toMatchObject({ note: "95 % Wilson" })
    const active = await measured("activity", "--time-zone", "Europe/Berlin")
    for (const { active: all, new: fresh, resurrecting, returning } of active) {
      expect(Number(fresh) + Number(returning) + Number(resurrecting)).toBe(all)
    }
    const open = await measured("backlog", "--over", "month", "--time-zone", "Europe/Berlin")
    expect(open.at(-1)?.at_end).toBe(233)
    const [median] = await measured("resolution-time")
    expect(Number(median?.low)).toBeLessThan(Number(median?.value))
    const reasons = await measured("churn-reasons")
    expect(reasons[0]).toMatchObject({ kind: "voluntary", reason: "too_expensive" })
    const churned = await measured("churn", "--over", "quarter")
    expect(new Set(churned.map(({ convention }) => convention)).size).toBe(7)
  })

  it("raises an alert where the checkout fix moved the effort", async () => {
    const alerts = await measured("alerts")
    const effort = alerts.find(({ series }) => series === "purchase-process: ces 2.0")
    expect([effort?.ongoing, String(effort?.points).includes("2026-04")]).toEqual([true, true])
  })

  it("finds the checkout fix of April", async () => {
    const months = await measured("ces", "--over", "month", "--where", "touchpoint=purchase-process")
    const changes = new Map(months.map(({ change_high, change_low, period }) => [period, [change_low, change_high]]))
    expect(Number(changes.get("2026-04")?.[0])).toBeGreaterThan(0.3)
    for (const month of ["2026-02", "2026-03", "2026-05", "2026-06"]) {
      const [low, high] = changes.get(month) ?? []
      expect([Number(low) < 0.15, Number(high) > -0.15], month).toEqual([true, true])
    }
  })
})

describe("the demo, measured in depth", () => {
  it("says what to fix first, and how sure that is", async () => {
    const [first] = await measured("rank-gaps")
    expect(first).toMatchObject({ touchpoint: "delivery", rank: 1, rank_low: 1, rank_high: 1 })
  })

  it("finds what matters and does not perform", async () => {
    const rows = await measured("importance")
    const wanting = rows.filter(({ quadrant }) => quadrant === "concentrate here").map(({ touchpoint }) => touchpoint)
    expect(wanting).toEqual(expect.arrayContaining(["customer-service", "delivery"]))
  })

  it("tells the change of NPS from the mix of segments", async () => {
    const rows = await measured("nps-change", "--by", "segment", "--time-zone", "Europe/Berlin")
    const whole = rows.find(({ period, segment }) => period === "2026-Q2" && segment === "(all)")
    expect(Number(whole?.rate) + Number(whole?.mix)).toBeCloseTo(Number(whole?.change), 9)
    expect(Math.abs(Number(whole?.mix))).toBeLessThan(0.5)
  })

  it("charts each month, and sees no trend where there is none", async () => {
    const chart = await measured("control-chart", "--where", "touchpoint=search-product")
    expect(chart.filter(({ series }) => series === "nps")).toHaveLength(6)
    const trends = await measured("trend", "--where", "touchpoint=search-product")
    expect(trends.map(({ direction }) => direction)).toEqual(trends.map(() => "no trend"))
  })

  it("finds that delivery goes with recommending", async () => {
    const rows = await measured("drivers")
    const weights = rows.slice(1).toSorted((a, b) => Number(b.value) - Number(a.value))
    expect(weights.slice(0, 2).map(({ touchpoint }) => touchpoint)).toContain("delivery")
  })
})

describe.skipIf(browserMissing)("the demo's report in Chromium", () => {
  it.each(["light", "dark"] as const)("breaks no rule of accessibility and asks for nothing, %s", async (scheme) => {
    const { console, requests, violations } = await openReport(pathToFileURL(report).href, scheme)
    expect(violations).toEqual([])
    expect(console).toEqual([])
    expect(requests).toEqual([pathToFileURL(report).href])
  })
})
