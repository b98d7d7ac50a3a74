import { type ImportError, NotThisFormat } from "../contract/ImportError.ts"
import type { Input } from "../contract/Input.ts"
import type { Fields, JsonLayout, MadeColumns, TableLayout, ValueOf, Wrong } from "../format/Layout.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import type { Why } from "../rows/explained.ts"
import { CellsRow, type Row } from "../rows/Row.ts"
import type { DelimitedRow } from "../source/DelimitedRow.ts"
import { DelimitedScanner } from "../source/DelimitedScanner.ts"
import { type Header, header } from "../source/Header.ts"
import { JsonDocumentScanner } from "../source/JsonDocumentScanner.ts"
import { JsonLinesScanner, type JsonObject } from "../source/JsonLinesScanner.ts"
import { type JsonCell, jsonCell, keysIn } from "../source/JsonPath.ts"
import { JsonTextScanner } from "../source/JsonTextScanner.ts"
import type { Damage, Place, RecordHandler, RecordScanner } from "../source/RecordHandler.ts"
import type { TextBuffer } from "../source/TextBuffer.ts"

/** How a text is written. */
export interface Written extends Pick<Mapping, "delimiter" | "encoding"> {
  readonly layout: TableLayout | JsonLayout
  /** What it should hold, for messages. */
  readonly expects: string
}

/** Where the columns of a table are. */
export interface Columns {
  readonly position: (column: string) => number | undefined
  /** The names, where a header tells them. */
  readonly names: ReadonlyArray<string>
  /** The rows above the records; of JSON none. */
  readonly header: ReadonlyArray<Fields>
}

/** Takes the source records of one input, row by row, with what was made of its columns. */
export interface RowsHandler<Reader> {
  /** What reads the cells; `undefined` when they cannot be read, which has been told to `fail`. */
  readonly columns: (columns: Columns) => Reader | undefined
  /** The rows that a source record says. */
  readonly rows: (reader: Reader, rows: ReadonlyArray<Row>, place: Place, why?: Why) => void
  readonly damaged: (damage: Damage, place: Place) => void
  /** What in a record is no text in the encoding of the input. */
  readonly unreadable: (place: Place) => Damage | undefined
  /** The input cannot be read at all. */
  readonly fail: (error: ImportError) => void
}

/** A scanner that hands the records of an input to `handler`. */
export const scannerFor = <Reader>(
  { delimiter = ",", expects, layout }: Written,
  input: Pick<Input, "name" | "columns">,
  buffer: TextBuffer,
  handler: RowsHandler<Reader>
): RecordScanner =>
  layout._tag === "Table"
    ? delimited(layout, delimiter, input.name, buffer, handler)
    : json(layout, expects, input, buffer, handler)

const delimited = <Reader>(
  layout: TableLayout,
  delimiter: string,
  name: string,
  buffer: TextBuffer,
  handler: RowsHandler<Reader>
): RecordScanner => {
  const rows: Array<Fields> = []
  let columns: Header | undefined
  let reader: Reader | undefined
  const named = (names: Fields): void => {
    columns = header(names)
    const all = layout.made === undefined ? columns : header([...names, ...layout.made.names])
    reader = handler.columns({ ...all, header: rows })
  }
  /** Take a row above the records; `false` when it is none. */
  const above = (fields: Fields, place: Place): boolean => {
    const names = rows.length === 0 ? undefined : layout.columns(rows, fields)
    if (names !== undefined) {
      named(names)
      return false
    }
    const wrong = handler.unreadable(place) ?? notText(fields.join(""), buffer.text.slice(place.from, place.to))
    if (wrong !== undefined) {
      columns = header([])
      handler.fail(notThisFormat(name, wrong))
    } else if (rows.push(fields) >= layout.mostHeaderRows) named(layout.columns(rows, []) ?? [])
    return true
  }
  const withMade = (to: Reader, made: MadeColumns, { position }: Header, fields: Fields, place: Place): void => {
    const value: ValueOf = (column) => fields[position(column) ?? -1] ?? ""
    handler.rows(to, [new CellsRow([...fields, ...made.values(value)])], place, whyOf(made, value))
  }
  const row = (to: Reader, header: Header, fields: DelimitedRow, place: Place): void => {
    const { made } = layout
    if (made === undefined) handler.rows(to, [fields], place)
    else withMade(to, made, header, fields.texts(), place)
  }
  const scanner = new DelimitedScanner(buffer, delimiter, {
    record: (fields, place) => {
      if (columns === undefined && above(fields.texts(), place)) return
      if (reader === undefined || columns === undefined) return
      if (fields.size === columns.size) row(reader, columns, fields, place)
      else handler.damaged(ragged(fields.size, columns.size, place.terminated), place)
    },
    damaged: (damage, place) => {
      if (columns === undefined && rows.length > 0) named(layout.columns(rows, []) ?? [])
      if (columns !== undefined) return handler.damaged(damage, place)
      columns = header([])
      handler.fail(notThisFormat(name, damage))
    }
  })
  return {
    scan: () => scanner.scan(),
    end: () => {
      scanner.end()
      if (columns !== undefined) return
      const names = rows.length === 0 ? undefined : layout.columns(rows, [])
      if (names !== undefined) named(names)
      else handler.fail(notThisFormat(name, { expected: "a header and records", found: "nothing" }))
    }
  }
}

const whyOf = ({ why }: MadeColumns, value: ValueOf): Why | undefined => why && (() => why(value))

/** An input is not what it should be, as this line shows. */
export const notThisFormat = (input: string, { expected, found, fix }: Wrong, line = 1): NotThisFormat => {
  const told = fix === undefined ? {} : { fix }
  const message = `${input}:${line}: found ${found}, expected ${expected}.${fix === undefined ? "" : ` Fix: ${fix}.`}`
  return new NotThisFormat({ input, message, found, expected, ...told })
}

/** What stands in place of a header when the input is no text, or in another encoding. */
const notText = (fields: string, raw: string): Wrong | undefined => {
  const expected = "a header of delimited text"
  if (raw.startsWith("PK\u0003\u0004")) {
    return { expected, found: "a zip archive, as spreadsheets are", fix: "export it as CSV" }
  }
  if (fields.includes("\0")) return { expected, found: "NUL bytes", fix: 'set encoding to "utf-16le" or "utf-16be"' }
  return undefined
}

const ragged = (found: number, expected: number, terminated: boolean): Damage => ({
  reason: !terminated && found < expected ? "Truncated" : "RaggedRow",
  found: `${found} fields`,
  expected: `${expected} fields as in the header`,
  fix: "quote delimiters inside fields in the source, or check delimiter"
})

const json = <Reader>(
  { orLines, reading, records, rows, why }: JsonLayout,
  expected: string,
  { columns, name }: Pick<Input, "name" | "columns">,
  buffer: TextBuffer,
  handler: RowsHandler<Reader>
): RecordScanner => {
  const paths = new Map<string, number>()
  const cells: Array<JsonCell> = []
  // Rows that are made have columns of their own.
  const names = rows === undefined && reading === undefined ? columns : undefined
  const position = (path: string) =>
    names === undefined || has(names, path) ? positionOf(path, paths, cells) : undefined
  const reader = handler.columns({ position, names: names ?? [], header: [] })
  const rowsOf = reading?.().rows ?? ((record: JsonObject) => rows?.(record) ?? [record])
  const taken: RecordHandler<JsonObject> = {
    record: (record, place) => {
      const found = reader === undefined ? undefined : rowsOf(record, place.pointer ?? "")
      if (reader === undefined || found === undefined) return
      if ("reason" in found) return handler.damaged(found, place)
      const inCells = found.map((row) => new CellsRow(cells.map((cell) => cell(row))))
      handler.rows(reader, inCells, place, why && (() => why(record)))
    },
    damaged: handler.damaged
  }
  if (records === "lines") return new JsonLinesScanner(buffer, taken)
  const Scanner = orLines === true ? JsonTextScanner : JsonDocumentScanner
  const scanner = new Scanner(buffer, records, taken)
  return {
    scan: () => scanner.scan(),
    end: () => {
      scanner.end()
      if (!scanner.found) handler.fail(notThisFormat(name, { expected, found: "nothing of the kind" }))
    },
    get isInside() {
      return scanner.isInside
    }
  }
}

/** Whether records with these keys may have something at a path. */
const has = (names: ReadonlyArray<string>, path: string): boolean =>
  names.includes(path) || names.includes(keysIn(path)[0] ?? "")

const positionOf = (path: string, paths: Map<string, number>, cells: Array<JsonCell>): number => {
  const known = paths.get(path)
  if (known !== undefined) return known
  paths.set(path, cells.length)
  return cells.push(jsonCell(path)) - 1
}
