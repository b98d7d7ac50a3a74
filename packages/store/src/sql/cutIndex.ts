import type { Cuts } from "@throughline/core"
import type { Dialect } from "./Dialect.ts"
import { gridOf } from "./grid.ts"
import { quotient } from "./whole.ts"

/** How a column is counted by cuts: what rows are grouped by first, and the place among the cuts of such a group. */
export interface CutIndex {
  readonly coarse: string
  readonly index: (coarse: string) => string
}

/** The place is known already. */
export const same = (coarse: string): string => coarse

/** With this many cuts or fewer, searching them for every row costs less than grouping rows before. */
const few = 32

/**
 * The place of a column's value among cut points.
 *
 * The search costs most where there are many cuts. All points lie on a grid (an hour, mostly, for days in a time zone), so
 * rows are grouped by the steps of that grid first, and the search is over those groups.
 */
export const cutIndex = (dialect: Dialect, column: string, points: Cuts.Cuts["points"]): CutIndex => {
  const [base = 0] = points
  const place = dialect.placeAmong?.(column, points)
  if (place !== undefined) return { coarse: place, index: same }
  if (points.length <= few) return { coarse: search(column, points), index: same }
  const step = gridOf(points)
  const shifted = points.map((point) => (point - base) / step)
  return {
    coarse: step === 1 ? `(${column} - ${base})` : quotient(dialect, `(${column} - ${base})`, step),
    index: (coarse) => search(coarse, shifted)
  }
}

/** A search by halving, written as one expression. The points are ours, whole and in order; no value gives no place. */
const search = (column: string, points: ReadonlyArray<number>): string => {
  const within = (low: number, high: number): string => {
    if (low === high) return String(low)
    const middle = (low + high + 1) >>> 1
    return `CASE WHEN ${column} < ${points[middle - 1]} THEN ${within(low, middle - 1)} ELSE ${within(middle, high)} END`
  }
  return `CASE WHEN ${column} IS NULL THEN NULL ELSE ${within(0, points.length)} END`
}
