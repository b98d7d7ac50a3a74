import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as LeastSquares from "../src/stats/LeastSquares.ts"
import { expectClose, golden } from "./golden.ts"
import { surveyRows } from "./surveyRows.ts"

interface Attribute {
  readonly penalty: number
  readonly penalty_se: number
  readonly reward: number
  readonly reward_se: number
}
const { penalty_reward: reference } = golden<{
  readonly penalty_reward: {
    readonly intercept: number
    readonly intercept_se: number
    readonly r2: number
    readonly attributes: Record<string, Attribute>
  }
}>("gap_penalty_ipa.json")

const fitted = (observations: ReadonlyArray<LeastSquares.Observation>, width: number): LeastSquares.LeastSquares => {
  const fit = LeastSquares.fit(LeastSquares.crossProducts(observations, width))
  if (fit._tag !== "LeastSquares") throw new Error(fit.reason)
  return fit
}

const values = (fit: LeastSquares.LeastSquares) => fit.coefficients.map((each) => each?.value ?? null)

describe("least squares", () => {
  it("agrees with statsmodels on dummies of four attributes", () => {
    const attributes = Object.keys(reference.attributes)
    const observations = surveyRows().map((row) => ({
      x: attributes.flatMap((name) => [Number((row[name] ?? 0) <= 3), Number((row[name] ?? 0) >= 6)]),
      y: row.osat ?? 0
    }))
    const fit = fitted(observations, 8)
    expectClose(fit.r2 ?? -1, reference.r2, 1e-12)
    expectClose(fit.coefficients[0]?.value ?? 0, reference.intercept, 1e-12)
    expectClose(fit.coefficients[0]?.standardError ?? 0, reference.intercept_se, 1e-12)
    attributes.forEach((name, i) => {
      const expected = reference.attributes[name]
      const [penalty, reward] = [fit.coefficients[1 + 2 * i], fit.coefficients[2 + 2 * i]]
      expectClose(penalty?.value ?? 0, expected?.penalty ?? 1, 1e-12)
      expectClose(penalty?.standardError ?? 0, expected?.penalty_se ?? 1, 1e-12)
      expectClose(reward?.value ?? 0, expected?.reward ?? 1, 1e-12)
      expectClose(reward?.standardError ?? 0, expected?.reward_se ?? 1, 1e-12)
    })
  })

  it("is exact arithmetic worked by hand", () => {
    // y on x: slope 17/10, intercept 6/5, residuals −1/5, 1/10, 2/5, −3/10
    const fit = fitted(
      [0, 1, 2, 3].map((x, i) => ({ x: [x], y: [1, 3, 5, 6][i] ?? 0 })),
      1
    )
    expectClose(fit.residualVariance, 0.3 / 2, 1e-14)
    expectClose(fit.coefficients[1]?.standardError ?? 0, Math.sqrt(0.15 / 5), 1e-14)
    expectClose(fit.covariance[0]?.[1] ?? 0, -1.5 * 0.03, 1e-14)
    expectClose(fit.r2 ?? 0, 1 - 0.3 / 14.75, 1e-14)
    expect(fit.degrees).toBe(2)
  })

  it("tells which coefficients cannot be told apart, and estimates the others", () => {
    const base = [
      [0, 1, 2],
      [1, 0, 5],
      [2, 3, 1],
      [3, 1, 4],
      [4, 4, 4],
      [5, 2, 3]
    ]
    const rows = base.map(([a = 0, b = 0, y = 0]) => ({ x: [a, b, 2 * a + 1, 0, 7], y }))
    const fit = fitted(rows, 5)
    const alone = fitted(
      base.map(([a = 0, b = 0, y = 0]) => ({ x: [a, b], y })),
      2
    )
    // The third is made of the first and the constant, the fifth is the constant, the fourth nothing at all.
    expect(values(fit).map((value) => value === null)).toEqual([true, true, false, true, true, true])
    expectClose(fit.coefficients[2]?.value ?? 0, alone.coefficients[2]?.value ?? 1, 1e-12)
    expectClose(fit.coefficients[2]?.standardError ?? 0, alone.coefficients[2]?.standardError ?? 1, 1e-12)
    expectClose(fit.r2 ?? 0, alone.r2 ?? 1, 1e-12)
    expect(
      values(
        fitted(
          base.map(([a = 0, , y = 0]) => ({ x: [a, 0], y })),
          2
        )
      )[0]
    ).not.toBeNull()
  })

  it("says when there is too little", () => {
    const fit = (n: number) =>
      LeastSquares.fit(
        LeastSquares.crossProducts(
          [
            { x: [1], y: 1 },
            { x: [2], y: 3 }
          ].slice(0, n),
          1
        )
      )
    expect([0, 1, 2].map((n) => fit(n)._tag)).toEqual(["InsufficientData", "InsufficientData", "InsufficientData"])
    const flat = fitted(
      [1, 2, 3].map((x) => ({ x: [x], y: 5 })),
      1
    )
    expect([flat.r2, flat.coefficients[1]?.p]).toEqual([null, null])
  })
})

const rows = fc.array(
  fc.record({
    x: fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 })),
    y: fc.integer({ min: 0, max: 10 })
  }),
  { minLength: 4, maxLength: 30 }
)

describe("least squares laws", () => {
  it("leaves residuals that no column accounts for", () => {
    fc.assert(
      fc.property(rows, (observations) => {
        const fit = LeastSquares.fit(LeastSquares.crossProducts(observations, 2))
        if (fit._tag !== "LeastSquares" || values(fit).includes(null)) return
        const [a = 0, b = 0, c = 0] = values(fit).map(Number)
        const residuals = observations.map(({ x, y }) => y - a - b * x[0] - c * x[1])
        for (const weight of [
          () => 1,
          (i: number) => observations[i]?.x[0] ?? 0,
          (i: number) => observations[i]?.x[1] ?? 0
        ]) {
          expect(Math.abs(residuals.reduce((sum, residual, i) => sum + residual * weight(i), 0))).toBeLessThan(1e-8)
        }
        const squares = residuals.reduce((sum, residual) => sum + residual * residual, 0)
        expectClose(fit.residualVariance, squares / fit.degrees, 1e-9)
      })
    )
  })

  it("takes copies for records, in any order", () => {
    fc.assert(
      fc.property(rows, (observations) => {
        const twice = observations.map((each) => ({ ...each, copies: 2 }))
        expect(LeastSquares.crossProducts(twice, 2)).toEqual(
          LeastSquares.crossProducts([...observations, ...observations.toReversed()], 2)
        )
      })
    )
  })

  it("keeps its slopes when the outcome is shifted", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: -1000, max: 1000 }), (observations, shift) => {
        const [a, b] = [0, shift].map((by) =>
          LeastSquares.fit(
            LeastSquares.crossProducts(
              observations.map(({ x, y }) => ({ x, y: y + by })),
              2
            )
          )
        )
        if (a?._tag !== "LeastSquares" || b?._tag !== "LeastSquares") return
        a.coefficients.forEach((each, j) => {
          if (j > 0 && each !== null) expectClose(b.coefficients[j]?.value ?? 1e9, each.value, 1e-9)
        })
      })
    )
  })
})
