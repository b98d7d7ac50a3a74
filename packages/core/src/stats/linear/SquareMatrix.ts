/** A small square matrix, row by row. */
export interface SquareMatrix {
  readonly size: number
  readonly values: Float64Array
}

/** A matrix from a function of row and column. */
export const make = (size: number, value: (row: number, column: number) => number): SquareMatrix => ({
  size,
  values: Float64Array.from({ length: size * size }, (_, i) => value(Math.floor(i / size), i % size))
})

/** The value in a row and a column. */
export const at = ({ size, values }: SquareMatrix, row: number, column: number): number =>
  values[row * size + column] ?? 0

/** The rows and columns of a list of places, in that order. */
export const part = (matrix: SquareMatrix, places: ReadonlyArray<number>): SquareMatrix =>
  make(places.length, (row, column) => at(matrix, places[row] ?? 0, places[column] ?? 0))

/** The first `size` rows and columns. */
export const leading = (matrix: SquareMatrix, size: number): SquareMatrix =>
  make(size, (row, column) => at(matrix, row, column))

/** A matrix times a vector. */
export const times = (matrix: SquareMatrix, vector: Float64Array): Float64Array =>
  vector.map((_, row) => {
    let sum = 0
    for (let column = 0; column < matrix.size; column++) sum += at(matrix, row, column) * (vector[column] ?? 0)
    return sum
  })
