import type { RecordKind, RecordOf } from "@throughline/core"
import type { Column } from "./Column.ts"
import { columnsOf } from "./columnsOf.ts"

/** A value as the record has it. Engines give whole numbers as numbers, bigints or digits. */
const fromStored = ({ type }: Column, value: unknown): unknown => {
  switch (type) {
    case "instant":
      return new Date(Number(value))
    case "integer":
    case "real":
      return Number(value)
    case "boolean":
      return value === true || Number(value) === 1
    case "text":
      return value
  }
}

/**
 * How a row becomes a record: `read` gives the value of a column by its place in `columnsOf(kind)`. A column without a
 * value (`null`) is a missing field.
 */
export const fromRow = <Kind extends RecordKind>(
  kind: Kind
): ((read: (column: number) => unknown) => RecordOf<Kind>) => {
  const columns = columnsOf(kind)
  return (read) => {
    const record: Record<string, unknown> = {}
    columns.forEach((column, i) => {
      const value = read(i)
      if (value !== null && value !== undefined) put(record, column.path, fromStored(column, value))
    })
    return record as RecordOf<Kind>
  }
}

const put = (record: Record<string, unknown>, [field, nested]: Column["path"], value: unknown): void => {
  if (nested === undefined) {
    record[field] = value
    return
  }
  const inside = (record[field] ?? {}) as Record<string, unknown>
  inside[nested] = value
  record[field] = inside
}
