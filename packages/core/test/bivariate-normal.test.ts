import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { cdf } from "../src/stats/BivariateNormal.ts"
import * as Normal from "../src/stats/Normal.ts"
import { expectClose } from "./golden.ts"

const number = fc.double({ min: -4, max: 4, noNaN: true })
const correlation = fc.double({ min: -0.99, max: 0.99, noNaN: true })

/** By the other road: the density of the first, times the conditional probability of the second, summed in small steps. */
const bySlices = (h: number, k: number, r: number): number => {
  const steps = 8000
  const from = -9
  const width = (h - from) / steps
  let sum = 0
  for (let i = 0; i <= steps; i++) {
    const x = from + i * width
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * density * Normal.cdf((k - r * x) / Math.sqrt(1 - r * r))
  }
  return (sum * width) / 3
}

describe("the bivariate normal", () => {
  it("has the quarter that Sheppard (1899) gave in closed form", () => {
    fc.assert(
      fc.property(correlation, (r) => {
        expectClose(cdf(0, 0, r), 1 / 4 + Math.asin(r) / (2 * Math.PI), 1e-9)
      })
    )
  })

  it.each([
    [1, -0.5, 0.3],
    [-1, 2, -0.7],
    [0.5, 0.6, 0.95],
    [2, 2, -0.95],
    [-1.5, -1, 0.99]
  ])("agrees with slices at (%s, %s) and correlation %s", (h, k, r) => {
    expectClose(cdf(h, k, r), bySlices(h, k, r), 1e-8)
  })

  it("adds up: the four quarters about any point are everything", () => {
    fc.assert(
      fc.property(number, number, correlation, (h, k, r) => {
        expectClose(cdf(h, k, r) + cdf(-h, k, -r) + cdf(h, -k, -r) + cdf(-h, -k, r), 1, 1e-8)
        expectClose(cdf(h, k, r) + cdf(h, -k, -r), Normal.cdf(h), 1e-8)
        expect(cdf(h, k, r)).toBe(cdf(k, h, r))
      })
    )
  })

  it("ends in one variable", () => {
    expect(cdf(1, 2, 1)).toBe(Normal.cdf(1))
    expectClose(cdf(1, 2, -1), Normal.cdf(1) + Normal.cdf(2) - 1, 1e-14)
    expect(cdf(-1, 0.5, -1)).toBe(0)
    expectClose(cdf(1, 2, 0.9999999), Normal.cdf(1), 1e-6)
  })
})
