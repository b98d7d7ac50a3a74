/** A number from 0 with its confidence limits. */
export interface Limited {
  readonly value: number
  readonly low: number
  readonly high: number
}

/**
 * The confidence limits of the ratio of two independent estimates, from the limits of each: the second and its lower limit are
 * above 0.
 *
 * The method of variance estimates recovery. Donner and Zou (2012), Closed-form confidence intervals for functions of the
 * normal mean and standard deviation; Li, Tang and Wong (2014) for Poisson counts.
 *
 * ```ts import.meta.vitest
 * import { ratioLimits } from "./RatioInterval.ts"
 *
 * const known = { value: 5, low: 5, high: 5 }
 * ratioLimits({ value: 10, low: 5, high: 20 }, known) // => { low: 1, high: 4 }
 * ```
 */
export const ratioLimits = (a: Limited, b: Limited): { readonly low: number; readonly high: number } => {
  const product = a.value * b.value
  const below = a.low * (2 * a.value - a.low)
  const above = a.high * (2 * a.value - a.high)
  const most = b.high * (2 * b.value - b.high)
  const least = b.low * (2 * b.value - b.low)
  const root = (of: number): number => Math.sqrt(Math.max(0, product * product - of))
  return {
    low: below === 0 ? 0 : below / (product + root(below * most)),
    high: (product + root(above * least)) / least
  }
}
