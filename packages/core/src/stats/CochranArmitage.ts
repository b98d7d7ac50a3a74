import * as Normal from "./Normal.ts"
import type { Proportion } from "./Proportion.ts"

/** So many of so many, at a time or dose. */
export interface ScoredProportion extends Proportion {
  readonly at: number
}

/** The Cochran–Armitage test of a trend in proportions. */
export interface CochranArmitage {
  /** Successes times their distance from the mean time, added up. */
  readonly t: number
  /** Its variance when the proportion is the same at all times. */
  readonly variance: number
  /** `t` in standard errors: 0 when nothing varies. */
  readonly z: number
  /** Two-sided p-value: 1 when nothing varies. */
  readonly p: number
  /** The slope of the weighted regression line: the change of the proportion, from 0 to 1, per unit of time. */
  readonly slope: number
  /** Its standard error when the proportion is the same at all times. */
  readonly standardError: number
}

/**
 * Whether a proportion rises or falls in a line with time. Takes at least two times with trials.
 *
 * Cochran (1954), Some methods for strengthening the common chi-squared tests; Armitage (1955), Tests for linear trends in
 * proportions and frequencies. The variance divides by N.
 *
 * ```ts import.meta.vitest
 * import { cochranArmitage } from "./CochranArmitage.ts"
 *
 * const { t, variance, slope } = cochranArmitage([{ at: 0, successes: 10, n: 50 }, { at: 1, successes: 20, n: 50 }])
 * t // => 5
 * variance // => 5.25
 * slope // => 0.2
 * ```
 */
export const cochranArmitage = (series: ReadonlyArray<ScoredProportion>): CochranArmitage => {
  const times = series.filter(({ n }) => n > 0)
  const total = (of: (time: ScoredProportion) => number): number => times.reduce((sum, time) => sum + of(time), 0)
  const n = total((time) => time.n)
  const pooled = total(({ successes }) => successes) / n
  const mean = total((time) => time.n * time.at) / n
  const spread = total((time) => time.n * (time.at - mean) * (time.at - mean))
  const t = total((time) => (time.successes - time.n * pooled) * (time.at - mean))
  const variance = pooled * (1 - pooled) * spread
  const z = variance === 0 ? 0 : t / Math.sqrt(variance)
  return {
    t,
    variance,
    z,
    p: Math.min(1, 2 * Normal.upperTail(Math.abs(z))),
    slope: t / spread,
    standardError: Math.sqrt(variance) / spread
  }
}
