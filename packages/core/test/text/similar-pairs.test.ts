import fc from "fast-check"
import { expect, it } from "vitest"
import { similarPairs } from "../../src/text/SimilarPairs.ts"

const sets = fc.array(
  fc.uniqueArray(fc.nat(12), { maxLength: 9 }).map((members) => Uint32Array.from(members).sort()),
  { maxLength: 25 }
)

/** Both ways to say how similar two sets are, straight from the definition. */
const index = (a: Uint32Array, b: Uint32Array): number => {
  const others = new Set(b)
  const both = [...a].filter((each) => others.has(each)).length
  return both / new Set([...a, ...b]).size
}

it("finds the pairs that comparing everything with everything finds", () => {
  fc.assert(
    fc.property(
      sets,
      fc.oneof(fc.constantFrom(0.2, 0.5, 0.55, 0.8, 1), fc.double({ min: 0.05, max: 1, noNaN: true })),
      (all, least) => {
        const expected = all.flatMap((b, second) =>
          all.slice(0, second).flatMap((a, first) => {
            const similarity = index(a, b)
            return similarity >= least ? [{ first, second, similarity }] : []
          })
        )
        expect(similarPairs(all, least)).toEqual(expected)
      }
    ),
    { numRuns: 500 }
  )
})
