import { exp } from "./Elementary.ts"
import { deviance, stirlingError } from "./Stirling.ts"

/** x^a e^−x / Γ(a). Loader (2000). */
const kernel = (a: number, x: number): number => Math.sqrt(a / (2 * Math.PI)) * exp(-stirlingError(a) - deviance(a, x))

/** P(a, x) by its power series (DLMF 8.7.1), for x below a + 1. */
const series = (a: number, x: number): number => {
  let term = 1 / a
  let sum = term
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= x / (a + k)
    sum += term
  }
  return sum * kernel(a, x)
}

/** Q(a, x) by its continued fraction (DLMF 8.9.2), by the modified Lentz method, for x from a + 1. */
const fraction = (a: number, x: number): number => {
  let b = x + 1 - a
  let c = Number.POSITIVE_INFINITY
  let d = 1 / b
  let value = d
  for (let k = 1; k < 100_000; k++) {
    const numerator = k * (a - k)
    b += 2
    d = 1 / (b + numerator * d)
    c = b + numerator / c
    value *= c * d
    if (Math.abs(c * d - 1) < 3e-16) break
  }
  return value * kernel(a, x)
}

/**
 * The regularized upper incomplete gamma function Q(a, x) for a above 0, with all its digits when it is small.
 *
 * ```ts import.meta.vitest
 * import { upperTail } from "./Gamma.ts"
 *
 * Math.abs(upperTail(1, 2) - Math.exp(-2)) < 1e-15 // => true
 * ```
 */
export const upperTail = (a: number, x: number): number => {
  if (x <= 0) return 1
  return x < a + 1 ? 1 - series(a, x) : fraction(a, x)
}
