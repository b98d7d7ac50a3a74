import type { MappingIssue } from "../contract/ImportError.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import type { Cells } from "../rows/Cells.ts"
import type { JsonObject } from "../source/JsonLinesScanner.ts"
import type { Damage, Place, PlacedInput } from "../source/RecordHandler.ts"

/** The fields of a row of delimited text. */
export type Fields = ReadonlyArray<string>

/** Why a column of a source record says nothing, and what can be done about it: told when a rule needs the value. */
export interface Unsaid {
  /** What there is instead: `"a metered price"`. */
  readonly found: string
  readonly expected: string
  readonly fix: string
}

/** The values of one row of delimited text, by the name of the column; `""` when there is none. */
export type ValueOf = (column: string) => string

/** Columns that are made of others, behind those of the header. */
export interface MadeColumns {
  readonly names: ReadonlyArray<string>
  /** Their values in a row, in this order. */
  readonly values: (value: ValueOf) => ReadonlyArray<string>
  readonly why?: (value: ValueOf) => ReadonlyMap<string, Unsaid>
}

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
  /** What can be told only from several columns of a row. */
  readonly made?: MadeColumns
}

/** Makes rows of the source records of one input, with what came before them. */
export interface JsonReading {
  /**
   * As `rows` of the layout. `undefined`: no source record, but a part of what later ones say. `pointer` is where it stands.
   */
  readonly rows: (record: JsonObject, pointer: string) => ReadonlyArray<JsonObject> | Damage | undefined
}

/** JSON: objects, whose values go by path. */
export interface JsonLayout {
  readonly _tag: "Json"
  /**
   * Where the records are: `"lines"` for one object a line, otherwise pointers (RFC 6901) to objects or lists of them,
   * with `/-` behind to lists only. `""` is the document itself. Documents may follow one another.
   */
  readonly records: "lines" | readonly [string, ...ReadonlyArray<string>]
  /** Where records are documents: whether they may also come one a line, as the input shows. Then lines are read as lines. */
  readonly orLines?: true
  /**
   * The rows that one source record says, each read by every rule of the mapping: one, several (the answers of a form),
   * or none (not a record of this kind). Without it the record is its one row.
   */
  readonly rows?: (record: JsonObject) => ReadonlyArray<JsonObject>
  /** In place of `rows`, where it takes what came before in the same input: started anew for each. */
  readonly reading?: () => JsonReading
  /** By column: why the rows of a source record say nothing there. */
  readonly why?: (record: JsonObject) => ReadonlyMap<string, Unsaid>
}

/** Takes what a format finds in its bytes, in their order. */
export interface FoundRecords {
  /** A source record, as rows of cells in the order of the columns. The cells may be used again afterwards. */
  readonly record: (rows: ReadonlyArray<Cells>, place: Place, why?: () => ReadonlyMap<string, Unsaid>) => void
  /** A source record that cannot be taken apart. */
  readonly damaged: (damage: Damage, place: Place) => void
  /** The input cannot be read on. */
  readonly fail: (line: number, wrong: Wrong) => void
}

/** What ends a read: what was found instead, and where in words. */
export interface Wrong {
  readonly found: string
  readonly expected: string
  readonly fix?: string
}

/** Takes the bytes of one input apart, in whatever pieces they come. */
export interface ByteScanner extends PlacedInput {
  readonly push: (bytes: Uint8Array) => void
  /** No bytes follow. */
  readonly end: () => void
  /** Whether the bytes so far end inside something. */
  readonly isInside: boolean
}

/** Bytes that the format takes apart itself, such as XML. */
export interface BytesLayout {
  readonly _tag: "Bytes"
  /** What reads one input. `columns` are those that the mapping names: any name is one. */
  readonly scanner: (columns: ReadonlyArray<string>, found: FoundRecords, encoding: Mapping["encoding"]) => ByteScanner
}

/** Where the source records of an input are, and what they say. */
export type Layout = TableLayout | JsonLayout | BytesLayout

/** Delimited text below one row of names. */
export const table: TableLayout = { _tag: "Table", mostHeaderRows: 1, columns: ([names = []]) => names }

/** One JSON object a line. */
export const lines: JsonLayout = { _tag: "Json", records: "lines" }
