import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { stageFlows } from "../src/index.ts"
import { flowsOf } from "../src/stage-flows/flows.ts"
import { layoutOf } from "../src/stage-flows/layout.ts"
import { stageFlowsInputs } from "./arbitrary.ts"
import { graphOf, hostileFlows, shopFlows } from "./samples/shopVisits.ts"
import { parse } from "./svgText.ts"

const textsOf = (svg: string): ReadonlyArray<string> => parse(svg).texts.map(({ text }) => text)

const stage = (name: string, ...ids: ReadonlyArray<string>) => ({ name, touchpoints: ids.map((id) => ({ id })) })

const input = (paths: ReadonlyArray<ReadonlyArray<string>>, ...stages: ReadonlyArray<ReturnType<typeof stage>>) => ({
  title: "",
  subtitle: "",
  graph: graphOf(paths),
  stages
})

/** Paths of few touchpoints. */
const anyPaths = fc.array(fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 20
})

describe("stage flows", () => {
  test("count who comes, who goes on and where it ends; steps within a stage are none", () => {
    const paths = [
      ["a", "a2", "b", "c"],
      ["a", "c"],
      ["b", "a"],
      ["a", "x"]
    ]
    const { back, forward, stages } = flowsOf(input(paths, stage("A", "a", "a2"), stage("B", "b"), stage("C", "c")))
    expect(stages).toEqual([
      { name: "A", come: 4, end: 1 },
      { name: "B", come: 2, end: 0 },
      { name: "C", come: 2, end: 2 },
      { name: "other", come: 1, end: 1 }
    ])
    expect(forward.map(({ count, from, to }) => [from, to, count])).toEqual([
      [0, 1, 1],
      [0, 2, 1],
      [0, 3, 1],
      [1, 2, 1]
    ])
    expect(back).toBe(1)
  })

  test("all who come to a stage go on, go back or end there", () => {
    const property = (paths: ReadonlyArray<ReadonlyArray<string>>): void => {
      const { back, forward, stages } = flowsOf(input(paths, stage("A", "a", "b"), stage("B", "c"), stage("C", "d")))
      const on = forward.reduce((sum, { count }) => sum + count, 0)
      const [come, end] = [stages.map((each) => each.come), stages.map((each) => each.end)]
      const sum = (values: ReadonlyArray<number>) => values.reduce((all, value) => all + value, 0)
      expect(sum(come)).toBe(sum(end) + on + back)
      expect(sum(end)).toBe(paths.length)
    }
    fc.assert(fc.property(anyPaths, property))
  })

  test("nine stages are seven and the others, in planned order", () => {
    const ids = Array.from({ length: 9 }, (_, i) => `t${i}`)
    const paths = [...ids.flatMap((id, i) => (i === 2 || i === 5 ? [[id]] : [[id], [id]]))]
    const names = (some: ReadonlyArray<string>) =>
      flowsOf(input(paths, ...some.map((id) => stage(id, id)))).stages.map(({ name }) => name)
    expect(names(ids)).toEqual(["t0", "t1", "t3", "t4", "t6", "t7", "t8", "other"])
    expect(flowsOf(input(paths.slice(0, 3), stage("A", "t0"), stage("B", "t1"))).stages).toHaveLength(2)
  })

  test("ribbons and bars have one scale, and no ribbon lies on a bar or a ribbon that passes the same column", () => {
    const property = (given: Parameters<typeof flowsOf>[0]): void => {
      const { nodes, ribbons } = layoutOf(flowsOf(given), 100)
      nodes.forEach((node, column) => {
        const passing = ribbons.filter(({ from, to }) => from < column && column < to)
        const boxes = passing.map(({ from, stops, thickness }) => {
          const y = stops[column - from]?.y ?? 0
          return [y, y + thickness] as const
        })
        const all = [[100, 100 + node.height] as const, ...boxes].sort(([a], [b]) => a - b)
        all.slice(1).forEach(([top], i) => {
          expect(top).toBeGreaterThan(all[i]?.[1] ?? 0)
        })
        const inside = ribbons.filter(({ from, to }) => from === column || to === column)
        for (const { from, stops, thickness } of inside) {
          const y = stops[column - from]?.y ?? 0
          expect(y).toBeGreaterThanOrEqual(100)
          expect(y + thickness).toBeLessThanOrEqual(100 + node.height + 1e-6)
        }
      })
    }
    fc.assert(fc.property(stageFlowsInputs, property))
  })

  test("says how many steps go forward, and nothing of a graph without any", () => {
    expect(textsOf(stageFlows(shopFlows)).join()).toContain("go forward, as drawn; the others go back.")
    expect(textsOf(stageFlows(input([["a"]], stage("A", "a"))))).toContain("Nobody went from one stage to another.")
    expect(textsOf(stageFlows({ title: "t", subtitle: "", graph: { nodes: [], edges: [] }, stages: [] }))[0]).toBe("t")
  })

  test("hostile names stay names", () => {
    expect(parse(stageFlows(hostileFlows)).content).toContain("</style><script>alert(2)</script>")
  })
})
