import type { MappingIssue } from "../contract/ImportError.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import type { JsonObject } from "../source/JsonLinesScanner.ts"

/** The fields of a row of delimited text. */
export type Fields = ReadonlyArray<string>

/** Delimited text: rows of named columns below a header. */
export interface TableLayout {
  readonly _tag: "Table"
  /**
   * The names of the columns when there are more rows above the records than one, or names have to be made: the header
   * rows so far and the next row are given, and `undefined` says that the next row belongs to the header as well.
   */
  readonly columns: (header: ReadonlyArray<Fields>, next: Fields) => Fields | undefined
  /** How many rows a header has at most. */
  readonly mostHeaderRows: number
  /** What in the header rows speaks against the mapping, such as another time zone. */
  readonly against?: (header: ReadonlyArray<Fields>, mapping: Mapping) => ReadonlyArray<MappingIssue>
}

/** JSON: objects, whose values go by path. */
export interface JsonLayout {
  readonly _tag: "Json"
  /**
   * Where the records are: `"lines"` for one object a line, otherwise pointers (RFC 6901) to objects or lists of them.
   * `""` is the document itself. Documents may follow one another.
   */
  readonly records: "lines" | readonly [string, ...ReadonlyArray<string>]
  /**
   * The rows that one source record says, each read by every rule of the mapping: one, several (the answers of a form),
   * or none (not a record of this kind). Without it the record is its one row.
   */
  readonly rows?: (record: JsonObject) => ReadonlyArray<JsonObject>
}

/** Where the source records of an input are, and what they say. */
export type Layout = TableLayout | JsonLayout

/** Delimited text below one row of names. */
export const table: TableLayout = { _tag: "Table", mostHeaderRows: 1, columns: ([names = []]) => names }

/** One JSON object a line. */
export const lines: JsonLayout = { _tag: "Json", records: "lines" }
