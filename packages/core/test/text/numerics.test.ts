import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { eigen } from "../../src/stats/linear/SymmetricEigen.ts"
import { random } from "../../src/stats/Random.ts"
import { adjustedRand } from "../../src/text/AdjustedRand.ts"
import { search } from "../../src/text/NeighbourSearch.ts"
import { neighbourTree } from "../../src/text/NeighbourTree.ts"
import { packSingle, packWhole, single, whole } from "../../src/text/Packed.ts"
import { distance, normalise, type Points } from "../../src/text/Points.ts"
import { rightSingular } from "../../src/text/RandomisedSvd.ts"
import { among, height, row, type SparseRows, stack, times, transposedTimes } from "../../src/text/SparseRows.ts"
import { cluster } from "../../src/text/SphericalKMeans.ts"
import { cut, tree } from "../../src/text/Ward.ts"

const seeds = fc.nat(100_000)

const pointsOf = (count: number, size: number, next: () => number): Points => {
  const values = Float64Array.from({ length: count * size }, () => next() - 0.3)
  for (let i = 0; i < count; i++) normalise(values.subarray(i * size, (i + 1) * size))
  return { height: count, size, values }
}

const matrixOf = (rows: number, width: number, next: () => number): SparseRows =>
  stack(
    Array.from({ length: rows }, () => {
      const places = Array.from({ length: width }, (_, place) => place).filter(() => next() < 0.3)
      const raw = Float64Array.from(places, () => 0.1 + next())
      normalise(raw)
      return { places: Uint32Array.from(places), values: Float32Array.from(raw) }
    }),
    width
  )

const dense = (matrix: SparseRows): ReadonlyArray<ReadonlyArray<number>> =>
  Array.from({ length: height(matrix) }, (_, i) => {
    const { places, values } = row(matrix, i)
    const all = new Array<number>(matrix.width).fill(0)
    for (const [j, place] of places.entries()) all[place] = values[j] ?? 0
    return all
  })

const dot = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0)

describe("the search for neighbours", () => {
  it("finds the nearest rows of all", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 60 }), (seed, rows) => {
        const matrix = matrixOf(rows, 12, random(seed))
        const [all, find] = [dense(matrix), search(matrix)]
        for (const [i, own] of all.entries()) {
          const { count, rows: near, similarities } = find(row(matrix, i))
          const exact = all.map((other) => dot(own, other)).filter((cosine) => cosine > 0)
          const best = exact.sort((a, b) => b - a).slice(0, 16)
          expect(count).toBe(best.length)
          for (let k = 0; k < count; k++) {
            expect(similarities[k]).toBeCloseTo(best[k] ?? Number.NaN, 5)
            expect(dot(own, all[near[k] ?? 0] ?? [])).toBeCloseTo(similarities[k] ?? Number.NaN, 5)
          }
        }
      })
    )
  })
})

describe("sparse rows", () => {
  it("multiply as dense ones do", () => {
    const next = random(3)
    const matrix = matrixOf(9, 7, next)
    const all = dense(matrix)
    const right = Float64Array.from({ length: 14 }, next)
    const left = Float64Array.from({ length: 18 }, next)
    const product = times(matrix, right, 2)
    const back = transposedTimes(matrix, left, 2)
    for (const [i, own] of all.entries()) {
      expect(product[2 * i + 1]).toBeCloseTo(
        own.reduce((sum, x, j) => sum + x * (right[2 * j + 1] ?? 0), 0),
        10
      )
    }
    for (let j = 0; j < 7; j++) {
      expect(back[2 * j]).toBeCloseTo(
        all.reduce((sum, own, i) => sum + (own[j] ?? 0) * (left[2 * i] ?? 0), 0),
        10
      )
    }
  })
})

describe("the largest directions", () => {
  it("hold as much of the matrix as its largest singular values say", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 5 }), (seed, directions) => {
        const matrix = matrixOf(25, 14, random(seed))
        const map = {
          height: 25,
          width: 14,
          times: (right: Float64Array, size: number) => times(matrix, right, size),
          transposedTimes: (left: Float64Array, size: number) => transposedTimes(matrix, left, size)
        }
        const { size, vectors } = rightSingular(map, directions, random(seed))
        const all = dense(matrix)
        const values = Float64Array.from({ length: 14 * 14 }, (_, k) =>
          all.reduce((sum, own) => sum + (own[Math.floor(k / 14)] ?? 0) * (own[k % 14] ?? 0), 0)
        )
        const exact = eigen({ size: 14, values }).values.sort().reverse().subarray(0, directions)
        const held = times(matrix, vectors, size).reduce((sum, x) => sum + x * x, 0)
        expect(size).toBe(directions)
        expect(held).toBeCloseTo(
          exact.reduce((sum, x) => sum + x, 0),
          6
        )
      })
    )
  })
})

/** k-means that computes every distance. */
const everyDistance = (points: Points, centres: Points): Uint32Array =>
  Uint32Array.from({ length: points.height }, (_, i) => {
    let best = 0
    for (let c = 1; c < centres.height; c++) {
      if (distance(points, i, centres, c) < distance(points, i, centres, best)) best = c
    }
    return best
  })

describe("spherical k-means", () => {
  it("gives each point its nearest centre, though it skips distances", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 30 }), (seed, count, rounds) => {
        const next = random(seed)
        const points = pointsOf(80, 4, next)
        const weights = Float64Array.from({ length: 80 }, () => 1 + Math.floor(3 * next()))
        const first = pointsOf(count, 4, next)
        const told = Uint32Array.from({ length: 80 }, () => Math.floor(count * next()))
        const { centres, labels } = cluster(points, weights, { centres: first, labels: told }, rounds)
        expect(labels).toEqual(everyDistance(points, centres))
      })
    )
  })
})

/** The cost of merging two groups, by the definition: how much the weighted squares grow. */
const squares = (points: Points, weights: Float64Array, members: ReadonlyArray<number>): number => {
  const total = members.reduce((sum, i) => sum + (weights[i] ?? 0), 0)
  let sum = 0
  for (let c = 0; c < points.size; c++) {
    const at = (i: number): number => points.values[i * points.size + c] ?? 0
    const mean = members.reduce((all, i) => all + (weights[i] ?? 0) * at(i), 0) / total
    sum += members.reduce((all, i) => all + (weights[i] ?? 0) * (at(i) - mean) ** 2, 0)
  }
  return sum
}

describe("Ward's tree", () => {
  it("merges the pair that raises the squares least, each time", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 14 }), (seed, count) => {
        const next = random(seed)
        const points = pointsOf(count, 3, next)
        const weights = Float64Array.from({ length: count }, () => 0.5 + next())
        const groups = new Map(Array.from({ length: count }, (_, i) => [i, [i] as ReadonlyArray<number>]))
        const rise = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): number =>
          squares(points, weights, [...a, ...b]) - squares(points, weights, a) - squares(points, weights, b)
        for (const [i, { cost, left, right }] of tree(points, weights).entries()) {
          const all = [...groups.values()]
          const least = Math.min(...all.flatMap((a, j) => all.slice(0, j).map((b) => rise(a, b))))
          const [a, b] = [groups.get(left) ?? [], groups.get(right) ?? []]
          expect(rise(a, b)).toBeCloseTo(least, 8)
          expect(cost).toBeCloseTo(least, 8)
          groups.delete(left)
          groups.delete(right)
          groups.set(count + i, [...a, ...b])
        }
        expect(groups.size).toBe(1)
      })
    )
  })

  it("is cut into as many groups as asked for, each in one of the coarser cut", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 30 }), (seed, count) => {
        const points = pointsOf(count, 3, random(seed))
        const merges = tree(points, new Float64Array(count).fill(1))
        for (let left = 2; left <= count; left++) {
          const [fine, coarse] = [cut(merges, count, left), cut(merges, count, left - 1)]
          expect(new Set(fine).size).toBe(left)
          expect(new Set(Array.from(fine, (group, i) => `${group} ${coarse[i]}`)).size).toBe(left)
        }
      })
    )
  })
})

/** A graph with an edge wherever `has` says so, and from each point to itself. */
const graphOf = (count: number, has: (i: number, j: number) => boolean): SparseRows =>
  stack(
    Array.from({ length: count }, (_, i) => {
      const places = Uint32Array.from(Array.from({ length: count }, (_, j) => j).filter((j) => i === j || has(i, j)))
      return { places, values: new Float32Array(places.length).fill(1 / places.length) }
    }),
    count
  )

describe("the tree among neighbours", () => {
  it("is Ward's where all are neighbours", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 30 }), (seed, count) => {
        const next = random(seed)
        const points = pointsOf(count, 3, next)
        const weights = Float64Array.from({ length: count }, () => 0.5 + next())
        const graph = graphOf(count, () => true)
        expect(neighbourTree(points, weights, graph)).toEqual(tree(points, weights))
      })
    )
  })

  it("merges all into one at costs that never fall, whatever the neighbours", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 5 }), (seed, count, near) => {
        const next = random(seed)
        const points = pointsOf(count, 3, next)
        const graph = graphOf(count, () => next() * count < near)
        const merges = neighbourTree(points, new Float64Array(count).fill(1), graph)
        expect(new Set(merges.flatMap(({ left, right }) => [left, right])).size).toBe(2 * (count - 1))
        expect(new Set(cut(merges, count, 1)).size).toBe(1)
        for (const [i, { cost }] of merges.entries()) expect(cost).toBeGreaterThanOrEqual(merges[i - 1]?.cost ?? 0)
      })
    )
  })

  it("merges neighbours before what no way leads to", () => {
    const points = { height: 4, size: 2, values: Float64Array.of(1, 0, 1, 0, 0.8, 0.6, 0, 1) }
    const merges = neighbourTree(
      points,
      new Float64Array(4).fill(1),
      graphOf(4, (i, j) => i % 2 === j % 2)
    )
    expect([...cut(merges, 4, 2)]).toEqual([0, 1, 0, 1])
  })

  it("of thousands of lonely points has all of them", () => {
    const points = pointsOf(2500, 3, random(1))
    const merges = neighbourTree(
      points,
      new Float64Array(2500).fill(1),
      graphOf(2500, () => false)
    )
    expect(merges.length).toBe(2499)
    expect(new Set(cut(merges, 2500, 1)).size).toBe(1)
  })
})

describe("a part of a graph", () => {
  it("has the edges among the chosen points", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 15 }), (seed, count) => {
        const next = random(seed)
        const graph = matrixOf(count, count, next)
        const places = Array.from({ length: count }, (_, i) => i).filter(() => next() < 0.5)
        const all = dense(graph)
        expect(dense(among(graph, places))).toEqual(places.map((i) => places.map((j) => all[i]?.[j])))
      })
    )
  })
})

describe("the adjusted Rand index", () => {
  const labels = fc.array(fc.nat(4), { minLength: 2, maxLength: 30 }).map((all) => Uint32Array.from(all))

  it("is 1 for the same groups under other names, and the same both ways", () => {
    fc.assert(
      fc.property(labels, seeds, (own, seed) => {
        const next = random(seed)
        const other = own.map(() => Math.floor(3 * next()))
        expect(
          adjustedRand(
            own,
            own.map((label) => 7 - label)
          )
        ).toBe(1)
        expect(adjustedRand(own, other)).toBe(adjustedRand(other, own))
      })
    )
  })
})

describe("packed numbers", () => {
  it("are read as they were written", () => {
    fc.assert(
      fc.property(fc.uint32Array(), fc.float32Array({ noNaN: true }), (numbers, singles) => {
        expect(whole(packWhole(numbers))).toEqual(numbers)
        expect(single(packSingle(singles))).toEqual(singles)
        expect(packWhole(numbers)).toBe(
          Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString("base64")
        )
      })
    )
  })

  it("are refused when they are none", () => {
    for (const text of ["?", "AAA=A", "AAAA", "A=A="]) expect(() => whole(text)).toThrow(RangeError)
  })
})
