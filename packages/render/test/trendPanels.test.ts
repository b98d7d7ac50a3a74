import { estimate } from "@throughline/core"
import { describe, expect, test } from "vitest"
import { type TrendGroup, trendPanels, trendPanelsTable } from "../src/index.ts"
import { teams } from "./samples/teams.ts"
import { parse } from "./svgText.ts"

const textsOf = (svg: string): ReadonlyArray<string> => parse(svg).texts.map(({ text }) => text)

const value = (at: number, n = 200) => estimate(at, { low: at - 2, high: at + 2, level: 0.95, method: "t" }, n)

const draw = (groups: ReadonlyArray<TrendGroup>, periods = 3): string =>
  trendPanels(
    {
      title: "",
      subtitle: "",
      format: { style: "number" },
      periods: Array.from({ length: periods }, (_, i) => ({ label: `p${i}` })),
      groups
    },
    { theme: "light" }
  )

const lines = (svg: string): ReadonlyArray<string> =>
  Array.from(svg.matchAll(/<path d="([^"]*)" stroke-width="2.5"/g), ([, d = ""]) => d)

describe("trend panels", () => {
  test("all panels have one scale: the same value is as high in each", () => {
    const [first = "", second = ""] = lines(
      draw([
        { name: "a", values: [value(10), value(20)] },
        { name: "b", values: [value(20), value(90)] }
      ])
    )
    const heights = (d: string): ReadonlyArray<string> => Array.from(d.matchAll(/ ([\d.]+)/g), ([, y = ""]) => y)
    expect(heights(first)[1]).toBe(heights(second)[0])
    expect(
      textsOf(
        draw([
          { name: "a", values: [value(10)] },
          { name: "b", values: [value(90)] }
        ])
      ).filter((text) => text === "100")
    ).toHaveLength(2)
  })

  test("keeps the caller's order and tells what is not measured", () => {
    const texts = textsOf(trendPanels(teams))
    const names = teams.groups.map(({ name }) => name)
    expect(texts.filter((text) => names.includes(text))).toEqual(names.filter((name) => name.length < 40))
    expect(texts).toContain("not measured")
    expect(trendPanels(teams)).toContain("<title>no survey was sent</title>")
  })

  test("only groups that are said to differ have a sign, a colour and words", () => {
    const texts = textsOf(trendPanels(teams))
    expect(
      texts.filter(
        (text) => /^(higher|lower) than the rest [+−]?/.test(text) || /^(higher|lower) than the rest[+−]/.test(text)
      )
    ).toHaveLength(2)
    const plain = trendPanels(
      { ...teams, groups: teams.groups.map(({ name, values }) => ({ name, values })) },
      { theme: "light" }
    )
    expect(plain).not.toMatch(/#b83c00|#0a6e5c/)
    expect(textsOf(plain).some((text) => text.includes("than the rest"))).toBe(false)
  })

  test("the median of the groups stands behind each, where three have a value", () => {
    const group = (name: string, at: number): TrendGroup => ({ name, values: [value(at), value(at)] })
    const medians = (svg: string): number => svg.match(/stroke-dasharray="2 3"/g)?.length ?? 0
    expect(medians(draw([group("a", 1), group("b", 2)]))).toBe(0)
    // One more is in the legend.
    expect(medians(draw([group("a", 1), group("b", 2), group("c", 3)]))).toBe(4)
  })

  test("groups beyond 24 are counted in words", () => {
    const many = Array.from({ length: 26 }, (_, i) => ({
      name: `g${i}`,
      values: [value(i)],
      differs: i === 25 ? ("higher" as const) : undefined
    }))
    expect(textsOf(draw(many))).toContain("Not shown: 2 more groups, 1 of them different from the rest.")
    expect(parse(draw(many)).content).toContain("g25, higher than the rest")
  })

  test("the table has a cell for each group and period", () => {
    const { columns, rows } = trendPanelsTable(teams)
    expect(columns.map(({ name }) => name).slice(-2)).toEqual(["2026-02 (so far)", "Against the rest"])
    expect(rows).toHaveLength(7)
    expect(rows.every((row) => row.length === columns.length)).toBe(true)
    expect(rows.map((row) => row.at(-1))).toEqual(["higher", "–", "–", "–", "–", "lower", "–"])
  })
})
