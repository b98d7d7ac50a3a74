import { ControlChart as Core, insufficientData } from "@throughline/core"
import { describe, expect, test } from "vitest"
import { controlChart, controlChartTable } from "../src/index.ts"
import { averagesByMonth, manyDays, sharesByMonth, sumsByMonth, valuesByMonth } from "./samples/months.ts"
import { parse } from "./svgText.ts"

const textsOf = (svg: string): ReadonlyArray<string> => parse(svg).texts.map(({ text }) => text)

const hints = (svg: string): ReadonlyArray<string> =>
  Array.from(svg.matchAll(/<g><title>([^<]*)<\/title>/g), ([, text = ""]) => text)

const marks = (svg: string, fill: string, stroke: string): number =>
  Array.from(svg.matchAll(/<path d="M[^"]*z"[^>]*fill="([^"]*)" stroke="([^"]*)"/g)).filter(
    ([, a, b]) => a === fill && b === stroke
  ).length

describe("control chart", () => {
  test("limits are steps as wide as each period asks for", () => {
    const svg = controlChart(sharesByMonth)
    expect(hints(svg)[0]).toBe("2026-01: 71.0\u00a0% (limits 61.6\u00a0% to 79.2\u00a0%)")
    expect(hints(svg)[2]).toMatch(/^2026-03: 70\.5\u00a0% \(limits 63\.\d\u00a0% to 77\.\d\u00a0%\)$/)
    const [steps = ""] = /d="M76 [^"]*"[^>]*stroke-dasharray="6 3"/.exec(svg) ?? []
    expect(steps.match(/V/g)?.length).toBe(14)
  })

  test("signals are diamonds, filled where the rule is met, and named by their number", () => {
    const svg = controlChart(valuesByMonth, { theme: "light" })
    const { chart } = valuesByMonth
    const points = chart._tag === "ControlChart" ? chart.points : []
    const signals = chart._tag === "ControlChart" ? chart.signals : []
    const met = points.filter(({ rules }) => rules.length > 0).length
    const parts = new Set(signals.flatMap((signal) => signal.points)).size
    expect(signals.length).toBeGreaterThan(3)
    // One more of each is in the legend.
    expect(marks(svg, "#b83c00", "#ffffff")).toBe(met + 1)
    expect(marks(svg, "#ffffff", "#b83c00")).toBe(parts - met + 1)
    signals.forEach(({ rule }, i) => {
      expect(textsOf(svg)).toContain(String(i + 1))
      expect(textsOf(svg).some((text) => text.startsWith(`${i + 1}${rule}`))).toBe(true)
    })
  })

  test("a series within its limits says so, and has no diamond", () => {
    const months = [30, 34, 31, 33, 32, 31].map((value, i) => ({ period: `2026-0${i + 1}`, value }))
    const svg = controlChart({ title: "", subtitle: "", chart: Core.xmr(months) }, { theme: "light" })
    expect(textsOf(svg)).toContain("No rule is met: nothing that chance would not give.")
    expect(svg).not.toContain("#b83c00")
  })

  test("a moving range beyond its limit is marked there, not among the values", () => {
    const months = [30, 32, 31, 33, 32, 41, 31].map((value, i) => ({ period: `2026-0${i + 1}`, value }))
    const chart = Core.xmr(months, { baseline: { through: "2026-05" }, rules: [] })
    const svg = controlChart({ title: "", subtitle: "", chart }, { theme: "light" })
    expect(chart._tag === "ControlChart" && chart.signals.map(({ rule }) => rule)).toEqual([
      "moving range beyond its limit"
    ])
    const heights = Array.from(svg.matchAll(/<path d="M[\d.]+ ([\d.]+)l[^"]*z"[^>]*fill="#b83c00"/g), ([, y]) =>
      Number(y)
    )
    const [, below = 0] = parse(svg)
      .texts.filter(({ text }) => text === "Values" || text.startsWith("Moving"))
      .map(({ baseline }) => baseline)
    expect(heights).toHaveLength(2)
    expect(heights.every((y) => y > below)).toBe(true)
  })

  test("a period without a value is a dash and breaks the line; one that is not over is hollow", () => {
    const svg = controlChart(valuesByMonth, { theme: "light" })
    expect(textsOf(svg)).toContain("–")
    expect(hints(svg)[9]).toBe("2024-10: no value")
    expect(textsOf(svg)).toContain("so far")
    expect(hints(svg).at(-1)).toMatch(/^2026-06 \(so far\): /)
    expect(svg.match(/<circle[^>]*fill="#ffffff"/g)).toHaveLength(2)
  })

  test("EWMA has its average and values as dots, CUSUM its sums on both sides of zero", () => {
    const { chart } = averagesByMonth
    const known = chart._tag === "ControlChart" ? chart.points.filter(({ value }) => value !== null).length : 0
    const dots = controlChart(averagesByMonth, { theme: "light" }).match(/<circle[^>]*fill="#8793a1"/g)
    expect(dots).toHaveLength(known)
    expect(hints(controlChart(averagesByMonth))[0]).toMatch(/^2024-01: value \+33\.5, average \+33\.1 \(limits /)
    expect(hints(controlChart(sumsByMonth)).at(-2)).toMatch(/sums 46\.\d and 0\.0 \(limits −8\.4 to 8\.4\)/)
  })

  test("many signals: the latest have numbers, all are marked, and the rest is counted", () => {
    const { chart } = manyDays
    const signals = chart._tag === "ControlChart" ? chart.signals : []
    const texts = textsOf(controlChart(manyDays))
    expect(texts).toContain(`Not shown: ${signals.length - 24} earlier signals.`)
    expect(texts.filter((text) => text.includes(signals.at(-1)?.rule ?? "-"))).not.toEqual([])
    expect(texts).not.toContain("25")
  })

  test("numbers of signals lie on no other", () => {
    for (const input of [valuesByMonth, manyDays, sumsByMonth]) {
      const keys = parse(controlChart(input)).texts.filter(({ baseline, text }) => /^\d+$/.test(text) && baseline < 160)
      const clashes = keys.flatMap((a, i) =>
        keys.slice(i + 1).filter((b) => a.baseline === b.baseline && a.left < b.right && b.left < a.right)
      )
      expect(clashes).toEqual([])
    }
  })

  test("the last 400 of more periods are drawn", () => {
    const days = Array.from({ length: 450 }, (_, i) => ({ period: `d${i + 1000}`, value: i % 5 }))
    const svg = controlChart({ title: "", subtitle: "", chart: Core.xmr(days) })
    expect(hints(svg)).toHaveLength(400)
    expect(hints(svg)[0]).toMatch(/^d1050: /)
    expect(textsOf(svg)).toContain("The last 400 of 450 periods are drawn.")
  })

  test("a chart that is not known tells why, as a picture and as a table", () => {
    const chart = insufficientData("nothing varies in the baseline", 4)
    expect(textsOf(controlChart({ title: "t", subtitle: "", chart }))).toEqual([
      "t",
      "No control chart: nothing varies in the baseline"
    ])
    expect(controlChartTable({ title: "t", subtitle: "", chart }).rows).toEqual([])
  })

  test.each([sharesByMonth, valuesByMonth, averagesByMonth, sumsByMonth])("the table has every period", (input) => {
    const { columns, rows } = controlChartTable(input)
    expect(rows).toHaveLength(input.chart._tag === "ControlChart" ? input.chart.points.length : 0)
    expect(rows.every((row) => row.length === columns.length)).toBe(true)
    expect(rows.some((row) => String(row[0]).endsWith("(so far)"))).toBe(true)
  })
})
