/** How far two partitions agree. */
export interface Agreement {
  /** Normalised mutual information (arithmetic mean of the entropies), from 0 to 1. */
  readonly nmi: number
  /** Adjusted Rand index: 1 is the same, 0 is chance. */
  readonly ari: number
}

const pairs = (count: number): number => (count * (count - 1)) / 2
const sum = (counts: Iterable<number>, of: (count: number) => number): number => {
  let total = 0
  for (const count of counts) total += of(count)
  return total
}

/** Compare two lists of labels of the same things. */
export const agreement = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): Agreement => {
  const [both, left, right] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const [i, own] of a.entries()) {
    count(both, JSON.stringify([own, b[i]]))
    count(left, own)
    count(right, b[i] ?? "")
  }
  const n = a.length
  const entropy = (counts: Map<string, number>): number => -sum(counts.values(), (c) => (c / n) * Math.log(c / n))
  const [first, second, joint] = [entropy(left), entropy(right), entropy(both)]
  const [agreed, one, other] = [both, left, right].map((counts) => sum(counts.values(), pairs)) as [
    number,
    number,
    number
  ]
  const expected = (one * other) / pairs(n)
  return {
    nmi: first + second === 0 ? 1 : (2 * (first + second - joint)) / (first + second),
    ari: (agreed - expected) / ((one + other) / 2 - expected)
  }
}
