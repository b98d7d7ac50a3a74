import { Cuts, type Dimension } from "@throughline/core"

const isPeriod = (dimension: Dimension.Dimension): dimension is Dimension.PeriodDimension => dimension.kind === "period"

const checkSpan = (dimension: Dimension.PeriodDimension, values: Iterable<unknown>): void => {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    const at = value instanceof Date ? value.getTime() : value
    if (typeof at !== "number") continue
    low = Math.min(low, at)
    high = Math.max(high, at)
  }
  if (low <= high) Cuts.cuts(dimension, low, high)
}

/**
 * Throws a `RangeError` where the dates of a dimension span more periods than are told apart: engines count periods by cuts,
 * and what they refuse is refused everywhere. `values` gives the dates of the dimension at a place.
 */
export const checkSpans = (
  dimensions: ReadonlyArray<Dimension.Dimension>,
  values: (dimension: Dimension.Dimension, place: number) => Iterable<unknown>
): void => {
  for (const [place, dimension] of dimensions.entries())
    if (isPeriod(dimension)) checkSpan(dimension, values(dimension, place))
}
