import { times } from "./linear/SquareMatrix.ts"
import { type SymmetricEigen, squareRoot } from "./linear/SymmetricEigen.ts"

/**
 * Johnson's relative weights: what each predictor contributes to the fit, through the uncorrelated columns closest to the
 * predictors.
 *
 * Takes the eigen decomposition of the predictors' correlations and the standardised coefficients. The weights are 0 or
 * more and sum to βᵀRβ, which is R² in linear regression. Johnson (2000), A heuristic method for estimating the relative
 * weight of predictor variables in multiple regression, Multivariate Behavioral Research 35.
 *
 * ```ts import.meta.vitest
 * import { eigen } from "./linear/SymmetricEigen.ts"
 * import { relativeWeights } from "./RelativeWeights.ts"
 *
 * const uncorrelated = eigen({ size: 2, values: Float64Array.of(1, 0, 0, 1) })
 * relativeWeights(uncorrelated, Float64Array.of(0.5, 0.25)) // => Float64Array.of(0.25, 0.0625)
 * ```
 */
export const relativeWeights = (correlations: SymmetricEigen, coefficients: Float64Array): Float64Array => {
  const loadings = squareRoot(correlations)
  const squared = times(loadings, coefficients).map((value) => value * value)
  return times({ size: loadings.size, values: loadings.values.map((value) => value * value) }, squared)
}
