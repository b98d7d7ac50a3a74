import type { Interval } from "./Estimate.ts"
import * as Normal from "./Normal.ts"

/**
 * Byar's interval of a Poisson rate: `events` over an exposure, in per cent.
 *
 * Breslow and Day (1987), Statistical Methods in Cancer Research II, p. 69.
 */
export const interval = (events: number, exposure: number, level: number): Interval => {
  const z = Normal.quantile((1 + level) / 2)
  const bound = (count: number, side: number): number => {
    if (count === 0) return 0
    const root = 1 - 1 / (9 * count) + (side * z) / (3 * Math.sqrt(count))
    return count * root * root * root
  }
  return {
    low: (100 * Math.max(0, bound(events, -1))) / exposure,
    high: (100 * bound(events + 1, 1)) / exposure,
    level,
    method: "Byar"
  }
}
