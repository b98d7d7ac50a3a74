import type { Excluded } from "../stats/Estimate.ts"
import { type HazardScale, hazardLimits, nelsonAalen } from "../stats/NelsonAalen.ts"
import { twoSided } from "../stats/Normal.ts"
import type { SurvivalCurve } from "./SurvivalCurve.ts"

/** A cumulative hazard. The arrays have one entry for each distinct time, in ascending order. */
export interface CumulativeHazard {
  readonly _tag: "CumulativeHazard"
  readonly n: number
  readonly eventCount: number
  readonly excluded: Excluded
  readonly times: ReadonlyArray<number>
  /** The sum of the shares that left at each time, of those at risk: from 0 up, with no bound. */
  readonly hazard: ReadonlyArray<number>
  /** Aalen's standard error. */
  readonly standardError: ReadonlyArray<number>
  /** Confidence limits; `null` on the log scale before the first event. */
  readonly low: ReadonlyArray<number | null>
  readonly high: ReadonlyArray<number | null>
  readonly level: number
  /** The published name of the interval's method: `"Aalen, log"`. */
  readonly method: string
}

/** How a cumulative hazard is reported. */
export interface HazardOptions {
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** The scale the intervals are made on: `"log"` unless told. */
  readonly interval?: HazardScale
}

/**
 * The Nelson–Aalen cumulative hazard of a curve's lifetimes: its slope is the rate of leaving.
 *
 * A straight line means that customers leave at a steady rate; one that flattens, that those who stay become loyal.
 * Several who leave at one time add d / n, as R does unless told.
 *
 * ```ts import.meta.vitest
 * import * as Survival from "./Survival.ts"
 *
 * const curve = Survival.fromLifetimes([1, 2, 2, 4].map((time) => ({ time, event: time < 4 })))
 * curve._tag === "SurvivalCurve" && Survival.cumulativeHazard(curve).hazard.map((each) => each.toFixed(2)) // => ["0.25", "0.92", "0.92"]
 * ```
 */
export const cumulativeHazard = (
  { atRisk, eventCount, events, excluded, n, times }: SurvivalCurve,
  { interval = "log", level = 0.95 }: HazardOptions = {}
): CumulativeHazard => {
  const { hazard, standardError } = nelsonAalen(events, atRisk)
  const z = twoSided(level)
  const ends = hazard.map((each, i) => hazardLimits(interval, each, standardError[i] ?? 0, z))
  return {
    _tag: "CumulativeHazard",
    n,
    eventCount,
    excluded,
    times,
    hazard,
    standardError,
    low: ends.map(({ low }) => low),
    high: ends.map(({ high }) => high),
    level,
    method: `Aalen, ${interval}`
  }
}
