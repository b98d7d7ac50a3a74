import * as Normal from "./Normal.ts"

/** 1 / (4 P(Z ≥ √2)): the least factor that holds for all weights. */
const factor = 0.25 / Normal.upperTail(Math.SQRT2)

/**
 * The most that P(± w₁ ± w₂ … ≥ sum) can be when each sign is a fair coin, from the sum of the squares of the weights.
 *
 * It holds for any weights, however few or uneven they are. Bentkus and Dzindzalieta (2015), A tight Gaussian bound for weighted
 * sums of Rademacher random variables.
 *
 * ```ts import.meta.vitest
 * import { upperTail } from "./SignedSum.ts"
 *
 * upperTail(0, 4) // => 1
 * upperTail(10, 10) >= 2 ** -10 // => true
 * ```
 */
export const upperTail = (sum: number, squares: number): number =>
  sum <= 0 || squares === 0 ? 1 : Math.min(1, factor * Normal.upperTail(sum / Math.sqrt(squares)))
