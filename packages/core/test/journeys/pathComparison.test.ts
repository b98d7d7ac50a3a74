import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { PathComparison, Sources, StepMatrix, Tally } from "../../src/index.ts"
import { homogeneity } from "../../src/stats/Homogeneity.ts"
import { type Random, random } from "../../src/stats/Random.ts"
import { expectClose } from "../golden.ts"

type Paths = ReadonlyArray<ReadonlyArray<string>>

const tallied = (paths: Paths) =>
  Tally.from(
    paths.map((path) => ({ path: Sources.pathText(path) })),
    { by: ["path"] }
  )
const walks = fc.array(fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 80,
  size: "max"
})

const report = (result: PathComparison.PathComparisonResult): PathComparison.PathComparisonReport => {
  if (result._tag !== "PathComparison") throw new Error(result._tag)
  return result
}

/** Cases of a list that go from one touchpoint directly to another, seen one by one. */
const taking = (paths: Paths, from: string | null, to: string | null): number =>
  paths.filter((path) => [null, ...path].some((at, i) => at === from && (path[i] ?? null) === to)).length

const inMatrix = (paths: Paths, position: number, touchpoint: string | null) => {
  const matrix = StepMatrix.fromTally(tallied(paths))
  const row = matrix._tag === "StepMatrix" ? matrix.rows[position - 1] : undefined
  if (matrix._tag !== "StepMatrix" || touchpoint === null) return row?.ended ?? { count: paths.length, n: paths.length }
  return row?.shares[matrix.touchpoints.indexOf(touchpoint)]
}

describe("the comparison of paths", () => {
  it("has the edges that cases take, each case counted once", () => {
    fc.assert(
      fc.property(walks, walks, (first, second) => {
        const { edges } = report(PathComparison.fromTallies(tallied(first), tallied(second)))
        for (const { cases, difference, from, to } of edges) {
          expect(cases).toEqual([taking(first, from, to), taking(second, from, to)])
          expectClose(difference.value, 100 * (cases[0] / first.length - cases[1] / second.length), 1e-12)
        }
        const all = ["a", "b", "c", null]
        const frequent = all.flatMap((from) =>
          all.filter((to) => {
            const cases = taking(first, from, to) + taking(second, from, to)
            return cases >= 5 && first.length + second.length - cases >= 5
          })
        )
        expect(edges.length).toBe(frequent.length)
      })
    )
  })

  it("has the counts of the step matrix", () => {
    fc.assert(
      fc.property(walks, walks, (first, second) => {
        const { positions } = report(PathComparison.fromTallies(tallied(first), tallied(second)))
        for (const { cases, difference, position, touchpoint } of positions) {
          const shares = [first, second].map((paths) => inMatrix(paths, position, touchpoint))
          expect(cases).toEqual(shares.map((share) => share?.count ?? 0))
          expect(difference.n).toEqual(shares.map((share, side) => share?.n ?? difference.n[side]))
        }
      })
    )
  })

  it("is turned around by swapping the groups, and finds nothing between equal ones", () => {
    fc.assert(
      fc.property(walks, walks, (first, second) => {
        const there = report(PathComparison.fromTallies(tallied(first), tallied(second)))
        const back = report(PathComparison.fromTallies(tallied(second), tallied(first)))
        expect(back.edges.map(({ from, to }) => [from, to])).toEqual(there.edges.map(({ from, to }) => [from, to]))
        back.edges.forEach(({ adjustedP, difference }, i) => {
          expectClose(difference.value, -(there.edges[i]?.difference.value ?? 0), 1e-9)
          expectClose(adjustedP, there.edges[i]?.adjustedP ?? 0, 1e-9)
        })
        expect(back.overall._tag).toBe(there.overall._tag)
        const same = report(PathComparison.fromTallies(tallied(first), tallied(first.toReversed())))
        expect([...same.edges, ...same.positions].some(({ differs }) => differs)).toBe(false)
        if (same.overall._tag === "PathTest") expect(same.overall).toMatchObject({ chiSquared: 0, p: 1 })
      })
    )
  })

  it("tests paths by how they begin where they are rare", () => {
    const deep = (i: number) => ["x", `${i}`]
    const [first, second] = [
      [...Array.from({ length: 30 }, (_, i) => deep(i)), ...Array.from({ length: 10 }, () => ["y"])],
      [...Array.from({ length: 10 }, (_, i) => deep(i)), ...Array.from({ length: 30 }, () => ["y"])]
    ]
    const { overall } = report(PathComparison.fromTallies(tallied(first), tallied(second)))
    const { _tag, ...test } = overall
    expect(test).toEqual(
      homogeneity([
        [30, 10],
        [10, 30]
      ])
    )
  })

  it("is of two values of a dimension", () => {
    const rows = ["x", "y", "z"].flatMap((team, i) =>
      Array.from({ length: 20 }, (_, j) => ({ team, path: j < 5 * i ? "a" : "b" }))
    )
    const tally = Tally.from(rows, { by: ["team", "path"] })
    const part = (team: string) => tallied(rows.flatMap((row) => (row.team === team ? [[row.path]] : [])))
    expect(PathComparison.between(tally, "team", ["x", "z"])).toEqual(PathComparison.fromTallies(part("x"), part("z")))
  })

  it("of nobody is not known, of few is withheld", () => {
    const [some, none] = [tallied([["a"]]), tallied([])]
    expect(PathComparison.fromTallies(some, none)._tag).toBe("InsufficientData")
    expect(PathComparison.fromTallies(some, some, { minimum: 2 })).toEqual({ _tag: "Suppressed", minimum: 2, n: 1 })
    expect(PathComparison.fromTallies(some, some)).toMatchObject({
      overall: { _tag: "InsufficientData" },
      edges: [],
      positions: [],
      rare: 3
    })
    expect(() => PathComparison.fromTallies(some, some, { positions: 0 })).toThrow(RangeError)
  })

  /** A walk over eight touchpoints, some of them rare. */
  const walk = (next: Random, chat: number): ReadonlyArray<string> => {
    const path = ["search"]
    const usual = [..."cart,cart,cart,item,item,item,page1,page2,page3,legal".split(",")]
    while (path.length < 12 && next() < 0.75) {
      path.push(next() < chat ? "chat" : (usual[Math.floor(usual.length * next())] ?? ""))
    }
    return path
  }
  const sample = (next: Random, n: number, chat: number) => tallied(Array.from({ length: n }, () => walk(next, chat)))
  const found = ({ edges, positions }: PathComparison.PathComparisonReport): boolean =>
    [...edges, ...positions].some(({ differs }) => differs)

  it.each([
    [300, 300],
    [60, 800]
  ])("of %s and %s cases that are alike seldom finds a difference", (n, m) => {
    const next = random(n)
    let [somewhere, overall] = [0, 0]
    const rounds = 200
    for (let round = 0; round < rounds; round++) {
      const result = report(PathComparison.fromTallies(sample(next, n, 0.05), sample(next, m, 0.05)))
      if (found(result)) somewhere++
      if (result.overall._tag === "PathTest" && result.overall.p < 0.05) overall++
    }
    expect(somewhere / rounds).toBeLessThan(0.09)
    expect(overall / rounds).toBeGreaterThan(0.015)
    expect(overall / rounds).toBeLessThan(0.09)
  })

  it("finds what differs", () => {
    const next = random(5)
    const result = report(PathComparison.fromTallies(sample(next, 1500, 0.15), sample(next, 1500, 0.05)))
    expect(result.overall).toMatchObject({ _tag: "PathTest" })
    expect(result.overall._tag === "PathTest" ? result.overall.p : 1).toBeLessThan(1e-6)
    const differing = result.edges.filter(({ differs }) => differs)
    expect(differing.length).toBeGreaterThan(3)
    expect(differing[0]).toMatchObject({ from: "chat", to: null })
    expect(differing.some(({ from, to }) => from === "search" && to === "chat")).toBe(true)
  })
})

describe("the test of homogeneity", () => {
  it("is that of R, and pools rare rows", () => {
    // chisq.test(matrix(c(30, 20, 50, 10, 40, 50), ncol = 2))
    const rows = [
      [30, 10],
      [20, 40],
      [50, 50]
    ] as const
    const test = homogeneity(rows)
    expectClose(test?.chiSquared ?? 0, 16.666666666666668, 1e-12)
    expect(test?.degrees).toBe(2)
    expectClose(test?.p ?? 0, Math.exp(-16.666666666666668 / 2), 1e-10)
    const rare = homogeneity([...rows, [2, 1], [1, 3], [4, 4]])
    expect(rare).toEqual(homogeneity([...rows, [7, 8]]))
    expect(homogeneity([...rows, [1, 1]])).toEqual(homogeneity([[31, 11], ...rows.slice(1)]))
    expect(homogeneity([[1, 1]])).toBe(null)
    expect(homogeneity([])).toBe(null)
    expect(homogeneity([[10, 0]])).toBe(null)
  })
})
