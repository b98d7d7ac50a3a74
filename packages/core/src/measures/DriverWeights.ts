import { type BootstrapOptions, bootstrap, percentiles, type Resamples } from "../stats/Bootstrap.ts"
import { type Estimate, type Excluded, estimate, type InsufficientData, insufficientData } from "../stats/Estimate.ts"

/** One predictor of an outcome, and how strongly it is associated with it. */
export interface Driver<Name extends string = string> {
  readonly predictor: Name
  /** The part of R² that goes to this predictor, from 0 to 1: the weights sum to R². */
  readonly weight: Estimate
  /** The same in per cent of R². */
  readonly share: Estimate
  /** Standardised coefficient: standard deviations of the outcome for one of the predictor, the others held the same. */
  readonly coefficient: Estimate
  /** Variance inflation: how many times the other predictors multiply the variance of the coefficient. 1 is not at all. */
  readonly inflation: number
}

/** The options of every measure of drivers. */
export interface DriverOptions<Name extends string> extends BootstrapOptions {
  /** The dimensions, columns or fields that hold the predictors. */
  readonly predictors: ReadonlyArray<Name>
  /** The one that holds the outcome. */
  readonly outcome: Name
  /** Withhold the weights of fewer than this many records: unless told, as many as have a fit. */
  readonly minimum?: number
}

/** The predictors, then the outcome. Throws a `RangeError` without predictors. */
export const columnsOf = <Name extends string>({
  outcome,
  predictors
}: Pick<DriverOptions<Name>, "outcome" | "predictors">): ReadonlyArray<Name> => {
  if (predictors.length === 0) throw new RangeError("Drivers need at least one predictor")
  return [...predictors, outcome]
}

/** One fit of an outcome: R², its part of each predictor, and the standardised coefficients. */
export interface Fit {
  readonly r2: number
  readonly weights: Float64Array
  readonly coefficients: Float64Array
}

/** A fit with its intervals. */
export interface Weighed<Name extends string> {
  readonly r2: Estimate
  readonly drivers: ReadonlyArray<Driver<Name>>
  /** How many resamples had no fit, because they did not vary enough; the intervals are of the others. */
  readonly failed: number
}

/** The largest share of resamples without a fit. Beyond it the others are a selection, and no interval. */
const mostFailed = 0.05

const numbers = ({ coefficients, r2, weights }: Fit): Float64Array =>
  Float64Array.of(r2, ...weights, ...weights.map((weight) => shareOf(weight, r2)), ...coefficients)

const shareOf = (weight: number, r2: number): number => (r2 === 0 ? 0 : (100 * weight) / r2)

/** Give a fit its bootstrap intervals: the fit is repeated on resamples of the counted rows. */
export const weigh = <Name extends string>(
  fit: Fit,
  rows: { readonly counts: Float64Array; readonly n: number; readonly excluded: Excluded },
  refit: (counts: Float64Array) => Fit | null,
  inflations: Float64Array,
  options: DriverOptions<Name>
): Weighed<Name> | InsufficientData => {
  const { excluded, n } = rows
  const refitted = (counts: Float64Array): Float64Array | null => {
    const again = refit(counts)
    return again === null ? null : numbers(again)
  }
  const resamples = bootstrap(rows.counts, refitted, options)
  if (resamples.failed > mostFailed * resamples.draws) {
    return insufficientData("the records vary too little to be resampled", n, excluded)
  }
  const values = numbers(fit)
  const { level = 0.95, predictors } = options
  const number = (place: number): Estimate => numberAt(values, resamples, place, level, n, excluded)
  const drivers = predictors.map((predictor, j): Driver<Name> => {
    const place = 1 + j
    return {
      predictor,
      weight: number(place),
      share: number(place + predictors.length),
      coefficient: number(place + 2 * predictors.length),
      inflation: inflations[j] ?? 1
    }
  })
  return { r2: number(0), drivers, failed: resamples.failed }
}

const numberAt = (
  values: Float64Array,
  resamples: Resamples,
  place: number,
  level: number,
  n: number,
  excluded: Excluded
): Estimate => estimate(values[place] ?? 0, percentiles(resamples, place, level), n, excluded)
