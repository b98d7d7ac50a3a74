import type { SurvivalCurve } from "../measures/SurvivalCurve.ts"

/** The place of the last time of a curve before so many days; −1 for none. */
const placeBefore = ({ times }: SurvivalCurve, days: number): number => {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? days) < days) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The share of stays that lasts so many whole days or longer. Beyond what was followed, that of the last day. */
export const shareLasting = (curve: SurvivalCurve, days: number): number =>
  curve.survival[placeBefore(curve, days)] ?? 1

/**
 * So many stays, all followed to their end, would know that share as well as these do: S (1 − S) by Greenwood's variance. Without
 * an end by then, those followed so far; where all have ended, as it was before the last did.
 *
 * Cutler and Ederer (1958); Dorey and Korn (1987), Effective sample sizes for confidence intervals for survival probabilities.
 */
export const effectiveSize = (curve: SurvivalCurve, days: number): number => {
  const place = placeBefore(curve, days)
  const at = (curve.survival[place] ?? 1) > 0 ? place : place - 1
  const [share, error] = [curve.survival[at] ?? 1, curve.standardError[at] ?? 0]
  return share === 1 || error === 0 ? (curve.atRisk[place] ?? curve.n) : (share * (1 - share)) / (error * error)
}

/**
 * How many stays would last longer than so many days if a given share did, and were they seen as long as these are: the
 * product of the shares that are followed on.
 */
export const expectedLonger = (
  { atRisk, censored, events, n, times }: SurvivalCurve,
  share: number,
  days: number
): number => {
  const followed = times.reduce((product, time, i) => {
    const staying = (atRisk[i] ?? 0) - (events[i] ?? 0)
    return time < days && staying > 0 ? product * (1 - (censored[i] ?? 0) / staying) : product
  }, 1)
  return n * share * followed
}
