/**
 * exp, ln and ln(1 + x) from additions, multiplications and divisions alone.
 *
 * JavaScript leaves the last digits of `Math.exp`, `Math.log` and `Math.pow` to the engine, and browsers and Node do
 * differ. What is built on these is the same everywhere, bit for bit.
 */

/** ln 2 in two parts: a multiple of the first with a small whole number is exact. */
const ln2High = 0.6931471803691238
const ln2Low = 1.9082149292705877e-10

/**
 * e^x.
 *
 * The power series of what is left of x after taking out a multiple of ln 2.
 *
 * ```ts import.meta.vitest
 * import { exp } from "./Elementary.ts"
 *
 * exp(0) // => 1
 * Math.abs(exp(1) - Math.E) < 1e-15 // => true
 * ```
 */
export const exp = (x: number): number => {
  if (Math.abs(x) > 750) return x > 0 ? Number.POSITIVE_INFINITY : 0
  const k = Math.floor(x / Math.LN2)
  const r = x - k * ln2High - k * ln2Low
  let series = 1
  for (let n = 18; n > 0; n--) series = 1 + (series * r) / n
  return series * 2 ** k
}

/**
 * The natural logarithm of x: `-Infinity` at 0 and `NaN` below.
 *
 * The series of the inverse hyperbolic tangent near 1, after taking out a power of 2.
 *
 * ```ts import.meta.vitest
 * import { log } from "./Elementary.ts"
 *
 * log(1) // => 0
 * log(Math.E) // => 1
 * ```
 */
export const log = (x: number): number => {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return Math.log(x)
  let k = 0
  let m = x
  for (; m > Math.SQRT2; k++) m /= 2
  for (; m < Math.SQRT1_2; k--) m *= 2
  const f = m - 1
  const s = f / (2 + f)
  let series = 0
  for (let n = 23; n > 1; n -= 2) series = s * s * (2 / n + series)
  return k * Math.LN2 + (f - s * (f - series))
}

/**
 * ln(1 + x), with all its digits when x is small.
 *
 * ```ts import.meta.vitest
 * import { log1p } from "./Elementary.ts"
 *
 * log1p(1e-20) // => 1e-20
 * ```
 */
export const log1p = (x: number): number => {
  const u = 1 + x
  return u === 1 ? x : log(u) * (x / (u - 1))
}
