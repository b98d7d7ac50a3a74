import { dispersions } from "../stats/DispersionPosterior.ts"
import { exp } from "../stats/Elementary.ts"
import type { Interval } from "../stats/Estimate.ts"
import * as NegativeBinomial from "../stats/NegativeBinomial.ts"
import { type Baseline, seasonOf, type TopicDays } from "./TopicTrendBaseline.ts"

/** The texts of some days in a row, and how many were expected. */
export interface Window {
  readonly observed: number
  readonly expected: number
  /** The dispersion of the sum over that of a day: 1 for a day, about 1/3 for three. */
  readonly share: number
}

/** The window of so many days that ends on a day. */
export const windowOf = ({ counts }: TopicDays, { level, weekdays }: Baseline, last: number, days: number): Window => {
  let [observed, expected, squares] = [0, 0, 0]
  for (let day = last - days + 1; day <= last; day++) {
    const mean = level * (weekdays[day % 7] ?? 1) * seasonOf(counts, day)
    observed += counts[day] ?? 0
    expected += mean
    squares += mean * mean
  }
  return { observed, expected: Math.max(expected, 1e-6), share: expected > 0 ? squares / (expected * expected) : 1 }
}

/** Gauss and Hermite's three points of a standard normal number. */
const normalPoints: ReadonlyArray<readonly [z: number, weight: number]> = [
  [-Math.sqrt(3), 1 / 6],
  [0, 2 / 3],
  [Math.sqrt(3), 1 / 6]
]

/** What a mean may be in truth, by a gamma distribution with this relative error. Wilson and Hilferty (1931). */
const possible = (error: number, z: number): number => {
  const root = Math.max(0.001, 1 - error / 9 + (z * Math.sqrt(error)) / 3)
  return root * root * root
}

/** P(as many or more) or P(as few or fewer), each with half the probability of the number itself. */
const midTail = (side: Side, { expected, observed }: Window, times: number, dispersion: number): number => {
  const mean = expected * times
  if (side === "upper") {
    const { upperTail } = NegativeBinomial
    return (upperTail(observed, mean, dispersion) + upperTail(observed + 1, mean, dispersion)) / 2
  }
  const { lowerTail } = NegativeBinomial
  return (lowerTail(observed, mean, dispersion) + lowerTail(observed - 1, mean, dispersion)) / 2
}

type Side = "upper" | "lower"

/** Dispersion and error of the mean in one number. */
const overall = ({ errors, weights }: Baseline, { share }: Window): number =>
  weights.reduce((sum, weight, k) => sum + weight * ((dispersions[k] ?? 0) * share + (errors[k] ?? 0)), 0)

/** How many standard deviations more texts than expected. */
const deviations = ({ expected, observed }: Window, dispersion: number): number =>
  (observed - expected) / Math.sqrt(expected + dispersion * expected * expected)

/** Whether there are more texts than expected by a standard deviation. */
export const isHigh = (window: Window, baseline: Baseline): boolean =>
  deviations(window, overall(baseline, window)) >= 1

/** Probabilities below this add nothing that matters. */
const negligible = 1e-7

/**
 * One-sided mid-p of a window: the chance of as many texts, or as few, if nothing changed. It is averaged over what the
 * dispersion and the mean may be, so that few weeks of history give no small p-values.
 */
export const pOf = (side: Side, window: Window, baseline: Baseline): number => {
  const dispersion = overall(baseline, window)
  if (deviations(window, dispersion) * (side === "upper" ? 1 : -1) < 1) return midTail(side, window, 1, dispersion)
  let p = 0
  baseline.weights.forEach((weight, k) => {
    if (weight < negligible) return
    const own = (dispersions[k] ?? 0) * window.share
    for (const [z, part] of normalPoints) {
      p += weight * part * midTail(side, window, possible(baseline.errors[k] ?? 0, z), own)
    }
  })
  return p
}

/** The ratio at which a one-sided mid-p is what is asked, by bisection of its logarithm. */
const ratioAt = (side: Side, window: Window, dispersion: number, p: number): number => {
  const sign = side === "upper" ? 1 : -1
  let [low, high] = [-16, 16]
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (sign * (midTail(side, window, (exp(middle) * (window.observed + 1)) / window.expected, dispersion) - p) < 0) {
      low = middle
    } else high = middle
  }
  return (exp((low + high) / 2) * (window.observed + 1)) / window.expected
}

/** Observed over expected with the ratios that the mid-p test does not refuse. */
export const ratioOf = (
  window: Window,
  baseline: Baseline,
  level: number
): { readonly value: number; readonly interval: Interval } => {
  const dispersion = overall(baseline, window)
  const alpha = (1 - level) / 2
  return {
    value: window.observed / window.expected,
    interval: {
      low: window.observed === 0 ? 0 : ratioAt("upper", window, dispersion, alpha),
      high: ratioAt("lower", window, dispersion, alpha),
      level,
      method: "negative binomial mid-p"
    }
  }
}
