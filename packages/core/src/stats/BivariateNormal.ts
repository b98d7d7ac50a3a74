import { exp } from "./Elementary.ts"
import * as Normal from "./Normal.ts"

/** The integrand over the half-angle tangent t of the correlation: no trigonometry, so the same bits everywhere. */
const integrand = (t: number, h: number, k: number): number => {
  const square = 1 + t * t
  const sine = (2 * t) / square
  const cosine = (1 - t * t) / square
  return exp((2 * h * k * sine - h * h - k * k) / (2 * cosine * cosine)) / square
}

/** Simpson's rule from 0 to `end`. */
const simpson = (f: (t: number) => number, end: number, steps = 256): number => {
  let sum = f(0) + f(end)
  for (let i = 1; i < steps; i++) sum += (i % 2 === 0 ? 2 : 4) * f((end * i) / steps)
  return (sum * end) / steps / 3
}

/**
 * P(X ≤ h, Y ≤ k) of two standard normal variables with a correlation from −1 to 1.
 *
 * Plackett (1954): the independent probability, and an integral over the correlation from there. To about 10 digits, and
 * fewer where the correlation is within 0.01 of ±1.
 *
 * ```ts import.meta.vitest
 * import { cdf } from "./BivariateNormal.ts"
 *
 * cdf(0, 0, 0) // => 0.25
 * Math.abs(cdf(0, 0, 0.5) - 1 / 3) < 1e-12 // => true
 * cdf(1, Number.POSITIVE_INFINITY, 0.3) === cdf(1, Number.POSITIVE_INFINITY, 0) // => true
 * ```
 */
export const cdf = (h: number, k: number, correlation: number): number => {
  const independent = Normal.cdf(h) * Normal.cdf(k)
  if (!(Number.isFinite(h) && Number.isFinite(k))) return independent
  if (correlation > 1 - 1e-9) return Normal.cdf(Math.min(h, k))
  if (correlation < 1e-9 - 1) return Math.max(0, Normal.cdf(h) - Normal.cdf(-k))
  const end = correlation / (1 + Math.sqrt(1 - correlation * correlation))
  const joint = independent + simpson((t) => integrand(t, h, k), end) / Math.PI
  return Math.min(1, Math.max(0, joint))
}
