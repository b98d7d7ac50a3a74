import { Cuts, type Dimension, type Value } from "@throughline/core"
import type { ColumnType } from "../columns/Column.ts"
import { fieldsOf } from "../columns/fieldsOf.ts"
import type { CheckedQuery } from "../query/CheckedQuery.ts"
import { type CutIndex, cutIndex, same } from "./cutIndex.ts"
import type { Dialect } from "./Dialect.ts"
import { floorTo } from "./whole.ts"

/** A dimension that is counted by cuts over the range of its field. Bins need none: they are arithmetic. */
export type CutDimension = Dimension.PeriodDimension | Dimension.BucketDimension

export const isCut = (dimension: Dimension.Dimension): dimension is CutDimension =>
  dimension.kind === "period" || dimension.kind === "bucket"

/** The range of a field. */
export type Bound = readonly [low: number, high: number]

/** How the engine counts a dimension, of which type its result is, and the value that each result stands for. */
export interface Counted extends CutIndex {
  readonly type: ColumnType
  readonly value: (returned: unknown) => Value
}

const number = (returned: unknown): Value => (returned === null ? null : Number(returned))

const values: { readonly [Type in ColumnType]: (returned: unknown) => Value } = {
  text: (returned) => (typeof returned === "string" ? returned : null),
  boolean: (returned) => (returned === null ? null : returned === true || Number(returned) === 1),
  integer: number,
  real: number,
  instant: number
}

/** How a dimension is counted; `bound` is missing where no row has the field. */
export const counted = (
  dialect: Dialect,
  { origin }: CheckedQuery,
  dimension: Dimension.Dimension,
  bound: Bound | undefined
): Counted => {
  const column = dialect.identifier(dimension.field)
  if (isCut(dimension)) return byCuts(dialect, column, bound === undefined ? none : Cuts.cuts(dimension, ...bound))
  if (dimension.kind === "bin") {
    return { coarse: floorTo(dialect, column, dimension.width), index: same, type: "integer", value: number }
  }
  const type = fieldsOf(origin.source)?.get(dimension.field) ?? "text"
  return { coarse: column, index: same, type, value: values[type] }
}

const none: Cuts.Cuts = { points: [], labels: [] }

const byCuts = (dialect: Dialect, column: string, { labels, points }: Cuts.Cuts): Counted => ({
  ...cutIndex(dialect, column, points),
  type: "integer",
  value: (place) => (place === null ? null : (labels[Number(place)] ?? null))
})
