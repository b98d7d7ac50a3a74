import { jaccard } from "./NearDuplicates.ts"

/** Two sets, by their places, the first before the second, and their Jaccard index. */
export interface SimilarPair {
  readonly first: number
  readonly second: number
  readonly similarity: number
}

/** The members of each set from the one that the fewest sets have to the one that most have. */
const rarestFirst = (sets: ReadonlyArray<Uint32Array>): ReadonlyArray<Uint32Array> => {
  const counts = new Map<number, number>()
  for (const set of sets) for (const member of set) counts.set(member, (counts.get(member) ?? 0) + 1)
  const rarity = (a: number, b: number): number => (counts.get(a) ?? 0) - (counts.get(b) ?? 0) || a - b
  return sets.map((set) => set.slice().sort(rarity))
}

/** So many of a set's rarest members hold one that every set that is similar enough has as well. */
const prefixLength = (size: number, least: number): number => size - Math.ceil(least * size - 1e-9) + 1

/** Which sets have a member among their rarest. */
class Index {
  private readonly sets = new Map<number, Array<number>>()

  /** The sets that have one of these members, in ascending order. */
  having(members: Uint32Array): Uint32Array {
    const found = new Set<number>()
    for (const member of members) for (const set of this.sets.get(member) ?? []) found.add(set)
    return Uint32Array.from(found).sort()
  }

  add(members: Uint32Array, set: number): void {
    for (const member of members) {
      const known = this.sets.get(member)
      if (known === undefined) this.sets.set(member, [set])
      else known.push(set)
    }
  }
}

/**
 * Every pair of sets with a Jaccard index of at least `least`, above 0: in the order of the second, then of the first.
 *
 * Two such sets share one of their rarest members, so that only sets that do are compared: no pair is missed, whatever the
 * order. Sets are in ascending order; an empty one is similar to none.
 *
 * Chaudhuri, Ganti and Kaushik (2006), A primitive operator for similarity joins in data cleaning: the prefix filter.
 *
 * ```ts import.meta.vitest
 * import { similarPairs } from "./SimilarPairs.ts"
 *
 * const sets = [[1, 2, 3, 4], [7, 8], [1, 2, 3, 5], [1, 2, 3, 4, 9]].map((set) => Uint32Array.from(set))
 * similarPairs(sets, 0.8) // => [{ first: 0, second: 3, similarity: 0.8 }]
 * ```
 */
export const similarPairs = (sets: ReadonlyArray<Uint32Array>, least: number): ReadonlyArray<SimilarPair> => {
  const pairs: Array<SimilarPair> = []
  const index = new Index()
  for (const [second, members] of rarestFirst(sets).entries()) {
    const own = sets[second] as Uint32Array
    const prefix = members.subarray(0, Math.max(0, prefixLength(own.length, least)))
    for (const first of index.having(prefix)) {
      const similarity = jaccard(sets[first] as Uint32Array, own)
      if (similarity >= least) pairs.push({ first, second, similarity })
    }
    index.add(prefix, second)
  }
  return pairs
}
