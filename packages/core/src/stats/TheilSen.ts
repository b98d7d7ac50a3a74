import type { Interval } from "./Estimate.ts"
import { critical } from "./KendallDistribution.ts"
import { exactUpTo } from "./MannKendall.ts"
import * as Normal from "./Normal.ts"

/** A value at a time. */
export interface TimedValue {
  readonly at: number
  readonly value: number
}

/** The median slope of all pairs, and the line through the median of values and times. */
export interface TheilSen {
  readonly slope: number
  readonly intercept: number
  /** `null` for so few values that no pair of slopes bounds it at this level. */
  readonly interval: Interval | null
}

const sortedSlopes = (points: ReadonlyArray<TimedValue>): Float64Array => {
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2)
  let k = 0
  points.forEach((later, j) => {
    for (const earlier of points.slice(0, j)) slopes[k++] = (later.value - earlier.value) / (later.at - earlier.at)
  })
  return slopes.sort()
}

const median = (sorted: ArrayLike<number>): number => {
  const half = (sorted.length - 1) / 2
  return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2
}

const sorted = (values: ReadonlyArray<number>): Float64Array => Float64Array.from(values).sort()

/** How many of the slopes lie outside the interval on each side, plus one. */
const rank = (n: number, slopes: number, level: number): number => {
  if (n > exactUpTo) {
    const error = Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)
    return Math.floor((slopes - Normal.twoSided(level) * error) / 2)
  }
  const least = critical(n, (1 - level) / 2)
  return least === null ? 0 : (slopes - least) / 2 + 1
}

/**
 * The Theil–Sen line of values at different times, at least two: the median of the slopes of all pairs.
 *
 * The interval holds the slopes that Kendall's test would not reject, exactly up to 50 values. Theil (1950); Sen (1968),
 * Estimates of the regression coefficient based on Kendall's tau; ranks of the interval as in Hollander and Wolfe (1999),
 * Nonparametric Statistical Methods, 9.3.
 *
 * ```ts import.meta.vitest
 * import { theilSen } from "./TheilSen.ts"
 *
 * const line = theilSen([10, 9, 8, 7, 0].map((value, at) => ({ at, value })), 0.95)
 * line.slope // => -1
 * line.interval // => { low: -7, high: -1, level: 0.95, method: "Theil–Sen" }
 * ```
 */
export const theilSen = (points: ReadonlyArray<TimedValue>, level: number): TheilSen => {
  const slopes = sortedSlopes(points)
  const slope = median(slopes)
  const r = rank(points.length, slopes.length, level)
  const [low, high] = [slopes[r - 1], slopes[slopes.length - r]]
  return {
    slope,
    intercept: median(sorted(points.map(({ value }) => value))) - slope * median(sorted(points.map(({ at }) => at))),
    interval: low === undefined || high === undefined ? null : { low, high, level, method: "Theil–Sen" }
  }
}
