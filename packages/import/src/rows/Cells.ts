/** The values of a source record, by position. `undefined`: there is one, but not a single text (a list, an object). */
export type Cells = ReadonlyArray<string | undefined>

/** One source record, and where it stands. */
export interface Row {
  readonly cells: Cells
  /** The physical line where it starts, from 1. */
  readonly line: number
  /** Bytes before it. */
  readonly byteOffset: () => number
  readonly raw: () => string
}
