import type { CheckedQuery } from "../query/CheckedQuery.ts"
import type { Bound, Counted, CutDimension } from "./counted.ts"
import { same } from "./cutIndex.ts"
import type { Dialect } from "./Dialect.ts"
import { derived } from "./derived.ts"
import { where } from "./filter.ts"
import { type Parameters, type Statement, statement } from "./Statement.ts"

/** The rows of the query's source that pass its filter, with these fields at least, to stand after FROM. */
const from = (
  dialect: Dialect,
  { origin, tests }: CheckedQuery,
  parameters: Parameters,
  fields: ReadonlyArray<string>
): string => {
  const { source, ...settings } = origin
  if (!isDerived(source)) return dialect.table(source) + where(dialect, tests, parameters)
  const read = new Set([...fields, ...tests.map(({ field }) => field)])
  const write = dialect.derived?.[source] ?? derived[source]
  const rows = `(${write(dialect, parameters, settings, (field) => read.has(field))}) AS ${source}`
  return rows + where(dialect, tests, parameters)
}

/** Whether a source is computed from records. */
export const isDerived = (source: CheckedQuery["origin"]["source"]): source is keyof typeof derived =>
  Object.hasOwn(derived, source)

/** One row: the least and the greatest value of the field of each dimension. No row where there is none to count. */
export const boundsOf = (dialect: Dialect, query: CheckedQuery, cut: ReadonlyArray<CutDimension>): Statement =>
  statement(dialect, (parameters) => {
    const ends = cut.map(({ field }) => `min(${dialect.identifier(field)}), max(${dialect.identifier(field)})`)
    const rows = from(
      dialect,
      query,
      parameters,
      cut.map(({ field }) => field)
    )
    return `SELECT ${ends.join(", ")} FROM ${rows} HAVING count(*) > 0`
  })

/** The range of the dimension at this place; `undefined` when no row has the field. */
export const boundAt = (bounds: ReadonlyArray<ReadonlyArray<unknown>>, place: number): Bound | undefined => {
  const values = [...(bounds[2 * place] ?? []), ...(bounds[2 * place + 1] ?? [])]
  const ends = values.filter((value) => value !== null && value !== undefined).map(Number)
  return ends.length === 0 ? undefined : [Math.min(...ends), Math.max(...ends)]
}

/** A row for each group: its dimensions, then its sums, then its count. */
export const groupsOf = (dialect: Dialect, query: CheckedQuery, dimensions: ReadonlyArray<Counted>): Statement =>
  statement(dialect, (parameters) => {
    const sums = query.sums.map((_, s) => `s${s}`)
    const fields = query.sums.map((field, s) => `${dialect.identifier(field)} AS s${s}`)
    const rows = [...dimensions.map(({ coarse }, d) => `${coarse} AS d${d}`), ...fields, "1 AS n"]
    const read = [...query.dimensions.map(({ field }) => field), ...query.sums]
    const source = from(dialect, query, parameters, read)
    const coarse = grouped(dialect, dimensions, sums, `SELECT ${rows.join(", ")} FROM ${source}`)
    const groups = most(dialect, query, dimensions, fine(dialect, dimensions, sums, coarse))
    const keys = dimensions.map((_, d) => `d${d}`)
    const returned = dimensions.map(({ type }, d) => dialect.returned(`d${d}`, type))
    if (keys.join() === returned.join()) return groups
    return `SELECT ${[...returned, ...sums, "n"].join(", ")} FROM (${groups}) AS tallied`
  })

/** Of the groups, those that are most; all of them where other servers have more of each. */
const most = (
  { byBytes, seesPart }: Dialect,
  query: CheckedQuery,
  dimensions: ReadonlyArray<Counted>,
  groups: string
): string => {
  if (query.most === undefined || seesPart === true) return groups
  const keys = dimensions.map(({ type }, d) => `${type === "text" ? byBytes(`d${d}`) : `d${d}`} NULLS FIRST`)
  return `SELECT * FROM (${groups}) AS every_group ORDER BY ${["n DESC", ...keys].join(", ")} LIMIT ${query.most}`
}

/** Groups of the steps of a grid as groups of cuts, where a dimension was counted by such steps. */
const fine = (
  dialect: Dialect,
  dimensions: ReadonlyArray<Counted>,
  sums: ReadonlyArray<string>,
  groups: string
): string => {
  if (dimensions.every(({ index }) => index === same)) return groups
  const keys = dimensions.map(({ index }, d) => `${index(`d${d}`)} AS d${d}`)
  return grouped(dialect, dimensions, sums, `SELECT ${[...keys, ...sums, "n"].join(", ")} FROM (${groups}) AS steps`)
}

/** Rows with the same dimensions added up. */
const grouped = (
  dialect: Dialect,
  dimensions: ReadonlyArray<Counted>,
  sums: ReadonlyArray<string>,
  rows: string
): string => {
  const keys = dimensions.map((_, d) => `d${d}`)
  const by = keys.length === 0 ? "" : ` GROUP BY ${keys.join(", ")}`
  const sum = dialect.sum ?? ((column: string) => `sum(${column})`)
  const added = [...sums.map((name) => `${sum(name)} AS ${name}`), "sum(n) AS n"]
  return `SELECT ${[...keys, ...added].join(", ")} FROM (${rows}) AS counted${by}`
}
