import { make, type SquareMatrix } from "../linear/SquareMatrix.ts"
import { addProducts, mirrored, noProducts } from "./Gram.ts"

/** A matrix product. */
const multiply = (a: SquareMatrix, b: SquareMatrix): SquareMatrix =>
  make(a.size, (row, column) => {
    let sum = 0
    for (let k = 0; k < a.size; k++) sum += (a.values[row * a.size + k] ?? 0) * (b.values[k * a.size + column] ?? 0)
    return sum
  })

/**
 * The covariance of coefficients when the rows of a cluster may go together: V (Σ u uᵀ) V over clusters, u the sum of a
 * cluster's score residuals and V the covariance that holds for independent rows.
 *
 * Lin and Wei (1989), The robust inference for the Cox proportional hazards model, JASA 84.
 */
export const clusteredCovariance = (
  covariance: SquareMatrix,
  residuals: Float64Array,
  clusters: Uint32Array,
  count: number
): SquareMatrix => {
  const { size } = covariance
  const sums = new Float64Array(count * size)
  clusters.forEach((cluster, row) => {
    for (let j = 0; j < size; j++) {
      sums[cluster * size + j] = (sums[cluster * size + j] ?? 0) + (residuals[row * size + j] ?? 0)
    }
  })
  const total = noProducts(size)
  addProducts(total, sums, new Float64Array(count).fill(1), count)
  return multiply(multiply(covariance, mirrored(total.products)), covariance)
}
