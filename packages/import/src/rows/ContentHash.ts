import type { Cells } from "./Cells.ts"

/** Take in a text, two characters at a time. */
const add = (hash: number, text: string): number => {
  let mixed = hash ^ text.length
  const last = text.length - 1
  for (let at = 0; at < last; at += 2) {
    mixed = Math.imul(mixed ^ text.charCodeAt(at) ^ (text.charCodeAt(at + 1) << 16), 0x9e3779b1)
    mixed ^= mixed >>> 15
  }
  if ((text.length & 1) === 1) mixed = Math.imul(mixed ^ text.charCodeAt(last), 0x85ebca77)
  return Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae3d)
}

/**
 * A hash of 32 bits of the cells in these places, to tell equal records from others. It is made for every record that has
 * an id, so it is a quick one.
 *
 * ```ts import.meta.vitest
 * import { contentHash } from "./ContentHash.ts"
 *
 * contentHash([0, 1], ["ab", "c", "x"]) === contentHash([0, 1], ["ab", "c", "y"]) // => true
 * contentHash([0, 1], ["ab", "c"]) === contentHash([0, 1], ["a", "bc"]) // => false
 * ```
 */
export const contentHash = (positions: ReadonlyArray<number>, cells: Cells): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < positions.length; i++) hash = add(hash, cells[positions[i] as number] ?? "")
  return hash ^ (hash >>> 16)
}
