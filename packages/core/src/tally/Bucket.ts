import { exp, log } from "../stats/Elementary.ts"

/**
 * Logarithmic buckets (DDSketch, Masson, Rim and Lee 2019).
 *
 * Bucket `i` holds the whole numbers `v` with `gamma^(i-1) < v <= gamma^i`, where
 * `gamma = (1 + relativeError) / (1 - relativeError)`; 0 has the bucket -1. The powers are built by repeated
 * multiplication, so that every engine draws the same borders.
 */
export interface Buckets {
  /** The bucket of a whole number from 0; `null` for any other number. */
  readonly index: (value: number) => number | null
  /** The largest whole number in a bucket. */
  readonly upper: (index: number) => number
}

/** The buckets of a relative error. */
export const buckets = (relativeError: number): Buckets => {
  const gamma = (1 + relativeError) / (1 - relativeError)
  const scale = 1 / log(gamma)
  const powers: Array<number> = [1]
  const power = (index: number): number => {
    for (let i = powers.length; i <= index; i++) powers.push((powers[i - 1] ?? 1) * gamma)
    return powers[index] ?? 1
  }
  const index = (value: number): number | null => {
    if (!Number.isSafeInteger(value) || value < 0) return null
    if (value <= 1) return value - 1
    let i = Math.max(1, Math.round(log(value) * scale))
    while (power(i) < value) i++
    while (power(i - 1) >= value) i--
    return i
  }
  return { index, upper: (i) => (i < 0 ? 0 : Math.floor(power(i))) }
}

/**
 * The number that stands for a bucket: off by at most `relativeError` from every number in it.
 *
 * ```ts import.meta.vitest
 * import { buckets, midpoint } from "./Bucket.ts"
 *
 * const index = buckets(0.01).index(1000) ?? 0
 * Math.abs(midpoint(0.01, index) - 1000) <= 10 // => true
 * ```
 */
export const midpoint = (relativeError: number, index: number): number => {
  if (index < 0) return 0
  const gamma = (1 + relativeError) / (1 - relativeError)
  return (2 * exp(index * log(gamma))) / (gamma + 1)
}
