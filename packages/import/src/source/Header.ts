/** The columns of delimited text, by the names that a mapping calls them. */
export interface Header {
  readonly size: number
  readonly names: ReadonlyArray<string>
  readonly position: (name: string) => number | undefined
}

/**
 * Name the columns: the second `name` is `name#2`, an empty one is `#` and its position from 1.
 *
 * ```ts import.meta.vitest
 * import { header } from "./Header.ts"
 *
 * header(["id", "", "note", "note"]).names // => ["id", "#2", "note", "note#2"]
 * ```
 */
export const header = (fields: ReadonlyArray<string>): Header => {
  const positions = new Map<string, number>()
  fields.forEach((field, i) => {
    const name = field.trim() === "" ? `#${i + 1}` : field.trim()
    positions.set(unused(name, positions), i)
  })
  return { size: fields.length, names: [...positions.keys()], position: (name) => positions.get(name) }
}

const unused = (name: string, taken: ReadonlyMap<string, number>): string => {
  if (!taken.has(name)) return name
  let again = 2
  while (taken.has(`${name}#${again}`)) again += 1
  return `${name}#${again}`
}
