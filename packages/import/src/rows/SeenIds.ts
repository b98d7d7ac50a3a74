/** The first bits of a hash choose one of so many tables, which grow each on its own: only one at a time is there twice. */
const tableBits = 8
/** The words of an entry: both halves of the hash of an id, and the hash of what its record says. */
const width = 3
/** Tables that have room for more than this (about a million ids in all) keep no lines. */
const mostWithLines = 5120

/** What was known of an id: nothing, an equal record, or one that says something else. */
export type Known = "new" | "same" | "changed"

/**
 * The ids that were read so far, each with a hash of what its record says, and the lines of the first million.
 *
 * Holds 12 bytes an id, in tables that are 57 to 85 % full: 14 to 21 MB for a million records, and as long as they have
 * lines a third as much again. Two ids with the same 64-bit hash would be taken for one, with a chance of about one in 40
 * million for a million ids and one in 600,000 for eight million. A repeated id that says something else is taken for an equal
 * repeat once in four thousand million.
 */
export class SeenIds {
  readonly #tables: Array<Table | undefined> = Array.from({ length: 1 << tableBits })
  /** The line where the id that was seen last came first; 0 when it is not known. */
  line = 0

  /** What is known of this id, which is on this line now. */
  see(idLow: number, idHigh: number, content: number, line: number): Known {
    const hash = mixed(content)
    const table = this.#turned(idLow, idHigh)
    if (!table.isFull) {
      table.put(hash, line)
      return "new"
    }
    this.line = table.line
    return table.says(hash) ? "same" : "changed"
  }

  /** Keep what this id says now; whether it is new, or said something else before. */
  renew(idLow: number, idHigh: number, content: number): boolean {
    const hash = mixed(content)
    const table = this.#turned(idLow, idHigh)
    if (table.isFull && table.says(hash)) return false
    table.put(hash, 0)
    return true
  }

  /** The table of this id, turned to its place. */
  #turned(idLow: number, idHigh: number): Table {
    const low = mixed(idLow)
    const index = low >>> (32 - tableBits)
    const table = this.#tables[index] ?? this.#started(index)
    table.turn(low, mixed(idHigh))
    return table
  }

  #started(index: number): Table {
    const table = new Table(Math.ceil(firstSlots * growth ** (index / (1 << tableBits))))
    this.#tables[index] = table
    return table
  }
}

/** All bits of a hash have a say in each (the finaliser of MurmurHash3, which takes no two hashes for one). */
const mixed = (hash: number): number => {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return twice ^ (twice >>> 16)
}

/** Tables start with different sizes, so that they do not all grow at the same time. */
const firstSlots = 16
const fullest = 0.85
const growth = 1.5

/**
 * Entries in open addressing with linear probing. An entry that begins with zero is free. One place is looked at, at a time.
 */
class Table {
  #slots: number
  #size = 0
  #entries: Int32Array
  #lines: Int32Array | undefined
  /** The place that is looked at: the first word of its entry. */
  #at = 0
  #low = 0
  #high = 0

  constructor(slots: number) {
    this.#slots = slots
    this.#entries = new Int32Array(width * slots)
    this.#lines = new Int32Array(slots)
  }

  /** Look at the place of this id, or at the free one where it belongs. */
  turn(low: number, high: number): void {
    if (this.#size >= this.#slots * fullest) this.#grow()
    const first = high === 0 ? 1 : high
    this.#low = low
    this.#high = first
    const entries = this.#entries
    let at = width * home(first, this.#slots)
    for (let known = entries[at]; known !== 0; known = entries[at]) {
      if (known === first && entries[at + 1] === low) break
      at += width
      if (at === entries.length) at = 0
    }
    this.#at = at
  }

  /** Whether the id is there. */
  get isFull(): boolean {
    return this.#entries[this.#at] !== 0
  }

  /** The line that was put; 0 when it is not known any more. */
  get line(): number {
    return this.#lines?.[this.#at / width] ?? 0
  }

  /** Whether the entry has this content. */
  says(content: number): boolean {
    return this.#entries[this.#at + 2] === content
  }

  put(content: number, line: number): void {
    const [entries, at] = [this.#entries, this.#at]
    if (entries[at] === 0) this.#size += 1
    entries[at] = this.#high
    entries[at + 1] = this.#low
    entries[at + 2] = content
    if (this.#lines !== undefined) this.#lines[at / width] = line
  }

  #grow(): void {
    const [entries, lines] = [this.#entries, this.#lines]
    const slots = Math.ceil(this.#slots * growth)
    this.#slots = slots
    this.#entries = new Int32Array(width * slots)
    this.#lines = lines === undefined || slots > mostWithLines ? undefined : new Int32Array(slots)
    for (let from = 0; from < entries.length; from += width) {
      if (entries[from] !== 0) this.#move(entries, from, lines?.[from / width] ?? 0)
    }
    free(entries)
    if (lines !== undefined) free(lines)
  }

  /** Put an entry where it belongs; it is known not to be there. */
  #move(old: Int32Array, from: number, line: number): void {
    const entries = this.#entries
    const high = old[from] as number
    let at = width * home(high, this.#slots)
    while (entries[at] !== 0) {
      at += width
      if (at === entries.length) at = 0
    }
    entries[at] = high
    entries[at + 1] = old[from + 1] as number
    entries[at + 2] = old[from + 2] as number
    if (this.#lines !== undefined) this.#lines[at / width] = line
  }
}

const home = (high: number, slots: number): number => Math.floor((high >>> 0) * (slots / 4_294_967_296))

/** Give the memory of an array back at once, where that can be done: until then it counts, outside the heap. */
const free = ({ buffer }: { readonly buffer: object }): void => {
  if ("transfer" in buffer && typeof buffer.transfer === "function") buffer.transfer(0)
}
