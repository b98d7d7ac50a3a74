import { exp, log } from "./Elementary.ts"
import { deviance, stirlingError } from "./Stirling.ts"

/** ln of x^a y^b / B(a, b), where y is 1 − x. Loader (2000). */
export const logKernel = (x: number, y: number, a: number, b: number): number => {
  const n = a + b
  const errors = stirlingError(n) - stirlingError(a) - stirlingError(b)
  return errors - deviance(a, n * x) - deviance(b, n * y) + log((a * b) / (2 * Math.PI * n)) / 2
}

/**
 * x^a y^b / B(a, b) over P(X ≤ x), where y is 1 − x: the continued fraction of Didonato and Morris (1992), Algorithm 708,
 * by the modified Lentz method.
 */
const fraction = (x: number, y: number, a: number, b: number): number => {
  const denominator = (m: number): number => ((a + m) * (a * y - b * x + 1 + m * (1 + y))) / (a + 2 * m + 1)
  let value = denominator(0)
  let c = value
  let d = 0
  for (let m = 1; m < 100_000; m++) {
    const odd = a + 2 * m - 1
    const alpha = ((a + m - 1) * (a + b + m - 1) * m * (b - m) * x * x) / (odd * odd)
    const beta = m + (m * (b - m) * x) / odd + denominator(m)
    d = 1 / (beta + alpha * d)
    c = beta + alpha / c
    value *= c * d
    if (Math.abs(c * d - 1) < 3e-16) break
  }
  return value
}

/** ln P(X ≤ x), where y is 1 − x, from the side where the fraction converges fast. */
const logLower = (x: number, y: number, a: number, b: number): number =>
  x * (a + b + 2) <= a + 1
    ? logKernel(x, y, a, b) - log(fraction(x, y, a, b))
    : log(1 - exp(logKernel(x, y, a, b)) / fraction(y, x, b, a))

/**
 * P(X ≤ x) of the beta distribution, where y is 1 − x.
 *
 * For a caller who knows y to more digits than `1 - x` holds.
 */
export const lower = (x: number, y: number, a: number, b: number): number => exp(logLower(x, y, a, b))

const clamp = (x: number): number => Math.min(1, Math.max(0, x))

/**
 * P(X ≤ x) of the beta distribution with shapes a and b above 0: the regularized incomplete beta function.
 *
 * ```ts import.meta.vitest
 * import { cdf } from "./Beta.ts"
 *
 * Math.abs(cdf(0.5, 3, 3) - 0.5) < 1e-15 // => true
 * ```
 */
export const cdf = (x: number, a: number, b: number): number => lower(clamp(x), clamp(1 - x), a, b)

/**
 * P(X > x) of the beta distribution with shapes a and b above 0, with all its digits when it is small.
 *
 * ```ts import.meta.vitest
 * import { upperTail } from "./Beta.ts"
 *
 * Math.abs(upperTail(0.25, 1, 3) - 0.75 ** 3) < 1e-15 // => true
 * ```
 */
export const upperTail = (x: number, a: number, b: number): number => lower(clamp(1 - x), clamp(x), b, a)

/** Below this logit, ln P is a straight line. */
const straight = -700

/**
 * The u with P(X ≤ 1 / (1 + e^−u)) = p, for p from above 0 to 1/2.
 *
 * ln P is concave in u, so Newton's method gets there from any start: after one step it rises to the root and cannot pass it.
 */
const lowLogit = (p: number, a: number, b: number): number => {
  const target = log(p)
  let u = log(a / b)
  for (let i = 0; i < 200; i++) {
    const x = 1 / (1 + exp(-u))
    const y = 1 / (1 + exp(u))
    const lower = logLower(x, y, a, b)
    const step = (target - lower) / exp(logKernel(x, y, a, b) - lower)
    if (Math.abs(step) < 1e-9 || (u === straight && step < 0)) return u + step
    u = Math.max(straight, u + step)
  }
  return u
}

/**
 * The x with P(X ≤ x) = p of the beta distribution with shapes a and b above 0.
 *
 * ```ts import.meta.vitest
 * import { quantile } from "./Beta.ts"
 *
 * Math.abs(quantile(0.75, 1, 1) - 0.75) < 1e-15 // => true
 * ```
 */
export const quantile = (p: number, a: number, b: number): number => {
  if (p === 0 || p === 1) return p
  const u = p > 0.5 ? -lowLogit(1 - p, b, a) : lowLogit(p, a, b)
  return 1 / (1 + exp(-u))
}
