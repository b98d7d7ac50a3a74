import type { Digest } from "./Digest.ts"

/** The first bits of a hash choose one of so many tables, which grow each on its own: only one at a time is there twice. */
const tableBits = 6
const idBits = 0xffff_ffff >>> tableBits

/**
 * The ids that were read so far, each with a hash of what its record says and the line it stands on.
 *
 * Holds 14 bytes an id, in tables that are up to 85 % full: 17 to 21 MB for a million records. Two ids with the same
 * 64-bit hash would be taken for one, with a chance of about one in 40 million for a million ids and one in 600 000 for
 * eight million. Of the content 22 bits are compared: a repeated id that says something else is taken for an equal repeat
 * once in four million.
 */
export class SeenIds {
  readonly #tables = Array.from({ length: 1 << tableBits }, () => new Table())

  /** The line where this id was seen before, negative when the record said something else; 0 when it is new. */
  see(idLow: number, idHigh: number, content: Digest, line: number): number {
    const hash = hashOf(content)
    const table = this.#turned(idLow, idHigh)
    const known = table.line
    if (known === 0) table.put(hash, line)
    return known === 0 || table.says(hash) ? known : -known
  }

  /** Keep what this id says now; whether it is new, or said something else before. */
  renew(idLow: number, idHigh: number, content: Digest): boolean {
    const hash = hashOf(content)
    const table = this.#turned(idLow, idHigh)
    if (table.line !== 0 && table.says(hash)) return false
    table.put(hash, 1)
    return true
  }

  /** How often this content was seen before. */
  count(content: Digest): number {
    const table = this.#turned(content.low, content.high)
    const known = table.line
    table.put(0, known + 1)
    return known
  }

  /** The table of this id, turned to its place. */
  #turned(idLow: number, idHigh: number): Table {
    const low = mixed(idLow)
    const table = this.#tables[low >>> (32 - tableBits)] as Table
    table.turn(low, mixed(idHigh))
    return table
  }
}

/** All bits of a hash have a say in each (the finaliser of MurmurHash3, which takes no two hashes for one). */
const mixed = (hash: number): number => {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return twice ^ (twice >>> 16)
}

const hashOf = ({ high, low }: Digest): number => mixed(low ^ mixed(high))

const firstSlots = 64
const fullest = 0.85
const growth = 1.25

/** Entries in columns, in open addressing with linear probing. One place is looked at, at a time. */
class Table {
  #slots = firstSlots
  #size = 0
  #highs = new Int32Array(firstSlots)
  /** The low half of the id; in place of the bits that chose the table, bits of the content. */
  #lows = new Int32Array(firstSlots)
  #contents = new Uint16Array(firstSlots)
  /** 0: the slot is free. */
  #lines = new Int32Array(firstSlots)
  #at = 0
  #low = 0
  #high = 0

  /** Look at the place of this id, or at the free one where it belongs. */
  turn(low: number, high: number): void {
    if (this.#size >= this.#slots * fullest) this.#grow()
    this.#low = low & idBits
    this.#high = high
    this.#at = this.#find(this.#low, high)
  }

  /** The line of the entry; 0 when there is none. */
  get line(): number {
    return this.#lines[this.#at] as number
  }

  /** Whether the entry has this content. */
  says(content: number): boolean {
    const low = this.#lows[this.#at] as number
    return this.#contents[this.#at] === (content & 0xffff) && (low & ~idBits) === (content & ~idBits)
  }

  put(content: number, line: number): void {
    if (this.line === 0) this.#size += 1
    this.#write(this.#at, this.#low | (content & ~idBits), content & 0xffff, line)
  }

  #write(at: number, low: number, content: number, line: number): void {
    this.#highs[at] = this.#high
    this.#lows[at] = low
    this.#contents[at] = content
    this.#lines[at] = line
  }

  #find(low: number, high: number): number {
    let at = this.#home(high)
    while (this.#lines[at] !== 0 && (this.#highs[at] !== high || ((this.#lows[at] as number) & idBits) !== low)) {
      at = at + 1 === this.#slots ? 0 : at + 1
    }
    return at
  }

  /** The place of an id that is known not to be there. */
  #free(high: number): number {
    let at = this.#home(high)
    while (this.#lines[at] !== 0) at = at + 1 === this.#slots ? 0 : at + 1
    return at
  }

  #home(high: number): number {
    return Math.floor((high >>> 0) * (this.#slots / 4_294_967_296))
  }

  #grow(): void {
    const [highs, lows, contents, lines] = [this.#highs, this.#lows, this.#contents, this.#lines]
    this.#slots = Math.ceil(this.#slots * growth)
    this.#highs = new Int32Array(this.#slots)
    this.#lows = new Int32Array(this.#slots)
    this.#contents = new Uint16Array(this.#slots)
    this.#lines = new Int32Array(this.#slots)
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at] as number
      if (line === 0) continue
      this.#high = highs[at] as number
      this.#write(this.#free(this.#high), lows[at] as number, contents[at] as number, line)
    }
  }
}
