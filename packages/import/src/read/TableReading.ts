import { type ImportError, NotThisFormat } from "../contract/ImportError.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import type { Cells } from "../rows/Cells.ts"
import { DelimitedScanner } from "../source/DelimitedScanner.ts"
import { type Header, header } from "../source/Header.ts"
import { JsonLinesScanner, type JsonObject } from "../source/JsonLinesScanner.ts"
import { type JsonCell, jsonCell } from "../source/JsonPath.ts"
import type { Damage, Place, RecordScanner } from "../source/RecordHandler.ts"
import type { TextBuffer } from "../source/TextBuffer.ts"

/** How a table is written. */
export type TableFormat = Pick<Mapping, "format" | "delimiter" | "encoding">

/** Where the columns of a table are. */
export interface Columns {
  readonly position: (column: string) => number | undefined
  /** The names, where a header tells them. */
  readonly names: ReadonlyArray<string>
}

/** Takes the source records of one input, as cells, with what was made of its columns. */
export interface CellsHandler<Reader> {
  /** What reads the cells; `undefined` when they cannot be read, which has been told to `fail`. */
  readonly columns: (columns: Columns) => Reader | undefined
  readonly cells: (reader: Reader, cells: Cells, place: Place) => void
  readonly damaged: (damage: Damage, place: Place) => void
  /** What in a record is no text in the encoding of the input. */
  readonly unreadable: (place: Place) => Damage | undefined
  /** The input cannot be read at all. */
  readonly fail: (error: ImportError) => void
}

/** A scanner that hands the records of an input to `handler`. */
export const scannerFor = <Reader>(
  format: TableFormat,
  name: string,
  buffer: TextBuffer,
  handler: CellsHandler<Reader>
): RecordScanner =>
  format.format === "csv" ? delimited(format.delimiter ?? ",", name, buffer, handler) : jsonLines(buffer, handler)

const delimited = <Reader>(
  delimiter: string,
  name: string,
  buffer: TextBuffer,
  handler: CellsHandler<Reader>
): RecordScanner => {
  let columns: Header | undefined
  let reader: Reader | undefined
  const start = (fields: ReadonlyArray<string>, place: Place) => {
    const wrong = handler.unreadable(place) ?? notText(fields.join(""), buffer.text.slice(place.from, place.to))
    if (wrong !== undefined) return handler.fail(notThisFormat(name, wrong))
    columns = header(fields)
    reader = handler.columns(columns)
  }
  const scanner = new DelimitedScanner(buffer, delimiter, {
    record: (fields, place) => {
      if (columns === undefined) return start(fields, place)
      if (reader === undefined) return
      if (fields.length === columns.size) handler.cells(reader, fields, place)
      else handler.damaged(ragged(fields.length, columns.size, place.terminated), place)
    },
    damaged: (damage, place) => {
      if (columns !== undefined) return handler.damaged(damage, place)
      columns = header([])
      handler.fail(notThisFormat(name, damage))
    }
  })
  return {
    scan: () => scanner.scan(),
    end: () => {
      scanner.end()
      const nothing = { expected: "a header and records", found: "nothing" }
      if (columns === undefined) handler.fail(notThisFormat(name, nothing))
    }
  }
}

interface Wrong {
  readonly expected: string
  readonly found: string
  readonly fix?: string
}

const notThisFormat = (input: string, { expected, found, fix }: Wrong): NotThisFormat => {
  const told = fix === undefined ? {} : { fix }
  const message = `${input}:1: found ${found}, expected ${expected}.${fix === undefined ? "" : ` Fix: ${fix}.`}`
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

const jsonLines = <Reader>(buffer: TextBuffer, handler: CellsHandler<Reader>): RecordScanner => {
  const paths = new Map<string, number>()
  const cells: Array<JsonCell> = []
  const reader = handler.columns({ position: (path) => positionOf(path, paths, cells), names: [] })
  return new JsonLinesScanner(buffer, {
    record: (record: JsonObject, place) => {
      if (reader !== undefined) {
        handler.cells(
          reader,
          cells.map((cell) => cell(record)),
          place
        )
      }
    },
    damaged: handler.damaged
  })
}

const positionOf = (path: string, paths: Map<string, number>, cells: Array<JsonCell>): number => {
  const known = paths.get(path)
  if (known !== undefined) return known
  paths.set(path, cells.length)
  return cells.push(jsonCell(path)) - 1
}
