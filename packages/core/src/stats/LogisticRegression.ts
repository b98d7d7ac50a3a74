import { exp, log1p } from "./Elementary.ts"
import { factor, inverse, solve } from "./linear/Cholesky.ts"
import { at, type SquareMatrix } from "./linear/SquareMatrix.ts"

/** Rows of predictors, each with a yes-or-no outcome. */
export interface BinaryRows {
  /** Row by row, one value a predictor. */
  readonly predictors: Float64Array
  readonly width: number
  /** 1 or 0 of each row. */
  readonly outcomes: Float64Array
}

/** A logistic regression. */
export interface LogisticFit {
  readonly _tag: "LogisticFit"
  /** Log odds for one point, one a predictor; the intercept is left out. */
  readonly coefficients: Float64Array
  readonly standardErrors: Float64Array
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

/** Rows with a column of 1 in front and the predictors centred and scaled, so that no column is far larger than another. */
interface Design {
  readonly values: Float64Array
  readonly columns: number
  readonly scales: Float64Array
  readonly outcomes: Float64Array
}

const design = ({ outcomes, predictors, width }: BinaryRows): Design => {
  const columns = width + 1
  const values = new Float64Array(outcomes.length * columns).fill(1)
  const scales = new Float64Array(width)
  for (let j = 0; j < width; j++) {
    const each = outcomes.map((_, row) => predictors[row * width + j] ?? 0)
    const mean = each.reduce((sum, value) => sum + value, 0) / each.length
    const scale = Math.sqrt(each.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / each.length)
    scales[j] = scale
    each.forEach((value, row) => {
      values[row * columns + j + 1] = (value - mean) / scale
    })
  }
  return { values, columns, scales, outcomes }
}

/** The log odds that coefficients give a row. */
const logOdds = ({ columns, values }: Design, coefficients: Float64Array, row: number): number => {
  let sum = 0
  for (let j = 0; j < columns; j++) sum += (values[row * columns + j] ?? 0) * (coefficients[j] ?? 0)
  return sum
}

/** Where the climb is: the probability of each row that is counted, and the likelihood. */
interface Point {
  readonly coefficients: Float64Array
  readonly fitted: Float64Array
  readonly logLikelihood: number
}

const pointAt = (rows: Design, counts: Float64Array, coefficients: Float64Array): Point => {
  let logLikelihood = 0
  const fitted = counts.map((count, row) => {
    if (count === 0) return 0
    const odds = logOdds(rows, coefficients, row)
    const small = exp(-Math.abs(odds))
    const wrong = rows.outcomes[row] === (odds > 0 ? 1 : 0) ? 0 : Math.abs(odds)
    logLikelihood -= count * (wrong + log1p(small))
    return (odds > 0 ? 1 : small) / (1 + small)
  })
  return { coefficients, fitted, logLikelihood }
}

/** The slope of the log likelihood, and its curvature with the sign turned: Fisher's information, its lower half. */
const derivatives = ({ columns, outcomes, values }: Design, counts: Float64Array, fitted: Float64Array) => {
  const slope = new Float64Array(columns)
  const information: SquareMatrix = { size: columns, values: new Float64Array(columns * columns) }
  counts.forEach((count, row) => {
    if (count === 0) return
    const p = fitted[row] ?? 0
    const [start, left, weight] = [row * columns, count * ((outcomes[row] ?? 0) - p), count * p * (1 - p)]
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
  for (let k = 0; k <= row; k++)
    values[row * size + k] = (values[row * size + k] ?? 0) + weight * (from[start + k] ?? 0)
}

const plus = (a: Float64Array, b: Float64Array, share: number): Float64Array =>
  a.map((value, i) => value + share * (b[i] ?? 0))

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

/** A step this small changes no digit that is reported: the error after it is its square. */
const converged = 1e-8

/** A regression that has a maximum is there long before. */
const mostSteps = 30

/** Steps are no longer than this, in standard deviations: where the curve is flat, a full one leads too far. */
const longest = 4

/** A step, halved until the likelihood does not fall. */
const stepped = (rows: Design, counts: Float64Array, from: Point, step: Float64Array): Point => {
  const least = from.logLikelihood - 1e-9 * Math.abs(from.logLikelihood)
  let share = Math.min(1, longest / largest(step))
  let next = pointAt(rows, counts, plus(from.coefficients, step, share))
  while (share > 1e-3 && next.logLikelihood < least) {
    share /= 2
    next = pointAt(rows, counts, plus(from.coefficients, step, share))
  }
  return next
}

/** Newton's method; with the last step, which is small at a maximum, and the information there. */
const climb = (rows: Design, counts: Float64Array, start: Float64Array) => {
  let point = pointAt(rows, counts, start)
  let step: Float64Array = new Float64Array(rows.columns)
  for (let round = 0; round < mostSteps; round++) {
    const { information, slope } = derivatives(rows, counts, point.fitted)
    const lower = factor(information)
    if (lower === null) break
    step = solve(lower, slope)
    point = stepped(rows, counts, point, step)
    if (largest(step) < converged) return { point, step, information: lower }
  }
  return { point, step, information: null }
}

/** Whether a direction moves every row towards its own outcome or not at all, and some row does move. */
const separates = (rows: Design, counts: Float64Array, direction: Float64Array): boolean => {
  const towards = counts.map((count, row) => {
    if (count === 0) return 0
    const move = logOdds(rows, direction, row)
    return rows.outcomes[row] === 1 ? move : -move
  })
  const most = largest(towards)
  return most > converged && towards.every((move) => move > -1e-4 * most)
}

/**
 * Logistic regression by Newton's method (iteratively reweighted least squares): of rows, then of how many records have each.
 *
 * Takes predictors that vary and are no mix of each other, and both outcomes. When a mix of predictors separates the
 * outcomes, coefficients grow without end: the direction in which they do is checked against every row and its predictors
 * are returned. `null` when there is neither a maximum nor a separation. Albert and Anderson (1984), On the existence of
 * maximum likelihood estimates in logistic regression models, Biometrika 71.
 *
 * ```ts import.meta.vitest
 * import { logisticRegression } from "./LogisticRegression.ts"
 *
 * const rows = { predictors: Float64Array.of(0, 0, 1, 1), width: 1, outcomes: Float64Array.of(0, 1, 0, 1) }
 * const fit = logisticRegression(rows)(Float64Array.of(3, 1, 1, 3))
 * fit?._tag === "LogisticFit" ? fit.fitted.map((each) => Math.round(100 * each)) : fit // => Float64Array.of(25, 25, 75, 75)
 * logisticRegression(rows)(Float64Array.of(3, 0, 0, 3)) // => { _tag: "Separation", predictors: [0] }
 * ```
 */
export const logisticRegression = (given: BinaryRows) => {
  const rows = design(given)
  const nowhere = new Float64Array(rows.columns)
  return (counts: Float64Array): LogisticFit | Separation | null => {
    const { information, point, step } = climb(rows, counts, nowhere)
    if (information === null) return separates(rows, counts, step) ? separation(step) : null
    const covariance = inverse(information)
    return {
      _tag: "LogisticFit",
      coefficients: rows.scales.map((scale, j) => (point.coefficients[j + 1] ?? 0) / scale),
      standardErrors: rows.scales.map((scale, j) => Math.sqrt(at(covariance, j + 1, j + 1)) / scale),
      fitted: point.fitted,
      logLikelihood: point.logLikelihood
    }
  }
}

const separation = (direction: Float64Array): Separation => {
  const shares = direction.slice(1).map(Math.abs)
  const most = largest(shares)
  return { _tag: "Separation", predictors: [...shares.keys()].filter((j) => (shares[j] ?? 0) > 1e-3 * most) }
}
