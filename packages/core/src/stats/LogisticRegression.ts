import { exp, log1p } from "./Elementary.ts"
import { factor, inverse, solve } from "./linear/Cholesky.ts"
import { at, type SquareMatrix } from "./linear/SquareMatrix.ts"

/** Rows of predictors, each with a yes-or-no outcome and how many records have it. */
export interface BinaryRows {
  /** Row by row, one value a predictor. */
  readonly predictors: Float64Array
  readonly width: number
  /** 1 or 0 of each row. */
  readonly outcomes: Float64Array
  readonly counts: Float64Array
}

/** A logistic regression on standardised predictors: mean 0, standard deviation 1 (over n). */
export interface LogisticFit {
  readonly _tag: "LogisticFit"
  /** Log odds for one standard deviation, one a predictor; the intercept is left out. */
  readonly coefficients: Float64Array
  readonly standardErrors: Float64Array
  readonly deviations: Float64Array
  /** The probability of each row. */
  readonly fitted: Float64Array
  readonly logLikelihood: number
}

/** A mix of predictors tells the outcomes apart without an error, or all but ties: the likelihood has no maximum. */
export interface Separation {
  readonly _tag: "Separation"
  /** The places of the predictors in that mix. */
  readonly predictors: ReadonlyArray<number>
}

/** Put a column of 1 in front and standardise the others. */
const design = ({ counts, outcomes, predictors, width }: BinaryRows) => {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const columns = width + 1
  const values = new Float64Array(outcomes.length * columns).fill(1)
  const deviations = new Float64Array(width)
  const average = (value: (row: number) => number): number =>
    counts.reduce((sum, count, row) => sum + count * value(row), 0) / total
  for (let j = 0; j < width; j++) {
    const mean = average((row) => predictors[row * width + j] ?? 0)
    const from = (row: number): number => (predictors[row * width + j] ?? 0) - mean
    const deviation = Math.sqrt(average((row) => from(row) * from(row)))
    deviations[j] = deviation
    for (let row = 0; row < outcomes.length; row++) values[row * columns + j + 1] = from(row) / deviation
  }
  return { values, columns, deviations, outcomes, counts }
}

type Design = ReturnType<typeof design>

/** The log odds that coefficients give each row. */
const logOdds = ({ columns, outcomes, values }: Design, coefficients: Float64Array): Float64Array =>
  outcomes.map((_, row) => {
    let sum = 0
    for (let j = 0; j < columns; j++) sum += (values[row * columns + j] ?? 0) * (coefficients[j] ?? 0)
    return sum
  })

const probability = (odds: number): number => 1 / (1 + exp(-odds))

const logLikelihood = ({ counts, outcomes }: Design, odds: Float64Array): number =>
  odds.reduce((sum, each, row) => {
    const toward = outcomes[row] === 1 ? -each : each
    return sum - (counts[row] ?? 0) * (Math.max(0, toward) + log1p(exp(-Math.abs(toward))))
  }, 0)

/** The slope of the log likelihood, and its curvature with the sign turned: Fisher's information. */
const derivatives = ({ columns, counts, outcomes, values }: Design, odds: Float64Array) => {
  const slope = new Float64Array(columns)
  const information: SquareMatrix = { size: columns, values: new Float64Array(columns * columns) }
  odds.forEach((each, row) => {
    const count = counts[row] ?? 0
    if (count === 0) return
    const fitted = probability(each)
    const [start, left, weight] = [
      row * columns,
      count * ((outcomes[row] ?? 0) - fitted),
      count * fitted * (1 - fitted)
    ]
    for (let j = 0; j < columns; j++) {
      const value = values[start + j] ?? 0
      slope[j] = (slope[j] ?? 0) + left * value
      addProducts(information, j, weight * value, values, start)
    }
  })
  return { slope, information }
}

const addProducts = (
  { size, values }: SquareMatrix,
  row: number,
  weight: number,
  from: Float64Array,
  start: number
) => {
  for (let k = 0; k < size; k++)
    values[row * size + k] = (values[row * size + k] ?? 0) + weight * (from[start + k] ?? 0)
}

const plus = (a: Float64Array, b: Float64Array, share: number): Float64Array =>
  a.map((value, i) => value + share * (b[i] ?? 0))

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

/** A step this small changes no digit that is reported: the error after it is its square. */
const converged = 1e-8

/** A regression that has a maximum is there long before. */
const mostSteps = 30

/** Half a step until the likelihood does not fall. */
const shortened = (rows: Design, coefficients: Float64Array, step: Float64Array, before: number): Float64Array => {
  let share = 1
  let next = plus(coefficients, step, share)
  while (share > 1e-3 && logLikelihood(rows, logOdds(rows, next)) < before - 1e-9 * Math.abs(before)) {
    share /= 2
    next = plus(coefficients, step, share)
  }
  return next
}

/** Newton's method from no association; with the last step, which is small at a maximum. */
const climb = (rows: Design) => {
  let coefficients = new Float64Array(rows.columns)
  let step = new Float64Array(rows.columns)
  for (let round = 0; round < mostSteps; round++) {
    const odds = logOdds(rows, coefficients)
    const { information, slope } = derivatives(rows, odds)
    const lower = factor(information)
    if (lower === null) break
    step = Float64Array.from(solve(lower, slope))
    coefficients = Float64Array.from(shortened(rows, coefficients, step, logLikelihood(rows, odds)))
    if (largest(step) < converged) return { coefficients, step, information: lower }
  }
  return { coefficients, step, information: null }
}

/** Whether a direction moves every row towards its own outcome or not at all, and some row does move. */
const separates = (rows: Design, direction: Float64Array): boolean => {
  const moves = logOdds(rows, direction)
  const most = largest(moves.filter((_, row) => (rows.counts[row] ?? 0) > 0))
  const towards = moves.map((move, row) => (rows.outcomes[row] === 1 ? move : -move))
  return most > converged && towards.every((move, row) => rows.counts[row] === 0 || move > -1e-4 * most)
}

/**
 * Logistic regression by Newton's method (iteratively reweighted least squares).
 *
 * Takes predictors that vary and are no mix of each other, and both outcomes. When a mix of predictors separates the
 * outcomes, coefficients grow without end: the direction in which they do is checked against every row and its predictors
 * are returned. `null` when there is neither a maximum nor a separation. Albert and Anderson (1984), On the existence of
 * maximum likelihood estimates in logistic regression models, Biometrika 71.
 *
 * ```ts import.meta.vitest
 * import { logisticRegression } from "./LogisticRegression.ts"
 *
 * const predictors = Float64Array.of(0, 0, 1, 1)
 * const rows = { predictors, width: 1, outcomes: Float64Array.of(0, 1, 0, 1), counts: Float64Array.of(3, 1, 1, 3) }
 * const fit = logisticRegression(rows)
 * fit?._tag === "LogisticFit" ? fit.fitted.map((each) => Math.round(100 * each)) : fit // => Float64Array.of(25, 25, 75, 75)
 * logisticRegression({ ...rows, counts: Float64Array.of(3, 0, 0, 3) }) // => { _tag: "Separation", predictors: [0] }
 * ```
 */
export const logisticRegression = (given: BinaryRows): LogisticFit | Separation | null => {
  const rows = design(given)
  const { coefficients, information, step } = climb(rows)
  if (information === null) return separates(rows, step) ? separation(step) : null
  const odds = logOdds(rows, coefficients)
  const covariance = inverse(information)
  return {
    _tag: "LogisticFit",
    coefficients: coefficients.slice(1),
    standardErrors: rows.deviations.map((_, j) => Math.sqrt(at(covariance, j + 1, j + 1))),
    deviations: rows.deviations,
    fitted: odds.map(probability),
    logLikelihood: logLikelihood(rows, odds)
  }
}

const separation = (direction: Float64Array): Separation => {
  const shares = direction.slice(1).map(Math.abs)
  const most = largest(shares)
  return { _tag: "Separation", predictors: [...shares.keys()].filter((j) => (shares[j] ?? 0) > 1e-3 * most) }
}
