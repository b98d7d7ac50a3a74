import { type Dimension, Tally } from "@throughline/core"
import * as Effect from "effect/Effect"
import type { CheckedQuery } from "../query/CheckedQuery.ts"
import { guardCount } from "../query/guardCount.ts"
import type { StoreError } from "../StoreError.ts"
import { type Counted, counted, isCut } from "./counted.ts"
import type { Dialect } from "./Dialect.ts"
import { boundAt, boundsOf, groupsOf, isDerived } from "./groups.ts"
import type { Statement } from "./Statement.ts"

/** A result by column. Whole numbers are numbers, bigints or digits; yes and no are also 1 and 0; no value is `null`. */
export type ResultColumns = ReadonlyArray<ReadonlyArray<unknown>>

/**
 * Count a query in an engine: one statement for the range of the fields that periods and buckets are computed from, if
 * there are any, and one that counts. `execute` runs both in one snapshot; a range and a group may come back in several rows.
 */
export const tally = Effect.fnUntraced(function* (
  dialect: Dialect,
  query: CheckedQuery,
  execute: (statement: Statement) => Effect.Effect<ResultColumns, StoreError>
) {
  const cut = query.dimensions.filter(isCut)
  const dimensionsOver = Effect.fnUntraced(function* (rows: Dialect) {
    const bounds = cut.length === 0 ? [] : yield* execute(boundsOf(rows, query, cut))
    return yield* guardCount(dialect.engine, () =>
      query.dimensions.map((dimension) => {
        const place = isCut(dimension) ? cut.indexOf(dimension) : -1
        return counted(dialect, query, dimension, boundAt(bounds, place))
      })
    )
  })
  const { everyVersion } = dialect
  const exact = dimensionsOver(dialect)
  // Outdated records only widen the range, unless it gets too wide.
  const dimensions = yield* everyVersion === undefined || isDerived(query.origin.source)
    ? exact
    : Effect.catchIf(dimensionsOver({ ...dialect, table: everyVersion }), isTooWide, () => exact)
  const columns = yield* execute(groupsOf(dialect, query, dimensions))
  return yield* guardCount(dialect.engine, () => toTally(query, dimensions, columns))
})

const isTooWide = ({ reason }: StoreError): boolean => reason === "InvalidQuery"

/** The rows an engine returned as a tally. Columns go by their place: a dimension may have any name. */
const toTally = (query: CheckedQuery, dimensions: ReadonlyArray<Counted>, columns: ResultColumns): Tally.Tally => {
  const width = dimensions.length
  const ofDimension = <A>(give: (d: number) => A) => Object.fromEntries(dimensions.map((_, d) => [`d${d}`, give(d)]))
  return Tally.fromColumns({
    columns: ofDimension((d) => (columns[d] ?? []).map((returned) => dimensions[d]?.value(returned) ?? null)),
    dimensions: ofDimension((d) => query.dimensions[d]) as Record<string, Dimension.Dimension>,
    counts: (columns[width + query.sums.length] ?? []).map(Number),
    sums: Object.fromEntries(query.sums.map((field, s) => [field, (columns[width + s] ?? []).map(Number)]))
  })
}
