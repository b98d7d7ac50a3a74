/** A running hash of bytes, four at a time: the same in whatever pieces they come. */
export class ByteDigest {
  #low = 0x811c9dc5 | 0
  #high = 0x9e3779b9 | 0
  /** Bytes that are no whole word yet, the first lowest, and how many. */
  #rest = 0
  #size = 0

  /** Take in the bytes from here to there. */
  add(bytes: Uint8Array, from: number, to: number): void {
    let at = from
    while (this.#size > 0 && at < to) this.#one(bytes[at++] as number)
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    let { low, high } = { low: this.#low, high: this.#high }
    for (; at + 4 <= to; at += 4) {
      const word = view.getInt32(at, true)
      low = Math.imul(low ^ word, 0x01000193)
      low ^= low >>> 15
      high = Math.imul(high ^ word, 0x85ebca6b)
      high ^= high >>> 13
    }
    this.#low = low
    this.#high = high
    while (at < to) this.#one(bytes[at++] as number)
  }

  /** 16 hexadecimal digits. */
  toString(): string {
    return (
      hex(Math.imul(this.#high ^ this.#rest, 0x85ebca6b) ^ this.#size) +
      hex(Math.imul(this.#low ^ this.#rest, 0x01000193))
    )
  }

  #one(byte: number): void {
    this.#rest |= byte << (8 * this.#size)
    this.#size += 1
    if (this.#size < 4) return
    this.#low = Math.imul(this.#low ^ this.#rest, 0x01000193)
    this.#low ^= this.#low >>> 15
    this.#high = Math.imul(this.#high ^ this.#rest, 0x85ebca6b)
    this.#high ^= this.#high >>> 13
    this.#rest = 0
    this.#size = 0
  }
}

const hex = (lane: number): string => (lane >>> 0).toString(16).padStart(8, "0")
