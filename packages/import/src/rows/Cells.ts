/** The values of a source record, by position. `undefined`: there is one, but not a single text (a list, an object). */
export type Cells = ReadonlyArray<string | undefined>
