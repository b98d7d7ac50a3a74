import { exp } from "./Elementary.ts"
import type { Limits } from "./KaplanMeier.ts"

/** The Nelson–Aalen estimate at each time. */
export interface NelsonAalen {
  readonly hazard: ReadonlyArray<number>
  readonly standardError: ReadonlyArray<number>
}

/**
 * The Nelson–Aalen estimate of the cumulative hazard, with Aalen's standard error: sums of d / n and d / n².
 *
 * Takes how many left at each time, and how many were followed just before it. Nelson (1972); Aalen (1978).
 *
 * ```ts import.meta.vitest
 * import { nelsonAalen } from "./NelsonAalen.ts"
 *
 * nelsonAalen([1, 0, 1], [4, 2, 1]) // => { hazard: [0.25, 0.25, 1.25], standardError: [0.25, 0.25, Math.sqrt(1.0625)] }
 * ```
 */
export const nelsonAalen = (events: ReadonlyArray<number>, atRisk: ReadonlyArray<number>): NelsonAalen => {
  let hazard = 0
  let variance = 0
  const standardError: Array<number> = []
  const hazards = events.map((left, i) => {
    const n = atRisk[i] ?? 1
    hazard += left / n
    variance += left / (n * n)
    standardError.push(Math.sqrt(variance))
    return hazard
  })
  return { hazard: hazards, standardError }
}

/** How a confidence interval of a cumulative hazard is made: on the scale of its logarithm, or of itself. */
export type HazardScale = "log" | "plain"

/**
 * The pointwise confidence limits of one cumulative hazard, from 0; `null` on the log scale while it is 0.
 *
 * Bie, Borgan and Liestøl (1987) for log, which holds its level with few events. `z` is the normal quantile of the level.
 *
 * ```ts import.meta.vitest
 * import { hazardLimits } from "./NelsonAalen.ts"
 *
 * hazardLimits("plain", 0.5, 0.1, 2) // => { low: 0.3, high: 0.7 }
 * hazardLimits("log", 0, 0, 2) // => { low: null, high: null }
 * ```
 */
export const hazardLimits = (scale: HazardScale, hazard: number, standardError: number, z: number): Limits => {
  if (scale === "plain") return { low: Math.max(0, hazard - z * standardError), high: hazard + z * standardError }
  if (hazard === 0) return { low: null, high: null }
  const factor = exp((z * standardError) / hazard)
  return { low: hazard / factor, high: hazard * factor }
}
