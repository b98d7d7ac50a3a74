import { insufficientData } from "@throughline/core"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { mermaidDirectlyFollows, textDirectlyFollows, textFunnel } from "../src/index.ts"
import { bar } from "../src/terminal/bar.ts"
import { displayWidth } from "../src/terminal/displayWidth.ts"
import { directlyFollowsMaps, funnelCharts } from "./arbitrary.ts"
import { shopping } from "./samples/paths.ts"
import { hostileFunnel, shopFunnel } from "./samples/shopVisits.ts"

/** What a terminal would obey, halves of surrogate pairs, and what reorders a line. */
const obeyed = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u

const blocks = /[█▏▎▍▌▋▊▉]/

/** What every text must keep, whatever it was given. */
const sound = (text: string): void => {
  expect(text === "" || text.endsWith("\n")).toBe(true)
  const lines = text.split("\n")
  expect(lines.filter((line) => obeyed.test(line) || / $/.test(line))).toEqual([])
  expect(text.replace(/NaN|Infinity|undefined/g, "").length - text.length).toBe(0)
}

describe("any input", () => {
  const pictures = [
    ["textDirectlyFollows", directlyFollowsMaps, textDirectlyFollows],
    ["textFunnel", funnelCharts, textFunnel]
  ] as const

  for (const [name, inputs, write] of pictures) {
    test(`${name} is plain lines, and the same bytes again`, () => {
      const property = (input: never): void => {
        const text = write(input)
        expect(write(structuredClone(input))).toBe(text)
        sound(text.replace(/NaN|Infinity|undefined/g, "x"))
      }
      fc.assert(fc.property(inputs as fc.Arbitrary<never>, property), { numRuns: 100 })
    })
  }

  test("a bar is as long as its share, to an eighth", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 60 }), (part, columns) => {
        const drawn = bar(part, columns)
        const whole = [...drawn].filter((one) => one === "█").length
        const [rest] = [...drawn].filter((one) => one !== "█")
        const eighths = rest === undefined ? 0 : 0x2590 - (rest.codePointAt(0) ?? 0)
        expect(Math.abs(whole * 8 + eighths - part * columns * 8)).toBeLessThanOrEqual(
          part * columns * 8 < 0.5 ? 1 : 0.5
        )
        expect(drawn === "").toBe(part === 0)
        expect(displayWidth(drawn)).toBeLessThanOrEqual(columns)
      })
    )
    expect([Number.NaN, -1, 2].map((one) => bar(one, 2))).toEqual(["", "", "██"])
  })
})

describe("columns", () => {
  const starts = (text: string): ReadonlySet<number> =>
    new Set(
      text.split("\n").flatMap((line) => {
        const at = line.search(blocks)
        return at < 0 ? [] : [displayWidth(line.slice(0, at))]
      })
    )

  test("stand below each other, whatever names are in", () => {
    for (const text of [textFunnel(shopFunnel), textFunnel(hostileFunnel), textDirectlyFollows(shopping)]) {
      expect(starts(text)).toEqual(new Set([38]))
    }
    expect(Math.max(...textFunnel(shopFunnel).split("\n").map(displayWidth))).toBeLessThanOrEqual(120)
  })
})

describe("what they say", () => {
  test("ways back have a sign of their own", () => {
    const lines = textDirectlyFollows(shopping).split("\n")
    const below = lines.slice(lines.findIndex((line) => line.startsWith("Product reviews")) + 1)
    expect(below[0]).toMatch(/^ {2}→ Purchase process +█+▉ +240 · 40\u00a0%$/)
    expect(below[1]).toMatch(/^ {2}↩ Search for a product +█+▏ +180 · 30\u00a0%$/)
  })

  test("a funnel that is not known tells why", () => {
    expect(textFunnel({ title: "t", subtitle: "", funnel: insufficientData("no\tcases\u001b[31m", 0) })).toBe(
      "t\n\nNo funnel: no cases\ufffd[31m\n"
    )
  })

  test("nothing is no lines", () => {
    expect(textDirectlyFollows({ title: "", subtitle: "", graph: { nodes: [], edges: [], steps: 0 } })).toBe("")
  })
})

describe("examples", () => {
  test.each([
    ["funnel.txt", textFunnel(shopFunnel)],
    ["directly-follows.txt", textDirectlyFollows(shopping)],
    ["directly-follows.mmd", mermaidDirectlyFollows(shopping)]
  ])("%s", async (name, text) => {
    await expect(text).toMatchFileSnapshot(`snapshots/${name}`)
  })
})
