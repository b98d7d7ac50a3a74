import type { Row } from "./Row.ts"

/**
 * A hash of 32 bits of the texts in these places, to tell equal records from others.
 *
 * ```ts import.meta.vitest
 * import { contentHash } from "./ContentHash.ts"
 * import { CellsRow } from "./Row.ts"
 *
 * const hash = (...cells) => contentHash([0, 1], new CellsRow(cells))
 * hash("ab", "c", "x") === hash("ab", "c", "y") // => true
 * hash("ab", "c") === hash("a", "bc") // => false
 * ```
 */
export const contentHash = (positions: ReadonlyArray<number>, row: Row): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < positions.length; i++) {
    hash = Math.imul(hash ^ row.hash(positions[i] as number), 0x9e3779b1)
    hash ^= hash >>> 15
  }
  return hash
}
