import { describe, expect, test } from "vitest"
import { inOrder, layersOf } from "../src/directly-follows/order.ts"
import { directlyFollowsMap } from "../src/index.ts"
import { shopping } from "./samples/paths.ts"
import { parse, touching } from "./svgText.ts"

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
    expect(touching(parse(directlyFollowsMap(shopping)).texts)).toEqual([])
  })

  test("touchpoints without a flow stand in rows below the others", () => {
    const node = shopping.graph.nodes[0]
    const alone = Array.from({ length: 9 }, (_, i) => ({ ...node, touchpoint: `alone ${i}` }) as typeof node & object)
    const graph = { ...shopping.graph, nodes: [...alone, ...shopping.graph.nodes] }
    const { texts, width } = parse(directlyFollowsMap({ ...shopping, graph }))
    const heights = texts.filter(({ text }) => text.startsWith("alone")).map(({ baseline }) => baseline)
    const last = texts.find(({ text }) => text === "Customer service")?.baseline ?? Number.NaN
    expect(new Set(heights).size).toBe(3)
    expect(Math.min(...heights)).toBeGreaterThan(last)
    expect(width).toBeLessThan(1300)
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
