import { ByteDigest } from "./ByteDigest.ts"
import { withoutReferences } from "./references.ts"
import { sign } from "./signs.ts"
import type { Piece } from "./Utf8Pieces.ts"

/** What stands in a piece of text besides plain ASCII. */
export const contains = { wide: 1, reference: 2, space: 4 } as const

const firstRoom = 131_072

/**
 * The bytes of a document, in UTF-8, that are not used up yet. Behind them stands a NUL, which no document holds: who reads
 * on until a byte of some kind need not look for the end.
 */
export class HeldBytes {
  bytes = new Uint8Array(firstRoom)
  /** Behind the last byte. */
  end = 0
  /** Bytes of the document before the first one here. */
  base = 0
  /** What an input byte offset is made of: how many bytes of the input the bytes of a stretch stand for. */
  readonly #inputLength: (bytes: Uint8Array, from: number, to: number) => number
  readonly #utf8 = new TextDecoder("utf-8", { ignoreBOM: true })
  readonly #ascii = new TextDecoder("latin1")
  readonly #digest = new ByteDigest()
  #digested = 0
  /** The last place asked for, and the bytes of the input before it. */
  #asked = 0
  #before: number
  /** What came last as text, if all of it is ASCII, and where it begins. */
  #text = ""
  #textFrom = 0

  constructor(origin: number, inputLength: (bytes: Uint8Array, from: number, to: number) => number) {
    this.#before = origin
    this.#inputLength = inputLength
  }

  /** Add bytes, and forget those before `keep` when there is no room; gives back by how much places have moved down. */
  append({ bytes, text = "" }: Pick<Piece, "bytes" | "text">, keep: number): number {
    const isRoom = this.end + bytes.length < this.bytes.length && this.end - keep > bytes.length
    const moved = isRoom ? 0 : this.#makeRoom(bytes.length, keep)
    this.#text = text
    this.#textFrom = this.end
    this.bytes.set(bytes, this.end)
    this.end += bytes.length
    this.bytes[this.end] = 0
    return moved
  }

  /** The text of a stretch, without references; of white space, where there is any, `blank` tells what becomes. */
  text(from: number, to: number, content: number, blank: RegExp, instead: string): string {
    const plain =
      (content & contains.wide) === 0 ? this.#plain(from, to) : this.#utf8.decode(this.bytes.subarray(from, to))
    if (content <= contains.wide) return plain
    const even = (content & contains.space) === 0 ? plain : plain.replace(blank, instead)
    return (content & contains.reference) === 0 ? even : withoutReferences(even)
  }

  /** The text of a stretch as it stands there, by the number of bytes before it in the document; what is forgotten is left out. */
  raw(from: number, to: number): string {
    return this.#utf8.decode(this.bytes.subarray(Math.max(0, from - this.base), Math.max(0, to - this.base)))
  }

  /** Bytes of the input before a place in the document. */
  inputOffset(place: number): number {
    const index = place - this.base
    if (index < this.#asked) this.#before -= this.#inputLength(this.bytes, index, this.#asked)
    else this.#before += this.#inputLength(this.bytes, this.#asked, index)
    this.#asked = index
    return this.#before
  }

  /** A hash of the document before a place; places are asked for in order. */
  digest(place: number): string {
    this.#digestTo(place - this.base)
    return this.#digest.toString()
  }

  /** How many lines end in a stretch. */
  lineEnds(from: number, to: number): number {
    const { bytes } = this
    let count = 0
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number
      if (byte === sign.cr || (byte === sign.lf && bytes[at - 1] !== sign.cr)) count += 1
    }
    return count
  }

  #plain(from: number, to: number): string {
    const start = from - this.#textFrom
    if (start < 0 || this.#text === "") return this.#ascii.decode(this.bytes.subarray(from, to))
    return this.#text.slice(start, to - this.#textFrom)
  }

  #digestTo(index: number): void {
    if (index <= this.#digested) return
    this.#digest.add(this.bytes, this.#digested, index)
    this.#digested = index
  }

  /** One byte more than asked for is kept: it tells whether a line feed ends a line of its own. */
  #makeRoom(size: number, keep: number): number {
    const from = Math.max(0, keep - 1)
    this.#digestTo(from)
    this.inputOffset(this.base + from)
    const rest = this.bytes.subarray(from, this.end)
    const room = Math.max(this.bytes.length, 2 * (rest.length + size) + 1)
    if (room > this.bytes.length) {
      const bytes = new Uint8Array(room)
      bytes.set(rest)
      this.bytes = bytes
    } else this.bytes.copyWithin(0, from, this.end)
    this.end -= from
    this.base += from
    this.#digested -= from
    this.#asked -= from
    return from
  }
}
