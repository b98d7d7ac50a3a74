/** Notices in constant memory that cursors repeat themselves (Brent's algorithm), at the latest after three rounds. */
export class CursorLoop {
  #kept: string | undefined
  #steps = 0
  #power = 1

  /** Whether this cursor, the next of the sequence, closes a loop. */
  isClosedBy(cursor: string): boolean {
    if (cursor === this.#kept) return true
    if (this.#steps === this.#power || this.#kept === undefined) {
      this.#kept = cursor
      this.#power *= 2
      this.#steps = 0
    }
    this.#steps += 1
    return false
  }
}
