import { logitQuantile, lower } from "./Beta.ts"
import { exp } from "./Elementary.ts"

/**
 * P(T > t) of Student's t distribution with `df` degrees of freedom, above 0 and not always whole.
 *
 * By the incomplete beta function (Abramowitz and Stegun 26.7.1), with all its digits when it is small.
 *
 * ```ts import.meta.vitest
 * import { upperTail } from "./StudentT.ts"
 *
 * upperTail(0, 5) // => 0.5
 * Math.abs(upperTail(1, 1) - 0.25) < 1e-15 // => true
 * ```
 */
export const upperTail = (t: number, df: number): number => {
  const square = (t * t) / df
  const half = lower(1 / (1 + square), square / (1 + square), df / 2, 0.5) / 2
  return t < 0 ? 1 - half : half
}

/**
 * The t with P(T ≤ t) = p.
 *
 * ```ts import.meta.vitest
 * import { quantile } from "./StudentT.ts"
 *
 * Math.abs(quantile(0.975, 4) - 2.7764451051977934) < 1e-13 // => true
 * ```
 */
export const quantile = (p: number, df: number): number => {
  if (p > 0.5) return -quantile(1 - p, df)
  return p === 0.5 ? 0 : -Math.sqrt(df) * exp(-logitQuantile(2 * p, 1 - 2 * p, df / 2, 0.5) / 2)
}
