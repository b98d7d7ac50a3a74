import { upperTail } from "../stats/ChiSquared.ts"
import { concordance } from "../stats/cox/Concordance.ts"
import type { CoxRows } from "../stats/cox/CoxRows.ts"
import { predictors } from "../stats/cox/RiskScores.ts"
import { exp } from "../stats/Elementary.ts"
import { estimate, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import { factor, solve } from "../stats/linear/Cholesky.ts"
import { at, type SquareMatrix } from "../stats/linear/SquareMatrix.ts"
import * as Normal from "../stats/Normal.ts"
import type { CoxFit } from "./CoxFit.ts"
import type { CoxCoefficient, CoxConcordance, CoxModel, CoxOptions, CoxTest } from "./CoxModel.ts"
import { type CoxReading, labelOf } from "./CoxReading.ts"

/** The test of a χ². */
export const testOf = (chiSquared: number, df: number): CoxTest => ({ chiSquared, df, p: upperTail(chiSquared, df) })

/** vᵀ M⁻¹ v. */
const quadratic = (matrix: SquareMatrix, vector: Float64Array): number => {
  const lower = factor(matrix)
  if (lower === null) return Number.NaN
  return solve(lower, vector).reduce((sum, each, i) => sum + each * (vector[i] ?? 0), 0)
}

/** The sum of the influences of each cluster, or of each row by itself, squared. */
const variance = (influence: Float64Array, order: Uint32Array, { clusters }: CoxReading): number => {
  const sums = clusters === null ? influence : new Float64Array(clusters.values.length)
  if (clusters !== null) {
    influence.forEach((each, row) => {
      const cluster = clusters.codes[order[row] ?? 0] ?? 0
      sums[cluster] = (sums[cluster] ?? 0) + each
    })
  }
  return sums.reduce((sum, each) => sum + each * each, 0)
}

const concordanceOf = (
  { end, rows }: CoxFit,
  reading: CoxReading,
  level: number
): CoxConcordance | InsufficientData => {
  const { excluded, n } = reading
  const pairs = concordance(rows, predictors(rows, end.coefficients))
  if (pairs === null) return insufficientData("no two rows can be compared", n, excluded)
  const { concordant, discordant, influence, tied, value } = pairs
  const margin = Normal.twoSided(level) * Math.sqrt(variance(influence, rows.order, reading))
  const [low, high] = [Math.max(0, value - margin), Math.min(1, value + margin)]
  const interval = { low, high, level, method: "infinitesimal jackknife" }
  return { ...estimate(value, interval, n, excluded), concordant, discordant, tied }
}

const coefficientsOf = <Name extends string>(
  { covariance, end, independent, rows }: CoxFit,
  { excluded, n, terms }: CoxReading<Name>,
  level: number
): ReadonlyArray<CoxCoefficient<Name>> =>
  terms.map((term, j) => {
    const scale = rows.scales[j] ?? 1
    const error = (matrix: SquareMatrix): number => Math.sqrt(at(matrix, j, j)) / scale
    const coefficient = (end.coefficients[j] ?? 0) / scale
    const standardError = error(covariance)
    const z = coefficient / standardError
    const margin = Normal.twoSided(level) * standardError
    const interval = { low: exp(coefficient - margin), high: exp(coefficient + margin), level, method: "Wald" }
    return {
      ...term,
      label: labelOf(term),
      coefficient,
      standardError,
      modelStandardError: error(independent),
      z,
      p: 2 * Normal.upperTail(Math.abs(z)),
      hazardRatio: estimate(exp(coefficient), interval, n, excluded)
    }
  })

const methodOf = (ties: string, { clusters, strata }: CoxReading): string => {
  const stratified = strata.length > 1 ? ", stratified" : ""
  const errors = clusters === null ? "" : ", robust standard errors"
  return `Cox regression, ${ties === "efron" ? "Efron" : "Breslow"} ties${stratified}${errors}`
}

const eventsOf = ({ deaths, starts, weights }: CoxRows): number => {
  let sum = 0
  deaths.forEach((count, time) => {
    const start = starts[time] ?? 0
    for (let row = start; row < start + count; row++) sum += weights[row] ?? 0
  })
  return sum
}

/** What a fit says, in the units of the covariates. */
export const report = <Name extends string>(
  fit: CoxFit,
  reading: CoxReading<Name>,
  { level = 0.95, ties = "efron" }: CoxOptions
): CoxModel<Name> => {
  const { covariance, end, rows, start } = fit
  const { width } = rows
  const scaled = (i: number, j: number): number => at(covariance, i, j) / (rows.scales[i] ?? 1) / (rows.scales[j] ?? 1)
  const places = [...rows.scales.keys()]
  return {
    _tag: "CoxModel",
    n: reading.n,
    events: eventsOf(rows),
    excluded: reading.excluded,
    ties,
    level,
    method: methodOf(ties, reading),
    clusters: reading.clusters && new Set(rows.order.map((row) => reading.clusters?.codes[row] ?? 0)).size,
    coefficients: coefficientsOf(fit, reading, level),
    covariance: places.map((i) => places.map((j) => scaled(i, j))),
    logLikelihood: end.logLikelihood,
    nullLogLikelihood: start.logLikelihood,
    likelihoodRatio: testOf(2 * (end.logLikelihood - start.logLikelihood), width),
    wald: testOf(quadratic(covariance, end.coefficients), width),
    score: testOf(quadratic(start.information, start.slope), width),
    concordance: concordanceOf(fit, reading, level)
  }
}
