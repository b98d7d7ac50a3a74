import type { Row } from "./Row.ts"

const slots = 512
/** Longer texts hardly come again. */
const longest = 64

/** The same text on its own: a part of another one would keep all of that from being let go. */
const apart = (text: string): string => JSON.parse(JSON.stringify(text))

/**
 * The same reading of a column, which remembers what up to 512 texts were read as, each once it has come twice: columns with
 * few different texts are read without making any. For readings that look at this column alone, and give no objects that
 * may be changed.
 */
export const remembering = (at: number, read: (row: Row) => unknown): ((row: Row) => unknown) => {
  const hashes = new Int32Array(slots)
  const texts = Array.from({ length: slots }, (): string | undefined => undefined)
  const values: Array<unknown> = texts.slice()
  const keep = (slot: number, text: string | undefined, value: unknown): void => {
    if (text === undefined || text.length > longest) return
    texts[slot] = apart(text)
    values[slot] = typeof value === "string" ? apart(value) : value
  }
  return (row) => {
    const hash = row.hash(at)
    const slot = hash & (slots - 1)
    const again = hashes[slot] === hash
    const known = again ? texts[slot] : undefined
    if (known !== undefined && row.is(at, known)) return values[slot]
    const value = read(row)
    if (again) keep(slot, row.text(at), value)
    else {
      hashes[slot] = hash
      texts[slot] = undefined
    }
    return value
  }
}
