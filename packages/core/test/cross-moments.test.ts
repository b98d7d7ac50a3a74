import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { CrossMoments, Tally } from "../src/index.ts"
import { bootstrap, percentiles, resampler } from "../src/stats/Bootstrap.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose } from "./golden.ts"

const cell = fc.option(fc.integer({ min: -5, max: 10 }), { freq: 6 })
const records = fc.array(fc.record({ a: cell, b: cell, c: cell }))
const names = ["a", "b", "c"] as const
const policies = fc.constantFrom("listwise" as const, "pairwise" as const)

describe("cross moments", () => {
  it("are the sums over the records of each pair", () => {
    fc.assert(
      fc.property(records, policies, (rows, missing) => {
        const moments = CrossMoments.fromRecords(rows, names, missing)
        const complete = rows.filter((row) => missing === "pairwise" || !Object.values(row).includes(null))
        names.forEach((x, i) => {
          names.forEach((y, j) => {
            const pairs = complete.flatMap((row) => {
              const [p, q] = [row[x], row[y]]
              const present = Object.values(row).filter((value) => value !== null).length
              return p === null || q === null || present < 2 ? [] : [[p, q] as const]
            })
            const sum = (value: (p: number, q: number) => number) =>
              pairs.reduce((total, [p, q]) => total + value(p, q), 0)
            const at = 3 * i + j
            expect(moments.counts[at]).toBe(pairs.length)
            expect(moments.sums[at]).toBe(sum((p) => p))
            expect(moments.squares[at]).toBe(sum((p) => p * p))
            expect(moments.products[at]).toBe(sum((p, q) => p * q))
          })
        })
      })
    )
  })

  it("add, and are the same from records, columns and tallies", () => {
    fc.assert(
      fc.property(records, records, policies, (left, right, missing) => {
        const all = [...left, ...right]
        const expected = CrossMoments.fromRecords(all, names, missing)
        const part = (rows: typeof left) => CrossMoments.fromRecords(rows, names, missing)
        expect(CrossMoments.add(part(right), part(left))).toEqual(expected)
        expect(CrossMoments.fromTally(Tally.from(all, { by: ["c", "a", "b"] }), names, missing)).toEqual(expected)
        const column = (name: "a" | "b" | "c") => all.map((row) => row[name])
        const columns = { a: column("a"), b: column("b"), c: column("c") }
        expect(CrossMoments.fromColumns(columns, names, missing)).toEqual(expected)
      })
    )
  })

  it("say what was left out", () => {
    const rows = [{ a: 1, b: 2 }, { a: 1 }, { a: null, b: Number.NaN }, { a: 1.5, b: 1 }, { a: true, b: 2 }]
    expect(CrossMoments.fromRecords(rows, ["a", "b"], "listwise").excluded).toEqual({ missing: 2, invalid: 1 })
  })

  it("keep their digits far from zero", () => {
    const far = 33_545_427
    const x = Float64Array.of(7, 4, 6, 0, 3).map((value) => far + value)
    const y = Float64Array.of(1, 2, 5, 4, 4).map((value) => far + value)
    const correlation = CrossMoments.correlations(CrossMoments.fromColumns({ x, y }, ["x", "y"], "listwise"))
    // Plain doubles give −36 over the square root of something near it.
    expectClose(correlation?.values[1] ?? 0, -35 / Math.sqrt(150 * 54), 1e-15)
  })

  it("refuse to round, and to add what is not alike", () => {
    const large = CrossMoments.fromRecords([{ x: 67_108_864 }], ["x"], "listwise")
    expect(() => CrossMoments.add(large, large)).toThrow(Tally.TallyOverflow)
    expect(() => CrossMoments.fromRecords([{ x: 2 ** 30 }], ["x"], "listwise")).toThrow(Tally.TallyOverflow)
    const other = CrossMoments.fromRecords([], ["x"], "pairwise")
    expect(() => CrossMoments.add(large, other)).toThrow(Tally.TallyMismatch)
    expect(() => CrossMoments.fromColumns({ x: [1], y: [1, 2] }, ["x", "y"], "listwise")).toThrow(RangeError)
  })

  it("have no correlation where nothing varies", () => {
    const constant = CrossMoments.fromRecords(
      [
        { x: 1, y: 2 },
        { x: 1, y: 3 }
      ],
      ["x", "y"],
      "listwise"
    )
    expect(CrossMoments.correlations(constant)).toBeNull()
    expect(CrossMoments.correlations(CrossMoments.fromRecords([], ["x", "y"], "listwise"))).toBeNull()
  })
})

describe("resampling", () => {
  it.each([
    // Standard errors of the means: 0.016 and 0.085.
    ["row by row", [0, 1, 30, 969, 0], [0.06, 0.3]],
    // 0.011 and 0.023.
    ["record by record", [0, 1, 3, 2, 0], [0.05, 0.1]]
  ] as const)("draws as many records as there are, and each row as often as it occurs, %s", (_, rows, [one, few]) => {
    const [next, counts] = [random(1), Float64Array.from(rows)]
    const total = counts.reduce((sum, count) => sum + count, 0)
    const resample = resampler(counts)
    const means = [0, 0, 0, 0, 0]
    for (let round = 0; round < 4000; round++) {
      const drawn = resample(next)
      expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(total)
      drawn.forEach((count, row) => {
        means[row] = (means[row] ?? 0) + count / 4000
      })
    }
    expect(Math.abs((means[1] ?? 0) - 1)).toBeLessThan(one)
    expect(Math.abs((means[2] ?? 0) - rows[2])).toBeLessThan(few)
    expect([means[0], means[4]]).toEqual([0, 0])
  })

  it("takes the quantiles of what was drawn", () => {
    let round = 0
    const resamples = bootstrap(Float64Array.of(1), () => Float64Array.of(round++ % 101), { seed: 1, draws: 101 })
    expect(percentiles(resamples, 0, 0.9)).toEqual({
      low: expect.closeTo(5, 10),
      high: expect.closeTo(95, 10),
      level: 0.9,
      method: "percentile bootstrap, 101 draws, seed 1"
    })
  })
})
