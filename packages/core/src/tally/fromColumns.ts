import * as Dimension from "./Dimension.ts"
import { exact, exactCount } from "./exact.ts"
import { chunkLength, type Dictionary, Groups } from "./Groups.ts"
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
  const coders = columns.map(({ input }, d) => coder(groups.dictionaries[d], input))
  const length = commonLength([...coders, ...(counts === undefined ? [] : [counts]), ...sums.map(([, sum]) => sum)])
  for (let start = 0; start < length; start += chunkLength) {
    const rows = Math.min(chunkLength, length - start)
    coders.forEach(({ write }, d) => {
      write(start, rows, groups.codes[d])
    })
    sums.forEach(([name, sum], s) => {
      groups.amounts[s]?.set(Array.from({ length: rows }, (_, i) => exact(sum[start + i] ?? 0, `The sum of ${name}`)))
    })
    const copies = counts && Float64Array.from({ length: rows }, (_, i) => exactCount(counts[start + i]))
    groups.flush(rows, copies)
  }
  return groups.finish()
}

const commonLength = (columns: ReadonlyArray<{ readonly length: number }>): number => {
  const lengths = new Set(columns.map((column) => column.length))
  if (lengths.size > 1) throw new RangeError(`Columns of one tally have one length, found ${[...lengths].join(", ")}`)
  const [length = 0] = lengths
  return length
}

/** Writes the codes of some rows of a column. */
interface Coder {
  readonly length: number
  readonly write: (start: number, rows: number, into: Uint32Array | undefined) => void
}

const coder = (dictionary: Dictionary | undefined, input: ColumnInput): Coder => {
  const codeOf = (value: unknown): number => dictionary?.code(fromField(value)) ?? 0
  if ("codes" in input) return tableCoder(input.codes, 0, (code) => codeOf(input.values[code]), input.values.length)
  const range = smallRange(input)
  return range === undefined ? valueCoder(input, codeOf) : tableCoder(range.column, range.minimum, codeOf, range.size)
}

const valueCoder = (column: ArrayLike<Value>, codeOf: (value: unknown) => number): Coder => ({
  length: column.length,
  write: (start, rows, into) => {
    if (into === undefined) return
    for (let i = 0; i < rows; i++) into[i] = codeOf(column[start + i])
  }
})

/** The typed arrays whose numbers are few enough for a table. */
const smallRange = (column: ArrayLike<Value>) => {
  if (column instanceof Uint8Array) return { column, minimum: 0, size: 256 }
  if (column instanceof Int8Array) return { column, minimum: -128, size: 256 }
  if (column instanceof Uint16Array) return { column, minimum: 0, size: 65_536 }
  return column instanceof Int16Array ? { column, minimum: -32_768, size: 65_536 } : undefined
}

/** Codes by table, filled as numbers are first seen. */
const tableCoder = (
  column: ArrayLike<number>,
  minimum: number,
  codeOf: (number: number) => number,
  size: number
): Coder => {
  const table = new Uint32Array(size + 1).fill(unknownCode)
  const write = (start: number, rows: number, into: Uint32Array): void => {
    for (let row = 0; row < rows; row++) {
      row = translate(column, start, row, rows, table, minimum, into)
      if (row === rows) return
      const number = column[start + row] ?? 0
      const code = codeOf(number)
      into[row] = code
      if (number - minimum < size) table[number - minimum] = code
    }
  }
  return { length: column.length, write: (start, rows, into) => into && write(start, rows, into) }
}

const unknownCode = 0xffff_ffff

/** Write the codes of rows from one on; gives the first row whose number has no code in the table yet, or `rows`. */
const translate = (
  column: ArrayLike<number>,
  start: number,
  first: number,
  rows: number,
  table: Uint32Array,
  minimum: number,
  into: Uint32Array
): number => {
  for (let row = first; row < rows; row++) {
    const code = table[(column[start + row] as number) - minimum]
    if (code === undefined || code === unknownCode) return row
    into[row] = code
  }
  return rows
}
