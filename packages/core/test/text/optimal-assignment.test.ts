import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { optimalAssignment } from "../../src/text/OptimalAssignment.ts"

/** The largest sum of any way to give rows columns. */
const bruteForce = (
  values: ReadonlyArray<ReadonlyArray<number>>,
  row = 0,
  used: ReadonlySet<number> = new Set()
): number => {
  const own = values[row]
  if (own === undefined) return 0
  const left = values.length - row
  const free = own.length - used.size
  const without = left > free ? bruteForce(values, row + 1, used) : Number.NEGATIVE_INFINITY
  return own.reduce(
    (best, value, c) =>
      used.has(c) ? best : Math.max(best, value + bruteForce(values, row + 1, new Set([...used, c]))),
    without
  )
}

const matrices = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })).chain(([height, width]) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: width, maxLength: width }), {
    minLength: height,
    maxLength: height
  })
)

describe("an optimal assignment", () => {
  it("has the largest sum that trying all has", () => {
    fc.assert(
      fc.property(matrices, (values) => {
        const columns = optimalAssignment(values)
        const given = columns.filter((column) => column >= 0)
        expect(new Set(given).size).toBe(given.length)
        expect(given.length).toBe(Math.min(values.length, values[0]?.length ?? 0))
        const sum = columns.reduce((all, column, row) => all + (values[row]?.[column] ?? 0), 0)
        expect(sum).toBe(bruteForce(values))
      }),
      { numRuns: 500 }
    )
  })

  it("of no rows, or of rows without columns, gives none a column", () => {
    expect(optimalAssignment([])).toEqual([])
    expect(optimalAssignment([[], []])).toEqual([-1, -1])
  })

  it("takes 300 rows and 400 columns", () => {
    const values = Array.from({ length: 300 }, (_, i) =>
      Array.from({ length: 400 }, (_, j) => (i * 7919 + j * 104_729) % 1009)
    )
    const columns = optimalAssignment(values)
    expect(new Set(columns).size).toBe(300)
  })
})
