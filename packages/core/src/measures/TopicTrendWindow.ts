import { dispersions } from "../stats/DispersionPosterior.ts"
import { exp } from "../stats/Elementary.ts"
import type { Interval } from "../stats/Estimate.ts"
import * as NegativeBinomial from "../stats/NegativeBinomial.ts"
import { type Baseline, levelOn } from "./TopicTrendBaseline.ts"
import { seasonOn, type TopicDays } from "./TopicTrendSeason.ts"

/** The texts of some days in a row, and how many were expected. */
export interface Window {
  readonly observed: number
  readonly expected: number
  /** The dispersion of the sum over that of a day: 1 for a day, about 1/3 for three. */
  readonly share: number
}

/** The window of so many days that ends on a day. */
export const windowOf = (topic: TopicDays, baseline: Baseline, last: number, days: number): Window => {
  let [expected, squares] = [0, 0]
  for (let day = last - days + 1; day <= last; day++) {
    const mean = levelOn(baseline, day) * seasonOn(topic, day)
    expected += mean
    squares += mean * mean
  }
  const observed = (topic.before[last + 1] ?? 0) - (topic.before[last - days + 1] ?? 0)
  return { observed, expected: Math.max(expected, 1e-6), share: expected > 0 ? squares / (expected * expected) : 1 }
}

type Side = "upper" | "lower"

/** P(as many or more) or P(as few or fewer) of a mean. */
const tail = (side: Side, observed: number, mean: number, dispersion: number): number =>
  side === "upper"
    ? NegativeBinomial.upperTail(observed, mean, dispersion)
    : NegativeBinomial.lowerTail(observed, mean, dispersion)

/** The same with half the probability of the number itself. */
const midTail = (side: Side, observed: number, mean: number, dispersion: number): number =>
  (tail(side, observed, mean, dispersion) + tail(side, observed + (side === "upper" ? 1 : -1), mean, dispersion)) / 2

/** Dispersion and error of the mean in one number. */
const overall = ({ dispersion, errors, weights }: Baseline, { share }: Window): number =>
  weights.reduce((sum, weight, k) => sum + weight * (errors[k] ?? 0), dispersion * share)

/** How many standard deviations more texts than expected. */
const deviations = ({ expected, observed }: Window, dispersion: number): number =>
  (observed - expected) / Math.sqrt(expected + dispersion * expected * expected)

/** Whether there are more texts than expected by a standard deviation. */
export const isHigh = (window: Window, baseline: Baseline): boolean =>
  window.observed > window.expected && deviations(window, overall(baseline, window)) >= 1

/** Gauss and Hermite's three points of a standard normal number. */
const normalPoints: ReadonlyArray<readonly [z: number, weight: number]> = [
  [-Math.sqrt(3), 1 / 6],
  [0, 2 / 3],
  [Math.sqrt(3), 1 / 6]
]

/** What a mean may be in truth, by a gamma distribution with this squared relative error. Wilson and Hilferty (1931). */
const possible = (error: number, z: number): number => {
  const root = Math.max(0.001, 1 - error / 9 + (z * Math.sqrt(error)) / 3)
  return root * root * root
}

/** Weights below this add nothing that matters. */
const negligible = 1e-7

/** A p-value above this is no news, and is not averaged. */
const remarkable = 0.1

/**
 * One-sided p-value of a window: the chance of as many texts, or as few, if nothing changed. A small one is averaged over what
 * the dispersion and the mean may be, so that few weeks of history give no small p-values.
 */
export const pOf = (side: Side, window: Window, baseline: Baseline): number => {
  const { expected, observed, share } = window
  const rough = tail(side, observed, expected, overall(baseline, window))
  if (rough > remarkable) return rough
  let p = 0
  baseline.weights.forEach((weight, k) => {
    if (weight < negligible) return
    for (const [z, part] of normalPoints) {
      const mean = expected * possible(baseline.errors[k] ?? 0, z)
      p += weight * part * tail(side, observed, mean, (dispersions[k] ?? 0) * share)
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
    if (sign * (midTail(side, window.observed, exp(middle) * (window.observed + 1), dispersion) - p) < 0) {
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
