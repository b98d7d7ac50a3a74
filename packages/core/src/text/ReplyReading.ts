import { hashOf } from "./MinHash.ts"
import { words } from "./Words.ts"

/** The words of a reply by which it is compared: what a number is does not matter, so that each is `#`. */
export const maskedWords = (text: string): ReadonlyArray<string> =>
  words(text).map((word) => (/[\p{N}#]/u.test(word) ? "#" : word))

/**
 * Hashes of the shared words and of pairs of these that stand together, each once, in ascending order; none when fewer than
 * half of the words are shared.
 */
export const shinglesOf = (all: ReadonlyArray<string>, isShared: (word: string) => boolean): Uint32Array => {
  const hashes = new Set<number>()
  let shared = 0
  let before: string | null = null
  for (const word of all) {
    if (!isShared(word)) {
      before = null
      continue
    }
    shared++
    hashes.add(hashOf(word))
    if (before !== null) hashes.add(hashOf(`${before} ${word}`))
    before = word
  }
  return 2 * shared < all.length ? new Uint32Array() : Uint32Array.from(hashes).sort()
}
