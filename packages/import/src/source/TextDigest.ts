const encoder = new TextEncoder()
const scratch = new Uint8Array(65_536)
const words = new Int32Array(scratch.buffer)

/** A running hash of long text, as words of its UTF-8 bytes: the same in whatever pieces the text comes. */
export class TextDigest {
  #low = 0x811c9dc5 | 0
  #high = 0x9e3779b9 | 0
  /** Bytes that are no whole word yet. */
  #rest: Uint8Array = new Uint8Array()

  /** Take in characters of a text. */
  add(text: string, from: number, to: number): void {
    for (let at = from; at < to; ) {
      scratch.set(this.#rest)
      const { read, written } = encoder.encodeInto(text.slice(at, to), scratch.subarray(this.#rest.length))
      at += read
      this.#take(this.#rest.length + written)
    }
  }

  /** The same for ASCII, given as its bytes. */
  addAscii(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; ) {
      const part = bytes.subarray(at, Math.min(to, at + scratch.length - this.#rest.length))
      scratch.set(this.#rest)
      scratch.set(part, this.#rest.length)
      at += part.length
      this.#take(this.#rest.length + part.length)
    }
  }

  #take(size: number): void {
    this.#mix(size >> 2)
    this.#rest = scratch.slice(size & ~3, size)
  }

  /** 16 hexadecimal digits. */
  toString(): string {
    let rest = this.#rest.length
    for (const byte of this.#rest) rest = (rest << 8) | byte
    return hex(Math.imul(this.#high ^ rest, 0x85ebca6b)) + hex(Math.imul(this.#low ^ rest, 0x01000193))
  }

  #mix(size: number): void {
    let low = this.#low
    let high = this.#high
    for (let i = 0; i < size; i++) {
      const word = words[i] ?? 0
      low = Math.imul(low ^ word, 0x01000193)
      low ^= low >>> 15
      high = Math.imul(high ^ word, 0x85ebca6b)
      high ^= high >>> 13
    }
    this.#low = low
    this.#high = high
  }
}

const hex = (lane: number): string => (lane >>> 0).toString(16).padStart(8, "0")
