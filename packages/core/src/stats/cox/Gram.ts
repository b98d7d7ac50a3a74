import { at, make, type SquareMatrix } from "../linear/SquareMatrix.ts"

/** Sums of rows, each times a weight, and the lower half of the sums of their products with themselves. */
export interface Products {
  readonly sums: Float64Array
  readonly products: SquareMatrix
}

const addFour = (into: Products, rows: Float64Array, start: number, weights: Float64Array, first: number): void => {
  const { sums } = into
  const { size, values } = into.products
  const [r1, r2, r3] = [start + size, start + 2 * size, start + 3 * size]
  for (let j = 0; j < size; j++) {
    const a0 = (weights[first] as number) * (rows[start + j] as number)
    const a1 = (weights[first + 1] as number) * (rows[r1 + j] as number)
    const a2 = (weights[first + 2] as number) * (rows[r2 + j] as number)
    const a3 = (weights[first + 3] as number) * (rows[r3 + j] as number)
    sums[j] = (sums[j] as number) + (a0 + a1 + (a2 + a3))
    for (let k = 0; k <= j; k++) {
      const early = a0 * (rows[start + k] as number) + a1 * (rows[r1 + k] as number)
      const late = a2 * (rows[r2 + k] as number) + a3 * (rows[r3 + k] as number)
      values[j * size + k] = (values[j * size + k] as number) + (early + late)
    }
  }
}

const addOne = ({ products, sums }: Products, rows: Float64Array, start: number, weight: number): void => {
  const { size, values } = products
  for (let j = 0; j < size; j++) {
    const value = weight * (rows[start + j] as number)
    sums[j] = (sums[j] as number) + value
    for (let k = 0; k <= j; k++) {
      values[j * size + k] = (values[j * size + k] as number) + value * (rows[start + k] as number)
    }
  }
}

/** Nothing summed yet. */
export const noProducts = (size: number): Products => ({
  sums: new Float64Array(size),
  products: make(size, () => 0)
})

/** Add the first `count` rows, four at once. */
export const addProducts = (into: Products, rows: Float64Array, weights: Float64Array, count: number): void => {
  const { size } = into.products
  let row = 0
  for (; row + 4 <= count; row += 4) addFour(into, rows, row * size, weights, row)
  for (; row < count; row++) addOne(into, rows, row * size, weights[row] ?? 0)
}

/** A symmetric matrix from its lower half. */
export const mirrored = (lower: SquareMatrix): SquareMatrix =>
  make(lower.size, (row, column) => at(lower, Math.max(row, column), Math.min(row, column)))

/** How many rows wait before they are added together. */
const block = 256

/** The sum of weight × row × rowᵀ of rows that come one at a time. */
export class Gram {
  private readonly sum: Products
  private readonly size: number
  private readonly rows: Float64Array
  private readonly weights = new Float64Array(block)
  private waiting = 0

  constructor(size: number) {
    this.sum = noProducts(size)
    this.size = size
    this.rows = new Float64Array(block * size)
  }

  add(row: Float64Array, weight: number): void {
    if (this.waiting === block) this.flush()
    const start = this.waiting * this.size
    for (let j = 0; j < this.size; j++) this.rows[start + j] = row[j] as number
    this.weights[this.waiting++] = weight
  }

  /** The lower half of the sum. */
  total(): SquareMatrix {
    this.flush()
    return this.sum.products
  }

  private flush(): void {
    addProducts(this.sum, this.rows, this.weights, this.waiting)
    this.waiting = 0
  }
}
