import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { random } from "../../src/stats/Random.ts"
import { groups, jaccard } from "../../src/text/NearDuplicates.ts"

const set = (members: Iterable<number>): Uint32Array => Uint32Array.from(new Set(members)).sort()
const sets = fc.array(fc.array(fc.nat(30), { maxLength: 12 }).map(set), { maxLength: 40 })

/** Two sets of `size` members each, so many of them in both that their Jaccard index is about `index`. */
const pair = (next: () => number, size: number, index: number): readonly [Uint32Array, Uint32Array] => {
  const draw = (count: number): ReadonlyArray<number> =>
    Array.from({ length: count }, () => Math.floor(next() * 2 ** 32))
  const both = draw(Math.ceil((2 * size * index) / (1 + index)))
  return [set([...both, ...draw(size - both.length)]), set([...both, ...draw(size - both.length)])]
}

describe("near duplicates", () => {
  it("are found: more than 98 of 100 pairs with a Jaccard index just above 0.7", () => {
    const next = random(1)
    const pairs = Array.from({ length: 3000 }, (_, i) => pair(next, 10 + (i % 60), 0.7))
    const roots = groups(pairs.flat(), 0.7)
    const found = pairs.filter((_, i) => roots[2 * i] === roots[2 * i + 1]).length
    expect(pairs.every(([a, b]) => jaccard(a, b) >= 0.7)).toBe(true)
    expect(found / pairs.length).toBeGreaterThan(0.98)
  })

  it("are never grouped without a chain of similar ones", () => {
    fc.assert(
      fc.property(sets, (all) => {
        const roots = groups(all, 0.7)
        for (const [i, own] of all.entries()) {
          const root = roots[i] as number
          expect(roots[root]).toBe(root)
          expect(root).toBeLessThanOrEqual(i)
          const near = all.some((other, j) => j !== i && roots[j] === root && jaccard(own, other) >= 0.7)
          if (root !== i) expect(near).toBe(true)
        }
      })
    )
  })

  it("include all that are the same", () => {
    fc.assert(
      fc.property(sets, (all) => {
        const roots = groups([...all, ...all], 1)
        for (const [i, own] of all.entries()) if (own.length > 0) expect(roots[i + all.length]).toBe(roots[i])
      })
    )
  })

  it("have the index of the definition", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9)).map(set), fc.array(fc.nat(9)).map(set), (a, b) => {
        const either = new Set([...a, ...b]).size
        expect(jaccard(a, b)).toBe(either === 0 ? 1 : new Set([...a].filter((x) => b.includes(x))).size / either)
      })
    )
  })

  it("of one crowd of ten thousand are one group", () => {
    const next = random(2)
    const [base] = pair(next, 40, 0.5)
    const crowd = Array.from({ length: 10_000 }, (_, i) => set([...base.subarray(0, 39), i]))
    expect(new Set(groups(crowd, 0.8)).size).toBe(1)
  })
})
