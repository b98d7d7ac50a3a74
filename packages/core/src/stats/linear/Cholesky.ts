import { at, make, part, type SquareMatrix } from "./SquareMatrix.ts"

/**
 * The lower triangle L with L Lᵀ = the symmetric matrix; `null` unless it is positive definite.
 *
 * A row that the rows before it account for but for a share `tolerance` of its own variation counts as dependent.
 *
 * ```ts import.meta.vitest
 * import { factor } from "./Cholesky.ts"
 *
 * factor({ size: 2, values: Float64Array.of(4, 2, 2, 5) })?.values // => Float64Array.of(2, 0, 1, 2)
 * factor({ size: 2, values: Float64Array.of(1, 1, 1, 1) }) // => null
 * ```
 */
export const factor = (matrix: SquareMatrix, tolerance = 1e-10): SquareMatrix | null => {
  const { size } = matrix
  const lower: SquareMatrix = make(size, () => 0)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const left = at(matrix, row, column) - dot(lower, row, column, column)
      if (row === column && !(left > tolerance * at(matrix, row, row))) return null
      lower.values[row * size + column] = row === column ? Math.sqrt(left) : left / at(lower, column, column)
    }
  }
  return lower
}

/** The product of the first `length` values of two rows. */
const dot = (matrix: SquareMatrix, a: number, b: number, length: number): number => {
  let sum = 0
  for (let k = 0; k < length; k++) sum += at(matrix, a, k) * at(matrix, b, k)
  return sum
}

/** The x with L Lᵀ x = the right-hand side. */
export const solve = (lower: SquareMatrix, right: Float64Array): Float64Array => {
  const x = Float64Array.from(right)
  const reduce = (row: number, column: number, value: number): void => {
    x[row] = (x[row] ?? 0) - value * (x[column] ?? 0)
  }
  for (let row = 0; row < lower.size; row++) {
    for (let column = 0; column < row; column++) reduce(row, column, at(lower, row, column))
    x[row] = (x[row] ?? 0) / at(lower, row, row)
  }
  for (let row = lower.size - 1; row >= 0; row--) {
    for (let column = row + 1; column < lower.size; column++) reduce(row, column, at(lower, column, row))
    x[row] = (x[row] ?? 0) / at(lower, row, row)
  }
  return x
}

/** The inverse of the matrix that L belongs to. */
export const inverse = (lower: SquareMatrix): SquareMatrix => {
  const unit = (k: number): Float64Array => Float64Array.from({ length: lower.size }, (_, i) => (i === k ? 1 : 0))
  const columns = Array.from({ length: lower.size }, (_, k) => solve(lower, unit(k)))
  return make(lower.size, (row, column) => columns[column]?.[row] ?? 0)
}

/** A mixing share below this is none. */
const noShare = 1e-6

/**
 * The columns that are a mix of others, each with those others and itself: places in the matrix, in order.
 *
 * Takes a correlation or covariance matrix of columns that vary.
 *
 * ```ts import.meta.vitest
 * import { dependent } from "./Cholesky.ts"
 *
 * dependent({ size: 3, values: Float64Array.of(1, 0, 1, 0, 1, 0, 1, 0, 1) }) // => [[0, 2]]
 * ```
 */
export const dependent = (matrix: SquareMatrix): ReadonlyArray<ReadonlyArray<number>> => {
  const kept: Array<number> = []
  const found: Array<ReadonlyArray<number>> = []
  for (let column = 0; column < matrix.size; column++) {
    if (factor(part(matrix, [...kept, column])) !== null) {
      kept.push(column)
      continue
    }
    const lower = factor(part(matrix, kept))
    const right = Float64Array.from(kept, (row) => at(matrix, row, column))
    const shares = lower === null ? right : solve(lower, right)
    found.push([...kept.filter((_, i) => Math.abs(shares[i] ?? 0) > noShare), column])
  }
  return found
}
