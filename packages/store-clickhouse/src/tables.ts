import type { RecordKind } from "@throughline/core"
import { Columns } from "@throughline/store"

const named: { readonly [Type in Columns.ColumnType]: string } = {
  text: "String",
  integer: "Int64",
  real: "Float64",
  instant: "Int64",
  boolean: "UInt8"
}

/** The engine's type of a column. */
export const typeOf = ({ required, type }: Columns.Column): string =>
  required ? named[type] : `Nullable(${named[type]})`

export const quoted = (name: string): string => `"${name}"`

/** The table of a kind, with every version of its records that was not merged yet. */
export const stored = (database: string, kind: RecordKind): string => `"${database}"."${kind}"`

/** The table of the tallies that are kept. */
export const rollupTable = "throughline_rollups"
export const rollupsIn = (database: string): string => `"${database}"."${rollupTable}"`

/** Which of the versions of a record is the last, and whether that one says that it is gone. */
export const version = "throughline_version"
export const deleted = "throughline_deleted"

/** The last versions, to stand after FROM; those that are not deleted are the current records. */
export const last = (database: string, kind: RecordKind): string => `${stored(database, kind)} FINAL`

/** What a last version meets when its record is there. */
export const isThere = `${deleted} = 0`

const columnsFrom = (kind: RecordKind, table: string): string => {
  const names = Columns.columnsOf(kind).map(({ name }) => quoted(name))
  return `(SELECT ${names.join(", ")} FROM ${table} WHERE ${isThere})`
}

/** The current records of a kind, to stand after FROM where nothing more can be said about them. */
export const current = (database: string, kind: RecordKind): string => columnsFrom(kind, last(database, kind))

/** The same and those that they took the place of. */
export const everyVersion = (database: string, kind: RecordKind): string => columnsFrom(kind, stored(database, kind))
