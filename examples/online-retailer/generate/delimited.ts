type Cell = string | number | undefined

/** One line; cells are quoted where they must be. */
export const line = (cells: ReadonlyArray<Cell>, delimiter = ","): string =>
  cells.map((cell) => quoted(cell === undefined ? "" : String(cell), delimiter)).join(delimiter)

const quoted = (cell: string, delimiter: string) =>
  cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

export const utf8 = (lines: ReadonlyArray<string>, end = "\n"): Uint8Array =>
  new TextEncoder().encode(lines.join(end) + end)

/** The characters between 0x80 and 0x9f that these files use; the others are their own code. */
const windows1252: Readonly<Record<string, number>> = {
  "€": 0x80,
  "…": 0x85,
  "„": 0x84,
  "’": 0x92,
  "“": 0x93,
  "–": 0x96
}

export const western = (lines: ReadonlyArray<string>, end = "\n"): Uint8Array =>
  Uint8Array.from(lines.join(end) + end, (character) => {
    const code = windows1252[character] ?? character.charCodeAt(0)
    if (code > 0xff) throw new RangeError(`${character} is not in windows-1252`)
    return code
  })
