import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { random } from "../src/stats/Random.ts"
import { sortOrder } from "../src/stats/SortOrder.ts"

const expected = (numbers: Float64Array): Uint32Array =>
  Uint32Array.from(numbers.keys()).sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) || a - b)

const double = fc.double({ min: 0, noNaN: true }).map((each) => each + 0)
const number = fc.oneof(double, fc.nat(9), fc.nat(), fc.constantFrom(0, 5e-324, Number.MAX_VALUE))

describe("the order of numbers", () => {
  it("is that of comparing them, equal ones as they come", () => {
    fc.assert(
      fc.property(fc.array(number, { maxLength: 200 }), (list) => {
        const numbers = Float64Array.from(list)
        expect(sortOrder(numbers)).toEqual(expected(numbers))
        // Numbers that begin inside a buffer.
        expect(sortOrder(numbers.subarray(1))).toEqual(expected(numbers.slice(1)))
      })
    )
  })

  it.each([
    ["days", (next: () => number) => Math.floor(1000 * next())],
    ["parts of days", (next: () => number) => 1000 * next()],
    ["one number", () => 7]
  ])("is that of many %s", (_, draw) => {
    const next = random(1)
    const numbers = Float64Array.from({ length: 40_000 }, () => draw(next))
    expect(sortOrder(numbers)).toEqual(expected(numbers))
    expect(numbers.length).toBe(40_000)
  })
})
