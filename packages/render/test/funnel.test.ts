import { Funnel, insufficientData } from "@throughline/core"
import { describe, expect, test } from "vitest"
import { funnelChart } from "../src/index.ts"
import { shopFunnel, visits } from "./samples/shopVisits.ts"
import { parse } from "./svgText.ts"

const textsOf = (svg: string): ReadonlyArray<string> => parse(svg).texts.map(({ text }) => text)

const widths = (svg: string): ReadonlyArray<number> =>
  Array.from(svg.matchAll(/width="([\d.]+)" height="24"/g), ([, width]) => Number(width))

const chart = (
  paths: ReadonlyArray<ReadonlyArray<string>>,
  steps: ReadonlyArray<string>,
  order?: "unordered"
): string =>
  funnelChart({ title: "", subtitle: "", funnel: Funnel.fromPaths(paths, { steps, ...(order && { order }) }) })

const times = (count: number, ...path: ReadonlyArray<string>) => Array.from({ length: count }, () => path)

describe("funnel chart", () => {
  test("bars are linear from zero, the first step the whole", () => {
    const svg = chart([...times(1, "a", "b", "c"), ...times(1, "a", "b"), ...times(2, "a")], ["a", "b", "c"])
    expect(widths(svg)).toEqual([280, 140, 70])
  })

  test("says what came next for those who stopped, the three most frequent", () => {
    const texts = textsOf(funnelChart(shopFunnel))
    const went = visits.filter((path) => path.includes("cart") && !path.includes("address") && path.at(-1) === "help")
    expect(texts.filter((text) => text === "→ Help centre")).toHaveLength(4)
    expect(texts.some((text) => text.startsWith(`${went.length} · `))).toBe(true)
    expect(texts.filter((text) => text.startsWith("→ ")).length).toBe(13)
    expect(textsOf(chart([...times(3, "a"), ...times(1, "a", "b")], ["a", "b"]))).toContain("→ nothing more")
  })

  test("marks the largest loss, and none of 40 % or less", () => {
    const marked = (svg: string) => textsOf(svg).filter((text) => text.startsWith("Largest loss"))
    expect(marked(funnelChart(shopFunnel))).toEqual(["Largest loss: 1,198 stop"])
    expect(marked(chart([...times(6, "a", "b"), ...times(4, "a")], ["a", "b"]))).toEqual([])
    expect(marked(chart([...times(59, "a", "b"), ...times(41, "a")], ["a", "b"]))).toEqual(["Largest loss: 41 stop"])
    const twice = [...times(1, "a", "b", "c"), ...times(1, "a", "b"), ...times(2, "a")]
    expect(marked(chart(twice, ["a", "b", "c"]))).toEqual(["Largest loss: 2 stop"])
  })

  test("the loss and the conversion of a step are one", () => {
    const svg = chart([...times(30, "a", "b"), ...times(70, "a")], ["a", "b"])
    expect(textsOf(svg)).toContain("30.0\u00a0%")
    expect(textsOf(svg)).toContain("21.9 to 39.6\u00a0%")
    expect(textsOf(svg)).toContain("70.0\u00a0% (60.4 to 78.1\u00a0%)")
  })

  test("counts who never came to the first step, and who has no path", () => {
    expect(textsOf(chart([["a"], ["x"], []], ["a"]))).toContain(
      "2 cases, 1 never came to the first step, 1 without a known path left out"
    )
  })

  test("steps in any order have no name of their own", () => {
    const texts = textsOf(chart([["b", "a"]], ["a", "b"], "unordered"))
    expect(texts).toContain("any of the steps")
    expect(texts).toContain("any 2 of the steps")
  })

  test("a funnel that is not known tells why", () => {
    const svg = funnelChart({ title: "t", subtitle: "", funnel: insufficientData("no cases", 0) })
    expect(textsOf(svg)).toContain("No funnel: no cases")
  })
})
