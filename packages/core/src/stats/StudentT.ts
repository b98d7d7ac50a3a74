import { logKernel, lower } from "./Beta.ts"
import { exp, log } from "./Elementary.ts"

/** The x and 1 − x at which the beta distribution gives the two tails beyond ±t. */
const place = (t: number, df: number): readonly [x: number, y: number] => {
  const square = (t * t) / df
  return [1 / (1 + square), square / (1 + square)]
}

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
  const half = lower(...place(t, df), df / 2, 0.5) / 2
  return t < 0 ? 1 - half : half
}

/** One step of Newton's method to the t whose upper tail is p. */
const closer = (t: number, p: number, df: number): number =>
  t + ((upperTail(t, df) - p) * t) / exp(logKernel(...place(t, df), df / 2, 0.5))

/** Next to 0, where a step can still be told. */
const start = 1e-100

/**
 * The t with P(T ≤ t) = p: `-Infinity` at 0 and `Infinity` at 1.
 *
 * Newton's method on the tail, from next to 0: the tail is convex, so the steps only go up, until there is none.
 *
 * ```ts import.meta.vitest
 * import { quantile } from "./StudentT.ts"
 *
 * Math.abs(quantile(0.975, 4) - 2.7764451051977934) < 1e-13 // => true
 * ```
 */
export const quantile = (p: number, df: number): number => {
  if (p > 0.5) return -quantile(1 - p, df)
  // −∞ at 0, no number below.
  if (!(p > 0)) return log(p)
  let t = start
  for (let next = closer(t, p, df); next > t; next = closer(t, p, df)) t = next
  return start - t
}
