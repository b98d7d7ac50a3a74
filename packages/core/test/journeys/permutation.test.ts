import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as FisherExact from "../../src/stats/FisherExact.ts"
import * as PermutationTest from "../../src/stats/PermutationTest.ts"
import { expectClose } from "../golden.ts"

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k)

const share = fc.nat(25).chain((n) => fc.record({ successes: fc.nat(n), n: fc.constant(n) }))

describe("Fisher's exact test", () => {
  it("adds the probabilities of all tables that are not more likely", () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const all = a.successes + b.successes
        const weight = (k: number) => (k > a.n || all - k > b.n || all < k ? 0 : choose(a.n, k) * choose(b.n, all - k))
        const tables = Array.from({ length: a.n + 1 }, (_, k) => weight(k))
        const rare = tables.filter((each) => each <= weight(a.successes) * (1 + 1e-7))
        const sum = (list: ReadonlyArray<number>) => list.reduce((total, each) => total + each, 0)
        expectClose(FisherExact.twoSidedP(a, b), Math.min(1, sum(rare) / sum(tables)), 1e-10)
        expectClose(FisherExact.twoSidedP(b, a), FisherExact.twoSidedP(a, b), 1e-10)
      })
    )
  })

  it("is that of R", () => {
    // fisher.test(matrix(c(8, 1, 2, 5), 2))$p.value
    expectClose(FisherExact.twoSidedP({ successes: 8, n: 10 }, { successes: 1, n: 6 }), 0.03496503496503495, 1e-12)
  })
})

/** Every way to take `m` of these values, as how often each sum comes. */
const sums = (counts: ReadonlyArray<{ readonly value: number; readonly n: number }>, m: number) => {
  let ways = new Map([["0,0", 1]])
  for (const { n, value } of counts) {
    const next = new Map<string, number>()
    for (const [key, count] of ways) {
      const [taken = 0, sum = 0] = key.split(",").map(Number)
      for (let k = 0; k <= Math.min(n, m - taken); k++) {
        const to = `${taken + k},${sum + k * value}`
        next.set(to, (next.get(to) ?? 0) + count * choose(n, k))
      }
    }
    ways = next
  }
  return [...ways].flatMap(([key, count]) => {
    const [taken = 0, sum = 0] = key.split(",").map(Number)
    return taken === m ? [{ sum, count }] : []
  })
}

describe("the permutation test", () => {
  it("is near to the tail over all permutations, also for few of a skewed scale", () => {
    const worst: Array<number> = []
    for (const [m, ns] of [
      [10, [10, 5, 15, 70]],
      [12, [40, 20, 20, 20]],
      [25, [6, 2, 30, 62]]
    ] as const) {
      const counts = ns.map((n, value) => ({ value, n }))
      const all = sums(counts, m)
      const total = all.reduce((sum, { count }) => sum + count, 0)
      const mean = (m * counts.reduce((sum, { n, value }) => sum + n * value, 0)) / 100
      for (const take of [0, 1, 2, 3, 4]) {
        const first = [Math.min(take, ns[0]), 1, 2, m - 3 - Math.min(take, ns[0])]
        const sum = first.reduce((at, k, value) => at + k * value, 0)
        const tail = all.reduce((at, each) => {
          const isBeyond = sum <= mean ? each.sum <= sum : each.sum >= sum
          return at + (isBeyond ? each.count : 0)
        }, 0)
        const p = PermutationTest.twoSidedP(
          counts.map(({ n, value }) => ({ value, first: first[value] ?? 0, second: n - (first[value] ?? 0) }))
        )
        const exact = Math.min(1, (2 * tail) / total)
        if (exact > 1e-3) worst.push((p ?? 0) / exact)
      }
    }
    expect(Math.min(...worst)).toBeGreaterThan(0.5)
    expect(Math.max(...worst)).toBeLessThan(2)
  })

  it("does not mind which group is first, nor the unit of the values", () => {
    const cells = fc.array(fc.record({ first: fc.nat(9), second: fc.nat(9) }), { minLength: 2, maxLength: 5 })
    fc.assert(
      fc.property(cells, (list) => {
        const counts = list.map((each, value) => ({ ...each, value }))
        const p = PermutationTest.twoSidedP(counts)
        const swapped = counts.map(({ first, second, value }) => ({
          first: second,
          second: first,
          value: 5 - 2 * value
        }))
        const other = PermutationTest.twoSidedP(swapped)
        expect(other === null).toBe(p === null)
        if (p !== null && other !== null) expectClose(other, p, 1e-6)
        expect(p === null || (p >= 0 && p <= 1)).toBe(true)
      })
    )
  })
})
