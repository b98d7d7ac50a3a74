import type { ImportError } from "../contract/ImportError.ts"
import type { ReadOptions } from "../contract/Importer.ts"
import type { Ending, Message } from "../contract/Message.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import type { Cells } from "../rows/Cells.ts"
import type { RowReader } from "../rows/RowReader.ts"
import type { Damage, Place, RecordScanner } from "../source/RecordHandler.ts"
import { TextBuffer } from "../source/TextBuffer.ts"
import { detectEncoding, type TextDecoding, textDecoding } from "../source/TextDecoding.ts"
import { Ledger } from "./Ledger.ts"
import { scannerFor } from "./TableReading.ts"

/** The bytes of a byte order mark at most. */
const headBytes = 3

/** An input of which the encoding is known. */
interface Opened {
  readonly decoding: TextDecoding
  readonly buffer: TextBuffer
  readonly scanner: RecordScanner
}

/** Reads one input: bytes in, messages out, in whatever pieces the bytes come. Pure but for its own state. */
export class Reading {
  readonly #name: string
  readonly #size: number | undefined
  readonly #mapping: Mapping
  readonly #ledger: Ledger
  #head: Uint8Array = new Uint8Array()
  #opened: Opened | undefined
  #bytesRead = 0
  #ended = false
  #truncated = false

  constructor(adapter: string, name: string, size: number | undefined, options: ReadOptions<Mapping>) {
    this.#name = name
    this.#size = size
    this.#mapping = options.mapping
    this.#ledger = new Ledger(adapter, name, size, options)
  }

  /** What ends the read, once something does. */
  get failure(): ImportError | undefined {
    return this.#ledger.failure
  }

  /** The messages that these bytes complete. */
  push(bytes: Uint8Array): ReadonlyArray<Message> {
    this.#bytesRead += bytes.length
    if (this.failure === undefined) this.#decode(bytes)
    return this.#ledger.take()
  }

  /** The last messages: no bytes follow. */
  end(): ReadonlyArray<Message> {
    this.#ended = true
    if (this.failure === undefined) this.#decode(new Uint8Array())
    if (this.failure === undefined) this.#opened?.scanner.end()
    this.#ledger.close(this.#ending())
    return this.#ledger.take()
  }

  /** The last messages when the source breaks off. */
  abort(): ReadonlyArray<Message> {
    this.#ledger.close("cut")
    return this.#ledger.take()
  }

  #ending(): Ending {
    if (this.#truncated || this.#isShort() || this.failure !== undefined) return "cut"
    return (this.#opened?.buffer.terminated ?? true) ? "terminated" : "unterminated"
  }

  #isShort(): boolean {
    return this.#size !== undefined && this.#bytesRead < this.#size
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
    const decoding = textDecoding(detectEncoding(head, this.#mapping.encoding))
    const buffer = new TextBuffer(decoding.byteLength, decoding.origin)
    const unreadable = (place: Place) => (decoding.damaged() ? unreadableIn(buffer, place, decoding) : undefined)
    const damaged = (damage: Damage, place: Place) => this.#damaged(unreadable(place) ?? damage, place, buffer)
    const scanner = scannerFor(this.#mapping, this.#name, buffer, {
      unreadable,
      damaged,
      cells: (reader, cells, place) => {
        const damage = unreadable(place) ?? (this.#isCut(place) ? cutShort : undefined)
        if (damage !== undefined) damaged(damage, place)
        else this.#cells(reader, cells, place, buffer)
      },
      fail: (error) => {
        this.#ledger.failure ??= error
      }
    })
    return { decoding, buffer, scanner }
  }

  /** Whether the input is known to break off inside this record. */
  #isCut(place: Place): boolean {
    return !place.terminated && this.#isShort()
  }

  #cells(reader: RowReader, cells: Cells, place: Place, buffer: TextBuffer): void {
    if (this.failure !== undefined) return
    this.#ledger.add(reader.read(cells, place.line, `${this.#name}:${place.line}`), place, buffer)
  }

  #damaged(damage: Damage, place: Place, buffer: TextBuffer): void {
    if (this.failure !== undefined) return
    this.#truncated ||= damage.reason === "Truncated"
    this.#ledger.addDamaged(damage, place, buffer)
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
