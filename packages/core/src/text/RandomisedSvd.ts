import type { SquareMatrix } from "../stats/linear/SquareMatrix.ts"
import { eigen, type SymmetricEigen } from "../stats/linear/SymmetricEigen.ts"
import type { Random } from "../stats/Random.ts"

/** A matrix of which only products are known. Dense matrices are row by row, with rows of `size`. */
export interface LinearMap {
  readonly height: number
  readonly width: number
  readonly times: (dense: Float64Array, size: number) => Float64Array
  readonly transposedTimes: (dense: Float64Array, size: number) => Float64Array
}

/** So many columns more than asked for make the first ones exact sooner. */
const spare = 10
const iterations = 4
/** A direction shorter than this share of the longest is rounding. */
const noDirection = 1e-12

/** Dᵀ D of a dense matrix. */
const gram = (dense: Float64Array, size: number): SquareMatrix => {
  const values = new Float64Array(size * size)
  for (let at = 0; at < dense.length; at += size) {
    for (let a = 0; a < size; a++) {
      const x = dense[at + a] as number
      const to = a * size
      for (let b = a; b < size; b++) values[to + b] = (values[to + b] as number) + x * (dense[at + b] as number)
    }
  }
  for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) values[a * size + b] = values[b * size + a] as number
  return { size, values }
}

/** A dense matrix with rows of `size` times a small one with rows of `to`. */
const product = (dense: Float64Array, size: number, small: Float64Array, to: number): Float64Array => {
  const rows = dense.length / size
  const result = new Float64Array(rows * to)
  const sums = new Float64Array(to)
  for (let i = 0; i < rows; i++) {
    sums.fill(0)
    for (let a = 0, from = i * size, at = 0; a < size; a++) {
      const x = dense[from + a] as number
      for (let c = 0; c < to; c++, at++) sums[c] = (sums[c] as number) + x * (small[at] as number)
    }
    result.set(sums, i * to)
  }
  return result
}

/** The `count` largest directions of a decomposition, each divided by the root of its value; rows of `count`. */
const whitening = ({ values, vectors }: SymmetricEigen, count: number): Float64Array => {
  const order = Array.from(values.keys()).sort((a, b) => (values[b] as number) - (values[a] as number) || a - b)
  const least = noDirection * Math.max(0, values[order[0] ?? 0] ?? 0)
  const size = values.length
  return Float64Array.from({ length: size * count }, (_, i) => {
    const [row, direction] = [Math.floor(i / count), order[i % count] as number]
    const value = values[direction] as number
    return value > least ? (vectors.values[row * size + direction] as number) / Math.sqrt(value) : 0
  })
}

/** An orthonormal basis of the columns of a dense matrix. */
const orthonormal = (dense: Float64Array, size: number): Float64Array =>
  product(dense, size, whitening(eigen(gram(dense, size)), size), size)

/**
 * The directions (right singular vectors) in which a matrix is largest, as rows of `size` for each of its columns.
 *
 * Randomised subspace iteration of Halko, Martinsson and Tropp (2011), algorithm 4.4: the matrix is only multiplied. There
 * are as many directions as asked for, or as the matrix has rows or columns.
 */
export const rightSingular = (
  map: LinearMap,
  directions: number,
  next: Random
): { readonly size: number; readonly vectors: Float64Array } => {
  const width = Math.min(directions + spare, map.height, map.width)
  const size = Math.min(directions, width)
  let right: Float64Array = Float64Array.from({ length: map.width * width }, () => 2 * next() - 1)
  for (let i = 0; i <= iterations; i++) {
    const left = orthonormal(map.times(right, width), width)
    right = map.transposedTimes(left, width)
  }
  return { size, vectors: product(right, width, whitening(eigen(gram(right, width)), size), size) }
}
