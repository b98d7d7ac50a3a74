import * as CrossMoments from "../stats/CrossMoments.ts"
import { exp, log } from "../stats/Elementary.ts"
import {
  type Estimate,
  type Excluded,
  estimate,
  type InsufficientData,
  insufficientData,
  type Suppressed
} from "../stats/Estimate.ts"
import * as JointCounts from "../stats/JointCounts.ts"
import { type LogisticFit, logisticRegression, type Separation } from "../stats/LogisticRegression.ts"
import { factor } from "../stats/linear/Cholesky.ts"
import { leading, type SquareMatrix } from "../stats/linear/SquareMatrix.ts"
import { eigen } from "../stats/linear/SymmetricEigen.ts"
import * as Normal from "../stats/Normal.ts"
import { relativeWeights } from "../stats/RelativeWeights.ts"
import type { Tally } from "../tally/Tally.ts"
import { type Collinear, collinear, conditionNumber, inflations } from "./Collinear.ts"
import { columnsOf, type Driver, type DriverOptions, type Fit, weigh } from "./DriverWeights.ts"

/** A predictor of a yes-or-no outcome. */
export interface LogisticDriver<Name extends string = string> extends Driver<Name> {
  /** How many times the odds of yes multiply for one point more of the predictor, the others held the same. */
  readonly oddsRatio: Estimate
}

/** How drivers of a yes-or-no outcome are computed and reported. */
export type LogisticDriversOptions<Name extends string> = DriverOptions<Name>

/** R² of a logistic regression, and how it divides among the predictors. */
export interface LogisticDriversEstimate<Name extends string = string> extends Estimate {
  readonly method: "relative weights"
  readonly r2: "squared correlation of the outcome with its fitted probability"
  readonly outcome: Name
  /** Records whose outcome is yes. */
  readonly events: number
  /** One a predictor, in the order asked for. */
  readonly drivers: ReadonlyArray<LogisticDriver<Name>>
  /** McFadden's (1974) R², from the likelihoods. The weights do not divide this one. */
  readonly mcFadden: number
  /** Largest over smallest eigenvalue of the predictors' correlations: 1 when they are uncorrelated. */
  readonly conditionNumber: number
  /** How many resamples had no fit and are not in the intervals. */
  readonly failed: number
}

/** A mix of predictors tells yes from no without an error, or all but ties: no finite odds ratio fits. */
export interface Separated<Name extends string = string> {
  readonly _tag: "Separated"
  readonly predictors: ReadonlyArray<Name>
  readonly n: number
  readonly excluded: Excluded
}

/** Drivers, or why there are none. */
export type LogisticDriversResult<Name extends string = string> =
  | LogisticDriversEstimate<Name>
  | Separated<Name>
  | Collinear<Name>
  | InsufficientData
  | Suppressed

/** Complete rows with the outcome 1 or 0 last, and what was left out. */
interface Complete<Name extends string> {
  readonly rows: JointCounts.JointCounts<Name>
  readonly predictors: Float64Array
  readonly outcomes: Float64Array
  readonly excluded: Excluded
}

const complete = <Name extends string>(all: JointCounts.JointCounts<Name>): Complete<Name> => {
  const width = all.names.length
  const outcomeOf = (row: number): number => all.values[row * width + width - 1] ?? 0
  const every = [...all.counts.keys()]
  const whole = every.filter((row) => all.present[row] === width)
  const kept = whole.filter((row) => outcomeOf(row) === 0 || outcomeOf(row) === 1)
  const total = (rows: ReadonlyArray<number>): number => rows.reduce((sum, row) => sum + (all.counts[row] ?? 0), 0)
  const valuesOf = (row: number): ReadonlyArray<number> => [...all.values.subarray(row * width, (row + 1) * width)]
  return {
    rows: {
      names: all.names,
      values: Float64Array.from(kept.flatMap(valuesOf)),
      counts: Float64Array.from(kept, (row) => all.counts[row] ?? 0),
      present: new Uint32Array(kept.length).fill(width),
      invalid: 0
    },
    predictors: Float64Array.from(kept.flatMap((row) => valuesOf(row).slice(0, -1))),
    outcomes: Float64Array.from(kept, outcomeOf),
    excluded: { missing: total(every) - total(whole), invalid: all.invalid + total(whole) - total(kept) }
  }
}

/** Sums over the counted rows. */
const sumOf = (counts: Float64Array, value: (row: number) => number): number =>
  counts.reduce((sum, count, row) => sum + count * value(row), 0)

/** Fitted probabilities that vary less than this, as a share of the outcome's variance, vary by rounding alone. */
const rounding = 1e-15

/** The squared correlation of the outcome with its fitted probability: both have the same mean. */
const squaredCorrelation = (counts: Float64Array, outcomes: Float64Array, fitted: Float64Array): number => {
  const mean = sumOf(counts, (row) => outcomes[row] ?? 0) / sumOf(counts, () => 1)
  const [y, p] = [outcomes.map((each) => each - mean), fitted.map((each) => each - mean)]
  const spread = (a: Float64Array, b: Float64Array): number => sumOf(counts, (row) => (a[row] ?? 0) * (b[row] ?? 0))
  const [shared, variance, explained] = [spread(y, p), spread(y, y), spread(p, p)]
  return explained <= rounding * variance ? 0 : (shared * shared) / (variance * explained)
}

interface LogisticDriversFit extends Fit {
  readonly regression: LogisticFit
  /** The correlations of the predictors. */
  readonly among: SquareMatrix
}

/** The fit of complete rows with other counts, with the regression behind it; or why there is none. */
const fitter = ({ outcomes, predictors, rows }: Complete<string>) => {
  const width = rows.names.length - 1
  const regress = logisticRegression({ predictors, width, outcomes })
  return (counts: Float64Array): LogisticDriversFit | Separation | null => {
    const moments = CrossMoments.fromCounts(rows, "listwise", counts)
    const correlations = CrossMoments.correlations(moments)
    if (correlations === null) return null
    const among = leading(correlations, width)
    if (factor(among) === null) return null
    const regression = regress(counts)
    if (regression?._tag !== "LogisticFit") return regression
    const standardised = regression.coefficients.map((each, j) => each * CrossMoments.deviation(moments, j))
    const raw = relativeWeights(eigen(among), standardised)
    const variance = raw.reduce((sum, weight) => sum + weight, 0)
    const r2 = squaredCorrelation(counts, outcomes, regression.fitted)
    const share = variance === 0 ? 0 : r2 / variance
    return {
      r2,
      weights: raw.map((weight) => weight * share),
      coefficients: standardised.map((each) => each * Math.sqrt(share)),
      regression,
      among
    }
  }
}

const tooLittle = (
  { excluded, outcomes, rows }: Complete<string>,
  { minimum = 0, predictors }: LogisticDriversOptions<string>
): InsufficientData | Suppressed | null => {
  const n = sumOf(rows.counts, () => 1)
  if (n === 0) return insufficientData("no records with predictors and a yes-or-no outcome", 0, excluded)
  if (n < predictors.length + 2) return insufficientData("too few records for so many predictors", n, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  return new Set(outcomes).size < 2 ? insufficientData("the outcome does not vary", n, excluded) : null
}

/** Wald's interval of an odds ratio for one point. */
const oddsRatio = (regression: LogisticFit, j: number, level: number, n: number, excluded: Excluded): Estimate => {
  const coefficient = regression.coefficients[j] ?? 0
  const margin = Normal.twoSided(level) * (regression.standardErrors[j] ?? 0)
  const interval = { low: exp(coefficient - margin), high: exp(coefficient + margin), level, method: "Wald" }
  return estimate(exp(coefficient), interval, n, excluded)
}

/** The log likelihood of one probability for all. */
const nullLikelihood = (events: number, n: number): number =>
  events * log(events / n) + (n - events) * log(1 - events / n)

const finish = <Name extends string>(
  all: JointCounts.JointCounts<Name>,
  options: LogisticDriversOptions<Name>
): LogisticDriversResult<Name> => {
  const { level = 0.95, outcome, predictors } = options
  const records = complete(all)
  const { excluded, outcomes, rows } = records
  const moments = { ...CrossMoments.fromCounts(rows, "listwise"), excluded }
  const obstacle = tooLittle(records, options) ?? collinear(moments, predictors.length)
  if (obstacle !== null) return obstacle
  const [n, events] = [sumOf(rows.counts, () => 1), sumOf(rows.counts, (row) => outcomes[row] ?? 0)]
  const fitTo = fitter(records)
  const fit = fitTo(rows.counts)
  if (fit === null) return insufficientData("the regression has no fit", n, excluded)
  if ("_tag" in fit)
    return { _tag: "Separated", predictors: fit.predictors.flatMap((j) => predictors.slice(j, j + 1)), n, excluded }
  const refit = (counts: Float64Array): Fit | null => {
    const again = fitTo(counts)
    return again === null || "_tag" in again ? null : again
  }
  const weighed = weigh(fit, { counts: rows.counts, n, excluded }, refit, inflations(fit.among), options)
  if ("_tag" in weighed) return weighed
  return {
    ...weighed.r2,
    method: "relative weights",
    r2: "squared correlation of the outcome with its fitted probability",
    outcome,
    events,
    drivers: weighed.drivers.map((driver, j) => ({
      ...driver,
      oddsRatio: oddsRatio(fit.regression, j, level, n, excluded)
    })),
    mcFadden: 1 - fit.regression.logLikelihood / nullLikelihood(events, n),
    conditionNumber: conditionNumber(fit.among),
    failed: weighed.failed
  }
}

/**
 * Which scores go with a yes-or-no outcome such as churn, and how much: R² of a logistic regression, divided among the
 * predictors by relative weights.
 *
 * Takes a tally that has every predictor and the outcome as dimensions, joint: predictors as whole numbers, or yes and no as
 * 1 and 0; the outcome as `true` and `false` or 1 and 0, anything else is invalid. Only complete records count. The weights
 * sum to the squared correlation of the outcome with its fitted probability; McFadden's R², another number, is beside it.
 * `coefficient` is fully standardised (Menard 2004), `oddsRatio` is for one point, with Wald's interval; the others have
 * percentile bootstrap intervals over the distinct rows with their counts.
 *
 * Predictors that separate yes from no give `Separated` with their names; such that do not vary or are a mix of others,
 * `Collinear`; fewer records than predictors and two, or only one outcome, `InsufficientData`. Throws `TallyMismatch` when
 * a dimension is not there or named twice, a `RangeError` without predictors or for an impossible `seed` or `draws`.
 *
 * Source: Tonidandel and LeBreton (2010), Determining the relative importance of predictors in logistic regression: an
 * extension of relative weight analysis, Organizational Research Methods 13.
 */
export const fromTally = <Name extends string, const Kept extends Name>(
  tally: Tally<Name>,
  options: LogisticDriversOptions<Kept>
): LogisticDriversResult<Kept> => finish(JointCounts.fromTally<Name, Kept>(tally, columnsOf(options)), options)

/**
 * The drivers of a yes-or-no outcome in plain records. As `fromTally`.
 *
 * ```ts import.meta.vitest
 * import * as LogisticDrivers from "./LogisticDrivers.ts"
 *
 * const customers = Array.from({ length: 60 }, (_, i) => ({ effort: i % 7, price: i % 5, left: (i % 7) + (i % 4) > 5 }))
 * const result = LogisticDrivers.fromRecords(customers, { predictors: ["effort", "price"], outcome: "left", seed: 1 })
 * const weights = result._tag === "Estimate" ? result.drivers.map(({ weight }) => weight.value.toFixed(2)) : result
 * weights // => ["0.57", "0.01"]
 * ```
 */
export const fromRecords = <const Name extends string>(
  records: Iterable<{ readonly [N in NoInfer<Name>]?: JointCounts.Cell }>,
  options: LogisticDriversOptions<Name>
): LogisticDriversResult<Name> => finish(JointCounts.fromRecords(records, columnsOf(options)), options)

/** The drivers of a yes-or-no outcome in columns of one length. As `fromTally`; a `RangeError` when they differ in length. */
export const fromColumns = <const Name extends string>(
  columns: { readonly [N in NoInfer<Name>]: ArrayLike<JointCounts.Cell> },
  options: LogisticDriversOptions<Name>
): LogisticDriversResult<Name> => finish(JointCounts.fromColumns(columns, columnsOf(options)), options)
