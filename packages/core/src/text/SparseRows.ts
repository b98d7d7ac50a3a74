import type { LinearMap } from "./RandomisedSvd.ts"

/** A matrix of which most values are 0: for each row the places of the others in ascending order, and their values. */
export interface SparseRows {
  /** How many columns there are. */
  readonly width: number
  /** Row i is from `starts[i]` up to `starts[i + 1]`. */
  readonly starts: Uint32Array
  readonly places: Uint32Array
  readonly values: Float32Array
}

/** One row, by itself. */
export interface SparseRow {
  readonly places: Uint32Array
  readonly values: Float32Array
}

/** How many rows a matrix has. */
export const height = ({ starts }: SparseRows): number => starts.length - 1

/** Put rows below each other. */
export const stack = (rows: ReadonlyArray<SparseRow>, width: number): SparseRows => {
  const starts = new Uint32Array(rows.length + 1)
  for (const [i, row] of rows.entries()) starts[i + 1] = (starts[i] as number) + row.places.length
  const [places, values] = [new Uint32Array(starts[rows.length] ?? 0), new Float32Array(starts[rows.length] ?? 0)]
  for (const [i, row] of rows.entries()) {
    places.set(row.places, starts[i])
    values.set(row.values, starts[i])
  }
  return { width, starts, places, values }
}

/** One row of a matrix: a view, nothing is copied. */
export const row = ({ places, starts, values }: SparseRows, i: number): SparseRow => ({
  places: places.subarray(starts[i], starts[i + 1]),
  values: values.subarray(starts[i], starts[i + 1])
})

/** Add `factor` times row `from` of one dense matrix to row `to` of another; both have rows of `size`. */
const addRow = (into: Float64Array, to: number, from: Float64Array, at: number, factor: number, size: number): void => {
  const [a, b] = [to * size, at * size]
  for (let c = 0; c < size; c++) into[a + c] = (into[a + c] as number) + factor * (from[b + c] as number)
}

/** The matrix times a dense one with rows of `size`, row by row. */
export const times = (matrix: SparseRows, dense: Float64Array, size: number): Float64Array => {
  const result = new Float64Array(height(matrix) * size)
  for (let i = 0; i < height(matrix); i++) {
    for (let j = matrix.starts[i] as number; j < (matrix.starts[i + 1] as number); j++) {
      addRow(result, i, dense, matrix.places[j] as number, matrix.values[j] as number, size)
    }
  }
  return result
}

/** The transposed matrix times a dense one with rows of `size`. */
export const transposedTimes = (matrix: SparseRows, dense: Float64Array, size: number): Float64Array => {
  const result = new Float64Array(matrix.width * size)
  for (let i = 0; i < height(matrix); i++) {
    for (let j = matrix.starts[i] as number; j < (matrix.starts[i + 1] as number); j++) {
      addRow(result, matrix.places[j] as number, dense, i, matrix.values[j] as number, size)
    }
  }
  return result
}

/** The matrix by its products. */
export const sparseMap = (matrix: SparseRows): LinearMap => ({
  height: height(matrix),
  width: matrix.width,
  times: (dense, size) => times(matrix, dense, size),
  transposedTimes: (dense, size) => transposedTimes(matrix, dense, size)
})

/** Some rows of a square matrix and the same columns, by their places in ascending order. */
export const among = (matrix: SparseRows, places: ReadonlyArray<number>): SparseRows => {
  const numbers = new Int32Array(matrix.width).fill(-1)
  for (const [i, place] of places.entries()) numbers[place] = i
  const rows = places.map((place) => {
    const own = row(matrix, place)
    const kept = Array.from(own.places.keys()).filter((j) => (numbers[own.places[j] as number] as number) >= 0)
    return {
      places: Uint32Array.from(kept, (j) => numbers[own.places[j] as number] as number),
      values: Float32Array.from(kept, (j) => own.values[j] as number)
    }
  })
  return stack(rows, places.length)
}
