import type { PlacedInput } from "./RecordHandler.ts"
import { TextDigest } from "./TextDigest.ts"
import { TextUnits } from "./TextUnits.ts"

/** Decoded text that is not used up yet, and where each of its characters stands in the bytes. */
export class TextBuffer implements PlacedInput {
  text = ""
  /** Whether the text ends with a line end, or there was none. */
  terminated = true
  readonly #byteLength: (text: string, from: number, to: number) => number
  /** Bytes before `text`. */
  #origin: number
  /** The last place asked for, and the bytes before it: places are asked for in order. */
  #index = 0
  #bytes: number
  readonly #units = new TextUnits()
  /** Whether the units are those of `text`, and all of them ASCII. */
  #isAscii = false
  /** Bytes of an ASCII character. */
  readonly #width: number
  readonly #digest = new TextDigest()
  /** Before this character all text is in the digest. */
  #digested = 0

  constructor(byteLength: (text: string, from: number, to: number) => number, origin: number) {
    this.#byteLength = byteLength
    this.#width = byteLength("a", 0, 1)
    this.#origin = origin
    this.#bytes = origin
  }

  append(text: string): void {
    this.text = this.text.length === 0 ? text : this.text + text
    this.#isAscii = false
    this.terminated = text.endsWith("\n") || text.endsWith("\r")
  }

  /** A byte for each character of the text, and more behind them: the ASCII code, or `otherUnit`. Valid until the next call. */
  units(): Uint8Array<ArrayBuffer> {
    const units = this.#units.of(this.text)
    this.#isAscii = this.#units.isAscii
    return units
  }

  raw(from: number, to: number): string {
    return this.text.slice(from, to)
  }

  /** Bytes of the input before this character. */
  byteOffset(index: number): number {
    if (index < this.#index) {
      this.#index = 0
      this.#bytes = this.#origin
    }
    const { text } = this
    this.#bytes += this.#isAscii ? (index - this.#index) * this.#width : this.#byteLength(text, this.#index, index)
    this.#index = index
    return this.#bytes
  }

  /** A hash of all text of the input before this character; places are asked for in order. */
  digest(index: number): string {
    this.#takeIn(index)
    return this.#digest.toString()
  }

  /** Forget the text before this character. */
  discard(index: number): void {
    this.#takeIn(index)
    this.#digested = 0
    this.#origin = this.byteOffset(index)
    this.text = this.text.slice(index)
    this.#isAscii = false
    this.#index = 0
  }

  #takeIn(index: number): void {
    if (this.#isAscii) this.#digest.addAscii(this.#units.last, this.#digested, index)
    else this.#digest.add(this.text, this.#digested, index)
    this.#digested = index
  }
}
