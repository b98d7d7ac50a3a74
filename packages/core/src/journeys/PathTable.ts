import type { CodeArray } from "./EventOrder.ts"

/** A hash of the codes from `start` to `end`: murmur3's mixing of 32-bit words. */
const hashOf = (codes: CodeArray, start: number, end: number): number => {
  let hash = end - start
  for (let i = start; i < end; i++) {
    let word = Math.imul(codes[i] as number, 0xcc9e2d51)
    word = Math.imul((word << 15) | (word >>> 17), 0x1b873593)
    hash ^= word
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

const areEqual = (codes: CodeArray, a: number, b: number, length: number): boolean => {
  for (let i = 0; i < length; i++) if (codes[a + i] !== codes[b + i]) return false
  return true
}

/** The different paths among runs of codes: where one of each begins and ends, and how many there are. */
export interface DistinctPaths {
  readonly starts: Uint32Array
  readonly ends: Uint32Array
  readonly counts: Float64Array
}

/**
 * Count equal runs, `codes[starts[i]]` up to `codes[ends[i]]`, in the order of first sight.
 *
 * A hash table of typed arrays with linear probing; what has the same hash is compared, so that no two paths are taken for one.
 */
export const distinctPaths = (codes: CodeArray, starts: Uint32Array, ends: Uint32Array): DistinctPaths => {
  let size = 16
  while (size < 2 * starts.length) size *= 2
  /** The number of a distinct path, counted from 1; 0 is an empty place. */
  const table = new Uint32Array(size)
  const [hashes, firsts] = [new Uint32Array(starts.length), new Uint32Array(starts.length)]
  const counts = new Float64Array(starts.length)
  let distinct = 0
  const isSame = (path: number, hash: number, start: number, length: number): boolean => {
    const first = firsts[path] as number
    const begins = starts[first] as number
    return (
      hashes[path] === hash && (ends[first] as number) - begins === length && areEqual(codes, begins, start, length)
    )
  }
  for (let run = 0; run < starts.length; run++) {
    const [start, end] = [starts[run] as number, ends[run] as number]
    const hash = hashOf(codes, start, end)
    let place = hash & (size - 1)
    while (table[place] !== 0 && !isSame((table[place] as number) - 1, hash, start, end - start)) {
      place = (place + 1) & (size - 1)
    }
    if (table[place] === 0) {
      hashes[distinct] = hash
      firsts[distinct] = run
      table[place] = ++distinct
    }
    const path = (table[place] as number) - 1
    counts[path] = (counts[path] as number) + 1
  }
  const kept = firsts.subarray(0, distinct)
  return {
    starts: kept.map((run) => starts[run] as number),
    ends: kept.map((run) => ends[run] as number),
    counts: counts.slice(0, distinct)
  }
}
