import type { Row } from "../rows/Row.ts"
import { textHash, unitsHash } from "../rows/TextHash.ts"
import { utcTimeIn } from "../values/UtcTime.ts"
import { otherUnit } from "./TextUnits.ts"

const usualSize = 64

/** The fields of a row of delimited text, as stretches of it: only of those that are asked for a text is made. */
export class DelimitedRow implements Row {
  size = 0
  #text = ""
  #units = new Uint8Array(0)
  #words = new DataView(this.#units.buffer)
  #from = new Int32Array(usualSize)
  /** Behind the last character; its complement where quotes inside are doubled. */
  #to = new Int32Array(usualSize)
  #hashes = new Int32Array(usualSize)
  /** For which row a field was hashed. */
  #hashed = new Int32Array(usualSize)
  #row = 0

  /** Take the fields from this text, given with its `TextUnits`, and the same as words. */
  over(text: string, units: Uint8Array<ArrayBuffer>, words: DataView<ArrayBuffer>): void {
    this.#text = text
    this.#units = units
    this.#words = words
  }

  /** Start a row: it has no fields yet. */
  clear(): void {
    this.size = 0
    this.#row = (this.#row + 1) | 0
  }

  /** Add the field that stands from here to there. */
  add(from: number, to: number): void {
    if (this.size === this.#from.length) this.#makeRoom()
    this.#from[this.size] = from
    this.#to[this.size] = to
    this.size += 1
  }

  /** The same for one that stands in quotes, with quotes inside doubled. */
  addDoubled(from: number, to: number): void {
    this.add(from, ~to)
  }

  /** All texts. */
  texts(): ReadonlyArray<string> {
    return Array.from({ length: this.size }, (_, at) => this.text(at) ?? "")
  }

  text(at: number): string | undefined {
    if (!(at >= 0 && at < this.size)) return undefined
    const to = this.#to[at] as number
    const from = this.#from[at] as number
    return to < 0 ? this.#text.slice(from, ~to).replaceAll('""', '"') : this.#text.slice(from, to)
  }

  hash(at: number): number {
    if (this.#hashed[at] !== this.#row) {
      this.#hashes[at] = this.#hashOf(at)
      this.#hashed[at] = this.#row
    }
    return this.#hashes[at] ?? 0
  }

  is(at: number, text: string): boolean {
    const from = this.#from[at] ?? 0
    const to = this.#to[at] ?? 0
    if (to < 0) return this.text(at) === text
    if (to - from !== text.length) return false
    const units = this.#units
    for (let i = 0; i < text.length; i++) {
      const unit = units[from + i]
      if (unit === otherUnit) return this.text(at) === text
      if (unit !== text.charCodeAt(i)) return false
    }
    return true
  }

  instant(at: number): number {
    return utcTimeIn(this.#units, this.#from[at] ?? 0, this.#to[at] ?? 0)
  }

  #hashOf(at: number): number {
    const to = this.#to[at] ?? 0
    const quick = to < 0 ? undefined : unitsHash(this.#words, this.#from[at] ?? 0, to)
    return quick ?? textHash(this.text(at) ?? "")
  }

  #makeRoom(): void {
    const size = 2 * this.size
    this.#from = copied(this.#from, size)
    this.#to = copied(this.#to, size)
    this.#hashes = new Int32Array(size)
    this.#hashed = new Int32Array(size)
  }
}

const copied = (from: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> => {
  const all = new Int32Array(size)
  all.set(from)
  return all
}
