import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { dependent, factor, inverse, solve } from "../src/stats/linear/Cholesky.ts"
import { at, make, times } from "../src/stats/linear/SquareMatrix.ts"
import { eigen, squareRoot } from "../src/stats/linear/SymmetricEigen.ts"

const size = 4
/** A Aᵀ and a little on the diagonal: positive definite. */
const positive = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 16, maxLength: 16 }).map((cells) =>
  make(size, (row, column) => {
    let sum = row === column ? 1 : 0
    for (let k = 0; k < size; k++) sum += (cells[size * row + k] ?? 0) * (cells[size * column + k] ?? 0)
    return sum
  })
)

const product = (a: Parameters<typeof at>[0], b: Parameters<typeof at>[0], transposed: boolean) =>
  make(size, (row, column) => {
    let sum = 0
    for (let k = 0; k < size; k++) sum += at(a, row, k) * (transposed ? at(b, column, k) : at(b, k, column))
    return sum
  })

const near = (a: Float64Array, b: Float64Array, tolerance: number): void =>
  a.forEach((value, i) => {
    expect(Math.abs(value - (b[i] ?? Number.NaN))).toBeLessThan(tolerance)
  })

describe("Cholesky", () => {
  it("gives the matrix back, and solves", () => {
    fc.assert(
      fc.property(positive, (matrix) => {
        const lower = factor(matrix)
        if (lower === null) throw new Error("positive definite")
        near(product(lower, lower, true).values, matrix.values, 1e-9)
        const x = Float64Array.of(1, -2, 3, 0.5)
        near(solve(lower, times(matrix, x)), x, 1e-6)
        near(product(matrix, inverse(lower), false).values, make(size, (i, j) => (i === j ? 1 : 0)).values, 1e-6)
      })
    )
  })

  it("finds every mix of columns", () => {
    // The third is the mean of the first two, the last is the fourth.
    const columns = [
      [1, 0, 0],
      [0, 1, 0],
      [0.5, 0.5, 0],
      [0, 0, 1],
      [0, 0, 1]
    ]
    const gram = make(5, (i, j) =>
      (columns[i] ?? []).reduce((sum, value, k) => sum + value * (columns[j]?.[k] ?? 0), 0)
    )
    expect(factor(gram)).toBeNull()
    expect(dependent(gram)).toEqual([
      [0, 1, 2],
      [3, 4]
    ])
  })
})

describe("eigen decomposition", () => {
  it("gives the matrix back, with vectors of length 1 that are at right angles", () => {
    fc.assert(
      fc.property(positive, (matrix) => {
        const { values, vectors } = eigen(matrix)
        const scaled = make(size, (row, column) => at(vectors, row, column) * (values[column] ?? 0))
        near(product(scaled, vectors, true).values, matrix.values, 1e-9)
        near(product(vectors, vectors, true).values, make(size, (i, j) => (i === j ? 1 : 0)).values, 1e-12)
      })
    )
  })

  it("squares back from its root", () => {
    fc.assert(
      fc.property(positive, (matrix) => {
        const root = squareRoot(eigen(matrix))
        near(product(root, root, false).values, matrix.values, 1e-9)
      })
    )
  })
})
