import { estimate } from "@throughline/core"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { clean } from "../src/text/clean.ts"
import { compact, number, percent, signed, uncertainty } from "../src/text/number.ts"
import { textWidth } from "../src/text/width.ts"
import { wrap } from "../src/text/wrap.ts"
import { texts } from "./arbitrary.ts"

const type = { size: 13, weight: 600 }

describe("numbers", () => {
  test.each([
    [number(-1234567.891, 1), "−1,234,567.9"],
    [number(-0.04, 1), "0.0"],
    [number(-0, 0), "0"],
    [number(1e21, 0), "1.00e21"],
    [signed(0.04, 1), "0.0"],
    [signed(0.05, 1), "+0.1"],
    [signed(-3, 0), "−3"],
    [percent(0.175), "18\u00a0%"],
    [compact(999), "999"],
    [compact(999.7), "1.0\u00a0k"],
    [compact(48_200), "48\u00a0k"],
    [compact(2_170), "2.2\u00a0k"],
    [compact(999_600), "1.0\u00a0M"]
  ])("%s", (written, expected) => {
    expect(written).toBe(expected)
  })

  test("uncertainty", () => {
    const of = (low: number, high: number): string =>
      uncertainty(estimate(0.5, { low, high, level: 0.95, method: "Wilson" }, 100), { style: "percent" })
    expect(of(0.4, 0.6)).toBe("±10\u00a0%")
    expect(of(0.38, 0.6)).toBe("38 to 60\u00a0%")
    expect(of(0.499, 0.501)).toBe("±<1\u00a0%")
  })
})

describe("clean", () => {
  test("leaves one printable line of bounded length", () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 40 }), (parts) => {
        const cleaned = clean(parts.join(" "))
        expect(cleaned).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u)
        expect(cleaned.length).toBeLessThanOrEqual(600)
        expect(clean(cleaned)).toBe(cleaned)
      })
    )
  })

  test("does not halve a pair of surrogates", () => {
    expect(clean(`${"a".repeat(598)}👍👍👍`)).toBe(`${"a".repeat(598)}…`)
  })
})

describe("wrap", () => {
  test("keeps to its width and number of lines, and loses nothing unless it says so", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 40, max: 300 }), fc.integer({ min: 1, max: 3 }), (raw, width, count) => {
        const text = clean(raw)
        const { lines, cut } = wrap(text, width, count, type)
        expect(lines.length).toBeLessThanOrEqual(count)
        for (const line of lines) expect(textWidth(line, type.size, type.weight)).toBeLessThanOrEqual(width)
        if (!cut) expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""))
      })
    )
  })

  test("balances lines", () => {
    expect(wrap("Customer service interaction", 122, 2, type).lines).toEqual(["Customer service", "interaction"])
    expect(wrap("Search for a product", 122, 2, type).lines).toEqual(["Search for", "a product"])
    expect(wrap("客户服务互动体验非常不好需要解释两次", 150, 2, type).lines).toEqual([
      "客户服务互动体验非",
      "常不好需要解释两次"
    ])
  })

  test("cuts with an ellipsis, never inside what a reader sees as one character", () => {
    const { lines, cut } = wrap("👩‍👩‍👧‍👦".repeat(20), 100, 1, type)
    expect(cut).toBe(true)
    expect(lines[0]).toMatch(/^(👩‍👩‍👧‍👦)+…$/u)
  })
})
