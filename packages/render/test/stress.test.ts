import { estimate } from "@throughline/core"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { heatMap, npsBars } from "../src/index.ts"
import { fitColumns } from "../src/terminal/displayWidth.ts"
import { clean } from "../src/text/clean.ts"
import { drawnOf } from "./samples/stress.ts"
import { parse, touching } from "./svgText.ts"

describe.each([40, 15, 9, 1, 0])("pictures of %i things of names as data has them", (count) => {
  test.each(drawnOf(count))("%s keeps its texts inside and apart", (_, svg) => {
    const { elements, height, texts, width } = parse(svg)
    expect(elements).not.toContain("script")
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
    expect(
      texts.filter(({ baseline, left, right }) => left < 0 || right > width || baseline < 0 || baseline > height)
    ).toEqual([])
    expect(touching(texts)).toEqual([])
  })

  test.each(drawnOf(count))("%s has a title of bounded length", (_, svg) => {
    const [, title = ""] = /<title[^>]*>([^<]*)</.exec(svg) ?? []
    expect(title.length).toBeLessThan(4000)
    expect([...title.replace(/&[^;]*;/g, "x")].length).toBeLessThanOrEqual(600)
  })
})

describe("names that run from right to left", () => {
  const [hebrew, arabic] = ["שירות לקוחות", "خدمة العملاء"]
  const anything = fc.string({ unit: "grapheme", maxLength: 60 })
  const rightToLeft = fc.tuple(anything, fc.constantFrom(hebrew, arabic)).map((parts) => parts.join(" "))

  test("have a mark behind them, so that numbers that follow stay there", () => {
    expect(clean(`${hebrew} 15`)).toBe(`${hebrew} 15\u200e`)
    fc.assert(
      fc.property(rightToLeft, (name) => {
        expect(clean(name).endsWith("\u200e")).toBe(true)
      })
    )
    fc.assert(
      fc.property(anything, (name) => {
        expect(clean(clean(name))).toBe(clean(name))
      })
    )
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(clean(name)).not.toContain("\u200e")
      })
    )
    expect(fitColumns(clean(hebrew), 6)).toBe("שירות…\u200e")
  })

  test("are set in their own direction, apart from what else is on the line", () => {
    const score = estimate(12, { low: 4, high: 20, level: 0.95, method: "t" }, 200)
    const groups = [hebrew, "Phone", "15 שירות"].map((name) => ({ name, nps: { score } }))
    const svg = npsBars({ title: arabic, subtitle: "", groups })
    const texts = parse(svg).texts.map(({ text }) => text)
    expect(texts).toContain(`\u2068${hebrew}\u200e\u2069`)
    expect(texts).toContain(`\u2068${arabic}\u200e\u2069`)
    expect(texts).toContain("Phone")
    expect(texts).toContain("15 שירות\u200e")
    expect(svg).toContain(`<title>${hebrew}\u200e: NPS +12`)
  })
})

test("what has no name says so", () => {
  const svg = heatMap({
    title: "",
    subtitle: "",
    format: { style: "number" },
    rows: [{ name: " " }],
    columns: [{ name: "\u202e" }],
    cells: [[{ value: 1, shade: 0 }]],
    legend: []
  })
  expect(svg).toContain("<title>unnamed, unnamed: 1.0</title>")
})
