/** Points of one space, one after the other. */
export interface Points {
  /** How many there are. */
  readonly height: number
  /** How many numbers each has. */
  readonly size: number
  readonly values: Float64Array
}

/** Euclid's distance between two points. */
export const distance = (a: Points, i: number, b: Points, j: number): number => {
  const { size, values: left } = a
  const right = b.values
  let sum = 0
  for (let c = 0, p = i * size, q = j * size; c < size; c++, p++, q++) {
    const difference = (left[p] as number) - (right[q] as number)
    sum += difference * difference
  }
  return Math.sqrt(sum)
}

/** Bring a vector to length 1, in place; `false` when it has none. */
export const normalise = (vector: Float64Array): boolean => {
  let sum = 0
  for (const value of vector) sum += value * value
  if (!(sum > 0)) return false
  const length = Math.sqrt(sum)
  for (let c = 0; c < vector.length; c++) vector[c] = (vector[c] as number) / length
  return true
}
