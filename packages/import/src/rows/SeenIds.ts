import type { Digest } from "./Digest.ts"

const width = 5

/**
 * The ids that were read so far, each with a hash of what its record says and the line it stands on.
 *
 * Holds hashes only, 20 bytes each, in a table that is at most half full: 40 to 80 MB for a million records. Two ids
 * with the same 64-bit hash would be taken for one, with a chance of about one in ten million for a million ids.
 */
export class SeenIds {
  #table = new Int32Array(1024 * width)
  #slots = 1024
  #size = 0

  /** The line where this id was seen before, negative when the record said something else; 0 when it is new. */
  see(idLow: number, idHigh: number, content: Digest, line: number): number {
    if (this.#size * 2 >= this.#slots) this.#grow()
    const at = this.#find(idLow, idHigh)
    const known = this.#table[at + 4] ?? 0
    if (known === 0) {
      this.#put(at, idLow, idHigh, content.low, content.high, line)
      this.#size += 1
      return 0
    }
    return this.#table[at + 2] === content.low && this.#table[at + 3] === content.high ? known : -known
  }

  /** Keep what this id says now; whether it is new, or said something else before. */
  renew(idLow: number, idHigh: number, content: Digest): boolean {
    const before = this.see(idLow, idHigh, content, 1)
    if (before < 0) this.#put(this.#find(idLow, idHigh), idLow, idHigh, content.low, content.high, 1)
    return before <= 0
  }

  /** How often this content was seen before. */
  count(content: Digest): number {
    if (this.#size * 2 >= this.#slots) this.#grow()
    const at = this.#find(content.low, content.high)
    const known = this.#table[at + 4] ?? 0
    if (known === 0) this.#size += 1
    this.#put(at, content.low, content.high, 0, 0, known + 1)
    return known
  }

  #put(at: number, idLow: number, idHigh: number, low: number, high: number, value: number): void {
    this.#table[at] = idLow
    this.#table[at + 1] = idHigh
    this.#table[at + 2] = low
    this.#table[at + 3] = high
    this.#table[at + 4] = value
  }

  /** The place of this id, or a free one. */
  #find(idLow: number, idHigh: number): number {
    const mask = this.#slots - 1
    let slot = (idLow ^ (idHigh >>> 7)) & mask
    for (;;) {
      const at = slot * width
      const free = this.#table[at + 4] === 0
      if (free || (this.#table[at] === (idLow | 0) && this.#table[at + 1] === (idHigh | 0))) return at
      slot = (slot + 1) & mask
    }
  }

  #grow(): void {
    const old = this.#table
    this.#slots *= 2
    this.#table = new Int32Array(this.#slots * width)
    for (let at = 0; at < old.length; at += width) {
      if (old[at + 4] === 0) continue
      const [low = 0, high = 0] = [old[at], old[at + 1]]
      this.#table.set(old.subarray(at, at + width), this.#find(low, high))
    }
  }
}
