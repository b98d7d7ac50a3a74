/**
 * The place of a column's value among cut points, as `Cuts` counts them: a search by halving, written as one expression.
 * The points are ours, whole and in order; no value gives no place.
 */
export const cutIndex = (column: string, points: ReadonlyArray<number>): string => {
  const search = (low: number, high: number): string => {
    if (low === high) return String(low)
    const middle = (low + high + 1) >>> 1
    return `CASE WHEN ${column} < ${points[middle - 1]} THEN ${search(low, middle - 1)} ELSE ${search(middle, high)} END`
  }
  return `CASE WHEN ${column} IS NULL THEN NULL ELSE ${search(0, points.length)} END`
}
