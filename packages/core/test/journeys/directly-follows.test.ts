import { Dimension, DirectlyFollows, ServiceTime, Sources, Tally, TouchpointId } from "@throughline/core"
import * as fc from "fast-check"
import { assert, describe, test } from "vitest"
import { casesOf, countsOf, logs, pathsOf } from "./logs.ts"

const by = ["from", "to", Dimension.bucket("seconds", 0.01)] as const

type Graph = DirectlyFollows.DirectlyFollowsGraph

interface Row {
  readonly from?: unknown
  readonly to?: unknown
  readonly seconds?: unknown
}

const isGraph = (result: DirectlyFollows.DirectlyFollowsResult): result is Graph => result._tag === "DirectlyFollows"

const read = (rows: Iterable<Row>, options: { readonly quantiles?: ReadonlyArray<number> } = {}): Graph => {
  const result = DirectlyFollows.fromTally(Tally.from(rows, { by }), options)
  assert(isGraph(result))
  return result
}

const filled = logs().filter((log) => log.length > 0)
const countOf = (share: DirectlyFollows.CountedShareResult): number => (share._tag === "Estimate" ? share.count : 0)

describe("the graph of a log", () => {
  test("counts what a look at each customer's path counts", () => {
    fc.assert(
      fc.property(filled, (log) => {
        const graph = read(Sources.steps(log))
        const paths = pathsOf(log)
        const pairs = countsOf(paths.flatMap((path) => path.slice(1).map((to, i) => [path[i], to])))
        assert.deepStrictEqual(
          new Map(graph.edges.map(({ from, share, to }) => [JSON.stringify([from, to]), share.count])),
          new Map(pairs)
        )
        const counts = (some: ReadonlyArray<string | undefined>) => countsOf(some)
        const [starts, ends] = [counts(paths.map((path) => path[0])), counts(paths.map((path) => path.at(-1)))]
        const visits = counts(paths.flat())
        assert.strictEqual(graph.nodes.length, visits.size)
        for (const node of graph.nodes) {
          const name = JSON.stringify(node.touchpoint)
          assert.strictEqual(node.visits, visits.get(name))
          assert.strictEqual(countOf(node.starts), starts.get(name) ?? 0)
          assert.strictEqual(countOf(node.ends), ends.get(name) ?? 0)
        }
        assert.deepStrictEqual(
          [graph.cases, graph.visits, graph.steps],
          [paths.length, log.length, log.length - paths.length]
        )
      })
    )
  })

  test("loses nobody: all that leaves a touchpoint is its visits, and shares are 100 per cent", () => {
    fc.assert(
      fc.property(filled, (log) => {
        const graph = read(Sources.steps(log))
        for (const { exits, touchpoint, visits } of graph.nodes) {
          const leaving = graph.edges.filter(({ from }) => from === touchpoint)
          const arriving = graph.edges.filter(({ to }) => to === touchpoint)
          assert(exits._tag === "Estimate")
          assert.strictEqual(
            leaving.reduce((sum, { share }) => sum + share.count, exits.count),
            visits
          )
          assert(leaving.every(({ share }) => share.n === visits) && exits.n === visits)
          assert.closeTo(
            leaving.reduce((sum, { share }) => sum + share.value, exits.value),
            100,
            1e-9
          )
          const starts = countOf(graph.nodes.find((node) => node.touchpoint === touchpoint)?.starts ?? exits)
          assert.strictEqual(
            arriving.reduce((sum, { share }) => sum + share.count, starts),
            visits
          )
        }
      })
    )
  })

  test("is the same from parts of the log by customer, merged, and in any order", () => {
    fc.assert(
      fc.property(filled, (log) => {
        const parts = [...new Set(log.map(({ customer }) => customer))].map((each) =>
          Tally.from(Sources.steps(log.filter(({ customer }) => customer === each)), { by })
        )
        const [first, ...others] = parts
        assert(first !== undefined)
        const merged = DirectlyFollows.fromTally(Tally.mergeAll([first, ...others]))
        assert.deepStrictEqual(merged, read(Sources.steps(log)))
        assert.deepStrictEqual(read(Sources.steps([...log].reverse())), merged)
      })
    )
  })

  test("is in order: the most frequent first, ties in code point order", () => {
    fc.assert(
      fc.property(filled, (log) => {
        const { edges, nodes } = read(Sources.steps(log))
        const key = (text: string) => Buffer.from(text).toString("hex")
        const places = edges.map(({ from, share, to }) => [1e6 - share.count, key(from), key(to)].join(" "))
        assert.deepStrictEqual(places, places.toSorted())
        const visited = nodes.map(({ touchpoint, visits }) => [1e6 - visits, key(touchpoint)].join(" "))
        assert.deepStrictEqual(visited, visited.toSorted())
      })
    )
  })

  test("has the time between of each edge, as of its durations alone", () => {
    fc.assert(
      fc.property(filled, (log) => {
        const exact = Tally.from(Sources.steps(log), { by: ["from", "to", "seconds"] })
        const graph = DirectlyFollows.fromTally(exact, { quantiles: [0.5, 0.25], level: 0.5 })
        assert(isGraph(graph))
        for (const { between, from, to } of graph.edges) {
          const seconds = casesOf(log).flatMap((each) =>
            each.slice(1).flatMap((to_, i) => {
              const before = each[i]
              if (before?.touchpoint !== from || to_.touchpoint !== to) return []
              return [Math.floor((to_.at.getTime() - before.at.getTime()) / 1000)]
            })
          )
          assert.strictEqual(between.length, 2)
          between.forEach((found, i) => {
            const expected = ServiceTime.fromSeconds(seconds, { quantile: [0.5, 0.25][i] ?? 0, level: 0.5 })
            assert.strictEqual(found._tag, expected._tag)
            if (found._tag !== "Estimate" || expected._tag !== "Estimate") return
            assert.deepStrictEqual([found.value, found.interval], [expected.value, expected.interval])
          })
        }
      })
    )
  })
})

describe("an incomplete tally", () => {
  const step = (from: unknown, to: unknown, count = 1) => Array.from({ length: count }, () => ({ from, to }))
  const graphOf = (rows: ReadonlyArray<Row>) => DirectlyFollows.fromTally(Tally.from(rows, { by: ["from", "to"] }))

  test("of nothing is no graph", () => {
    assert.deepStrictEqual(graphOf([]), {
      _tag: "InsufficientData",
      reason: "no steps",
      n: 0,
      excluded: { missing: 0, invalid: 0 }
    })
    assert.strictEqual(graphOf(step(null, undefined))._tag, "InsufficientData")
  })

  test("says what it could not count", () => {
    const graph = graphOf([...step("a", "b"), ...step(null, null, 2), ...step("a", 7), ...step("", "b", 3)])
    assert.deepStrictEqual(graph.excluded, { missing: 2, invalid: 4 })
  })

  test("without beginnings and ends has no share of them", () => {
    const graph = graphOf(step("a", "b", 3))
    assert(isGraph(graph))
    assert.deepStrictEqual(
      graph.nodes.map(({ ends, exits, starts, touchpoint, visits }) => [
        touchpoint,
        visits,
        starts._tag,
        ends._tag,
        exits._tag
      ]),
      [
        ["b", 3, "InsufficientData", "InsufficientData", "InsufficientData"],
        ["a", 0, "InsufficientData", "InsufficientData", "Estimate"]
      ]
    )
    assert.deepStrictEqual(graph.edges[0]?.between, [])
  })

  test("needs its dimensions, and quantiles between 0 and 1", () => {
    const tally = Tally.from([{ a: TouchpointId.make("x") }], { by: ["a"] })
    assert.throws(() => DirectlyFollows.fromTally(tally as Tally.Tally), Tally.TallyMismatch)
    const steps = Tally.from(step("a", "b"), { by: ["from", "to"] })
    for (const quantile of [0, 1, -1, Number.NaN]) {
      assert.throws(() => DirectlyFollows.fromTally(steps, { quantiles: [quantile] }), RangeError)
    }
    assert.throws(() => DirectlyFollows.fromTally(steps as Tally.Tally, { seconds: "seconds" }), Tally.TallyMismatch)
  })

  test("has Wilson's interval around the share", () => {
    const graph = graphOf([...step("a", "b", 3), ...step("a", null, 7)])
    assert(isGraph(graph))
    const { interval, n, value } = graph.edges[0]?.share ?? assert.fail("no edge")
    assert.deepStrictEqual([value, n, interval.method], [30, 10, "Wilson"])
    assert.closeTo(interval.low, 10.7791, 1e-4)
    assert.closeTo(interval.high, 60.3222, 1e-4)
  })
})

describe("a filtered graph", () => {
  test("has as few edges as carry the steps asked for, and changes no number", () => {
    fc.assert(
      fc.property(filled, fc.integer({ min: 0, max: 100 }), (log, steps) => {
        const graph = read(Sources.steps(log))
        const some = DirectlyFollows.filter(graph, { steps })
        const count = (edges: Graph["edges"]) => edges.reduce((sum, { share }) => sum + share.count, 0)
        assert.deepStrictEqual(some.edges, graph.edges.slice(0, some.edges.length))
        assert.strictEqual(some.shown.steps, count(some.edges))
        assert(100 * some.shown.steps >= steps * graph.steps)
        if (some.edges.length > 0) assert(100 * count(some.edges.slice(0, -1)) < steps * graph.steps)
        for (const node of some.nodes) assert(graph.nodes.includes(node))
        const names = new Set(some.nodes.map(({ touchpoint }) => touchpoint))
        assert(some.edges.every(({ from, to }) => names.has(from) && names.has(to)))
        assert.deepStrictEqual([some.cases, some.visits, some.steps], [graph.cases, graph.visits, graph.steps])
      })
    )
  })

  test("with all steps is the graph", () => {
    fc.assert(
      fc.property(filled, (log) => {
        const graph = read(Sources.steps(log))
        const { shown, ...all } = DirectlyFollows.filter(graph, { steps: 100 })
        assert.deepStrictEqual([all, shown], [graph, { steps: graph.steps, visits: graph.visits }] as const)
      })
    )
  })

  test("takes per cent", () => {
    const graph = read([{ from: "a", to: "b" }])
    for (const steps of [-1, 101, Number.NaN]) assert.throws(() => DirectlyFollows.filter(graph, { steps }), RangeError)
  })
})
