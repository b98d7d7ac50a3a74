import { log, log1p } from "./Elementary.ts"
/**
 * The error of Stirling's formula: ln Γ(z + 1) − (z + 1/2) ln z + z − ln √(2π), for z above 0.
 *
 * The distributions are built on it instead of on ln Γ, whose digits cancel when the arguments are large. Asymptotic
 * series from 16 on, and the recurrence down to z. Loader (2000), Fast and Accurate Computation of Binomial Probabilities.
 *
 * ```ts import.meta.vitest
 * import { stirlingError } from "./Stirling.ts"
 *
 * Math.abs(stirlingError(1) - 0.08106146679532726) < 1e-15 // => true
 * ```
 */
export const stirlingError = (z: number): number => {
  let error = 0
  let at = z
  for (; at < 16; at++) error += (at + 0.5) * log1p(1 / at) - 1
  const s = 1 / (at * at)
  return error + (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s / 1188)))) / at
}

/**
 * The deviance x ln(x / m) + m − x of an observed x above 0 from an expected m.
 *
 * Loader (2000).
 *
 * ```ts import.meta.vitest
 * import { deviance } from "./Stirling.ts"
 *
 * deviance(4, 4) // => 0
 * ```
 */
export const deviance = (x: number, m: number): number => {
  const difference = (m - x) / x
  return x * (difference - (difference < -0.5 ? log(m / x) : log1p(difference)))
}
