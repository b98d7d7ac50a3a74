import { BadMapping, type ImportError, NotThisFormat } from "../contract/ImportError.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import type { Cells } from "../rows/Cells.ts"
import { compileMapping, type RowReader } from "../rows/RowReader.ts"
import { DelimitedScanner } from "../source/DelimitedScanner.ts"
import { type Header, header } from "../source/Header.ts"
import { JsonLinesScanner, type JsonObject } from "../source/JsonLinesScanner.ts"
import { type JsonCell, jsonCell } from "../source/JsonPath.ts"
import type { Damage, Place, RecordScanner } from "../source/RecordHandler.ts"
import type { TextBuffer } from "../source/TextBuffer.ts"

/** Takes the source records of one input, as cells. */
export interface CellsHandler {
  readonly cells: (reader: RowReader, cells: Cells, place: Place) => void
  readonly damaged: (damage: Damage, place: Place) => void
  /** What in a record is no text in the encoding of the input. */
  readonly unreadable: (place: Place) => Damage | undefined
  /** The input cannot be read at all. */
  readonly fail: (error: ImportError) => void
}

/** A scanner that hands the records of an input, as the mapping says, to `handler`. */
export const scannerFor = (mapping: Mapping, name: string, buffer: TextBuffer, handler: CellsHandler): RecordScanner =>
  (mapping.format === "csv" ? delimited : jsonLines)(mapping, name, buffer, handler)

const compiled = (
  mapping: Mapping,
  name: string,
  handler: CellsHandler,
  position: (column: string) => number | undefined,
  columns: ReadonlyArray<string>
): RowReader | undefined => {
  const result = compileMapping(mapping, position)
  if ("reader" in result) return result.reader
  const told = result.issues.map(({ path, problem }) => `${path}: ${problem}`).join("; ")
  const listed = columns.length === 0 ? "" : ` Its columns are ${columns.slice(0, 100).join(", ")}.`
  handler.fail(new BadMapping({ message: `${name}: ${told}.${listed}`, issues: result.issues }))
  return undefined
}

const delimited = (mapping: Mapping, name: string, buffer: TextBuffer, handler: CellsHandler): RecordScanner => {
  let columns: Header | undefined
  let reader: RowReader | undefined
  const start = (fields: ReadonlyArray<string>, place: Place) => {
    const wrong = handler.unreadable(place) ?? notText(fields.join(""), buffer.text.slice(place.from, place.to))
    if (wrong !== undefined) return handler.fail(notThisFormat(name, wrong))
    columns = header(fields)
    reader = compiled(mapping, name, handler, columns.position, columns.names)
  }
  const scanner = new DelimitedScanner(buffer, mapping.delimiter ?? ",", {
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

const jsonLines = (mapping: Mapping, name: string, buffer: TextBuffer, handler: CellsHandler): RecordScanner => {
  const paths = new Map<string, number>()
  const cells: Array<JsonCell> = []
  const reader = compiled(mapping, name, handler, (path) => positionOf(path, paths, cells), [])
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
