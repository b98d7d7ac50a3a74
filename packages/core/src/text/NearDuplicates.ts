import { bandsOf } from "./MinHash.ts"

/** So many sets that share a band are compared with the next one. */
const compared = 64

/** The Jaccard index of two sets in ascending order: members of both / members of either. */
export const jaccard = (a: Uint32Array, b: Uint32Array): number => {
  let both = 0
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x, y] = [a[i] as number, b[j] as number]
    if (x === y) both++
    if (x <= y) i++
    if (y <= x) j++
  }
  const either = a.length + b.length - both
  return either === 0 ? 1 : both / either
}

/** The first set of the group that a set is in, with the way there made short. */
const rootOf = (parents: Uint32Array, set: number): number => {
  let root = set
  while (parents[root] !== root) {
    parents[root] = parents[parents[root] as number] as number
    root = parents[root] as number
  }
  return root
}

/**
 * For each set the first set of its group: two sets are in one group when a chain of similar ones leads from one to the other.
 *
 * Similar are sets with a Jaccard index of at least `least`. Those that share a band of their MinHash signatures are
 * compared, and in crowded bands only with the nearest before them: nothing unlike is ever grouped, and of pairs at the
 * index 0.7 about 1 in 250 is missed. Sets are in ascending order; empty ones stay alone.
 *
 * ```ts import.meta.vitest
 * import { groups } from "./NearDuplicates.ts"
 *
 * groups([[1, 2, 3, 4], [7, 8], [1, 2, 3, 5], [1, 2, 3, 4, 9]].map((set) => Uint32Array.from(set)), 0.8) // => Uint32Array.of(0, 1, 2, 0)
 * ```
 */
export const groups = (sets: ReadonlyArray<Uint32Array>, least: number): Uint32Array => {
  const parents = Uint32Array.from(sets.keys())
  const buckets = new Map<number, Array<number>>()
  const meet = (set: number, own: Uint32Array, other: number): void => {
    const [a, b] = [rootOf(parents, set), rootOf(parents, other)]
    if (a === b || jaccard(own, sets[other] as Uint32Array) < least) return
    parents[Math.max(a, b)] = Math.min(a, b)
  }
  for (const [i, set] of sets.entries()) {
    if (set.length === 0) continue
    for (const band of bandsOf(set)) {
      const bucket = buckets.get(band) ?? []
      for (const other of bucket.slice(-compared)) meet(i, set, other)
      bucket.push(i)
      buckets.set(band, bucket)
    }
  }
  return parents.map((_, i) => rootOf(parents, i))
}
