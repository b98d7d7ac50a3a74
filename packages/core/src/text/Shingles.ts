import { hashOf } from "./MinHash.ts"
import type { Reading } from "./Reading.ts"

/**
 * The stems of a text and its pairs of neighbouring stems, as a set of hashes in ascending order.
 *
 * ```ts import.meta.vitest
 * import { reader } from "./Reading.ts"
 * import { shingles } from "./Shingles.ts"
 *
 * shingles(reader()("dark mode")).length // => 3
 * ```
 */
export const shingles = ({ stems }: Reading): Uint32Array => {
  const hashes = new Set<number>()
  for (const [i, stem] of stems.entries()) {
    hashes.add(hashOf(stem))
    if (i > 0) hashes.add(hashOf(`${stems[i - 1]} ${stem}`))
  }
  return Uint32Array.from(hashes).sort()
}
