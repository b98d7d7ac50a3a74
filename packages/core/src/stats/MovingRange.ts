/** The mean range of two normal values in their standard deviations: d₂ for n = 2, as in the tables. */
export const d2 = 1.128

/** The upper limit of a moving range in mean moving ranges: D₄ for n = 2. */
export const d4 = 3.267

/** How far each value is from the one before. */
export const movingRanges = (values: ReadonlyArray<number>): ReadonlyArray<number> =>
  values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? 0)))

/** The mean moving range of at least two values. */
const meanMovingRange = (values: ReadonlyArray<number>): number =>
  movingRanges(values).reduce((sum, range) => sum + range, 0) / (values.length - 1)

/**
 * The standard deviation of a series by its mean moving range: what changes slowly does not inflate it.
 *
 * Shewhart (1931); constants of the ASTM Manual on Presentation of Data and Control Chart Analysis.
 *
 * ```ts import.meta.vitest
 * import { sigma } from "./MovingRange.ts"
 *
 * (1.128 * sigma([1, 3, 2])).toFixed(3) // => "1.500"
 * sigma([1, 2.128]).toFixed(3) // => "1.000"
 * ```
 */
export const sigma = (values: ReadonlyArray<number>): number => meanMovingRange(values) / d2
