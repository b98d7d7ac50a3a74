/** The slots of the first table; each further one has four times as many as the one before. */
const firstSize = 1 << 16
/** No table is larger: about 65 million ids, in 360 MB. */
const largestSize = 1 << 26

/** Fingerprints by where they are looked for first; 0 is a free slot. */
class Table {
  readonly size: number
  private readonly slots: Uint32Array
  private free: number

  constructor(size: number) {
    this.size = size
    this.slots = new Uint32Array(size)
    this.free = Math.floor(0.75 * size)
  }

  get isFull(): boolean {
    return this.free === 0
  }

  /** The slot that a fingerprint is in or would be put in. */
  private slotOf(place: number, print: number): number {
    const mask = this.slots.length - 1
    let slot = place & mask
    for (let there = this.slots[slot]; there !== 0 && there !== print; there = this.slots[slot])
      slot = (slot + 1) & mask
    return slot
  }

  has(place: number, print: number): boolean {
    return this.slots[this.slotOf(place, print)] === print
  }

  put(place: number, print: number): void {
    this.slots[this.slotOf(place, print)] = print
    this.free--
  }
}

/**
 * Ids that were written, by their hashes of 64 bits: 32 of them as a fingerprint, the others as its place. Of an id that was
 * never added it says so, but for one in hundreds of millions; an id that was added it always knows.
 *
 * A table has no index for ids, which would cost more than all else. Looking for those of a batch reads every id there is;
 * this tells that none of them is there.
 */
export class SeenIds {
  private tables: ReadonlyArray<Table> = []
  private isOverflown = false

  /** Add an id by the two halves of its hash, whole numbers below 2^32; gives whether it may have been added before. */
  add(place: number, print: number): boolean {
    if (this.isOverflown) return true
    const own = print === 0 ? 1 : print
    for (const table of this.tables) if (table.has(place, own)) return true
    const table = this.roomy()
    if (table === undefined) this.isOverflown = true
    else table.put(place, own)
    return this.isOverflown
  }

  /** The table that ids are put in; a further one where that is full, none when there are too many. */
  private roomy(): Table | undefined {
    const last = this.tables.at(-1)
    if (last !== undefined && !last.isFull) return last
    const size = last === undefined ? firstSize : 4 * last.size
    // Beyond the largest, what is known is of no use: the memory is given back.
    this.tables = size > largestSize ? [] : [...this.tables, new Table(size)]
    return this.tables.at(-1)
  }
}
