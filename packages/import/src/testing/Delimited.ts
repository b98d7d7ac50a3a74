import { DelimitedScanner } from "../source/DelimitedScanner.ts"
import type { Place } from "../source/RecordHandler.ts"
import { TextBuffer } from "../source/TextBuffer.ts"
import type { Layout } from "./Fixture.ts"

type Delimited = Extract<Layout, { readonly delimiter: string }>

/** A record of delimited text: its fields, unless it is broken, and where it stands. */
interface Row extends Place {
  readonly fields: ReadonlyArray<string> | undefined
}

/** Delimited text as characters of one byte each, whatever its encoding: no byte of syntax is part of another character. */
const taken = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")
const given = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

const byteOrderMark = "\u00EF\u00BB\u00BF"

const rowsOf = (text: string, delimiter: string): ReadonlyArray<Row> => {
  const rows: Array<Row> = []
  const buffer = new TextBuffer((_, from, to) => to - from, 0)
  const scanner = new DelimitedScanner(buffer, delimiter, {
    record: (row, place) => rows.push({ ...place, fields: row.texts() }),
    damaged: (_, place) => rows.push({ ...place, fields: undefined })
  })
  buffer.append(text)
  scanner.end()
  return rows
}

const quoted = (field: string, delimiter: string): string =>
  /["\r\n]/.test(field) || field.includes(delimiter) ? `"${field.replaceAll('"', '""')}"` : field

/** Write every row anew that has as many fields as the header; others stay as they are. */
const rewritten = (
  bytes: Uint8Array,
  { delimiter }: Delimited,
  change: (fields: ReadonlyArray<string>, header: ReadonlyArray<string>, row: number) => ReadonlyArray<string>
): Uint8Array => {
  const all = taken(bytes)
  const mark = all.startsWith(byteOrderMark) ? byteOrderMark : ""
  const text = all.slice(mark.length)
  const rows = rowsOf(text, delimiter)
  const header = rows[0]?.fields ?? []
  const parts: Array<string> = [mark]
  let at = 0
  rows.forEach(({ fields, from, to }, i) => {
    const same = fields === undefined || fields.length !== header.length
    const written = same ? text.slice(from, to) : change(fields, header, i).map((field) => quoted(field, delimiter))
    parts.push(text.slice(at, from), typeof written === "string" ? written : written.join(delimiter))
    at = to
  })
  return given(parts.join("") + text.slice(at))
}

/** The columns in another order. One without a name of its own stays where it is: its place is its name. */
export const otherColumns = (bytes: Uint8Array, layout: Delimited, below: (n: number) => number): Uint8Array => {
  let order: ReadonlyArray<number> | undefined
  return rewritten(bytes, layout, (fields, header) => {
    order ??= shuffledColumns(header, below)
    return order.map((column) => fields[column] ?? "")
  })
}

const shuffledColumns = (header: ReadonlyArray<string>, below: (n: number) => number): ReadonlyArray<number> => {
  const names = header.map((name) => name.trim())
  const named = names.flatMap((name, i) => (name !== "" && names.indexOf(name) === names.lastIndexOf(name) ? [i] : []))
  const order = names.map((_, i) => i)
  for (let left = named.length - 1; left > 0; left--) {
    const [a = 0, b = 0] = [named[left], named[below(left + 1)]]
    const [first = 0, second = 0] = [order[a], order[b]]
    order[a] = second
    order[b] = first
  }
  return order
}

/** More columns at the end, with empty cells: without a name, with that of another, with names that objects have. */
export const moreColumns = (bytes: Uint8Array, layout: Delimited): Uint8Array =>
  rewritten(bytes, layout, (fields, header, row) => {
    const names = ["", "__proto__", "constructor", header[0] ?? "", ""]
    return [...fields, ...(row === 0 ? names : names.map(() => ""))]
  })

/** A copy in which a record is damaged, and one with an empty line in its place. */
export interface Damaged {
  readonly ordinal: number
  readonly damaged: Uint8Array
  readonly without: Uint8Array
}

/** Copies with a quote put in front of a bare field that nothing closes, for each record on a line of its own. */
export const unclosed = function* (bytes: Uint8Array, { delimiter, headerRows = 1 }: Delimited): Generator<Damaged> {
  const text = taken(bytes)
  for (const [i, { fields, from, to }] of rowsOf(text, delimiter).entries()) {
    const raw = text.slice(from, to)
    if (i < headerRows || fields === undefined || /["\r\n]/.test(raw)) continue
    const before = fields.slice(0, i % fields.length)
    const at = from + before.join(delimiter).length + (before.length > 0 ? delimiter.length : 0)
    yield {
      ordinal: i - headerRows,
      damaged: given(`${text.slice(0, at)}"${text.slice(at)}`),
      without: given(text.slice(0, from) + text.slice(to))
    }
  }
}

/** The header, and all that follows it with a line end. */
export const headAndBody = (
  bytes: Uint8Array,
  { delimiter, headerRows = 1 }: Delimited
): readonly [Uint8Array, Uint8Array] => {
  const text = taken(bytes)
  const start = rowsOf(text, delimiter)[headerRows]?.from ?? text.length
  const body = text.slice(start)
  return [given(text.slice(0, start)), given(/[\r\n]$/.test(body) ? body : `${body}\n`)]
}
