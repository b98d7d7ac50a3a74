/**
 * Move heights apart so that neighbours are at least `distance` apart and all stay between `low` and `high`, as far as
 * there is room. The order of the result is the order given.
 */
export const spread = (
  heights: ReadonlyArray<number>,
  distance: number,
  low: number,
  high: number
): ReadonlyArray<number> => {
  const order = heights.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y || a.i - b.i)
  const placed = heights.map((y) => y)
  let edge = low
  for (const { y, i } of order) {
    placed[i] = Math.max(edge, y)
    edge = (placed[i] ?? y) + distance
  }
  edge = high
  for (const { i } of order.toReversed()) {
    placed[i] = Math.min(edge, placed[i] ?? edge)
    edge = (placed[i] ?? edge) - distance
  }
  return placed
}
