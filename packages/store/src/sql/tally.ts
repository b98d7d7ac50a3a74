import { Cuts, type Dimension, Tally, type Value } from "@throughline/core"
import * as Effect from "effect/Effect"
import type { ColumnType } from "../columns/Column.ts"
import { fieldsOf } from "../columns/fieldsOf.ts"
import type { CheckedQuery } from "../query/CheckedQuery.ts"
import { guardCount } from "../query/guardCount.ts"
import type { StoreError } from "../StoreError.ts"
import { type CutIndex, cutIndex, same } from "./cutIndex.ts"
import type { Dialect } from "./Dialect.ts"
import { derived } from "./derived.ts"
import { where } from "./filter.ts"
import { type Parameters, type Statement, statement } from "./Statement.ts"
import { floorTo } from "./whole.ts"

/** A result by column. Whole numbers are numbers, bigints or digits; no value is `null`. */
export type ResultColumns = ReadonlyArray<ReadonlyArray<unknown>>

type Execute = (statement: Statement) => Effect.Effect<ResultColumns, StoreError>

/** How the engine counts a dimension, and the value that each value it returns stands for. */
interface Counted extends CutIndex {
  readonly value: (returned: unknown) => Value
}

/**
 * Count a query in an engine: one statement for the range of the fields that periods and buckets are computed from, if
 * there are any, and one that counts. `execute` runs both in one snapshot; a group may come back in several rows.
 */
export const tally = Effect.fnUntraced(function* (dialect: Dialect, query: CheckedQuery, execute: Execute) {
  const cut = query.dimensions.filter(isCut)
  const bounds = cut.length === 0 ? [] : yield* execute(boundsOf(dialect, query, cut))
  const counted = yield* guardCount(dialect.engine, () =>
    query.dimensions.map((dimension) => count(dialect, query, dimension, boundOf(bounds, cut, dimension)))
  )
  const columns = yield* execute(groupsOf(dialect, query, counted))
  return yield* guardCount(dialect.engine, () => toTally(query, counted, columns))
})

type CutDimension = Dimension.PeriodDimension | Dimension.BucketDimension

const isCut = (dimension: Dimension.Dimension): dimension is CutDimension =>
  dimension.kind === "period" || dimension.kind === "bucket"

/** The rows of the query's source that pass its filter, to stand after FROM. */
const from = (dialect: Dialect, { origin, tests }: CheckedQuery, parameters: Parameters): string => {
  const { source } = origin
  const asOf = "asOf" in origin ? origin.asOf : undefined
  const rows = isDerived(source)
    ? `(${(dialect.derived?.[source] ?? ((given, day) => derived[source](dialect, given, day)))(parameters, asOf)}) AS ${source}`
    : dialect.table(source)
  return rows + where(dialect, tests, parameters)
}

const isDerived = (source: CheckedQuery["origin"]["source"]): source is keyof typeof derived =>
  Object.hasOwn(derived, source)

const boundsOf = (dialect: Dialect, query: CheckedQuery, cut: ReadonlyArray<CutDimension>): Statement =>
  statement(dialect, (parameters) => {
    const ends = cut.map(({ field }) => {
      const column = dialect.identifier(field)
      return `min(${column}), max(${column})`
    })
    return `SELECT ${ends.join(", ")} FROM ${from(dialect, query, parameters)}`
  })

type Bound = readonly [low: number, high: number]

/** The range of a dimension's field; `undefined` when no row has the field. */
const boundOf = (
  bounds: ResultColumns,
  cut: ReadonlyArray<CutDimension>,
  dimension: Dimension.Dimension
): Bound | undefined => {
  const place = isCut(dimension) ? cut.indexOf(dimension) : -1
  const [low] = bounds[2 * place] ?? []
  const [high] = bounds[2 * place + 1] ?? []
  return low === null || low === undefined ? undefined : [Number(low), Number(high)]
}

const count = (
  dialect: Dialect,
  { origin }: CheckedQuery,
  dimension: Dimension.Dimension,
  bound: Bound | undefined
): Counted => {
  const column = dialect.identifier(dimension.field)
  switch (dimension.kind) {
    case "field":
      return { coarse: column, index: same, value: returnedAs[fieldsOf(origin.source)?.get(dimension.field) ?? "text"] }
    case "bin":
      return { coarse: floorTo(column, dimension.width), index: same, value: number }
    case "period":
    case "bucket": {
      const { labels, points } = bound === undefined ? { labels: [], points: [] } : Cuts.cuts(dimension, ...bound)
      return {
        ...cutIndex(column, points),
        value: (place) => (place === null ? null : (labels[Number(place)] ?? null))
      }
    }
  }
}

const number = (returned: unknown): Value => (returned === null ? null : Number(returned))
const text = (returned: unknown): Value => (typeof returned === "string" ? returned : null)
const boolean = (returned: unknown): Value => (returned === null ? null : returned === true || returned === 1)

const returnedAs: { readonly [Type in ColumnType]: (returned: unknown) => Value } = {
  text,
  boolean,
  integer: number,
  real: number,
  instant: number
}

const groupsOf = (dialect: Dialect, query: CheckedQuery, counted: ReadonlyArray<Counted>): Statement =>
  statement(dialect, (parameters) => {
    const rows = counted.map(({ coarse }, d) => `${coarse} AS d${d}`)
    const sums = query.sums.map((field, s) => `${dialect.identifier(field)} AS s${s}`)
    const records = `SELECT ${[...rows, ...sums, "1 AS n"].join(", ")} FROM ${from(dialect, query, parameters)}`
    const groups = grouped(query, records)
    if (counted.every(({ index }) => index === same)) return groups
    const keys = counted.map(({ index }, d) => `${index(`d${d}`)} AS d${d}`)
    const parts = `SELECT ${[...keys, ...query.sums.map((_, s) => `s${s}`), "n"].join(", ")} FROM (${groups}) AS parts`
    return grouped(query, parts)
  })

/** Rows with the same dimensions added up: dimensions `d0…`, sums `s0…` and the count `n`. */
const grouped = ({ dimensions, sums }: CheckedQuery, rows: string): string => {
  const keys = dimensions.map((_, d) => `d${d}`)
  const by = keys.length === 0 ? "" : ` GROUP BY ${keys.join(", ")}`
  const added = [...sums.map((_, s) => `s${s}`), "n"].map((name) => `sum(${name}) AS ${name}`)
  return `SELECT ${[...keys, ...added].join(", ")} FROM (${rows}) AS counted${by}`
}

/** The rows an engine returned as a tally. Columns go by their place: a dimension may have any name. */
const toTally = (query: CheckedQuery, counted: ReadonlyArray<Counted>, columns: ResultColumns): Tally.Tally => {
  const width = counted.length
  const ofDimension = <A>(give: (d: number) => A) => Object.fromEntries(counted.map((_, d) => [`d${d}`, give(d)]))
  return Tally.fromColumns({
    columns: ofDimension((d) => (columns[d] ?? []).map((returned) => counted[d]?.value(returned) ?? null)),
    dimensions: ofDimension((d) => query.dimensions[d]) as Record<string, Dimension.Dimension>,
    counts: (columns[width + query.sums.length] ?? []).map(Number),
    sums: Object.fromEntries(query.sums.map((field, s) => [field, (columns[width + s] ?? []).map(Number)]))
  })
}
