const encoder = new TextEncoder()
const free = -1

/** The hash that `ByteTexts` goes by, one byte on. */
export const hashed = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193)
/** Where hashes start. */
export const hashStart = 0x811c9dc5 | 0

/** A few texts, each with a number from 0, found by their bytes. */
export class ByteTexts {
  readonly texts: Array<string> = []
  readonly #numbers = new Map<string, number>()
  readonly #bytes: Array<Uint8Array> = []
  readonly #hashes: Array<number> = []
  #slots = new Int32Array(64).fill(free)

  /** The number of a text; it is added when it is new. */
  add(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    const bytes = encoder.encode(text)
    return this.#put(text, bytes, hashOf(bytes, 0, bytes.length))
  }

  /** The number of the text that stands there; -1 when it is none of them. */
  find(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const slots = this.#slots
    const last = slots.length - 1
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const number = slots[slot] as number
      if (
        number === free ||
        (this.#hashes[number] === hash && this.size(number) === to - from && this.is(number, bytes, from, to))
      )
        return number
    }
  }

  /** Whether the text of a number, or its beginning, stands there. */
  is(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    const own = this.#bytes[number] as Uint8Array
    for (let at = from; at < to; at++) if (own[at - from] !== bytes[at]) return false
    return true
  }

  /** How many bytes the text of a number has. */
  size(number: number): number {
    return (this.#bytes[number] as Uint8Array).length
  }

  #put(text: string, bytes: Uint8Array, hash: number): number {
    const number = this.texts.push(text) - 1
    this.#numbers.set(text, number)
    this.#bytes.push(bytes)
    this.#hashes.push(hash)
    if (2 * this.texts.length > this.#slots.length) this.#grow()
    else this.#place(number)
    return number
  }

  #place(number: number): void {
    const last = this.#slots.length - 1
    let slot = (this.#hashes[number] as number) & last
    while (this.#slots[slot] !== free) slot = (slot + 1) & last
    this.#slots[slot] = number
  }

  #grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length).fill(free)
    for (let number = 0; number < this.texts.length; number++) this.#place(number)
  }
}

/** The hash of the bytes there. */
export const hashOf = (bytes: Uint8Array, from: number, to: number): number => {
  let hash = hashStart
  for (let at = from; at < to; at++) hash = hashed(hash, bytes[at] as number)
  return hash
}
