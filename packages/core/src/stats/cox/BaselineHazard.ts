import type { CoxRows } from "./CoxRows.ts"
import { accumulate } from "./ExpectedEvents.ts"
import { riskScores } from "./RiskScores.ts"
import { sweep } from "./sweep.ts"
import type { Ties } from "./TieSums.ts"

/** Sums up to each event time, from 0 in each stratum, for a row whose covariates are at the centre. */
export interface BaselineHazard {
  readonly cumulative: Float64Array
  /** The variance that the cumulative hazard would have if the coefficients were known. */
  readonly variance: Float64Array
  /** Σ mean covariates × hazard, one array a covariate: how the hazard moves when the coefficients do. */
  readonly means: ReadonlyArray<Float64Array>
}

/** The cumulative hazard of the centre: Breslow's estimate (1972), or with Efron's ties. */
export const baselineHazard = (rows: CoxRows, coefficients: Float64Array, way: Ties): BaselineHazard => {
  const empty = (): Float64Array => new Float64Array(rows.times.length)
  const [hazards, variances] = [empty(), empty()]
  const means = Array.from({ length: rows.width }, empty)
  sweep(rows, riskScores(rows, coefficients), way, (time, { mean, tiedMean, ties, total, weight }) => {
    hazards[time] = (weight * ties.first) / total
    variances[time] = (weight * ties.second) / total / total
    means.forEach((each, j) => {
      each[time] = (weight * (ties.second * (mean[j] ?? 0) - ties.secondTied * (tiedMean[j] ?? 0))) / total
    })
  })
  return {
    cumulative: accumulate(rows, hazards),
    variance: accumulate(rows, variances),
    means: means.map((each) => accumulate(rows, each))
  }
}
