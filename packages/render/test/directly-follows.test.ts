import { describe, expect, test } from "vitest"
import { inOrder, layersOf } from "../src/directly-follows/order.ts"
import { directlyFollowsMap } from "../src/index.ts"
import { shopping } from "./samples/paths.ts"
import { parse } from "./svgText.ts"

describe("directly-follows map", () => {
  test("what leads on stands above, and what goes back is written so", () => {
    const { texts } = parse(directlyFollowsMap(shopping))
    const height = (name: string) => texts.find(({ text }) => text === name)?.baseline ?? Number.NaN
    const names = ["Search for a product", "Website visit", "Product reviews", "Purchase process", "Delivery"]
    const heights = names.map(height)
    expect(heights).toEqual(heights.toSorted((a, b) => a - b))
    expect(texts.map(({ text }) => text)).toContain("180 · 30\u00a0% back to Search for a product")
  })

  test("no two texts touch", () => {
    const { texts } = parse(directlyFollowsMap(shopping))
    for (const [i, a] of texts.entries()) {
      for (const b of texts.slice(i + 1)) {
        const isApart = a.right < b.left || b.right < a.left || Math.abs(a.baseline - b.baseline) >= 11
        expect(isApart, `${a.text} and ${b.text}`).toBe(true)
      }
    }
  })

  test("an order goes back as seldom as may be", () => {
    const flows = [
      { from: "a", to: "b", count: 9 },
      { from: "b", to: "c", count: 9 },
      { from: "c", to: "a", count: 2 }
    ]
    expect(inOrder(["c", "b", "a"], flows)).toEqual(["a", "b", "c"])
    expect([...layersOf(["a", "b", "c"], flows).values()]).toEqual([0, 1, 2])
  })
})
