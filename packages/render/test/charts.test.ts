import { estimate, insufficientData, type Measured } from "@throughline/core"
import { describe, expect, test } from "vitest"
import { npsBars, report, type SurvivalStep, survivalCurve, type TrendLine, trendLine } from "../src/index.ts"
import { leaving } from "./samples/leaving.ts"
import { byChannel, byMonth, retailerReport } from "./samples/retailerReport.ts"
import { parse } from "./svgText.ts"

const textsOf = (svg: string): ReadonlyArray<string> => parse(svg).texts.map(({ text }) => text)

const around = (value: number, half: number, n = 200): Measured =>
  estimate(value, { low: value - half, high: value + half, level: 0.95, method: "t" }, n)

describe("survival curve", () => {
  const step = (time: number, atRisk: number, events: number, censored: number, survival: number): SurvivalStep => ({
    time,
    atRisk,
    events,
    censored,
    survival,
    low: survival - 0.1,
    high: survival + 0.1
  })
  const steps = [step(1, 10, 2, 0, 0.8), step(3, 8, 0, 3, 0.8), step(4, 5, 2, 0, 0.48), step(6, 3, 0, 3, 0.48)]
  const svg = survivalCurve({
    title: "t",
    subtitle: "s",
    unit: "months",
    groups: [
      { name: "All", steps },
      { name: "None", steps: [] }
    ]
  })

  test("steps down, never between", () => {
    const x = (time: number): number => 70 + time * 90
    const y = (share: number): number => 362 - share * 270
    const stairs = `M${x(0)} ${y(1)}H${x(1)}V${y(0.8)}H${x(3)}V${y(0.8)}H${x(4)}V${Math.round(y(0.48) * 100) / 100}H${x(6)}V${Math.round(y(0.48) * 100) / 100}`
    expect(svg).toContain(`d="${stairs}"`)
  })

  test("counts who is followed just before each tick, nobody in an empty group", () => {
    const texts = textsOf(svg)
    const row = texts.slice(texts.indexOf("Customers still followed") + 1)
    expect(row).toEqual(["All", "10", "10", "8", "8", "5", "3", "3", "None", "0", "0", "0", "0", "0", "0", "0"])
  })

  test("says where half have left, and what the last customers show", () => {
    expect(textsOf(svg)).toContain("half gone after 4.0 months")
    expect(textsOf(svg)).toContain("48\u00a0% after 6 months")
    expect(textsOf(survivalCurve(leaving)).filter((text) => text.startsWith("half gone"))).toHaveLength(1)
  })

  test("marks those last seen still there", () => {
    expect(svg).toContain(`d="M340 142v8M610 228.4v8"`)
  })

  test("a long risk table makes no larger a picture", () => {
    const many = Array.from({ length: 50_000 }, (_, i) => step(i / 1000, 50_000 - i, 1, 1, 1 - i / 60_000))
    expect(survivalCurve({ ...leaving, groups: [{ name: "All", steps: many }] }).length).toBeLessThan(80_000)
  })
})

describe("NPS bars", () => {
  test("mark only groups that differ", () => {
    expect(textsOf(npsBars(byChannel)).filter((text) => text.endsWith("than the rest"))).toEqual([
      "higher than the rest",
      "lower than the rest"
    ])
    const none = { ...byChannel, groups: byChannel.groups.map(({ name, nps }) => ({ name, nps })) }
    expect(textsOf(npsBars(none)).filter((text) => text.endsWith("than the rest"))).toEqual([])
  })

  test("keep the caller's order and tell why a score is missing", () => {
    const names = textsOf(npsBars(byChannel)).filter((text) => byChannel.groups.some(({ name }) => name === text))
    expect(names).toEqual(["App", "Web", "E-mail", "Store", "Phone", "Chat"])
    expect(npsBars(byChannel)).toContain("<title>Chat: withheld: fewer than 10 answers</title>")
  })

  test.each([25, -50, 0, -95, 90])("starts every bar at zero, here with a score of %s", (score) => {
    const groups = [{ name: "a", nps: { score: around(score, 4) } }]
    const zero = textsOf(npsBars({ title: "", subtitle: "", groups })).filter((text) => text === "0")
    expect(zero.length).toBeGreaterThan(0)
  })

  test("the stack has the shares of the answers", () => {
    const counts = { detractors: 25, passives: 25, promoters: 50 }
    const svg = npsBars({ title: "", subtitle: "", groups: [{ name: "a", nps: { score: around(25, 8), counts } }] })
    const widths = Array.from(svg.matchAll(/width="([\d.]+)" height="10"/g), ([, width]) => Number(width))
    expect(widths).toEqual([43.5, 43.5, 87])
  })
})

describe("trend line", () => {
  const lineOf = (periods: TrendLine["periods"]): string =>
    trendLine({ title: "", subtitle: "", format: { style: "signed" }, periods })

  test("breaks where a period has no value, and a dash tells why", () => {
    expect(trendLine(byMonth)).toContain(">–<title>no survey was sent</title></text>")
    const lines = Array.from(trendLine(byMonth).matchAll(/<path d="([^"]*)" stroke-width="2.5"/g), ([, d = ""]) => d)
    expect(lines.map((d) => d.split("M").length - 1)).toEqual([2, 3])
  })

  test("a period in progress is hollow, dotted, and says so", () => {
    const periods = [
      { label: "a", value: around(10, 2) },
      { label: "b", value: around(12, 2), inProgress: true }
    ]
    expect(lineOf(periods)).toContain('stroke-dasharray="2 5"')
    expect(textsOf(lineOf(periods))).toContain("so far")
    expect(lineOf(periods.map(({ label, value }) => ({ label, value })))).not.toContain("stroke-dasharray")
  })

  test("a period of fewer than 30 answers has no label", () => {
    const labels = (n: number): number =>
      textsOf(lineOf([{ label: "a", value: around(13.4, 2, n) }])).filter((text) => text === "+13").length
    expect(labels(30) - labels(29)).toBe(1)
  })
})

describe("report", () => {
  const headings = (html: string): ReadonlyArray<string> =>
    Array.from(html.matchAll(/<h([12])[^>]*>([^<]*)</g), ([, rank, text]) => `${rank} ${text}`)

  test("has its sections in order, and none without data", () => {
    expect(headings(report(retailerReport))).toEqual([
      "1 Getting help after a late delivery is where customers are lost",
      "2 Measures",
      "2 What to fix first",
      "2 The journey",
      "2 How it changes",
      "2 Who recommends us",
      "2 Who leaves, and when",
      "2 Data quality",
      "2 Method"
    ])
    const { title, finding, scope, footer } = retailerReport
    const bare = report({
      title,
      finding,
      scope,
      footer,
      measures: [],
      fixFirst: [],
      npsBy: [],
      trends: [],
      method: []
    })
    expect(headings(bare)).toEqual([`1 ${finding}`])
  })

  test("says what changed, and only colours what is certain", () => {
    const html = report(retailerReport)
    expect(html).toContain('<span class="change muted">−4</span>')
    expect(html).toContain("since Q4: −9 to +1, may be chance")
    expect(html).toContain('<span class="change short">−5\u00a0pts</span>')
    expect(html).toContain("since Q4: −8 to −2\u00a0pts, more than chance")
    expect(html).toContain('<span class="change short">+4</span>')
    expect(html).toContain("change since Q4: Q4 customers were not followed long enough")
  })

  test("a measure that is not known shows why", () => {
    const [first] = retailerReport.measures
    const measures = first ? [{ ...first, value: insufficientData("no valid answers", 0) }] : []
    expect(report({ ...retailerReport, measures })).toContain("<b>–</b><small>no valid answers, n = 0</small>")
  })

  test("the table twin has the largest shortfall first", () => {
    const rows = Array.from(report(retailerReport).matchAll(/<th scope="row">([^<]*)</g), ([, name]) => name)
    expect(rows.slice(0, 3)).toEqual(["Customer service interaction", "Delivery", "Order &amp; delivery updates"])
  })

  test("the same bytes again", () => {
    expect(report(structuredClone(retailerReport))).toBe(report(retailerReport))
  })
})
