import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { benjaminiHochberg } from "../src/stats/BenjaminiHochberg.ts"
import * as Beta from "../src/stats/Beta.ts"
import * as ChiSquared from "../src/stats/ChiSquared.ts"
import * as F from "../src/stats/F.ts"
import * as Normal from "../src/stats/Normal.ts"
import * as StudentT from "../src/stats/StudentT.ts"
import { wilson } from "../src/stats/Wilson.ts"
import { golden } from "./golden.ts"

type Rows = ReadonlyArray<ReadonlyArray<number>>
type Pair = readonly [number, number]
const special = golden<Record<string, Rows>>("special.json")
const proportions = golden<{
  readonly one_sample: ReadonlyArray<
    { readonly successes: number; readonly n: number } & Record<
      "0.9" | "0.95" | "0.99",
      { readonly wilson: Pair | null } | null
    >
  >
}>("proportions.json")
const families = golden<{
  readonly cases: ReadonlyArray<{
    readonly p: ReadonlyArray<number | null>
    readonly bh: ReadonlyArray<number | null>
  }>
}>("multiple_testing.json")

const relative = (actual: number, expected: number): number =>
  actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected)

const probability = fc.double({ min: 1e-300, max: 1, noNaN: true, maxExcluded: true })
const shape = fc.double({ min: 0.05, max: 5000, noNaN: true })
const unit = fc.double({ min: 0, max: 1, noNaN: true })
const distance = fc.double({ min: 0, max: 50, noNaN: true })

describe("distributions against 60-digit arithmetic", () => {
  const functions: Record<string, (...args: ReadonlyArray<number>) => number> = {
    normal_cdf: (z = 0) => Normal.cdf(z),
    normal_sf: (z = 0) => Normal.upperTail(z),
    normal_quantile: (p = 0) => Normal.quantile(p),
    chi2_sf: (x = 0, df = 0) => ChiSquared.upperTail(x, df),
    t_sf: (t = 0, df = 0) => StudentT.upperTail(t, df),
    f_sf: (x = 0, d1 = 0, d2 = 0) => F.upperTail(x, d1, d2),
    t_quantile: (p = 0, df = 0) => StudentT.quantile(p, df),
    beta_quantile: (p = 0, a = 0, b = 0) => Beta.quantile(p, a, b)
  }
  it.each(Object.entries(functions))("%s", (name, evaluate) => {
    const rows = special[name] ?? []
    expect(rows.length).toBeGreaterThan(3)
    for (const row of rows) {
      const expected = row.at(-1) ?? Number.NaN
      expect(relative(evaluate(...row.slice(0, -1)), expected), `${name}(${row.slice(0, -1)})`).toBeLessThan(2e-14)
    }
  })
})

describe("distributions", () => {
  it("the normal quantile inverts the normal distribution, to the last digits of the smallest p", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.5, noNaN: true }), (p) => {
        const z = Normal.quantile(p)
        expect(relative(Normal.cdf(z), p)).toBeLessThan(4e-15 * (1 + z * z))
        if (p > 1e-15) expect(Normal.quantile(1 - p) + Normal.quantile(1 - (1 - p))).toBe(0)
      })
    )
  })

  it("the normal distribution never falls", () => {
    const z = fc.double({ min: -45, max: 45, noNaN: true })
    fc.assert(
      fc.property(z, z, (a, b) => {
        expect(Normal.cdf(Math.min(a, b))).toBeLessThanOrEqual(Normal.cdf(Math.max(a, b)) * (1 + 4e-15))
      })
    )
    const far = [100, 1e200, Number.POSITIVE_INFINITY]
    expect(far.map((z) => [Normal.upperTail(z), Normal.cdf(-z), Normal.cdf(z)])).toEqual(far.map(() => [0, 0, 1]))
    expect([Normal.quantile(0), Normal.quantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])
  })

  it("the two tails of the beta distribution are one", () => {
    fc.assert(
      fc.property(unit, shape, shape, (x, a, b) => {
        const [low, high] = [Beta.cdf(x, a, b), Beta.upperTail(x, a, b)]
        expect(Math.abs(low + high - 1)).toBeLessThan(1e-12)
        expect(Math.min(low, high)).toBeGreaterThanOrEqual(0)
      })
    )
  })

  it("the beta distribution obeys its recurrence I(a, b) = x I(a − 1, b) + (1 − x) I(a, b − 1)", () => {
    fc.assert(
      fc.property(unit, shape, shape, (x, a, b) => {
        const expected = x * Beta.cdf(x, a, b + 1) + (1 - x) * Beta.cdf(x, a + 1, b)
        expect(Math.abs(Beta.cdf(x, a + 1, b + 1) - expected)).toBeLessThan(1e-12)
      })
    )
  })

  it("the beta quantile inverts the beta distribution", () => {
    fc.assert(
      fc.property(probability, shape, shape, (p, a, b) => {
        const x = Beta.quantile(p, a, b)
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x).toBeLessThanOrEqual(1)
        if (x > 1e-300 && x < 0.999) expect(relative(Beta.cdf(x, a, b), p)).toBeLessThan(1e-9)
      })
    )
  })

  it("Student's t is the Cauchy distribution at 1, close to the normal at 10^9, and its square is F", () => {
    fc.assert(
      fc.property(distance, (t) => {
        expect(relative(StudentT.upperTail(t, 1), Math.atan2(1, t) / Math.PI)).toBeLessThan(1e-13)
        expect(Math.abs(StudentT.upperTail(t, 1e9) - Normal.upperTail(t))).toBeLessThan(1e-9)
        expect(relative(F.upperTail(t * t, 1, 7), 2 * StudentT.upperTail(t, 7))).toBeLessThan(1e-13)
        expect(StudentT.upperTail(-t, 7) + StudentT.upperTail(t, 7)).toBeCloseTo(1, 14)
      })
    )
  })

  it("the t quantile inverts Student's t on both sides", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-100, max: 0.5, noNaN: true }),
        fc.double({ min: 1, max: 1e5, noNaN: true }),
        (p, df) => {
          const t = StudentT.quantile(p, df)
          expect(relative(StudentT.upperTail(-t, df), p)).toBeLessThan(1e-11)
          expect(StudentT.quantile(1 - p, df)).toBeGreaterThanOrEqual(0)
        }
      )
    )
  })

  it("chi-squared is the square of a normal at 1 and exponential at 2", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 30, noNaN: true }), (z) => {
        expect(relative(ChiSquared.upperTail(z * z, 1), 2 * Normal.upperTail(z))).toBeLessThan(1e-12)
        expect(relative(ChiSquared.upperTail(z, 2), Math.exp(-z / 2))).toBeLessThan(1e-13)
      })
    )
  })
})

describe("the ends", () => {
  it("have all or nothing beyond them", () => {
    for (const [a, b] of [
      [0.3, 4],
      [1, 1],
      [50, 2]
    ] as const) {
      expect([-1, 0, 1, 2].map((x) => Beta.cdf(x, a, b))).toEqual([0, 0, 1, 1])
      expect([-1, 0, 1, 2].map((x) => Beta.upperTail(x, a, b))).toEqual([1, 1, 0, 0])
      expect([0, 1].map((p) => Beta.quantile(p, a, b))).toEqual([0, 1])
      expect([-1, 0].map((x) => F.upperTail(x, a, b))).toEqual([1, 1])
      expect([-1, 0].map((x) => ChiSquared.upperTail(x, a))).toEqual([1, 1])
      expect([0, 0.5, 1].map((p) => StudentT.quantile(p, a))).toEqual([
        Number.NEGATIVE_INFINITY,
        0,
        Number.POSITIVE_INFINITY
      ])
    }
    expect([Normal.quantile(Number.NaN), StudentT.quantile(Number.NaN, 3)]).toEqual([Number.NaN, Number.NaN])
  })
})

describe("Wilson", () => {
  it("equals the reference", () => {
    for (const row of proportions.one_sample) {
      for (const level of ["0.9", "0.95", "0.99"] as const) {
        const expected = row[level]?.wilson
        if (!expected) continue
        const { high, low } = wilson(row.successes, row.n, Number(level))
        expect(Math.abs(low - expected[0])).toBeLessThan(1e-14)
        expect(Math.abs(high - expected[1])).toBeLessThan(1e-14)
      }
    }
  })

  const trial = fc.tuple(fc.nat(1000), fc.nat(1000)).map(([a, b]): Pair => [a, a + b + 1])
  const level = fc.double({ min: 0.01, max: 0.999, noNaN: true })

  it("holds the proportion, stays within 0 and 1, mirrors failures and narrows with more trials", () => {
    fc.assert(
      fc.property(trial, level, ([successes, n], level) => {
        const { high, low } = wilson(successes, n, level)
        const failures = wilson(n - successes, n, level)
        const more = wilson(2.5 * successes, 2.5 * n, level)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(successes / n + 1e-15)
        expect(high).toBeGreaterThanOrEqual(successes / n - 1e-15)
        expect(failures.low).toBeCloseTo(1 - high, 14)
        expect(more.high - more.low).toBeLessThan(high - low)
      })
    )
  })
})

describe("Benjamini–Hochberg", () => {
  it.each(families.cases)("equals the reference for $p", ({ bh, p }) => {
    const adjusted = benjaminiHochberg(p)
    expect(adjusted.map((value) => value === null)).toEqual(bh.map((value) => value === null))
    adjusted.forEach((value, i) => {
      expect(Math.abs((value ?? 0) - (bh[i] ?? 0))).toBeLessThan(1e-15)
    })
  })

  it("keeps order, never falls below p, and ignores tests that could not be made", () => {
    const values = fc.array(fc.option(unit), { maxLength: 30 })
    fc.assert(
      fc.property(values, (p) => {
        const adjusted = benjaminiHochberg(p)
        const made = p.filter((value) => value !== null)
        expect(adjusted.filter((value) => value !== null)).toEqual(benjaminiHochberg(made))
        expect(benjaminiHochberg(p.toReversed())).toEqual(adjusted.toReversed())
        p.forEach((value, i) => {
          expect(adjusted[i] === null).toBe(value === null)
          if (value === null) return
          expect(adjusted[i]).toBeGreaterThanOrEqual(value)
          expect(adjusted[i]).toBeLessThanOrEqual(1)
        })
      })
    )
  })
})
