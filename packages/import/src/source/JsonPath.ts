import type { JsonObject } from "./JsonLinesScanner.ts"

/** The value of a JSON record that a column name stands for, as text: `""` for none, `undefined` for a list or object. */
export type JsonCell = (record: JsonObject) => string | undefined

/**
 * A column of JSON records: a key (`answers.nps` as one key, when the record has it), a path of keys, or an RFC 6901
 * pointer. Only a record's own keys count, so `__proto__` is a key like others.
 */
export const jsonCell = (column: string): JsonCell => {
  const keys = keysIn(column)
  return (record) => {
    if (Object.hasOwn(record, column)) return cellText(record[column])
    let value: unknown = record
    for (const key of keys) value = own(value, key)
    return cellText(value)
  }
}

/** The keys that a column names, one inside the other. */
export const keysIn = (column: string): ReadonlyArray<string> =>
  column.startsWith("/") ? keysOf(column) : column.split(".")

/** The keys of an RFC 6901 pointer that is not empty. */
export const keysOf = (pointer: string): ReadonlyArray<string> => pointer.slice(1).split("/").map(unescaped)

const unescaped = (key: string): string => key.replaceAll("~1", "/").replaceAll("~0", "~")

/** A key's own value in an object or list; `undefined` when it has none. */
export const own = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined

/** The value at the end of keys, each of which is the own one of the value before; `undefined` when there is none. */
export const ownAt = (value: unknown, ...keys: ReadonlyArray<string>): unknown => {
  let found = value
  for (const key of keys) found = own(found, key)
  return found
}

/** A number beyond all that can be held, and a whole one beyond 2^53, is no longer the one that was written: unreadable. */
const cellText = (value: unknown): string | undefined => {
  if (typeof value === "string") return value
  if (value === null || value === undefined) return ""
  if (typeof value === "boolean") return String(value)
  return typeof value === "number" && isAsWritten(value) ? String(value) : undefined
}

const isAsWritten = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
