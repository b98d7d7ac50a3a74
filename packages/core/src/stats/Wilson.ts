import { twoSided } from "./Normal.ts"

/** The smaller root of the score equation, in the form that loses no digits. */
const lower = (successes: number, n: number, z: number): number => {
  if (successes <= 0) return 0
  const spread = z * Math.sqrt((successes * (n - successes)) / n + (z * z) / 4)
  return (successes * successes) / n / (successes + (z * z) / 2 + spread)
}

/**
 * The Wilson score interval of a proportion, without continuity correction, on the scale from 0 to 1.
 *
 * `n` may be fractional, as an effective sample size is. Of no trials it is the whole range from 0 to 1.
 * Wilson (1927), Probable inference, the law of succession, and statistical inference.
 *
 * ```ts import.meta.vitest
 * import { wilson } from "./Wilson.ts"
 *
 * wilson(0, 0, 0.95) // => { low: 0, high: 1 }
 * wilson(10, 10, 0.95).high // => 1
 * wilson(10, 10, 0.95).low.toFixed(4) // => "0.7225"
 * ```
 */
export const wilson = (
  successes: number,
  n: number,
  level: number
): { readonly low: number; readonly high: number } => {
  const z = twoSided(level)
  return { low: lower(successes, n, z), high: 1 - lower(n - successes, n, z) }
}
