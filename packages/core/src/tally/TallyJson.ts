import * as Dimension from "./Dimension.ts"
import { fromColumnList } from "./fromColumns.ts"
import type { Tally } from "./Tally.ts"
import type { Value } from "./Value.ts"

/** A tally as JSON. The same tally is the same text. */
export interface TallyJson {
  readonly version: 1
  readonly columns: ReadonlyArray<{
    readonly dimension: Dimension.Dimension
    readonly values: ReadonlyArray<Value>
    readonly codes: ReadonlyArray<number>
  }>
  readonly counts: ReadonlyArray<number>
  readonly sums: Readonly<Record<string, ReadonlyArray<number>>>
}

/** A tally as plain JSON data. */
export const toJson = (tally: Tally): TallyJson => ({
  version: 1,
  columns: tally.columns.map(({ codes, dimension, values }) => ({
    dimension: Dimension.normalize(dimension),
    values,
    codes: Array.from(codes)
  })),
  counts: Array.from(tally.counts),
  sums: Object.fromEntries(
    Object.keys(tally.sums)
      .sort()
      .map((name) => [name, Array.from(tally.sums[name] ?? [])])
  )
})

/**
 * A tally from its JSON data, put in order again: rows that were edited or concatenated by hand are still counted right.
 *
 * Throws a `RangeError` when columns differ in length and `TallyOverflow` for a count that is not whole. For data that is
 * not known to have this shape, decode with `TallyFromJson` first.
 */
export const fromJson = (json: TallyJson): Tally =>
  fromColumnList(
    json.columns.map(({ codes, dimension, values }) => ({ dimension, input: { codes, values } })),
    json
  )

/** A tally as text, equal for equal tallies. */
export const encode = (tally: Tally): string => JSON.stringify(toJson(tally))
