import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { JourneyClusters, Sources, Tally } from "../../src/index.ts"
import { pathProfiles, squaredDistances } from "../../src/journeys/PathProfiles.ts"
import { pathTree } from "../../src/journeys/PathTree.ts"
import { type Random, random } from "../../src/stats/Random.ts"
import { cut, tree } from "../../src/text/Ward.ts"
import { expectClose } from "../golden.ts"

type Paths = ReadonlyArray<ReadonlyArray<string>>

const tallied = (paths: Paths) =>
  Tally.from(
    paths.map((path) => ({ path: Sources.pathText(path) })),
    { by: ["path"] }
  )
const walks = fc.array(fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 40
})
const report = (result: JourneyClusters.JourneyClustersResult): JourneyClusters.JourneyClustersReport => {
  if (result._tag !== "JourneyClusters") throw new Error(result._tag)
  return result
}

describe("the profile of a path", () => {
  it("is as far from another as Hellinger says", () => {
    fc.assert(
      fc.property(walks, (paths) => {
        const profiles = pathProfiles(paths)
        const squares = squaredDistances(profiles)
        const shares = (path: ReadonlyArray<string>, width: number) => {
          const grams = Array.from({ length: path.length + width - 1 }, (_, i) =>
            Array.from({ length: width }, (_, k) => path[i + k + 1 - width] ?? "-").join(" ")
          )
          return (gram: string) => grams.filter((each) => each === gram).length / grams.length
        }
        const ids = ["a", "b", "c", "d", "-"]
        const pairs = ids.flatMap((from) => ids.map((to) => `${from} ${to}`))
        const [first = [], second = first] = paths
        const common = (width: number, grams: ReadonlyArray<string>) =>
          grams.reduce((sum, gram) => sum + Math.sqrt(shares(first, width)(gram) * shares(second, width)(gram)), 0)
        expectClose(squares[1] ?? 0, paths.length < 2 ? 0 : 2 - common(1, ids) - common(2, pairs), 1e-12)
        for (let i = 0; i < paths.length; i++) expect(squares[i * paths.length + i]).toBe(0)
        expect(profiles.of(first)).toEqual(profiles.profiles[0])
      })
    )
  })

  it("is 2 away from what has nothing in common, and 0 from itself", () => {
    const [, far, near] = squaredDistances(pathProfiles([["a", "b"], ["c"], ["a", "b"]]))
    expect(far).toBe(2)
    expectClose(near ?? 1, 0, 1e-15)
  })
})

describe("the tree of paths", () => {
  it("is Ward's, as found from the points themselves", () => {
    const points = fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 15
    })
    fc.assert(
      fc.property(points, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 15, maxLength: 15 }), (list, all) => {
        const height = list.length
        const weights = Float64Array.from(all.slice(0, height))
        // Irrational shifts, so that no two merges cost the same.
        const shifted = list.map((point, i) => point.map((x, c) => x + Math.sqrt(i * 3 + c + 2)))
        const squares = Float64Array.from({ length: height * height }, (_, at) => {
          const [a = [], b = []] = [shifted[Math.floor(at / height)], shifted[at % height]]
          return a.reduce((sum, x, c) => sum + (x - (b[c] ?? 0)) ** 2, 0)
        })
        const found = pathTree(squares, height, Uint32Array.from(list.keys()), weights)
        const expected = tree({ height, size: 3, values: Float64Array.from(shifted.flat()) }, weights)
        found.forEach(({ cost }, i) => {
          expectClose(cost, expected[i]?.cost ?? 0, 1e-9)
        })
        for (const count of [2, 3]) expect(cut(found, height, count)).toEqual(cut(expected, height, count))
      })
    )
  })
})

/** Journeys of a few kinds, each with steps left out and others put in by chance. */
const kinds: Paths = [
  ["ad", "search", "item", "cart", "pay"],
  ["login", "faq", "chat", "phone", "close"],
  ["mail", "survey", "blog", "share"]
]
const messy = (next: Random, path: ReadonlyArray<string>): ReadonlyArray<string> => {
  const kept = path.filter(() => next() > 0.15)
  const at = Math.floor(next() * (kept.length + 1))
  return [...kept.slice(0, at), ...(next() < 0.4 ? ["home"] : ["end"]), ...kept.slice(at)]
}
const usual = ["a", "b", "c", "d", "e", "f"]
const wandering = (next: Random): ReadonlyArray<string> => {
  const path = ["search"]
  while (path.length < 10 && next() < 0.75) path.push(usual[Math.floor(next() * usual.length)] ?? "")
  return path
}
const draw = <Item>(count: number, one: (i: number) => Item): ReadonlyArray<Item> =>
  Array.from({ length: count }, (_, i) => one(i))

describe("groups of alike journeys", () => {
  it("are the kinds there are, whatever the draw", () => {
    for (let seed = 1; seed <= 15; seed++) {
      const next = random(seed)
      const count = 2 + (seed % 2)
      const taken = draw(1500, (i) => messy(next, kinds[i % count] ?? []))
      const { clusters } = report(JourneyClusters.fromTally(tallied(taken), { seed: 1, top: 200 }))
      expect(clusters.length).toBe(count)
      for (const { medoid, share } of clusters) {
        expect(kinds.some((kind) => medoid.filter((each) => kind.includes(each)).length >= medoid.length - 1)).toBe(
          true
        )
        expect(Math.abs(share.value - 100 / count)).toBeLessThan(5)
      }
    }
  })

  it("are one where there are no kinds", () => {
    const found = draw(15, (seed) => {
      const next = random(seed)
      const taken = draw(1500, () => wandering(next))
      return report(JourneyClusters.fromTally(tallied(taken), { seed: 1, top: 200 })).clusters.length
    })
    expect(found.filter((count) => count > 1).length).toBeLessThanOrEqual(1)
  })

  it("have each path once, add up to all cases, and do not hang on the order of the cases", () => {
    fc.assert(
      fc.property(walks, fc.integer({ min: 2, max: 30 }), fc.nat(99), (taken, top, seed) => {
        const result = report(JourneyClusters.fromTally(tallied(taken), { seed, top }))
        expect(JourneyClusters.fromTally(tallied(taken.toReversed()), { seed, top })).toEqual(result)
        const paths = result.clusters.flatMap((each) => each.paths)
        const different = new Set(taken.map((path) => path.join()))
        expect(paths.length).toBe(different.size)
        expect(new Set(paths.map(({ touchpoints }) => touchpoints.join()))).toEqual(different)
        expect(result.paths).toEqual({
          clustered: Math.min(top, different.size),
          assigned: Math.max(0, different.size - top)
        })
        const counts = result.clusters.map(({ share }) => share.count)
        expect(counts.reduce((sum, each) => sum + each, 0)).toBe(taken.length)
        expect(counts).toEqual(counts.toSorted((a, b) => b - a))
      })
    )
  })

  it("have the path in their middle, and what stands out in them", () => {
    const next = random(4)
    const taken = draw(600, (i) => {
      const path = messy(next, kinds[i % 3] ?? [])
      return i % 4 === 0 ? [...path, ...path.slice(-2)] : path
    })
    const { clusters } = report(JourneyClusters.fromTally(tallied(taken), { seed: 1 }))
    for (const { medoid, paths, typical } of clusters) {
      const squares = squaredDistances(pathProfiles(paths.map(({ touchpoints }) => touchpoints)))
      const sums = paths.map((_, i) =>
        paths.reduce((sum, { cases }, j) => sum + cases * (squares[i * paths.length + j] ?? 0), 0)
      )
      const at = paths.findIndex(({ touchpoints }) => touchpoints.join() === medoid.join())
      expectClose(sums[at] ?? 0, Math.min(...sums), 1e-9)
      for (const { lift, ofAll, share, touchpoint } of typical) {
        const has = (path: ReadonlyArray<string>) => path.includes(touchpoint)
        expect(ofAll.count).toBe(taken.filter(has).length)
        const within = paths.filter(({ touchpoints }) => has(touchpoints))
        expect(share.count).toBe(within.reduce((sum, { cases }) => sum + cases, 0))
        expect(lift).toBeGreaterThan(1)
        expect(lift).toBe(share.value / ofAll.value)
      }
    }
  })

  it("seldom differ in what became of them where nothing goes with them", () => {
    const rounds = 60
    const found = draw(rounds, (seed) => {
      const next = random(seed + 1)
      const rows = draw(600, (i) => ({
        path: Sources.pathText(messy(next, kinds[i % 3] ?? [])),
        score: 5 + Math.floor(6 * next())
      }))
      const tally = Tally.from(rows, { by: ["path", "score"] })
      const outcome = { score: "score", read: { measure: "nps" } } as const
      return report(JourneyClusters.fromTally(tally, { seed: 1, top: 50, outcome })).clusters
    })
    const differing = found.filter((clusters) => clusters.some(({ outcome }) => outcome?.differs))
    expect(differing.length / rounds).toBeLessThan(0.13)
  })

  it("differ in what became of them where that is so", () => {
    const next = random(8)
    const rows = draw(1200, (i) => ({
      path: Sources.pathText(messy(next, kinds[i % 3] ?? [])),
      left: next() < (i % 3 === 1 ? 0.3 : 0.1),
      score: 5 + Math.floor(6 * next())
    }))
    const tally = Tally.from(rows, { by: ["path", "left", "score"] })
    const leaving = report(JourneyClusters.fromTally(tally, { seed: 1, outcome: { left: "left" } }))
    const most = leaving.clusters.find(({ typical }) => typical.some(({ touchpoint }) => touchpoint === "chat"))
    expect(most?.outcome).toMatchObject({ differs: true })
    expect(most?.outcome?.fromRest._tag === "Difference" ? most.outcome.fromRest.value : 0).toBeGreaterThan(10)
    const nps = report(
      JourneyClusters.fromTally(tally, { seed: 1, outcome: { score: "score", read: { measure: "nps" } } })
    )
    expect(nps.outcome).toBe("NPS")
    const known = nps.clusters.map(({ outcome }) => (outcome?.result._tag === "Estimate" ? outcome.result.n : 0))
    expect(known).toEqual(nps.clusters.map(({ share }) => share.count))
    expect(leaving.clusters.map(({ paths }) => paths)).toEqual(nps.clusters.map(({ paths }) => paths))
  })

  it("of nobody are not known, of few are withheld, and of one path are one", () => {
    expect(JourneyClusters.fromTally(tallied([]), { seed: 1 })._tag).toBe("InsufficientData")
    expect(JourneyClusters.fromTally(tallied([["a"]]), { seed: 1, minimum: 2 })).toEqual({
      _tag: "Suppressed",
      minimum: 2,
      n: 1
    })
    const one = report(JourneyClusters.fromTally(tallied([["a"], ["a"], ["b"]]), { seed: 1 }))
    expect(one.stability).toEqual([])
    expect(one.clusters).toMatchObject([{ medoid: ["a"], share: { count: 3 }, typical: [], outcome: null }])
    for (const options of [{ seed: 1, most: 1 }, { seed: 1, top: 1 }, { seed: -1 }, { seed: 1, top: 2.5 }]) {
      expect(() => JourneyClusters.fromTally(tallied([["a"], ["b"], ["c"], ["d"]]), options)).toThrow(RangeError)
    }
  })
})
