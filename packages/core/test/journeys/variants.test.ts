import {
  Attribution,
  DirectlyFollows,
  type Interaction,
  Rework,
  Sources,
  StepMatrix,
  Tally,
  Variants
} from "@throughline/core"
import * as fc from "fast-check"
import { assert, describe, test } from "vitest"
import { countsOf, logs, pathsOf } from "./logs.ts"

const filled = logs().filter((log) => log.length > 0)

const by = ["path", "first", "last"] as const
const tallyOf = (log: ReadonlyArray<Interaction>) => Tally.from(Sources.cases(log), { by })

const known = <R extends { readonly _tag: string }>(result: R): Exclude<R, { readonly _tag: "InsufficientData" }> => {
  if (result._tag === "InsufficientData") assert.fail("insufficient data")
  return result as Exclude<R, { readonly _tag: "InsufficientData" }>
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, each) => all + each, 0)
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
const ranks = (a: readonly [string, number], b: readonly [string, number]) => b[1] - a[1] || byBytes(a[0], b[0])
const pairs = <A extends { readonly touchpoint: string }>(rows: ReadonlyArray<A>, count: (row: A) => number) =>
  rows.map((row) => [row.touchpoint, count(row)] as const)

describe("variants", () => {
  test("are the different paths, each with how many took it", () => {
    fc.assert(
      fc.property(filled, (log) => {
        const paths = pathsOf(log)
        const report = known(Variants.fromTally(tallyOf(log)))
        const counts = countsOf(paths)
        const found = report.variants.map(
          ({ share, touchpoints }) => [JSON.stringify(touchpoints), share.count] as const
        )
        assert.deepStrictEqual(new Map(found), new Map(counts))
        assert.deepStrictEqual([report.cases, report.distinct], [paths.length, counts.size])
        assert.strictEqual(known(report.once).count, [...counts.values()].filter((count) => count === 1).length)
        const places = report.variants.map(
          ({ share, touchpoints }) => [Sources.pathText(touchpoints), share.count] as const
        )
        assert.deepStrictEqual(places, places.toSorted(ranks))
      })
    )
  })

  test("cover the cases step by step, and the rest is all that is not listed", () => {
    fc.assert(
      fc.property(filled, fc.integer({ min: 1, max: 9 }), (log, top) => {
        const all = known(Variants.fromTally(tallyOf(log)))
        const { cases, distinct, rest, variants } = known(Variants.fromTally(tallyOf(log), { top }))
        assert.deepStrictEqual(variants, all.variants.slice(0, top))
        assert.strictEqual(sum(variants.map(({ share }) => share.count)) + rest.share.count, cases)
        assert.strictEqual(variants.length + (rest.distinct ?? 0), distinct)
        variants.forEach(({ coverage }, i) => {
          assert.closeTo(coverage, sum(variants.slice(0, i + 1).map(({ share }) => share.value)), 1e-9)
        })
        assert.strictEqual(all.variants.at(-1)?.coverage, 100)
      })
    )
  })

  test("of the most frequent paths alone have the shares of all, when told how many there are", () => {
    fc.assert(
      fc.property(filled, fc.integer({ min: 1, max: 9 }), (log, top) => {
        const tally = Tally.from(Sources.cases(log), { by: ["path"] })
        const all = known(Variants.fromTally(tally, { top }))
        const most = known(Variants.fromTally(Tally.most(tally, top), { cases: all.cases }))
        assert.deepStrictEqual([most.variants, most.cases, most.rest.share], [all.variants, all.cases, all.rest.share])
        const isWhole = all.rest.share.count === 0
        assert.strictEqual(most.distinct, isWhole ? all.distinct : null)
        assert.strictEqual(most.rest.distinct, isWhole ? 0 : null)
        assert.deepStrictEqual(most.once._tag, isWhole ? "Estimate" : "InsufficientData")
        assert.throws(() => Variants.fromTally(tally, { cases: all.cases - 1 }), RangeError)
      })
    )
  })

  test("leave out what has no path, and say so", () => {
    const path = [Sources.pathText(["a", "b"]), null, "", 7, null]
    const report = known(Variants.fromTally(Tally.fromColumns({ columns: { path } })))
    assert.deepStrictEqual([report.cases, report.excluded], [1, { missing: 2, invalid: 2 }])
    const nothing = Variants.fromTally(Tally.fromColumns({ columns: { path: [null] } }))
    assert.deepStrictEqual(nothing, {
      _tag: "InsufficientData",
      reason: "no paths",
      n: 0,
      excluded: { missing: 1, invalid: 0 }
    })
  })

  test("need their dimension, and a top that can be listed", () => {
    const tally = Tally.fromColumns({ columns: { path: ["a"] } })
    for (const top of [0, -1, 1.5, Number.NaN]) assert.throws(() => Variants.fromTally(tally, { top }), RangeError)
    assert.throws(() => Variants.fromTally(tally as Tally.Tally, { path: "way" }), Tally.TallyMismatch)
  })
})

describe("a step matrix", () => {
  test("counts where each case is at each position, and loses none", () => {
    fc.assert(
      fc.property(filled, fc.integer({ min: 1, max: 12 }), (log, positions) => {
        const paths = pathsOf(log)
        const { cases, rows, touchpoints } = known(StepMatrix.fromTally(tallyOf(log), { positions }))
        assert.strictEqual(rows.length, Math.min(positions, Math.max(...paths.map((path) => path.length))))
        for (const row of rows) {
          const there = paths.flatMap((path) => path.slice(row.position - 1, row.position))
          assert.strictEqual(row.cases, there.length)
          assert.strictEqual(row.ended.count + row.cases, cases)
          assert.deepStrictEqual([row.ended.n, cases], [paths.length, paths.length])
          assert.closeTo(sum(row.shares.map(({ value }) => value)), 100, 1e-9)
          touchpoints.forEach((touchpoint, i) => {
            assert.strictEqual(row.shares[i]?.count, there.filter((each) => each === touchpoint).length)
          })
        }
        const visits = countsOf(paths.flatMap((path) => path.slice(0, positions)))
        const places = touchpoints.map((each) => [each, visits.get(JSON.stringify(each)) ?? 0] as const)
        assert.deepStrictEqual(places, places.toSorted(ranks))
        assert.strictEqual(touchpoints.length, visits.size)
      })
    )
  })

  test("has no rows of nobody, and takes whole positions", () => {
    assert.strictEqual(StepMatrix.fromTally(tallyOf([]))._tag, "InsufficientData")
    for (const positions of [0, 1.5, 257, Number.NaN]) {
      assert.throws(() => StepMatrix.fromTally(tallyOf([]), { positions }), RangeError)
    }
  })
})

describe("first and last touch", () => {
  test("are where paths begin and end", () => {
    fc.assert(
      fc.property(filled, (log) => {
        const paths = pathsOf(log)
        const [first, last] = [known(Attribution.firstTouch(tallyOf(log))), known(Attribution.lastTouch(tallyOf(log)))]
        for (const [report, place] of [
          [first, 0],
          [last, -1]
        ] as const) {
          const counts = countsOf(paths.map((path) => path.at(place)))
          const found = pairs(report.touchpoints, ({ share }) => share.count)
          assert.deepStrictEqual(new Map(found.map(([id, count]) => [JSON.stringify(id), count])), new Map(counts))
          assert.deepStrictEqual(found, found.toSorted(ranks))
          assert.strictEqual(report.cases, paths.length)
        }
        assert.deepStrictEqual([first.model, last.model], ["first-touch", "last-touch"])
      })
    )
  })

  test("of nobody are none, and of a channel where it is known", () => {
    assert.strictEqual(Attribution.firstTouch(tallyOf([]))._tag, "InsufficientData")
    const tally = Tally.from([{ channel: "web" }, { channel: "web" }, {}, { channel: 3 }], { by: ["channel"] })
    const report = known(Attribution.lastTouch(tally, { dimension: "channel" }))
    assert.deepStrictEqual([report.cases, report.excluded], [2, { missing: 1, invalid: 1 }])
  })
})

describe("rework", () => {
  test("counts what a look at each path counts", () => {
    fc.assert(
      fc.property(filled, (log) => {
        const paths = pathsOf(log)
        const report = known(Rework.fromTally(tallyOf(log)))
        const extra = (path: ReadonlyArray<string>) => path.length - new Set(path).size
        assert.strictEqual(report.returning.count, paths.filter((path) => extra(path) > 0).length)
        assert.strictEqual(report.returning.n, paths.length)
        assert.strictEqual(report.immediate + report.later, sum(paths.map(extra)))
        for (const each of report.touchpoints) {
          const visits = paths.map((path) => path.filter((id) => id === each.touchpoint).length).filter((n) => n > 0)
          assert.strictEqual(each.returning.n, visits.length)
          assert.strictEqual(each.returning.count, visits.filter((n) => n > 1).length)
          assert.strictEqual(each.immediate + each.later, sum(visits.map((n) => n - 1)))
          if (visits.length < 2) assert.strictEqual(each.extraVisits._tag, "InsufficientData")
          else assert.closeTo(known(each.extraVisits).value, sum(visits.map((n) => n - 1)) / visits.length, 1e-12)
        }
        assert.strictEqual(sum(report.touchpoints.map(({ immediate }) => immediate)), report.immediate)
        const places = pairs(report.touchpoints, ({ immediate, later }) => immediate + later)
        assert.deepStrictEqual(places, places.toSorted(ranks))
      })
    )
  })

  test("has Student's interval of the mean, never below 0", () => {
    const path = [["a", "a", "a"], ["a"], ["a"], ["a", "b", "a"]].map(Sources.pathText)
    const { extraVisits } = known(Rework.fromTally(Tally.fromColumns({ columns: { path } })))
    const { interval, n, value } = known(extraVisits)
    assert.deepStrictEqual([value, n, interval.low], [0.75, 4, 0])
    // 0.75 + t(0.975, 3) · sd / 2 with the sample's standard deviation √(11/12)
    assert.closeTo(interval.high, 0.75 + (3.182446305284263 * Math.sqrt(11 / 12)) / 2, 1e-9)
  })

  test("of nobody is not known", () => {
    assert.strictEqual(Rework.fromTally(tallyOf([]))._tag, "InsufficientData")
  })
})

describe("every view counts the same", () => {
  test("the graph of the steps, the paths, the matrix, the touches and the rework", () => {
    fc.assert(
      fc.property(filled, fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }), (log, sessionGap) => {
        const rule = { sessionGap }
        const graph = known(DirectlyFollows.fromTally(Tally.from(Sources.steps(log, rule), { by: ["from", "to"] })))
        const cases = Tally.from(Sources.cases(log, rule), { by })
        const variants = known(Variants.fromTally(cases))
        const edges = new Map<string, number>()
        for (const { share, touchpoints } of variants.variants) {
          touchpoints.slice(1).forEach((to, i) => {
            const edge = JSON.stringify([touchpoints[i], to])
            edges.set(edge, (edges.get(edge) ?? 0) + share.count)
          })
        }
        assert.deepStrictEqual(
          new Map(graph.edges.map(({ from, share, to }) => [JSON.stringify([from, to]), share.count])),
          edges
        )
        const matrix = known(StepMatrix.fromTally(cases, { positions: 256 }))
        const [first, last] = [known(Attribution.firstTouch(cases)), known(Attribution.lastTouch(cases))]
        const rework = known(Rework.fromTally(cases))
        assert.deepStrictEqual(
          [variants.cases, matrix.cases, first.cases, last.cases, rework.cases],
          Array.from({ length: 5 }, () => graph.cases)
        )
        const firsts = new Map(pairs(first.touchpoints, ({ share }) => share.count))
        const lasts = new Map(pairs(last.touchpoints, ({ share }) => share.count))
        const returns = new Map(pairs(rework.touchpoints, ({ immediate }) => immediate))
        graph.nodes.forEach(({ ends, starts, touchpoint, visits }) => {
          const place = matrix.touchpoints.indexOf(touchpoint)
          assert.strictEqual(sum(matrix.rows.map(({ shares }) => shares[place]?.count ?? 0)), visits)
          assert.deepStrictEqual(
            [known(starts).count, known(ends).count],
            [firsts.get(touchpoint) ?? 0, lasts.get(touchpoint) ?? 0]
          )
          assert.strictEqual(returns.get(touchpoint), edges.get(JSON.stringify([touchpoint, touchpoint])) ?? 0)
        })
        assert.strictEqual(sum(matrix.rows.map((row) => row.cases)), graph.visits)
      })
    )
  })
})
