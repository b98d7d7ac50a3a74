import type { LinearMap } from "./RandomisedSvd.ts"

/** Vectors in whole steps, one after the other. */
export interface VectorRows {
  readonly height: number
  readonly width: number
  readonly values: Int8Array
  /** The square of each one's length. */
  readonly squares: Float64Array
}

/** The square of a vector's length: exact. */
export const squareOf = (vector: Int8Array): number => {
  let sum = 0
  for (const value of vector) sum += value * value
  return sum
}

/** Vectors of `width` numbers that stand one after the other. */
export const rowsOf = (values: Int8Array, width: number): VectorRows => {
  const height = values.length / width
  const squares = Float64Array.from({ length: height }, (_, i) => squareOf(values.subarray(i * width, (i + 1) * width)))
  return { height, width, values, squares }
}

/** Put vectors below each other. */
export const stackVectors = (vectors: ReadonlyArray<Int8Array>, width: number): VectorRows => {
  const values = new Int8Array(vectors.length * width)
  for (const [i, vector] of vectors.entries()) values.set(vector, i * width)
  return rowsOf(values, width)
}

/** Some of the rows, by their places. */
export const part = ({ values, width }: VectorRows, places: ReadonlyArray<number>): VectorRows =>
  stackVectors(
    places.map((row) => values.subarray(row * width, (row + 1) * width)),
    width
  )

/** The matrix of vectors of length 1, as products with dense matrices. */
export const unitMap = ({ height, squares, values, width }: VectorRows): LinearMap => ({
  height,
  width,
  times: (dense, size) => {
    const result = new Float64Array(height * size)
    for (let i = 0; i < height; i++) {
      const to = i * size
      for (let j = 0, from = 0, at = i * width; j < width; j++, at++) {
        const value = values[at] as number
        for (let c = 0; c < size; c++, from++)
          result[to + c] = (result[to + c] as number) + value * (dense[from] as number)
      }
      const length = Math.sqrt(squares[i] as number)
      for (let c = to; c < to + size; c++) result[c] = (result[c] as number) / length
    }
    return result
  },
  transposedTimes: (dense, size) => {
    const result = new Float64Array(width * size)
    const own = new Float64Array(size)
    for (let i = 0; i < height; i++) {
      const length = Math.sqrt(squares[i] as number)
      for (let c = 0; c < size; c++) own[c] = (dense[i * size + c] as number) / length
      for (let j = 0, to = 0, at = i * width; j < width; j++, at++) {
        const value = values[at] as number
        for (let c = 0; c < size; c++, to++) result[to] = (result[to] as number) + value * (own[c] as number)
      }
    }
    return result
  }
})
