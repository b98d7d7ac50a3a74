import { Funnel } from "@throughline/core"
import { describe, expect, test } from "vitest"
import { funnelPanels, funnelPanelsTable } from "../src/index.ts"
import { segments } from "./samples/segments.ts"
import { parse } from "./svgText.ts"

const textsOf = (svg: string): ReadonlyArray<string> => parse(svg).texts.map(({ text }) => text)

const hints = (svg: string): ReadonlyArray<string> =>
  Array.from(svg.matchAll(/<g><title>([^<]*)<\/title>/g), ([, text = ""]) => text)

const bars = (svg: string): ReadonlyArray<number> =>
  Array.from(svg.matchAll(/width="([\d.]+)" height="14"/g), ([, width]) => Number(width))

describe("funnel panels", () => {
  test("all bars have one scale: as long as the share of the group's first step", () => {
    const known = segments.groups.flatMap(({ funnel }) => (funnel._tag === "Funnel" ? [funnel] : []))
    const expected = known.flatMap(({ steps }) =>
      steps.map(({ reached }) => Math.round(Math.max(1, (146 * reached) / (steps[0]?.reached ?? 1)) * 100) / 100)
    )
    expect(expected).toHaveLength(25)
    expect(bars(funnelPanels(segments))).toEqual(expected)
  })

  test("only groups that are said to differ have a sign and a colour", () => {
    const svg = funnelPanels(segments, { theme: "light" })
    expect(textsOf(svg).filter((text) => / than the rest\d/.test(text))).toHaveLength(2)
    const plain = { ...segments, groups: segments.groups.map(({ funnel, name }) => ({ funnel, name })) }
    expect(funnelPanels(plain, { theme: "light" })).not.toMatch(/#b83c00|#0a6e5c|than the rest/)
  })

  test("a funnel that is not known tells why", () => {
    expect(textsOf(funnelPanels(segments))).toContain("no funnel: no cases")
    expect(hints(funnelPanels(segments)).at(-1)).toBe("Phone: no funnel: no cases")
  })

  test("of more than 12 steps the first and the last are drawn, and groups beyond 24 are counted", () => {
    const steps = Array.from({ length: 15 }, (_, i) => `step ${i}`)
    const funnel = Funnel.fromPaths([steps, steps.slice(0, 3)], { steps })
    const svg = funnelPanels({
      title: "",
      subtitle: "",
      groups: Array.from({ length: 26 }, (_, i) => ({ name: `g${i}`, funnel }))
    })
    const texts = textsOf(svg)
    expect(texts.filter((text) => text === "step 14")).toHaveLength(24)
    expect(texts.filter((text) => text === "step 11")).toHaveLength(0)
    expect(texts.join(" ")).toContain("Up to 3 steps before the last are not shown.")
    expect(texts).toContain("Not shown: 2 more groups, none of them different from the rest.")
  })

  test("the table has a row for each step of each group", () => {
    const { columns, rows } = funnelPanelsTable(segments)
    expect(rows).toHaveLength(26)
    expect(rows.every((row) => row.length === columns.length)).toBe(true)
    expect(rows[0]?.slice(0, 2)).toEqual(["App", "Search"])
    expect(rows.at(-1)).toEqual(["Phone", "no funnel: no cases", "–", "–", "–"])
  })
})
