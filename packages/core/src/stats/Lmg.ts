import type { SquareMatrix } from "./linear/SquareMatrix.ts"

/** The most predictors whose subsets are all looked at: 2^15 of them. */
export const mostPredictors = 15

/** Take out, from the rows and columns after `pivot`, what its column accounts for. */
const without = (from: Float64Array, size: number, pivot: number, into: Float64Array): void => {
  const variance = from[pivot * size + pivot] ?? 1
  for (let i = pivot + 1; i < size; i++) {
    const share = (from[pivot * size + i] ?? 0) / variance
    for (let j = i; j < size; j++) {
      into[i * size + j] = (from[i * size + j] ?? 0) - share * (from[pivot * size + j] ?? 0)
    }
  }
}

/**
 * R² of every subset of the predictors: at place Σ 2^j over the predictors j in the subset.
 *
 * Takes the correlations of independent predictors with the outcome last. Walks the subsets so that each needs one
 * elimination more than the one before it, on ever fewer columns.
 */
const subsetFits = (correlations: SquareMatrix): Float64Array => {
  const { size } = correlations
  const outcome = size - 1
  const fits = new Float64Array(2 ** outcome)
  const levels = Array.from({ length: size }, () => new Float64Array(size * size))
  const visit = (left: Float64Array, first: number, subset: number, depth: number): void => {
    for (let j = first; j < outcome; j++) {
      const shared = left[j * size + outcome] ?? 0
      const next = subset + 2 ** j
      fits[next] = (fits[subset] ?? 0) + (shared * shared) / (left[j * size + j] ?? 1)
      const rest = levels[depth] ?? new Float64Array(0)
      without(left, size, j, rest)
      visit(rest, j + 1, next, depth + 1)
    }
  }
  visit(correlations.values, 0, 0, 0)
  return fits
}

/** How much of all orders has one set of `others` predictors before a predictor: k! (p − 1 − k)! / p!. */
const orderShares = (predictors: number): Float64Array => {
  const shares = new Float64Array(predictors)
  let sets = 1
  for (let others = 0; others < predictors; others++) {
    shares[others] = 1 / (predictors * sets)
    sets = (sets * (predictors - 1 - others)) / (others + 1)
  }
  return shares
}

const sizeOf = (subset: number): number => {
  let size = 0
  for (let rest = subset; rest > 0; rest &= rest - 1) size++
  return size
}

/**
 * LMG importance: the increase of R² that each predictor brings, averaged over all orders of entering; its Shapley value.
 *
 * Takes the correlations of independent predictors with the outcome last, at most 15 predictors. The shares sum to R².
 * Lindeman, Merenda and Gold (1980); Grömping (2006), Relative importance for linear regression in R, Journal of
 * Statistical Software 17.
 *
 * ```ts import.meta.vitest
 * import { lmg } from "./Lmg.ts"
 *
 * lmg({ size: 3, values: Float64Array.of(1, 0, 0.5, 0, 1, 0.25, 0.5, 0.25, 1) }) // => Float64Array.of(0.25, 0.0625)
 * ```
 */
export const lmg = (correlations: SquareMatrix): Float64Array => {
  const predictors = correlations.size - 1
  const fits = subsetFits(correlations)
  const shares = orderShares(predictors)
  const importance = new Float64Array(predictors)
  fits.forEach((fit, subset) => {
    const share = shares[sizeOf(subset)] ?? 0
    for (let j = 0; j < predictors; j++) {
      if ((subset >>> j) % 2 === 0) {
        importance[j] = (importance[j] ?? 0) + share * ((fits[subset + 2 ** j] ?? 0) - fit)
      }
    }
  })
  return importance
}
