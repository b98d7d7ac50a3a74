import * as CrossMoments from "../stats/CrossMoments.ts"
import { type Estimate, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as JointCounts from "../stats/JointCounts.ts"
import { lmg, mostPredictors } from "../stats/Lmg.ts"
import { factor, solve } from "../stats/linear/Cholesky.ts"
import { at, leading, type SquareMatrix } from "../stats/linear/SquareMatrix.ts"
import { eigen } from "../stats/linear/SymmetricEigen.ts"
import { relativeWeights } from "../stats/RelativeWeights.ts"
import { by as slices } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { type Collinear, collinear, conditionNumber, inflations } from "./Collinear.ts"
import { columnsOf, type Driver, type DriverOptions, type Fit, weigh } from "./DriverWeights.ts"

/**
 * How R² is divided among predictors that hang together.
 *
 * - `"relative weights"`: Johnson (2000), for any number of predictors.
 * - `"LMG"`: the increase of R² averaged over all orders of entering (Shapley value), for up to 15 predictors.
 */
export type DriversMethod = "relative weights" | "LMG"

/** How drivers are computed and reported. */
export interface DriversOptions<Name extends string> extends DriverOptions<Name> {
  /** `"relative weights"` unless told. */
  readonly method?: DriversMethod
  /** What is done with a record that lacks an answer: `"listwise"` unless told. */
  readonly missing?: CrossMoments.Missing
}

/** R², the share of the outcome's variance that goes with the predictors, and how it divides among them. */
export interface DriversEstimate<Name extends string = string> extends Estimate {
  readonly method: DriversMethod
  readonly missing: CrossMoments.Missing
  readonly outcome: Name
  /** One a predictor, in the order asked for. */
  readonly drivers: ReadonlyArray<Driver<Name>>
  /** R² less what as many predictors without any association would reach (Ezekiel 1930); may be below 0. */
  readonly adjustedR2: number
  /** Largest over smallest eigenvalue of the predictors' correlations: 1 when they are uncorrelated. */
  readonly conditionNumber: number
  /** How many resamples had no fit and are not in the intervals. */
  readonly failed: number
}

/** Drivers, or why there are none. */
export type DriversResult<Name extends string = string> =
  | DriversEstimate<Name>
  | Collinear<Name>
  | InsufficientData
  | Suppressed

/** The fit to correlations with the outcome last; `null` when they are not those of any records, or don't tell. */
const fitTo = (correlations: SquareMatrix | null, method: DriversMethod): Fit | null => {
  if (correlations === null) return null
  const size = correlations.size - 1
  const predictors = leading(correlations, size)
  const lower = factor(predictors)
  if (lower === null) return null
  const shared = new Float64Array(size).map((_, row) => at(correlations, row, size))
  const coefficients = solve(lower, shared)
  const r2 = coefficients.reduce((sum, coefficient, j) => sum + coefficient * (shared[j] ?? 0), 0)
  if (r2 > 1 + 1e-9) return null
  const weights = method === "LMG" ? lmg(correlations) : relativeWeights(eigen(predictors), coefficients)
  return { r2, weights, coefficients }
}

const tooLittle = (
  moments: CrossMoments.CrossMoments,
  { method, minimum = 0, predictors }: DriversOptions<string>
): InsufficientData | Suppressed | null => {
  const n = CrossMoments.fewest(moments)
  const insufficient = (reason: string): InsufficientData => insufficientData(reason, n, moments.excluded)
  if (method === "LMG" && predictors.length > mostPredictors) {
    return insufficient(`LMG is for up to ${mostPredictors} predictors; relative weights are for any number`)
  }
  if (n === 0) return insufficient("no records with both predictors and outcome")
  if (n < predictors.length + 2) return insufficient("too few records for so many predictors")
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  if (CrossMoments.constant(moments).includes(predictors.length)) return insufficient("the outcome does not vary")
  return null
}

const finish = <Name extends string>(
  rows: JointCounts.JointCounts<Name>,
  options: DriversOptions<Name>
): DriversResult<Name> => {
  const { method = "relative weights", missing = "listwise", outcome, predictors } = options
  const moments = CrossMoments.fromCounts(rows, missing)
  const obstacle = tooLittle(moments, options) ?? collinear(moments, predictors.length)
  if (obstacle !== null) return obstacle
  const [n, { excluded }] = [CrossMoments.fewest(moments), moments]
  const correlations = CrossMoments.correlations(moments)
  const fit = fitTo(correlations, method)
  if (correlations === null || fit === null) {
    return insufficientData("the pairwise correlations do not fit together", n, excluded)
  }
  const among = leading(correlations, predictors.length)
  const refit = (counts: Float64Array): Fit | null =>
    fitTo(CrossMoments.correlations(CrossMoments.fromCounts(rows, missing, counts)), method)
  const weighed = weigh(fit, { counts: rows.counts, n, excluded }, refit, inflations(among), options)
  if ("_tag" in weighed) return weighed
  const { drivers, failed, r2 } = weighed
  const adjustedR2 = 1 - ((1 - fit.r2) * (n - 1)) / (n - predictors.length - 1)
  return { ...r2, method, missing, outcome, drivers, adjustedR2, conditionNumber: conditionNumber(among), failed }
}

/**
 * Which scores go with an outcome, and how much: R² of a linear regression, divided among the predictors.
 *
 * Takes a tally that has every predictor and the outcome as dimensions, joint: whole numbers, or yes and no as 1 and 0.
 * Weights are 0 or more and sum to R²; beside them stand the standardised coefficients, how far predictors inflate each
 * other, and how many records were left out. Intervals are percentile bootstrap over the distinct rows with their counts;
 * the interval of a weight never reaches below 0, so it is no test of "no association": look at the coefficient.
 *
 * Predictors that do not vary, or are a mix of others, give `Collinear` with their names. Fewer records than predictors
 * and two, or an outcome that does not vary, give `InsufficientData`; so do more than 15 predictors under LMG. With
 * `missing: "pairwise"` each correlation is over the records that have both, `n` is the fewest behind any, and
 * correlations that no records could have give `InsufficientData`. Throws `TallyMismatch` when a dimension is not there
 * or named twice, a `RangeError` without predictors or for an impossible `seed` or `draws`.
 *
 * Source: Johnson (2000); Lindeman, Merenda and Gold (1980); intervals by Efron (1979), as Tonidandel, LeBreton and
 * Johnson (2009) resample.
 */
export const fromTally = <Name extends string, const Kept extends Name>(
  tally: Tally<Name>,
  options: DriversOptions<Kept>
): DriversResult<Kept> => finish(JointCounts.fromTally<Name, Kept>(tally, columnsOf(options)), options)

/**
 * The drivers of an outcome in plain records. As `fromTally`.
 *
 * ```ts import.meta.vitest
 * import * as Drivers from "./Drivers.ts"
 *
 * const search = [4, 5, 2, 3, 4, 1, 5, 3, 2, 4]
 * const delivery = [2, 1, 4, 5, 3, 3, 4, 1, 2, 5]
 * const answers = search.map((score, i) => ({ search: score, delivery: delivery[i], overall: score + 2 * (delivery[i] ?? 0) - (i % 3) }))
 * const result = Drivers.fromRecords(answers, { predictors: ["search", "delivery"], outcome: "overall", seed: 1 })
 * const weights = result._tag === "Estimate" ? result.drivers.map(({ weight }) => weight.value.toFixed(2)) : result
 * weights // => ["0.25", "0.73"]
 * ```
 */
export const fromRecords = <const Name extends string>(
  records: Iterable<{ readonly [N in NoInfer<Name>]?: JointCounts.Cell }>,
  options: DriversOptions<Name>
): DriversResult<Name> => finish(JointCounts.fromRecords(records, columnsOf(options)), options)

/** The drivers of an outcome in columns of one length, such as typed arrays. As `fromTally`; a `RangeError` when they differ in length. */
export const fromColumns = <const Name extends string>(
  columns: { readonly [N in NoInfer<Name>]: ArrayLike<JointCounts.Cell> },
  options: DriversOptions<Name>
): DriversResult<Name> => finish(JointCounts.fromColumns(columns, columnsOf(options)), options)

/** The drivers in each value of a dimension, such as a segment or a period. */
export const by = <Name extends string, const By extends Name, const Kept extends Exclude<Name, By>>(
  tally: Tally<Name>,
  dimension: By,
  options: DriversOptions<Kept>
): ReadonlyArray<{ readonly value: Value; readonly result: DriversResult<Kept> }> =>
  slices(tally, dimension).map(({ tally: slice, value }) => ({ value, result: fromTally(slice, options) }))
