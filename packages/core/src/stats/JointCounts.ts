import { column, valueAt } from "../tally/read.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"

/** The distinct rows of a few columns of whole numbers, and how many records have each. */
export interface JointCounts<Name extends string = string> {
  readonly names: ReadonlyArray<Name>
  /** Row by row, one value a column; `NaN` where the record has none. Rows are in the order of their values. */
  readonly values: Float64Array
  readonly counts: Float64Array
  /** How many columns of each row have a value. */
  readonly present: Uint32Array
  /** Records left out, because a value of theirs is no whole number. */
  readonly invalid: number
}

/** What a column may hold: whole numbers, or yes and no as 1 and 0; `null`, `undefined` and `NaN` are missing. */
export type Cell = number | boolean | null | undefined

interface Row {
  readonly values: ReadonlyArray<number>
  count: number
}

/** A cell as a number: `NaN` is missing, an infinity no whole number. */
const numberOf = (cell: unknown): number => {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return Number.NaN
  if (typeof cell === "boolean") return cell ? 1 : 0
  return Number.isSafeInteger(cell) ? Number(cell) + 0 : Number.POSITIVE_INFINITY
}

/** By the first value that differs, missing ones first. */
const inOrder = (a: Row, b: Row): number => {
  const place = a.values.findIndex((value, j) => !Object.is(value, b.values[j]))
  const [x, y] = [a.values[place] ?? Number.NaN, b.values[place] ?? Number.NaN]
  return (Number.isNaN(x) ? Number.NEGATIVE_INFINITY : x) < (Number.isNaN(y) ? Number.NEGATIVE_INFINITY : y) ? -1 : 1
}

/** Count `size` records, of which `cellAt` tells the cells and `copies` how many there are of each. */
const count = <Name extends string>(
  names: ReadonlyArray<Name>,
  size: number,
  cellAt: (record: number, place: number) => unknown,
  copies: (record: number) => number
): JointCounts<Name> => {
  const rows = new Map<string, Row>()
  let invalid = 0
  for (let record = 0; record < size; record++) {
    const values = names.map((_, place) => numberOf(cellAt(record, place)))
    const key = values.join()
    const known = rows.get(key)
    if (values.includes(Number.POSITIVE_INFINITY)) invalid += copies(record)
    else if (known === undefined) rows.set(key, { values, count: copies(record) })
    else known.count += copies(record)
  }
  const sorted = [...rows.values()].sort(inOrder)
  return {
    names,
    values: Float64Array.from(sorted.flatMap(({ values }) => values)),
    counts: Float64Array.from(sorted, (row) => row.count),
    present: Uint32Array.from(sorted, ({ values }) => values.filter((value) => !Number.isNaN(value)).length),
    invalid
  }
}

const refuseTwice = (names: ReadonlyArray<string>): void => {
  if (new Set(names).size < names.length) throw new TallyMismatch(`A column is named twice in ${names.join(", ")}`)
}

/** The joint counts of some dimensions of a tally. Throws `TallyMismatch` when one is not there or named twice. */
export const fromTally = <Name extends string, const Kept extends Name>(
  tally: Tally<Name>,
  names: ReadonlyArray<Kept>
): JointCounts<Kept> => {
  refuseTwice(names)
  const columns = names.map((name) => column(tally, name))
  const cellAt = (group: number, place: number): unknown => {
    const each = columns[place]
    return each === undefined ? null : valueAt(each, group)
  }
  return count(names, tally.counts.length, cellAt, (group) => tally.counts[group] ?? 0)
}

const once = (): number => 1

/** The joint counts of columns, such as typed arrays. Throws a `RangeError` when their lengths differ. */
export const fromColumns = <const Name extends string>(
  columns: { readonly [N in Name]: ArrayLike<Cell> },
  names: ReadonlyArray<Name>
): JointCounts<Name> => {
  refuseTwice(names)
  const cells = names.map((name) => columns[name])
  const lengths = new Set(cells.map(({ length }) => length))
  if (lengths.size > 1) throw new RangeError(`Columns have one length, found ${[...lengths].join(", ")}`)
  return count(names, cells[0]?.length ?? 0, (record, place) => cells[place]?.[record], once)
}

/** The joint counts of fields of plain records. */
export const fromRecords = <const Name extends string>(
  records: Iterable<{ readonly [N in Name]?: Cell }>,
  names: ReadonlyArray<Name>
): JointCounts<Name> => {
  refuseTwice(names)
  const all = [...records]
  const cellAt = (record: number, place: number): unknown => {
    const name = names[place]
    return name === undefined ? null : all[record]?.[name]
  }
  return count(names, all.length, cellAt, once)
}
