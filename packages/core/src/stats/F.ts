import { lower } from "./Beta.ts"

/**
 * P(F > x) of the F distribution with `d1` and `d2` degrees of freedom, with all its digits when it is small.
 *
 * By the incomplete beta function (Abramowitz and Stegun 26.6.2).
 *
 * ```ts import.meta.vitest
 * import { upperTail } from "./F.ts"
 *
 * Math.abs(upperTail(1, 4, 4) - 0.5) < 1e-15 // => true
 * ```
 */
export const upperTail = (x: number, d1: number, d2: number): number => {
  const ratio = (d1 * Math.max(0, x)) / d2
  return lower(1 / (1 + ratio), ratio / (1 + ratio), d2 / 2, d1 / 2)
}
