import { factor, inverse, solve } from "./linear/Cholesky.ts"
import { at, make, type SquareMatrix } from "./linear/SquareMatrix.ts"

/** One observation of a regression: its columns, the constant among them, its outcome and its weight, above 0. */
export interface WeightedRow {
  readonly x: ReadonlyArray<number>
  readonly y: number
  readonly weight: number
}

/** A weighted least-squares regression. */
export interface WeightedRegression {
  readonly coefficients: Float64Array
  /** The inverse of the weighted cross products: covariances when multiplied by the variance of a weight of 1. */
  readonly inverse: SquareMatrix
  /** Outcome minus fit, one a row. */
  readonly residuals: ReadonlyArray<number>
  /** Rows minus columns, above 0. */
  readonly degrees: number
  /** Estimated variance of an observation with a weight of 1. */
  readonly variance: number
}

/** A residual of this share of the largest outcome is what rounding leaves of none. */
const rounding = 1e-12

const width = (rows: ReadonlyArray<WeightedRow>): number => rows[0]?.x.length ?? 0

const sum = (rows: ReadonlyArray<WeightedRow>, of: (row: WeightedRow, i: number) => number): number =>
  rows.reduce((total, row, i) => total + of(row, i), 0)

/** The value that coefficients give to columns. */
export const fitted = (coefficients: Float64Array, x: ReadonlyArray<number>): number =>
  x.reduce((total, value, j) => total + value * (coefficients[j] ?? 0), 0)

/**
 * Weighted least squares by the normal equations; `null` when a column is a mix of others, or without more rows than columns.
 *
 * ```ts import.meta.vitest
 * import { weightedRegression } from "./WeightedRegression.ts"
 *
 * const row = (x: number, y: number) => ({ x: [1, x], y, weight: 2 })
 * const fit = weightedRegression([row(0, 1), row(1, 3), row(2, 5)])
 * fit?.coefficients.map(Math.round) // => Float64Array.of(1, 2)
 * ```
 */
export const weightedRegression = (rows: ReadonlyArray<WeightedRow>): WeightedRegression | null => {
  const size = width(rows)
  const degrees = rows.length - size
  if (degrees < 1) return null
  const products = make(size, (j, k) => sum(rows, ({ weight, x }) => weight * (x[j] ?? 0) * (x[k] ?? 0)))
  const lower = factor(products)
  if (lower === null) return null
  const right = Float64Array.from({ length: size }, (_, j) => sum(rows, ({ weight, x, y }) => weight * (x[j] ?? 0) * y))
  const coefficients = solve(lower, right)
  const largest = rows.reduce((most, { y }) => Math.max(most, Math.abs(y)), 0)
  const residuals = rows.map(({ x, y }) => {
    const left = y - fitted(coefficients, x)
    return Math.abs(left) <= rounding * largest ? 0 : left
  })
  const variance = sum(rows, ({ weight }, i) => weight * (residuals[i] ?? 0) * (residuals[i] ?? 0)) / degrees
  return { coefficients, inverse: inverse(lower), residuals, degrees, variance }
}

/**
 * Covariances of the coefficients when neighbouring observations resemble each other and variances differ: heteroskedasticity
 * and autocorrelation consistent, with Bartlett weights up to `lag`, times rows ⁄ degrees of freedom.
 *
 * Newey and West (1987), as `NeweyWest(prewhite = FALSE, adjust = TRUE)` of R's sandwich package.
 */
export const neweyWest = (rows: ReadonlyArray<WeightedRow>, fit: WeightedRegression, lag: number): SquareMatrix => {
  const scores = rows.map(({ weight, x }, i) => x.map((value) => weight * value * (fit.residuals[i] ?? 0)))
  const size = width(rows)
  const meat = make(size, (j, k) => {
    let total = 0
    for (let apart = 0; apart <= lag; apart++) {
      const share = 1 - apart / (lag + 1)
      for (let i = apart; i < scores.length; i++) total += share * pair(scores[i], scores[i - apart], j, k, apart)
    }
    return total
  })
  const bread = fit.inverse
  const product = (a: SquareMatrix, b: SquareMatrix): SquareMatrix =>
    make(size, (j, k) => Array.from({ length: size }, (_, i) => at(a, j, i) * at(b, i, k)).reduce((x, y) => x + y, 0))
  const sandwich = product(product(bread, meat), bread)
  return make(size, (j, k) => (at(sandwich, j, k) * rows.length) / fit.degrees)
}

/** The products of two observations' scores, both ways round unless they are one. */
const pair = (
  a: ReadonlyArray<number> | undefined,
  b: ReadonlyArray<number> | undefined,
  j: number,
  k: number,
  apart: number
): number => {
  const one = (a?.[j] ?? 0) * (b?.[k] ?? 0)
  return apart === 0 ? one : one + (b?.[j] ?? 0) * (a?.[k] ?? 0)
}

/** The variance of a weighted sum of coefficients. */
export const varianceOf = (covariance: SquareMatrix, weights: ReadonlyArray<number>): number =>
  Math.max(
    0,
    weights.reduce((total, a, j) => total + weights.reduce((row, b, k) => row + a * b * at(covariance, j, k), 0), 0)
  )
