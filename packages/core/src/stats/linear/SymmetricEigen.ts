import { at, make, type SquareMatrix } from "./SquareMatrix.ts"

/** A symmetric matrix taken apart: it is V diag(values) Vᵀ, the columns of V its eigenvectors. In no set order. */
export interface SymmetricEigen {
  readonly values: Float64Array
  readonly vectors: SquareMatrix
}

/** Turn two columns of a matrix by an angle, in place. */
const turnColumns = ({ size, values }: SquareMatrix, p: number, q: number, cosine: number, sine: number): void => {
  for (let k = 0; k < size * size; k += size) {
    const [a, b] = [values[k + p] ?? 0, values[k + q] ?? 0]
    values[k + p] = cosine * a - sine * b
    values[k + q] = sine * a + cosine * b
  }
}

/** Turn two rows of a matrix by an angle, in place. */
const turnRows = ({ size, values }: SquareMatrix, p: number, q: number, cosine: number, sine: number): void => {
  for (let k = 0; k < size; k++) {
    const [a, b] = [values[p * size + k] ?? 0, values[q * size + k] ?? 0]
    values[p * size + k] = cosine * a - sine * b
    values[q * size + k] = sine * a + cosine * b
  }
}

/** Make one pair of off-diagonal values 0; tells whether there was anything to do. */
const rotate = (matrix: SquareMatrix, vectors: SquareMatrix, p: number, q: number): boolean => {
  const [off, a, b] = [at(matrix, p, q), at(matrix, p, p), at(matrix, q, q)]
  if (Math.abs(off) <= Number.EPSILON * 1e-3 * Math.sqrt(Math.abs(a * b)) || off === 0) return false
  const theta = (b - a) / (2 * off)
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const cosine = 1 / Math.sqrt(tangent * tangent + 1)
  turnColumns(matrix, p, q, cosine, tangent * cosine)
  turnRows(matrix, p, q, cosine, tangent * cosine)
  turnColumns(vectors, p, q, cosine, tangent * cosine)
  return true
}

const sweep = (matrix: SquareMatrix, vectors: SquareMatrix): boolean => {
  let turned = false
  for (let p = 0; p < matrix.size; p++) {
    for (let q = p + 1; q < matrix.size; q++) turned = rotate(matrix, vectors, p, q) || turned
  }
  return turned
}

/** More sweeps than a matrix of any size needs: each squares what is left off the diagonal. */
const sweeps = 40

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's cyclic rotations.
 *
 * Small eigenvalues of a positive definite matrix keep their digits. Only sums, products, quotients and square roots, so
 * the bits are the same everywhere. Golub and Van Loan (2013), Matrix Computations, 8.5.
 *
 * ```ts import.meta.vitest
 * import { eigen } from "./SymmetricEigen.ts"
 *
 * eigen({ size: 2, values: Float64Array.of(3, 0, 0, 1) }).values // => Float64Array.of(3, 1)
 * ```
 */
export const eigen = (matrix: SquareMatrix): SymmetricEigen => {
  const left: SquareMatrix = { size: matrix.size, values: Float64Array.from(matrix.values) }
  const vectors = make(matrix.size, (row, column) => (row === column ? 1 : 0))
  for (let round = 0; round < sweeps && sweep(left, vectors); round++);
  return { values: Float64Array.from({ length: matrix.size }, (_, i) => at(left, i, i)), vectors }
}

/** The symmetric matrix whose square is this one. Eigenvalues below 0, which are rounding, count as 0. */
export const squareRoot = ({ values, vectors }: SymmetricEigen): SquareMatrix => {
  const roots = values.map((value) => Math.sqrt(Math.max(0, value)))
  return make(values.length, (row, column) =>
    roots.reduce((sum, root, k) => sum + at(vectors, row, k) * root * at(vectors, column, k), 0)
  )
}
