import {
  type Estimate,
  type Excluded,
  estimate,
  type InsufficientData,
  insufficientData,
  nothingExcluded
} from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"

/** A share in per cent from 0 to 100, with Wilson's interval. `n` are those it is a share of. */
export interface CountedShare extends Estimate {
  /** How many of `n` it counts. */
  readonly count: number
}

/** A share, or why there is none. */
export type CountedShareResult = CountedShare | InsufficientData

/** So many of so many, at least 1. */
export const countedShare = (
  count: number,
  n: number,
  level: number,
  excluded: Excluded = nothingExcluded
): CountedShare => ({
  ...estimate((100 * count) / n, Proportion.interval({ successes: count, n }, level), n, excluded),
  count
})

/** So many of so many; of none the reason is `nobody`. */
export const shareOf = (
  count: number,
  n: number,
  level: number,
  nobody: string,
  excluded: Excluded = nothingExcluded
): CountedShareResult => (n === 0 ? insufficientData(nobody, 0, excluded) : countedShare(count, n, level, excluded))
