import type { Difference } from "./Difference.ts"
import type { Interval } from "./Estimate.ts"
import * as StudentT from "./StudentT.ts"

/** Exact sums of whole numbers: how many, their sum, the sum of their squares. */
export interface Moments {
  readonly n: number
  readonly sum: number
  readonly squares: number
}

/** The arithmetic mean. */
export const mean = ({ n, sum }: Moments): number => sum / n

/** The variance over n − 1, from whole-number sums without cancellation. */
export const variance = ({ n, squares, sum }: Moments): number => Math.max(0, (n * squares - sum * sum) / (n * (n - 1)))

/** Student's t interval of a mean, within the bounds of its scale. Needs two records. */
export const interval = (
  moments: Moments,
  level: number,
  bounds: { readonly minimum: number; readonly maximum: number }
): Interval => {
  const error = Math.sqrt(variance(moments) / moments.n)
  const margin = error === 0 ? 0 : StudentT.quantile((1 + level) / 2, moments.n - 1) * error
  return {
    low: Math.max(bounds.minimum, mean(moments) - margin),
    high: Math.min(bounds.maximum, mean(moments) + margin),
    level,
    method: "Student t"
  }
}

/** Two-sided p-value of a mean of zero; `null` when nothing varies. */
export const testZero = (moments: Moments): number | null => {
  const error = Math.sqrt(variance(moments) / moments.n)
  return error === 0 ? null : twoSided(mean(moments) / error, moments.n - 1)
}

const twoSided = (t: number, degrees: number): number => Math.min(1, 2 * StudentT.upperTail(Math.abs(t), degrees))

/** Welch's difference of two means, with Satterthwaite's degrees of freedom. Needs two records on each side. */
export const difference = (a: Moments, b: Moments, level: number): Difference => {
  const [u, v] = [variance(a) / a.n, variance(b) / b.n]
  const value = mean(a) - mean(b)
  const error = Math.sqrt(u + v)
  const degrees = ((u + v) * (u + v)) / ((u * u) / (a.n - 1) + (v * v) / (b.n - 1))
  const margin = error === 0 ? 0 : StudentT.quantile((1 + level) / 2, degrees) * error
  return {
    _tag: "Difference",
    value,
    interval: { low: value - margin, high: value + margin, level, method: "Welch t" },
    p: error === 0 ? null : twoSided(value / error, degrees),
    n: [a.n, b.n]
  }
}
