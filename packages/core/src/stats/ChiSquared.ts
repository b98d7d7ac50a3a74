import * as Gamma from "./Gamma.ts"

/**
 * P(X > x) of the chi-squared distribution with `df` degrees of freedom, with all its digits when it is small.
 *
 * ```ts import.meta.vitest
 * import { upperTail } from "./ChiSquared.ts"
 *
 * Math.abs(upperTail(0.5, 2) - Math.exp(-0.25)) < 1e-15 // => true
 * ```
 */
export const upperTail = (x: number, df: number): number => Gamma.upperTail(df / 2, x / 2)
