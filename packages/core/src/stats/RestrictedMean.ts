/** A curve's steps. */
export interface Steps {
  readonly times: ReadonlyArray<number>
  readonly atRisk: ReadonlyArray<number>
  readonly events: ReadonlyArray<number>
  readonly survival: ReadonlyArray<number>
}

/** What a step adds to the variance, with the area under the curve after it; the last to leave add nothing. */
const varianceOf = (area: number, left: number, n: number): number =>
  left === n ? 0 : (area * area * left) / (n * (n - left))

/**
 * The area under a survival curve from 0 to `tau`, and its standard error.
 *
 * Each event weighs by the area after it, summed from the end. Meier (1975); Klein and Moeschberger (2003), 4.5; as the
 * restricted mean of R's survival package.
 *
 * ```ts import.meta.vitest
 * import { restrictedMean } from "./RestrictedMean.ts"
 *
 * restrictedMean({ times: [2], atRisk: [2], events: [1], survival: [0.5] }, 4).mean // => 3
 * ```
 */
export const restrictedMean = (
  { atRisk, events, survival, times }: Steps,
  tau: number
): { readonly mean: number; readonly standardError: number } => {
  let [area, variance, end] = [0, 0, tau]
  for (let i = times.findLastIndex((time) => time <= tau); i >= 0; i--) {
    const time = times[i] ?? 0
    area += (survival[i] ?? 0) * (end - time)
    variance += varianceOf(area, events[i] ?? 0, atRisk[i] ?? 0)
    end = time
  }
  return { mean: area + end, standardError: Math.sqrt(variance) }
}
