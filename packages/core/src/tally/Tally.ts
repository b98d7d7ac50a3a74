import type { Dimension } from "./Dimension.ts"
import type { Value } from "./Value.ts"

/** One dimension of a tally: the values that occur, in order, and for each group the place of its value. */
export interface Column<Name extends string = string> {
  readonly dimension: Dimension<Name>
  readonly values: ReadonlyArray<Value>
  readonly codes: Uint32Array
}

/**
 * Exact counts of records by a few dimensions, with exact sums of whole numbers.
 *
 * Group `i` has the value `column.values[column.codes[i]]` of each column, `counts[i]` records and `sums[name][i]`. Groups
 * are in the order of their values and none is empty, so equal tallies are equal byte for byte, whatever order or pieces
 * they were counted in.
 */
export interface Tally<Name extends string = string> {
  readonly columns: ReadonlyArray<Column<Name>>
  readonly counts: Float64Array
  readonly sums: Readonly<Record<string, Float64Array>>
}

/** The names of the dimensions of a tally. */
export type NamesOf<T> = T extends Tally<infer Name> ? Name : never

/** Tallies that do not count the same thing were put together, or a dimension was asked for that is not there. */
export class TallyMismatch extends Error {
  override readonly name = "TallyMismatch"
}

/** A count or sum is beyond 2^53 − 1, where whole numbers are no longer exact. */
export class TallyOverflow extends RangeError {
  override readonly name = "TallyOverflow"
}
