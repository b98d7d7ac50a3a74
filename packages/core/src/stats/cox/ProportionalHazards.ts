import { factor, solve } from "../linear/Cholesky.ts"
import { at, make, part, type SquareMatrix } from "../linear/SquareMatrix.ts"
import type { CoxRows } from "./CoxRows.ts"
import { derivatives } from "./Derivatives.ts"
import type { Ties } from "./TieSums.ts"

/** The factors, less their mean over the events. */
const centred = (factors: Float64Array, { deaths }: CoxRows): Float64Array => {
  const events = deaths.reduce((sum, count) => sum + count, 0)
  const mean = factors.reduce((sum, each, time) => sum + each * (deaths[time] ?? 0), 0) / events
  return factors.map((each) => each - mean)
}

/** What of the information about drifts the coefficients do not take up: D − B A⁻¹ B. */
const reduce = (among: SquareMatrix, between: SquareMatrix, drifts: SquareMatrix): SquareMatrix | null => {
  const lower = factor(among)
  if (lower === null) return null
  const columns = Array.from({ length: among.size }, (_, j) =>
    solve(
      lower,
      Float64Array.from({ length: among.size }, (_, i) => at(between, i, j))
    )
  )
  return make(among.size, (row, column) => {
    const taken = columns[column]?.reduce((sum, each, k) => sum + at(between, row, k) * each, 0) ?? 0
    return at(drifts, row, column) - taken
  })
}

/**
 * Score tests of whether coefficients drift with a function of time, given by its value at each event time.
 *
 * For a list of covariates, the χ² of the hypothesis that none of them does; `null` when the data cannot tell. Grambsch and
 * Therneau (1994), Proportional hazards tests and diagnostics based on weighted residuals, Biometrika 81, as the exact score
 * test with the information at each time, which `cox.zph` uses since survival 3.0.
 */
export const driftTest = (rows: CoxRows, coefficients: Float64Array, way: Ties, times: Float64Array) => {
  const factors = centred(times, rows)
  const once = derivatives(rows, coefficients, way, factors)
  const squares = factors.map((each) => each * each)
  const { information: drifts } = derivatives(rows, coefficients, way, squares)
  const { information } = derivatives(rows, coefficients, way)
  const left = reduce(information, once.information, drifts)
  return (covariates: ReadonlyArray<number>): number | null => {
    const own = left && part(left, covariates)
    const lower = own && factor(own)
    if (lower === null) return null
    const slope = Float64Array.from(covariates, (j) => once.slope[j] ?? 0)
    return solve(lower, slope).reduce((sum, each, i) => sum + each * (slope[i] ?? 0), 0)
  }
}
