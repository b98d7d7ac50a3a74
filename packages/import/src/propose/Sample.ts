import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { SourceUnavailable } from "../contract/ImportError.ts"
import type { Input } from "../contract/Input.ts"
import type { JsonLayout } from "../format/Layout.ts"
import type { Encoding } from "../mapping/Encoding.ts"
import { DelimitedScanner } from "../source/DelimitedScanner.ts"
import { header } from "../source/Header.ts"
import { JsonDocumentScanner } from "../source/JsonDocumentScanner.ts"
import { JsonLinesScanner, type JsonObject } from "../source/JsonLinesScanner.ts"
import { jsonCell } from "../source/JsonPath.ts"
import type { RecordHandler } from "../source/RecordHandler.ts"
import { TextBuffer } from "../source/TextBuffer.ts"
import { detectEncoding, textDecoding } from "../source/TextDecoding.ts"

const headBytes = 262_144
const mostRows = 1000

/** A column of an input, and its first values that are not empty. */
export interface SampleColumn {
  readonly name: string
  readonly values: ReadonlyArray<string>
}

/** The first bytes of an input. */
export const headOf = (input: Input): Effect.Effect<Uint8Array, SourceUnavailable> =>
  Effect.map(
    Stream.runFoldEffect(
      Stream.takeUntil(input.bytes, sizeReached()),
      (): Uint8Array => new Uint8Array(),
      (head, bytes) => Effect.succeed(append(head, bytes))
    ),
    (head) => head.subarray(0, headBytes)
  )

const sizeReached = () => {
  let size = 0
  return (bytes: Uint8Array): boolean => {
    size += bytes.length
    return size >= headBytes
  }
}

const append = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const all = new Uint8Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}

/** The text of the first bytes; when it is not UTF-8 it is taken for windows-1252. */
export const headText = (
  head: Uint8Array
): { readonly text: string; readonly encoding: Encoding; readonly guessed: boolean } => {
  const start = detectEncoding(head, nulPattern(head))
  const decoding = textDecoding(start)
  const text = decoding.push(head.subarray(start.origin))
  if (!decoding.damaged())
    return { text, encoding: start.encoding, guessed: start.encoding !== "utf-8" && start.origin === 0 }
  const western = textDecoding({ encoding: "windows-1252", origin: 0 })
  return { text: western.push(head), encoding: "windows-1252", guessed: true }
}

/** UTF-16 without a byte order mark shows as a NUL in every second byte of plain letters. */
const nulPattern = (head: Uint8Array): Encoding | undefined => {
  const few = [...head.subarray(0, 200)]
  const nuls = (rest: 0 | 1) => few.filter((byte, i) => i % 2 === rest && byte === 0).length
  if (nuls(1) * 4 > few.length && nuls(0) === 0) return "utf-16le"
  return nuls(0) * 4 > few.length && nuls(1) === 0 ? "utf-16be" : undefined
}

/** The rows of a text, the first 1000. */
export const delimitedRows = (text: string, delimiter: string): ReadonlyArray<ReadonlyArray<string>> => {
  const rows: Array<ReadonlyArray<string>> = []
  const buffer = bufferOf(text)
  new DelimitedScanner(buffer, delimiter, {
    record: (row) => {
      if (rows.length < mostRows) rows.push(row.texts())
    },
    damaged: () => {}
  }).scan()
  return rows
}

const bufferOf = (text: string): TextBuffer => {
  const buffer = new TextBuffer((_, from, to) => to - from, 0)
  buffer.append(text.endsWith("\n") ? text : `${text}\n`)
  return buffer
}

/** The columns of delimited rows. */
export const delimitedColumns = (rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<SampleColumn> => {
  const [first = [], ...rest] = rows
  const whole = rest.filter((row) => row.length === first.length)
  return header(first).names.map((name, i) => ({ name, values: filled(whole.map((row) => row[i])) }))
}

/** The first source records of JSON, at most 1000. */
export const jsonObjects = (text: string, records: JsonLayout["records"]): ReadonlyArray<JsonObject> => {
  const found: Array<JsonObject> = []
  const handler: RecordHandler<JsonObject> = {
    record: (record) => {
      if (found.length < mostRows) found.push(record)
    },
    damaged: () => {}
  }
  const buffer = bufferOf(text)
  if (records === "lines") new JsonLinesScanner(buffer, handler).scan()
  else new JsonDocumentScanner(buffer, records, handler).scan()
  return found
}

/** The columns of JSON records: paths to single values. */
export const jsonColumns = (records: ReadonlyArray<JsonObject>): ReadonlyArray<SampleColumn> => {
  const names = [...new Set(records.flatMap((record) => paths(record, 0)))]
  return names.map((name) => ({ name, values: filled(records.map(jsonCell(name))) }))
}

const paths = (value: JsonObject, depth: number): ReadonlyArray<string> =>
  Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== "object" || inner === null) return [key]
    return Array.isArray(inner) || depth > 8
      ? []
      : paths(inner as JsonObject, depth + 1).map((path) => `${key}.${path}`)
  })

const filled = (values: ReadonlyArray<string | undefined>): ReadonlyArray<string> =>
  values.flatMap((value) => (value === undefined || value.trim() === "" ? [] : [value.trim()]))
