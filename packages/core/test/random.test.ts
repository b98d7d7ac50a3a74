import { describe, expect, it } from "vitest"
import { random } from "../src/stats/Random.ts"

const take = (seed: number, n: number): ReadonlyArray<number> => {
  const next = random(seed)
  return Array.from({ length: n }, next)
}

describe("random numbers from a seed", () => {
  it("are the same for one seed, and others for another", () => {
    expect(take(7, 100)).toEqual(take(7, 100))
    expect(take(7, 3)).not.toEqual(take(8, 3))
  })

  it("stay what they are", () => expect(take(1, 2)).toEqual([0.2632282197728907, 0.7019734399297498]))

  it("fill 0 to 1 evenly, and do not hang together from one to the next", () => {
    const numbers = take(2026, 100_000)
    const bins = new Array<number>(20).fill(0)
    for (const u of numbers) bins[Math.floor(20 * u)] = (bins[Math.floor(20 * u)] ?? Number.NaN) + 1
    const chiSquared = bins.reduce((sum, count) => sum + (count - 5000) ** 2 / 5000, 0)
    // The 0.001 and 0.999 quantiles of chi-squared with 19 degrees of freedom.
    expect(chiSquared).toBeGreaterThan(5.407)
    expect(chiSquared).toBeLessThan(43.82)
    const lagged = numbers.slice(1).reduce((sum, u, i) => sum + (u - 0.5) * ((numbers[i] ?? 0) - 0.5), 0)
    expect(Math.abs(lagged / (numbers.length / 12))).toBeLessThan(3.3 / Math.sqrt(numbers.length))
  })

  it.each([-1, 1.5, 2 ** 32, Number.NaN])("refuse the seed %s", (seed) => {
    expect(() => random(seed)).toThrow(RangeError)
  })
})
