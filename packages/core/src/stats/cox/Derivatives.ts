import { at, type SquareMatrix } from "../linear/SquareMatrix.ts"
import type { CoxRows } from "./CoxRows.ts"
import { expectEvents } from "./ExpectedEvents.ts"
import { addProducts, Gram, mirrored, noProducts } from "./Gram.ts"
import { riskScores } from "./RiskScores.ts"
import type { RiskSet } from "./RiskSet.ts"
import { sweep } from "./sweep.ts"
import type { Ties } from "./TieSums.ts"

/** The logarithm of the partial likelihood at some coefficients, with its slope and curvature. */
export interface Derivatives {
  readonly logLikelihood: number
  readonly slope: Float64Array
  /** Its curvature with the sign turned: the observed information. */
  readonly information: SquareMatrix
  /** The diagonal of the information before the means are taken away: how large its rounding can be. */
  readonly gross: Float64Array
}

/** Less than this share of a sum is rounding and not information. */
const rounding = 1e-10

/** Whether there is information on a coefficient: its covariate varies among those who are at risk together. */
export const informs = ({ gross, information }: Derivatives, place: number): boolean =>
  at(information, place, place) > rounding * (gross[place] ?? 0)

/** The covariates of those who leave, summed; each event time counts by its own factor. */
const sumDeaths = ({ deaths, starts, values, weights, width }: CoxRows, factors: Float64Array): Float64Array => {
  const sums = new Float64Array(width)
  for (let time = 0; time < starts.length; time++) {
    const start = starts[time] ?? 0
    for (let row = start; row < start + (deaths[time] ?? 0); row++) {
      const weight = (weights[row] ?? 0) * (factors[time] ?? 0)
      for (let j = 0; j < width; j++) sums[j] = (sums[j] ?? 0) + weight * (values[row * width + j] ?? 0)
    }
  }
  return sums
}

/** Add factor × Σ x̄ x̄ᵀ over the events at one time, which is a square of two: the mean, and what ties take from it. */
const addMeans = (
  means: Gram,
  { mean, tiedMean, ties, weight }: RiskSet,
  factor: number,
  middle: Float64Array
): void => {
  const tilt = ties.secondTied / ties.second
  for (let j = 0; j < middle.length; j++) middle[j] = (mean[j] ?? 0) - tilt * (tiedMean[j] ?? 0)
  means.add(middle, factor * weight * ties.second)
  if (ties.secondTied > 0) means.add(tiedMean, factor * weight * (ties.secondBoth - tilt * ties.secondTied))
}

/** The same for every event time. */
const equally = ({ times }: CoxRows): Float64Array => new Float64Array(times.length).fill(1)

/**
 * The log partial likelihood of a Cox regression and its derivatives, by one pass back over the event times.
 *
 * The information is Σ x xᵀ over rows, each times its expected events, less Σ x̄ x̄ᵀ over events: so a row is squared once, not
 * once for every event that it was at risk at. The slope and the information count each event time by its factor.
 * Cox (1972), Regression models and life-tables.
 */
export const derivatives = (
  rows: CoxRows,
  coefficients: Float64Array,
  way: Ties,
  factors: Float64Array = equally(rows)
): Derivatives => {
  const { times, width } = rows
  const scores = riskScores(rows, coefficients)
  const [hazards, tiedHazards] = [new Float64Array(times.length), new Float64Array(times.length)]
  const means = new Gram(width)
  const middle = new Float64Array(width)
  const { logs } = sweep(rows, scores, way, (time, risk) => {
    const factor = factors[time] ?? 0
    const each = (factor * risk.weight) / risk.total
    hazards[time] = each * risk.ties.first
    tiedHazards[time] = each * risk.ties.firstTied
    addMeans(means, risk, factor, middle)
  })
  const meanProducts = means.total()
  expectEvents(rows, scores, hazards, tiedHazards)
  const expected = noProducts(width)
  addProducts(expected, rows.values, scores, scores.length)
  const deaths = sumDeaths(rows, factors)
  const { products } = expected
  return {
    logLikelihood: coefficients.reduce((sum, each, j) => sum + each * (deaths[j] ?? 0), -logs.total()),
    slope: deaths.map((each, j) => each - (expected.sums[j] ?? 0)),
    information: mirrored({
      size: width,
      values: products.values.map((each, i) => each - (meanProducts.values[i] ?? 0))
    }),
    gross: expected.sums.map((_, j) => products.values[j * width + j] ?? 0)
  }
}
