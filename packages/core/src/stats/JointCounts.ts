import { fromColumns as tallyColumns } from "../tally/fromColumns.ts"
import { valueAt } from "../tally/read.ts"
import { marginal } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

/** The distinct rows of a few columns of whole numbers, and how many records have each. */
export interface JointCounts<Name extends string = string> {
  readonly names: ReadonlyArray<Name>
  /** Row by row, one value a column; `NaN` where the record has none. */
  readonly values: Float64Array
  readonly counts: Float64Array
  /** How many columns of each row have a value. */
  readonly present: Uint32Array
  /** Records left out, because a value of theirs is no whole number. */
  readonly invalid: number
}

/** What a column may hold: whole numbers, or yes and no as 1 and 0; `null`, `undefined` and `NaN` are missing. */
export type Cell = number | boolean | null | undefined

const numberOf = (value: Value): number => {
  if (value === null) return Number.NaN
  if (typeof value === "boolean") return value ? 1 : 0
  return Number.isSafeInteger(value) ? Number(value) : Number.POSITIVE_INFINITY
}

/**
 * The joint counts of some dimensions of a tally.
 *
 * Booleans count as 1 and 0. A record with a value that is no whole number is left out and counted in `invalid`. Throws
 * `TallyMismatch` when a dimension is not there.
 */
export const fromTally = <Name extends string, const Kept extends Name>(
  tally: Tally<Name>,
  names: ReadonlyArray<Kept>
): JointCounts<Kept> => {
  const { columns, counts } = marginal(tally, names)
  const rows = Array.from(counts, (count, group) => ({
    count,
    row: columns.map((each) => numberOf(valueAt(each, group)))
  }))
  const valid = rows.filter(({ row }) => !row.includes(Number.POSITIVE_INFINITY))
  const total = (list: typeof rows): number => list.reduce((sum, { count }) => sum + count, 0)
  return {
    names,
    values: Float64Array.from(valid.flatMap(({ row }) => row)),
    counts: Float64Array.from(valid, ({ count }) => count),
    present: Uint32Array.from(valid, ({ row }) => row.filter((value) => !Number.isNaN(value)).length),
    invalid: total(rows) - total(valid)
  }
}

/** What a tally can count; anything else as text, which is no whole number. */
const plain = (cell: unknown): Value => {
  if (cell === undefined || cell === null || typeof cell === "boolean") return cell ?? null
  return typeof cell === "number" ? cell : ""
}

/** A column whose cells are read one by one. */
interface Cells {
  readonly length: number
  readonly at: (row: number) => unknown
}

const count = <Name extends string>(names: ReadonlyArray<Name>, cells: (name: Name) => Cells): JointCounts<Name> => {
  const columns: { [name: string]: ReadonlyArray<Value> } = {}
  for (const name of names) {
    const { at, length } = cells(name)
    columns[name] = Array.from({ length }, (_, row) => plain(at(row)))
  }
  return fromTally<string, Name>(tallyColumns({ columns }), names)
}

/** The joint counts of columns, such as typed arrays. Throws a `RangeError` when their lengths differ. */
export const fromColumns = <const Name extends string>(
  columns: { readonly [N in Name]: ArrayLike<Cell> },
  names: ReadonlyArray<Name>
): JointCounts<Name> => count(names, (name) => ({ length: columns[name].length, at: (row) => columns[name][row] }))

/** The joint counts of fields of plain records. */
export const fromRecords = <const Name extends string>(
  records: Iterable<{ readonly [N in Name]?: Cell }>,
  names: ReadonlyArray<Name>
): JointCounts<Name> => {
  const all = [...records]
  return count(names, (name) => ({ length: all.length, at: (row) => all[row]?.[name] }))
}
