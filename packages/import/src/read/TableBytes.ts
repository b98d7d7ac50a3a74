import type { ImportError } from "../contract/ImportError.ts"
import type { Input } from "../contract/Input.ts"
import type { Why } from "../rows/explained.ts"
import type { Row } from "../rows/Row.ts"
import type { Damage, Place, PlacedInput, RecordScanner } from "../source/RecordHandler.ts"
import { TextBuffer } from "../source/TextBuffer.ts"
import { detectEncoding, type TextDecoding, textDecoding } from "../source/TextDecoding.ts"
import { type Columns, scannerFor, type Written } from "./TableReading.ts"

/** The bytes of a byte order mark at most. */
const headBytes = 3

/** Takes what the source records of an input say, row by row. */
export interface RowHandler<Reader> {
  /** What reads the rows; `undefined` when they cannot be read, which has been told to `fail`. */
  readonly columns: (columns: Columns) => Reader | undefined
  /** The rows that a source record says. */
  readonly rows: (reader: Reader, rows: ReadonlyArray<Row>, place: Place, input: PlacedInput, why?: Why) => void
  readonly damaged: (damage: Damage, place: Place, input: PlacedInput) => void
  readonly fail: (error: ImportError) => void
}

/** What is known of an input beside its bytes. */
export type Described = Pick<Input, "name" | "size" | "columns">

/** An input of which the encoding is known. */
interface Opened {
  readonly decoding: TextDecoding
  readonly buffer: TextBuffer
  readonly scanner: RecordScanner
}

/** Takes the bytes of an input apart, in whatever pieces they come. */
export class TableBytes<Reader> {
  readonly #input: Described
  readonly #written: Written
  readonly #handler: RowHandler<Reader>
  #head: Uint8Array = new Uint8Array()
  #opened: Opened | undefined
  #bytesRead = 0
  #ended = false

  constructor(input: Described, written: Written, handler: RowHandler<Reader>) {
    this.#input = input
    this.#written = written
    this.#handler = handler
  }

  /** Count bytes that are not looked at any more. */
  skip(bytes: Uint8Array): void {
    this.#bytesRead += bytes.length
  }

  push(bytes: Uint8Array): void {
    this.skip(bytes)
    this.#decode(bytes)
  }

  /** No bytes follow. */
  end(): void {
    this.#ended = true
    this.#decode(new Uint8Array())
    this.#opened?.scanner.end()
  }

  /** Whether fewer bytes came than the input has. */
  get isShort(): boolean {
    return this.#bytesRead < (this.#input.size ?? 0)
  }

  /** Whether the text ends with a line end, or there was none. */
  get terminated(): boolean {
    return this.#opened?.buffer.terminated ?? true
  }

  /** Whether the text ended inside something that is larger than a record. */
  get isInside(): boolean {
    return this.#opened?.scanner.isInside ?? false
  }

  #decode(bytes: Uint8Array): void {
    let fresh = bytes
    if (this.#opened === undefined) {
      this.#head = joined(this.#head, bytes)
      if (this.#head.length < headBytes && !this.#ended) return
      this.#opened = this.#open(this.#head)
      fresh = this.#head.subarray(this.#opened.decoding.origin)
    }
    const { buffer, decoding, scanner } = this.#opened
    const text = this.#ended ? decoding.push(fresh) + decoding.end() : decoding.push(fresh)
    if (text === "") return
    buffer.append(text)
    scanner.scan()
  }

  #open(head: Uint8Array): Opened {
    const handler = this.#handler
    const decoding = textDecoding(detectEncoding(head, this.#written.encoding))
    const buffer = new TextBuffer(decoding.byteLength, decoding.origin)
    const unreadable = (place: Place) => (decoding.damaged() ? unreadableIn(buffer, place, decoding) : undefined)
    const damaged = (damage: Damage, place: Place) => handler.damaged(unreadable(place) ?? damage, place, buffer)
    const scanner = scannerFor<Reader>(this.#written, this.#input, buffer, {
      columns: handler.columns,
      unreadable,
      damaged,
      rows: (reader, rows, place, why) => {
        const damage = unreadable(place) ?? (this.#isCut(place) ? cutShort : undefined)
        if (damage !== undefined) damaged(damage, place)
        else handler.rows(reader, rows, place, buffer, why)
      },
      fail: handler.fail
    })
    return { decoding, buffer, scanner }
  }

  /** Whether the input is known to break off inside this record. */
  #isCut(place: Place): boolean {
    return !place.terminated && this.isShort
  }
}

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const all = new Uint8Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}

const cutShort: Damage = {
  reason: "Truncated",
  found: "the end of the input",
  expected: "the rest of the record: the input is smaller than it should be",
  fix: "get the whole file"
}

/** The first byte of a record that is no text in the encoding. */
const unreadableIn = (buffer: TextBuffer, { from, to }: Place, decoding: TextDecoding): Damage | undefined => {
  const at = decoding.mark(buffer.text.slice(from, to))
  if (at < 0) return undefined
  const offset = buffer.byteOffset(from + at)
  const unit = buffer.text.charCodeAt(from + at) - 0xdc00
  const byte = decoding.encoding === "utf-8" ? `byte 0x${unit.toString(16).toUpperCase()}` : "a character that is none"
  return {
    reason: "Encoding",
    found: `${byte} at offset ${offset}`,
    expected: `text in ${decoding.encoding}`,
    fix: decoding.encoding === "utf-8" ? 'set encoding, for instance to "windows-1252"' : "set encoding to another one"
  }
}
