import * as CrossMoments from "../stats/CrossMoments.ts"
import type { Excluded } from "../stats/Estimate.ts"
import { dependent, factor, inverse } from "../stats/linear/Cholesky.ts"
import { at, leading, type SquareMatrix } from "../stats/linear/SquareMatrix.ts"
import { eigen } from "../stats/linear/SymmetricEigen.ts"

/** Predictors that the data cannot tell apart: no weights, until one of each list is left out. */
export interface Collinear<Name extends string = string> {
  readonly _tag: "Collinear"
  /** Predictors with one value in all records. */
  readonly constant: ReadonlyArray<Name>
  /** Predictors of which each list's last is a mix of the others in it. */
  readonly dependent: ReadonlyArray<ReadonlyArray<Name>>
  readonly n: number
  readonly excluded: Excluded
}

/** What keeps the first `size` columns apart from a fit; `null` when nothing does. */
export const collinear = <Name extends string>(
  moments: CrossMoments.CrossMoments<Name>,
  size: number
): Collinear<Name> | null => {
  const name = (place: number): ReadonlyArray<Name> => moments.names.slice(place, place + 1)
  const constant = CrossMoments.constant(moments).filter((place) => place < size)
  const correlations = constant.length === 0 ? CrossMoments.correlations(moments) : null
  const mixed = correlations === null ? [] : dependent(leading(correlations, size))
  if (constant.length + mixed.length === 0) return null
  return {
    _tag: "Collinear",
    constant: constant.flatMap(name),
    dependent: mixed.map((places) => places.flatMap(name)),
    n: CrossMoments.fewest(moments),
    excluded: moments.excluded
  }
}

/** How many times the others multiply the variance of each coefficient, from the correlations of predictors. */
export const inflations = (predictors: SquareMatrix): Float64Array => {
  const lower = factor(predictors)
  const inverted = lower === null ? predictors : inverse(lower)
  return new Float64Array(predictors.size).map((_, place) => at(inverted, place, place))
}

/** Largest over smallest eigenvalue of the correlations of predictors: 1 when they are uncorrelated. */
export const conditionNumber = (predictors: SquareMatrix): number => {
  const { values } = eigen(predictors)
  return Math.max(...values) / Math.min(...values)
}
