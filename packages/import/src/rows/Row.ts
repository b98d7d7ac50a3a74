import { utcTime } from "../values/UtcTime.ts"
import type { Cells } from "./Cells.ts"
import { textHash } from "./TextHash.ts"

/** The values of a source record, by position. The same object may stand for the next one later. */
export interface Row {
  readonly size: number
  /** The text there. `undefined`: there is none, or a value that is not a single text (a list, an object). */
  readonly text: (at: number) => string | undefined
  /** The `textHash` of the text there; 0 without one. */
  readonly hash: (at: number) => number
  /** Whether this is the text there. */
  readonly is: (at: number, text: string) => boolean
  /** The `utcTime` that stands there: NaN when nothing is said of it. */
  readonly instant: (at: number) => number
}

/** A row of texts at hand. */
export class CellsRow implements Row {
  readonly #cells: Cells

  constructor(cells: Cells) {
    this.#cells = cells
  }

  get size(): number {
    return this.#cells.length
  }

  text(at: number): string | undefined {
    return this.#cells[at]
  }

  hash(at: number): number {
    const text = this.#cells[at]
    return text === undefined ? 0 : textHash(text)
  }

  is(at: number, text: string): boolean {
    return this.#cells[at] === text
  }

  instant(at: number): number {
    return utcTime(this.#cells[at] ?? "")
  }
}
