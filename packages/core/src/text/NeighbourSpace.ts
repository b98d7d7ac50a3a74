import { random } from "../stats/Random.ts"
import type { Neighbours } from "./Nearest.ts"
import { normalise, type Points } from "./Points.ts"
import { type LinearMap, rightSingular } from "./RandomisedSvd.ts"
import { type SparseRows, stack, times, transposedTimes } from "./SparseRows.ts"

/** Directions of the space in which topics are found. */
const dimensions = 48

/**
 * For each of so many rows its nearest rows, itself among them, by their share of all their squared cosines: the matrix S.
 */
export const graph = (height: number, nearestTo: (row: number) => Neighbours): SparseRows => {
  const rows = Array.from({ length: height }, (_, i) => {
    const { count, rows, similarities } = nearestTo(i)
    const near = similarities.subarray(0, count)
    const total = near.reduce((sum, each) => sum + each * each, 0)
    return { places: rows.slice(0, count), values: Float32Array.from(near, (each) => (each * each) / total) }
  })
  return stack(rows, height)
}

/**
 * Each row of a matrix as a point of length 1 in the space of the largest directions of S A: A the rows, S their `graph`.
 *
 * Latent semantic analysis (Deerwester and others 1990) of texts that first took on the words of their nearest neighbours.
 * S A is never made, only multiplied. The search for the directions starts from the same numbers each time: nothing here
 * hangs on a seed.
 */
export const embed = (matrix: LinearMap, neighbours: SparseRows): Points => {
  const diffused = (dense: Float64Array, size: number): Float64Array =>
    times(neighbours, matrix.times(dense, size), size)
  const { size, vectors } = rightSingular(
    {
      height: matrix.height,
      width: matrix.width,
      times: diffused,
      transposedTimes: (dense, width) => matrix.transposedTimes(transposedTimes(neighbours, dense, width), width)
    },
    dimensions,
    random(1)
  )
  const values = diffused(vectors, size)
  for (let i = 0; i < matrix.height; i++) normalise(values.subarray(i * size, (i + 1) * size))
  return { height: matrix.height, size, values }
}
