import * as Dimension from "./Dimension.ts"
import { Groups } from "./Groups.ts"
import type { Tally } from "./Tally.ts"
import { fromField, type Value } from "./Value.ts"

/** A column of values, one a row; or codes into a dictionary of values. */
export type ColumnInput =
  | ArrayLike<Value>
  | { readonly values: ReadonlyArray<Value>; readonly codes: ArrayLike<number> }

/** Columns of the same length: one a dimension, and optionally how many records each row stands for, and their sums. */
export interface ColumnsInput<Name extends string> {
  readonly columns: { readonly [N in Name]: ColumnInput }
  readonly counts?: ArrayLike<number>
  readonly sums?: Readonly<Record<string, ArrayLike<number>>>
  /** The dimension of a column that is not a plain field: a period, a bucket, a bin. */
  readonly dimensions?: { readonly [N in Name]?: Dimension.Dimension<N> }
}

/**
 * Count rows that are already columns: typed arrays, or the partial rows that an engine returns.
 *
 * Rows with the same values are added up, so an engine may return a group in several parts. Throws a `RangeError` when
 * the columns differ in length, `TallyOverflow` when a count is not a whole number or passes 2^53 − 1.
 *
 * ```ts import.meta.vitest
 * import { fromColumns } from "./fromColumns.ts"
 * import * as Tally from "./index.ts"
 *
 * const tally = fromColumns({ columns: { score: Int8Array.of(9, 3, 9) } })
 * Tally.rows(tally).map((row) => [row.values.score, row.count]) // => [[3, 1], [9, 2]]
 * ```
 */
export const fromColumns = <const Name extends string>(input: ColumnsInput<Name>): Tally<Name> => {
  const columns: Array<NamedColumn<Name>> = []
  for (const name in input.columns) {
    const given = input.dimensions !== undefined && Object.hasOwn(input.dimensions, name)
    const dimension = given ? input.dimensions[name] : undefined
    columns.push({ dimension: dimension ?? Dimension.field(name), input: input.columns[name] })
  }
  return fromColumnList(columns, input)
}

/** A column with its dimension. */
export interface NamedColumn<Name extends string> {
  readonly dimension: Dimension.Dimension<Name>
  readonly input: ColumnInput
}

/** Count rows of columns that are already in order. As `fromColumns`. */
export const fromColumnList = <Name extends string>(
  columns: ReadonlyArray<NamedColumn<Name>>,
  { counts, sums: named = {} }: Pick<ColumnsInput<Name>, "counts" | "sums">
): Tally<Name> => {
  const sums = Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1))
  const groups = new Groups<Name>(
    columns.map(({ dimension }) => dimension),
    sums.map(([name]) => name)
  )
  const coders = columns.map(({ input }, d) => coder(groups, d, input))
  const length = commonLength([...coders, ...(counts === undefined ? [] : [counts]), ...sums.map(([, sum]) => sum)])
  for (let row = 0; row < length; row++) {
    coders.forEach((coder, d) => {
      groups.setCode(d, coder.code(row))
    })
    const group = groups.count(counts?.[row] ?? 1)
    for (const [s, [, sum]] of sums.entries()) groups.addSum(group, s, sum[row] ?? 0)
  }
  return groups.finish()
}

const commonLength = (columns: ReadonlyArray<{ readonly length: number }>): number => {
  const lengths = new Set(columns.map((column) => column.length))
  if (lengths.size > 1) throw new RangeError(`Columns of one tally have one length, found ${[...lengths].join(", ")}`)
  const [length = 0] = lengths
  return length
}

const coder = <Name extends string>(groups: Groups<Name>, d: number, input: ColumnInput) => {
  if ("codes" in input) {
    const codes = input.values.map((value) => groups.code(d, fromField(value)))
    return { length: input.codes.length, code: (row: number) => codes[input.codes[row] ?? 0] ?? groups.code(d, null) }
  }
  return { length: input.length, code: (row: number) => groups.code(d, fromField(input[row])) }
}
