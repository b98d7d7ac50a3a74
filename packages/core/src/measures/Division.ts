import type { ColumnInput } from "../tally/fromColumns.ts"
import { compare, fromField, type Value } from "../tally/Value.ts"

/** What rows are divided by: the values that occur, in order, and the place of each row's; below 0 for none. */
export interface Division {
  readonly values: ReadonlyArray<Value>
  readonly codes: ArrayLike<number>
}

/** Everyone in one. */
export const undivided: Division = { values: [null], codes: [] }

/** A division of so many rows by a value of each. */
const divideRows = (length: number, read: (row: number) => unknown): Division => {
  const seen = new Map<Value, number>()
  const codes = new Uint32Array(length)
  for (let row = 0; row < length; row++) {
    const value = fromField(read(row))
    const known = seen.get(value)
    codes[row] = known ?? seen.size
    if (known === undefined) seen.set(value, seen.size)
  }
  const values = [...seen.keys()].sort(compare)
  const places = new Uint32Array(values.length)
  values.forEach((value, place) => {
    places[seen.get(value) ?? 0] = place
  })
  for (let row = 0; row < length; row++) codes[row] = places[codes[row] as number] as number
  return { values, codes }
}

/**
 * A division by a column: values, or codes into a dictionary of them.
 *
 * ```ts import.meta.vitest
 * import { divide } from "./Division.ts"
 *
 * divide(["b", null, "b"]) // => { values: [null, "b"], codes: Uint32Array.of(1, 0, 1) }
 * divide({ values: ["b", "a"], codes: [0, 1, 0] }) // => { values: ["a", "b"], codes: Uint32Array.of(1, 0, 1) }
 * ```
 */
export const divide = (input: ColumnInput): Division =>
  "codes" in input
    ? divideRows(input.codes.length, (row) => input.values[input.codes[row] ?? -1])
    : divideRows(input.length, (row) => input[row])

/**
 * The same division with `null` as no part of it.
 *
 * ```ts import.meta.vitest
 * import { divide, known } from "./Division.ts"
 *
 * known(divide(["b", null, "b"])) // => { values: ["b"], codes: Int32Array.of(0, -1, 0) }
 * ```
 */
export const known = (division: Division): Division =>
  division.values[0] === null
    ? { values: division.values.slice(1), codes: Int32Array.from(division.codes, (code) => code - 1) }
    : division

/**
 * One division of so many rows by several at once. A row that has no value in one of them has none.
 *
 * ```ts import.meta.vitest
 * import { cross, divide } from "./Division.ts"
 *
 * cross([divide(["a", "a", null]), divide([1, 2, 2])], 3).codes // => Int32Array.of(0, 1, -1)
 * ```
 */
export const cross = (divisions: ReadonlyArray<Division>, rows: number): Division =>
  known(
    divideRows(rows, (row) => {
      const each = divisions.map(({ codes, values }) => values[codes[row] ?? -1] ?? null)
      return each.includes(null) ? null : JSON.stringify(each)
    })
  )
