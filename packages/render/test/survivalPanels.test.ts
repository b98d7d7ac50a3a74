import { describe, expect, test } from "vitest"
import { survivalCurve, survivalPanels, survivalPanelsTable } from "../src/index.ts"
import { leaving, leavingByGroup } from "./samples/leaving.ts"
import { parse } from "./svgText.ts"

const textsOf = (svg: string): ReadonlyArray<string> => parse(svg).texts.map(({ text }) => text)

const hints = (svg: string): ReadonlyArray<string> =>
  Array.from(svg.matchAll(/<g><title>([^<]*)<\/title>/g), ([, text = ""]) => text)

const curves = (svg: string): ReadonlyArray<string> =>
  Array.from(svg.matchAll(/d="(M[^"]*)" fill="none" stroke-width="2.5" stroke-linejoin="round"/g), ([, d = ""]) => d)

describe("survival panels", () => {
  test("all panels have one axis of time", () => {
    const svg = survivalPanels(leavingByGroup)
    expect(textsOf(svg).filter((text) => text === "6")).toHaveLength(7)
    expect(curves(svg)).toHaveLength(6)
    const [short, long] = [18, 30].map((time) => [
      { time, atRisk: 9, events: 1, censored: 8, survival: 0.9, low: 0.7, high: 1 }
    ])
    const two = {
      ...leaving,
      groups: [
        { name: "a", steps: long ?? [] },
        { name: "b", steps: short ?? [] }
      ]
    }
    expect(textsOf(survivalPanels(two)).filter((text) => text === "30")).toHaveLength(2)
  })

  test("tell the same numbers as curves in one plot", () => {
    const half = (svg: string): ReadonlyArray<string> => svg.match(/half gone after [\d.]+ months/g) ?? []
    expect(new Set(half(survivalPanels(leaving)))).toEqual(new Set(half(survivalCurve(leaving))))
  })

  test("only groups that are said to differ have a sign and a colour", () => {
    expect(
      textsOf(survivalPanels(leavingByGroup)).filter(
        (text) => text.includes("than the rest") && !text.includes("beyond")
      )
    ).toHaveLength(2)
    const plain = { ...leavingByGroup, groups: leavingByGroup.groups.map(({ name, steps }) => ({ name, steps })) }
    expect(survivalPanels(plain, { theme: "light" })).not.toMatch(/#b83c00|#0a6e5c|than the rest/)
  })

  test("a group that nobody was followed in says so, and groups beyond 24 are counted", () => {
    expect(hints(survivalPanels(leavingByGroup)).at(-1)).toBe("Cash: nobody followed")
    const groups = Array.from({ length: 25 }, (_, i) => ({ name: `g${i}`, steps: leaving.groups[0]?.steps ?? [] }))
    expect(textsOf(survivalPanels({ ...leaving, groups }))).toContain(
      "Not shown: 1 more group, none of them different from the rest."
    )
  })

  test("the table has a row for each group", () => {
    const { columns, rows } = survivalPanelsTable(leavingByGroup)
    expect(rows.every((row) => row.length === columns.length)).toBe(true)
    expect(rows.map((row) => row[0])).toEqual(leavingByGroup.groups.map(({ name }) => name))
    expect(rows[0]?.at(-1)).toBe("higher")
    expect(rows.at(-1)).toEqual(["Cash", "0", "not reached", "nobody followed", "–"])
  })
})
