import { exp } from "./Elementary.ts"

/** The density of the standard normal distribution. */
const density = (z: number): number => exp((z * z) / -2) / Math.sqrt(2 * Math.PI)

/** P(0 < Z < z), by its power series. For z below 3/2, where 20 terms do. */
const centre = (z: number): number => {
  let term = z
  let sum = z
  for (let k = 3; k < 45; k += 2) {
    term *= (z * z) / k
    sum += term
  }
  return sum * density(z)
}

/** P(Z > z) for z from 3/2, by Laplace's continued fraction of the Mills ratio, from the inside out. */
const tail = (z: number): number => {
  let fraction = z
  for (let k = Math.ceil(20 + 400 / (z * z)); k > 0; k--) fraction = z + k / fraction
  return density(z) / fraction
}

/**
 * P(Z > z) of the standard normal distribution, to about 15 digits, and to 13 where it is smallest.
 *
 * Power series of the centre (Marsaglia 2004) below 3/2, Laplace's continued fraction above (Abramowitz and Stegun 26.2.14).
 *
 * ```ts import.meta.vitest
 * import { upperTail } from "./Normal.ts"
 *
 * upperTail(0) // => 0.5
 * Math.abs(upperTail(10) / 7.61985302416052606e-24 - 1) < 1e-14 // => true
 * ```
 */
export const upperTail = (z: number): number => {
  if (Math.abs(z) < 1.5) return 0.5 - centre(z)
  return z < 0 ? 1 - upperTail(-z) : tail(z)
}

/**
 * P(Z ≤ z) of the standard normal distribution.
 *
 * ```ts import.meta.vitest
 * import { cdf } from "./Normal.ts"
 *
 * cdf(0) // => 0.5
 * ```
 */
export const cdf = (z: number): number => upperTail(-z)

/** One step of Newton's method to the z whose upper tail is p. */
const closer = (z: number, p: number): number => z + (upperTail(z) - p) / density(z)

/**
 * The z with P(Z ≤ z) = p: `-Infinity` at 0 and `Infinity` at 1.
 *
 * Newton's method on the tail, from 0: the tail is convex there, so the steps only go up, until there is none.
 *
 * ```ts import.meta.vitest
 * import { quantile } from "./Normal.ts"
 *
 * quantile(0.5) // => 0
 * Math.abs(quantile(0.975) - 1.959963984540054) < 1e-14 // => true
 * ```
 */
export const quantile = (p: number): number => {
  if (p > 0.5) return -quantile(1 - p)
  if (!(p > 0)) return p === 0 ? Number.NEGATIVE_INFINITY : Number.NaN
  let z = 0
  for (let next = closer(z, p); next > z; next = closer(z, p)) z = next
  return 0 - z
}

/**
 * The z that leaves a two-sided confidence interval of this level: 1.96 for 0.95.
 *
 * ```ts import.meta.vitest
 * import { twoSided } from "./Normal.ts"
 *
 * twoSided(0.95).toFixed(4) // => "1.9600"
 * ```
 */
export const twoSided = (level: number): number => quantile((1 + level) / 2)
