import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { customersIn, packSketch, sketchOf, union, unpackSketch } from "../../src/text/CustomerSketch.ts"

const customers = fc.array(fc.string({ maxLength: 6 }), { maxLength: 60 })

describe("a sketch of customers", () => {
  it("of both is the union of two, and no smaller than one", () => {
    fc.assert(
      fc.property(customers, customers, fc.nat(9), (some, others, seed) => {
        const [a, b] = [sketchOf(some, seed), sketchOf(others, seed)]
        const both = union([a, b])
        expect(packSketch(both)).toBe(packSketch(sketchOf([...others, ...some, ...some], seed)))
        expect(customersIn(both)).toBeGreaterThanOrEqual(customersIn(a))
        expect(packSketch(unpackSketch(packSketch(both)))).toBe(packSketch(both))
      })
    )
  })

  it.each([0, 1, 2, 10, 40, 100, 1000, 10_000, 100_000])("of %i is counted to 5 %%", (count) => {
    const errors = Array.from({ length: 20 }, (_, seed) => {
      const found = customersIn(
        sketchOf(
          Array.from({ length: count }, (_, i) => `customer ${i}`),
          seed
        )
      )
      return found - count
    })
    const root = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length)
    expect(root).toBeLessThanOrEqual(Math.max(1, 0.035 * count))
    expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThanOrEqual(
      Math.max(0.5, 0.02 * count)
    )
  })

  it("refuses text that holds none", () => {
    for (const text of ["AAAA", "AAAAAA==", "/////w==", "no base64!"])
      expect(() => unpackSketch(text)).toThrow(RangeError)
  })
})
