const encoder = new TextEncoder()
const longest = 1024
const scratch = new Uint8Array(3 * longest + 4)
const words = new DataView(scratch.buffer)

/** A running hash of values, in two lanes of 32 bits; the same on every machine. */
export class Digest {
  low = 0x811c9dc5
  high = 0x9e3779b9

  reset(): this {
    this.low = 0x811c9dc5
    this.high = 0x9e3779b9
    return this
  }

  /** Go on from where another digest is. */
  from({ high, low }: Pick<Digest, "low" | "high">): this {
    this.low = low
    this.high = high
    return this
  }

  /** Take in a text, or a part of it. */
  add(text: string): this {
    return text.length < 32 || text.length > longest ? this.addUnits(text) : this.#addWords(text)
  }

  /** Take in a text, so that it is the same in whatever parts it comes. */
  addUnits(text: string): this {
    let { high, low } = this
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      low = Math.imul(low ^ unit, 0x01000193)
      high = Math.imul(high ^ unit, 0x85ebca6b)
      high ^= high >>> 13
    }
    this.low = low
    this.high = high
    return this
  }

  /** The same for text that is worth encoding first: four bytes at a time. */
  #addWords(text: string): this {
    const { written } = encoder.encodeInto(text, scratch)
    let low = this.low ^ written
    let { high } = this
    scratch.fill(0, written, written + 4)
    for (let at = 0; at < written; at += 4) {
      const word = words.getInt32(at, true)
      low = Math.imul(low ^ word, 0x01000193)
      low ^= low >>> 15
      high = Math.imul(high ^ word, 0x85ebca6b)
      high ^= high >>> 13
    }
    this.low = low
    this.high = high
    return this
  }

  /** Take in the end of a value, so that `ab` and `c` differ from `a` and `bc`. */
  close(): this {
    this.low = Math.imul(this.low ^ 0x1f, 0x01000193) ^ (this.low >>> 15)
    this.high = Math.imul(this.high ^ 0x1f, 0xc2b2ae35) ^ (this.high >>> 16)
    return this
  }

  /** 32 bits of it. */
  get word(): number {
    return this.low ^ Math.imul(this.high, 0x9e3779b1)
  }

  /** 16 hexadecimal digits. */
  toString(): string {
    return hex(this.high) + hex(this.low)
  }
}

const hex = (lane: number): string => (lane >>> 0).toString(16).padStart(8, "0")
