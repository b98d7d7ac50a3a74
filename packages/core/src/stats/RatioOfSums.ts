import type { Interval } from "./Estimate.ts"
import { twoSided } from "./Normal.ts"
import * as StudentT from "./StudentT.ts"
import { wilson } from "./Wilson.ts"

/** Exact sums over records of two whole numbers each, 0 ≤ x ≤ y. */
export interface PairedSums {
  readonly n: number
  readonly x: number
  readonly y: number
  readonly xx: number
  readonly xy: number
  readonly yy: number
}

/** So many independent trials say as much about x / y as these records, whose parts go together. */
const effective = ({ n, x, xx, xy, y, yy }: PairedSums, level: number): number => {
  const ratio = x / y
  if (n < 2 || x === 0 || x === y) return n
  const spread = Math.max(0, xx - 2 * ratio * xy + ratio * ratio * yy) / (n - 1)
  const variance = (spread * n) / (y * y)
  const trials = variance === 0 ? y : Math.min(y, (ratio * (1 - ratio)) / variance)
  const narrower = twoSided(level) / StudentT.quantile((1 + level) / 2, n - 1)
  return Math.max(1, trials * narrower * narrower)
}

/**
 * The interval of Σx / Σy, from 0 to 1: Wilson's, of as many trials as would vary like the ratio does between the records
 * (linearised). Where nothing or all is x, each record is one trial. Needs a record with y above 0.
 *
 * Korn and Graubard (1998), Confidence intervals for proportions with small expected number of positive counts estimated from
 * survey data, with Wilson's interval in the place of the exact one.
 *
 * ```ts import.meta.vitest
 * import { interval } from "./RatioOfSums.ts"
 *
 * interval({ n: 10, x: 0, y: 40, xx: 0, xy: 0, yy: 160 }, 0.95).high.toFixed(3) // => "0.278"
 * ```
 */
export const interval = (sums: PairedSums, level: number): Interval => ({
  ...within(sums, effective(sums, level), level),
  level,
  method: "Wilson, effective sample"
})

const within = ({ x, y }: PairedSums, trials: number, level: number) => wilson((x / y) * trials, trials, level)
