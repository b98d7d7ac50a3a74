/** A running hash of text, in two lanes of 32 bits; the same on every machine. */
export class Digest {
  low = 0x811c9dc5
  high = 0x9e3779b9

  reset(): this {
    this.low = 0x811c9dc5
    this.high = 0x9e3779b9
    return this
  }

  /** Take in characters of a text. */
  add(text: string, from = 0, to = text.length): this {
    let low = this.low
    let high = this.high
    for (let at = from; at < to; at++) {
      const unit = text.charCodeAt(at)
      low = Math.imul(low ^ unit, 0x01000193)
      high = Math.imul(high ^ unit, 0x85ebca6b)
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

  /** 16 hexadecimal digits. */
  toString(): string {
    return hex(this.high) + hex(this.low)
  }
}

const hex = (lane: number): string => (lane >>> 0).toString(16).padStart(8, "0")
