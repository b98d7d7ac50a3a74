import type { SparseRow } from "./SparseRows.ts"

/** The cosine of two rows of length 1. */
export const cosine = (a: SparseRow, b: SparseRow): number => {
  let sum = 0
  for (let i = 0, j = 0; i < a.places.length && j < b.places.length; ) {
    const [x, y] = [a.places[i] as number, b.places[j] as number]
    if (x === y) sum += (a.values[i] as number) * (b.values[j] as number)
    if (x <= y) i++
    if (y <= x) j++
  }
  return sum
}
