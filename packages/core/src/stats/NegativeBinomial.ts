import * as Beta from "./Beta.ts"

/**
 * P(X ≥ x) of the negative binomial distribution with this mean and dispersion, both above 0, with all its digits when it is
 * small. The variance is mean + dispersion × mean²; as the dispersion goes to 0, counts become Poisson.
 *
 * DLMF 8.17.24, in terms of the incomplete beta function.
 *
 * ```ts import.meta.vitest
 * import { upperTail } from "./NegativeBinomial.ts"
 *
 * upperTail(0, 2, 0.5) // => 1
 * Math.abs(upperTail(3, 2, 1) - (2 / 3) ** 3) < 1e-15 // => true
 * ```
 */
export const upperTail = (x: number, mean: number, dispersion: number): number => {
  if (x <= 0) return 1
  const spread = mean * dispersion
  return Beta.lower(spread / (1 + spread), 1 / (1 + spread), x, 1 / dispersion)
}

/**
 * P(X ≤ x) of the same distribution, with all its digits when it is small.
 *
 * ```ts import.meta.vitest
 * import { lowerTail } from "./NegativeBinomial.ts"
 *
 * Math.abs(lowerTail(2, 2, 1) - (1 - (2 / 3) ** 3)) < 1e-15 // => true
 * ```
 */
export const lowerTail = (x: number, mean: number, dispersion: number): number => {
  if (x < 0) return 0
  const spread = mean * dispersion
  return Beta.lower(1 / (1 + spread), spread / (1 + spread), 1 / dispersion, x + 1)
}
