import { describe, expect, test } from "vitest"
import { type HeatMap, heatMap } from "../src/index.ts"
import { longNames, manyCohorts } from "./samples/matrices.ts"
import { cohorts } from "./samples/topics.ts"
import { parse } from "./svgText.ts"

const textsOf = (svg: string): ReadonlyArray<string> => parse(svg).texts.map(({ text }) => text)

const hints = (svg: string): ReadonlyArray<string> =>
  Array.from(svg.matchAll(/<g><title>([^<]*)<\/title>/g), ([, text = ""]) => text)

const values = ({ cells, format }: HeatMap): ReadonlyArray<string> =>
  cells.flatMap((row) =>
    row.flatMap((cell) =>
      cell !== undefined && "value" in cell && format.style === "percent"
        ? [`${Math.round(cell.value * 100)}\u00a0%`]
        : []
    )
  )

describe("a heat map of 24 rows and columns", () => {
  test.each([
    ["cohorts", manyCohorts],
    ["long names", longNames]
  ])("has every value whole and is no wider than a large screen: %s", (_, input) => {
    const svg = heatMap(input)
    expect(textsOf(svg).filter((text) => text.endsWith("%"))).toEqual(values(input))
    expect(parse(svg).width).toBeLessThan(1480)
  })

  test("values keep to their cell", () => {
    const { texts } = parse(heatMap(manyCohorts))
    const row = texts.filter(({ text }) => text.endsWith("%")).slice(0, 24)
    const gaps = row.slice(1).map(({ left }, i) => left - (row[i]?.right ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThan(2)
  })

  test("long names of columns run upward beside each other, short ones stand across", () => {
    expect(heatMap(longNames)).toContain("rotate(-90)")
    expect(heatMap(manyCohorts)).not.toContain("rotate(-90)")
    const upward = parse(heatMap(longNames)).texts.filter(
      ({ right, left, text }) => right - left < 13 && text.length > 3
    )
    const apart = upward.toSorted((a, b) => a.left - b.left)
    expect(upward.length).toBeGreaterThan(24)
    expect(apart.slice(1).filter(({ left }, i) => left < (apart[i]?.right ?? 0) - 0.01)).toEqual([])
    expect(upward.filter(({ baseline, size }) => baseline - size < 60)).toEqual([])
  })

  test("names that fit wider columns run upward where these would be too wide together", () => {
    const columns = longNames.columns.map((_, i) => ({ name: `Product reviews ${i}` }))
    expect(heatMap({ ...longNames, columns })).toContain("rotate(-90)")
    expect(heatMap({ ...longNames, columns: columns.slice(0, 13) })).not.toContain("rotate(-90)")
  })

  test("twelve columns are as they were", () => {
    const columns = longNames.columns.slice(0, 12)
    const svg = heatMap({ ...longNames, columns })
    expect(svg).not.toContain("rotate(-90)")
    expect(parse(svg).width).toBe(24 + 216 + 16 + 12 * 132 + 24)
  })
})

describe("cells without a value", () => {
  test("say why where it is told, and the legend has their sign", () => {
    const svg = heatMap(manyCohorts)
    expect(hints(svg)).toContain("2024-02, 24: no value: the month is not over")
    expect(textsOf(svg)).toContain("no value")
    expect(textsOf(svg).filter((text) => text === "–")).toHaveLength((24 * 23) / 2 + 1)
  })

  test("have an outline and no tile, so that they are not taken for small values", () => {
    const one = (cell: HeatMap["cells"][number][number]): string =>
      heatMap(
        { ...cohorts, rows: [{ name: "a" }], columns: [{ name: "b" }], cells: [[cell]], legend: [] },
        { theme: "light" }
      )
    const tile = 'rx="3" fill="#f4f7fb"'
    expect(one({ value: 0, shade: 0 })).toContain(tile)
    expect(one({ unknown: "not asked" })).not.toContain(tile)
    expect(one(undefined)).not.toContain(tile)
    expect(hints(one({ value: Number.NaN, shade: 0 }))).toContain("a, b: no value: not a usable number")
  })

  test("are in no legend where every cell has a value", () => {
    const cells = [[{ value: 1, shade: 0 }]]
    const svg = heatMap({ ...cohorts, rows: [{ name: "a" }], columns: [{ name: "b" }], cells, legend: [] })
    expect(textsOf(svg)).not.toContain("no value")
  })
})
