import type { RecordKind } from "@throughline/core"
import * as Result from "effect/Result"
import type { Batch, Removal } from "../Batch.ts"
import { StoreError } from "../StoreError.ts"
import type { Column, Stored } from "./Column.ts"
import { columnsOf } from "./columnsOf.ts"
import { isStorableText } from "./storable.ts"

/** A batch as rows that are ready to be stored, no two with the same id. */
export interface Rows {
  readonly columns: ReadonlyArray<Column>
  readonly rows: ReadonlyArray<ReadonlyArray<Stored>>
}

/** A removal with each id once, and only those that a record can have. Fails with `InvalidRecord`. */
export const toRemoval = (engine: string, { id, ids, kind }: Removal): Result.Result<Removal, StoreError> => {
  if (columnsOf(kind).length === 0) return Result.fail(invalid(engine, "The removal is of no known kind of record"))
  const badId = checkId(engine, "The id of a removal", id)
  if (badId !== undefined) return Result.fail(badId)
  return Result.succeed({ id, kind, ids: [...new Set(ids)].filter(isStorableText) })
}

/** The values of a row by the columns of its kind; a missing field is `null`. */
const reader = ({ path: [outer, nested] }: Column): ((record: object) => unknown) => {
  const field = (record: object, name: string): unknown => (record as { readonly [name: string]: unknown })[name]
  if (nested === undefined) return (record) => field(record, outer)
  return (record) => {
    const inside = field(record, outer)
    return typeof inside === "object" && inside !== null ? field(inside, nested) : undefined
  }
}

const wrong = Symbol("wrong")

const writers: {
  readonly [Type in Column["type"]]: (value: unknown) => Stored | typeof wrong
} = {
  text: (value) => (typeof value === "string" && isStorableText(value) ? value : wrong),
  integer: (value) => (Number.isSafeInteger(value) ? Number(value) + 0 : wrong),
  real: (value) => (Number.isFinite(value) ? Number(value) + 0 : wrong),
  instant: (value) => (value instanceof Date && Number.isSafeInteger(value.getTime()) ? value.getTime() : wrong),
  boolean: (value) => (typeof value === "boolean" ? value : wrong)
}

const expected: { readonly [Type in Column["type"]]: string } = {
  text: "text without NUL characters and halves of surrogate pairs",
  integer: "a whole number within ±(2^53 − 1)",
  real: "a finite number",
  instant: "a valid Date",
  boolean: "true or false"
}

type Cell = (record: object) => Stored | typeof wrong

/** Read a column of a record; `wrong` when it cannot be stored. */
const cell = (column: Column): Cell => {
  const read = reader(column)
  const write = writers[column.type]
  return (record) => {
    const value = read(record)
    if (value !== undefined) return write(value)
    return column.required ? wrong : null
  }
}

const invalid = (engine: string, what: string): StoreError =>
  new StoreError({ reason: "InvalidRecord", engine, retry: "never", message: what })

/** The error for an id that cannot be stored, or `undefined`. */
export const checkId = (engine: string, what: string, id: string): StoreError | undefined =>
  isStorableText(id) && id !== "" && id.length <= 256
    ? undefined
    : invalid(engine, `${what} is 1 to 256 characters without NUL and halves of surrogate pairs; use another one`)

/**
 * The rows of a batch in the order of its records; of several records with one id the last stays, in the place of the
 * first. Fails with `InvalidRecord`, naming the place and the field, when a value cannot be stored.
 */
export const toRows = <Kind extends RecordKind>(
  engine: string,
  batch: Batch<Kind>
): Result.Result<Rows, StoreError> => {
  const columns = columnsOf(batch.kind)
  if (columns.length === 0) return Result.fail(invalid(engine, "The batch is of no known kind of record"))
  const badId = checkId(engine, "The id of a batch", batch.id)
  if (badId !== undefined) return Result.fail(badId)
  const cells = columns.map(cell)
  const rows = new Map<Stored, ReadonlyArray<Stored>>()
  for (let place = 0; place < batch.records.length; place++) {
    const row = rowOf(cells, batch.records[place] ?? {})
    const [id = null] = row
    if (row.length < cells.length) return Result.fail(invalid(engine, refusal(place, columns[row.length])))
    rows.set(id, row)
  }
  return Result.succeed({ columns, rows: [...rows.values()] })
}

/** The values of a record, up to the first that cannot be stored. */
const rowOf = (cells: ReadonlyArray<Cell>, record: object): ReadonlyArray<Stored> => {
  const row: Array<Stored> = []
  for (let column = 0; column < cells.length; column++) {
    const value = cells[column]?.(record) ?? null
    if (value === wrong) return row
    row.push(value)
  }
  return row
}

const refusal = (place: number, column: Column | undefined): string =>
  `Record ${place + 1} of the batch: ${column?.name} must be ${column && expected[column.type]}; nothing was stored, correct it and send the batch again`
