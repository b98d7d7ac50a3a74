import { describe, expect, it } from "vitest"
import { binomial } from "../src/stats/BinomialDraw.ts"
import { random } from "../src/stats/Random.ts"

/** P(X = k) of n trials, by its recurrence. */
const mass = (n: number, p: number): ReadonlyArray<number> => {
  const all = [(1 - p) ** n]
  for (let k = 1; k <= n; k++) all.push(((all[k - 1] ?? 0) * (n - k + 1) * p) / (k * (1 - p)))
  return all
}

describe("binomial draws", () => {
  it.each([
    [20, 0.1],
    [20, 0.9],
    [60, 0.3],
    [400, 0.5],
    [120, 0.97]
  ])("of %s trials with probability %s follow the distribution", (n, p) => {
    const next = random(11)
    const draws = 50_000
    const seen = new Float64Array(n + 1)
    for (let i = 0; i < draws; i++) {
      const k = binomial(next, n, p)
      seen[k] = (seen[k] ?? Number.NaN) + 1
    }
    let [chiSquared, cells] = [0, 0]
    mass(n, p).forEach((probability, k) => {
      const expected = draws * probability
      if (expected < 10) return
      chiSquared += ((seen[k] ?? 0) - expected) ** 2 / expected
      cells++
    })
    expect(Math.abs(chiSquared - cells) / Math.sqrt(2 * cells)).toBeLessThan(4)
  })
})
