import type { Points } from "./Points.ts"

/** Two clusters become one. Clusters are numbered as leaves from 0, then as merges in their order. */
export interface Merge {
  readonly left: number
  readonly right: number
  /** What merging them costs. */
  readonly cost: number
}

/** What merging two clusters costs, by the squared distance of their centres and their weights. */
export type Price = (squared: number, left: number, right: number) => number

/** By how much merging raises the weighted sum of squared distances to the centres: Ward (1963). */
export const ward: Price = (squared, left, right) => (squared * left * right) / (left + right)

/** Clusters while they are merged; each lives at the place of one of its leaves. */
export interface Clusters {
  readonly means: Float64Array
  readonly weights: Float64Array
  readonly size: number
  /** What the dearest merge inside each cost. */
  readonly costs: Float64Array
  readonly price: Price
}

/** Each point as a cluster. */
export const clustersOf = ({ height, size, values }: Points, weights: Float64Array, price: Price): Clusters => ({
  means: values.slice(),
  weights: weights.slice(),
  size,
  costs: new Float64Array(height),
  price
})

/** What merging two clusters costs. */
export const costOf = ({ means, price, size, weights }: Clusters, a: number, b: number): number => {
  let sum = 0
  for (let c = 0, p = a * size, q = b * size; c < size; c++, p++, q++) {
    const difference = (means[p] as number) - (means[q] as number)
    sum += difference * difference
  }
  return price(sum, weights[a] as number, weights[b] as number)
}

/** The one that is cheapest to merge with; among equal ones `preferred`, then the first place. −1 for none. */
const cheapest = (
  clusters: Clusters,
  own: number,
  preferred: number,
  others: Iterable<number>
): { readonly other: number; readonly cost: number } => {
  let other = preferred
  let cost = preferred < 0 ? Number.POSITIVE_INFINITY : costOf(clusters, own, preferred)
  for (const b of others) {
    if (b === own) continue
    const each = costOf(clusters, own, b)
    if (each < cost || (each === cost && other !== preferred && b < other)) [other, cost] = [b, each]
  }
  return { other, cost }
}

/** Put cluster b into cluster a; gives what it cost, which must not be less than an earlier merge inside. */
export const join = ({ costs, means, size, weights }: Clusters, a: number, b: number, cost: number): number => {
  const most = Math.max(cost, costs[a] as number, costs[b] as number)
  costs[a] = most
  const [left, right] = [weights[a] as number, weights[b] as number]
  for (let c = 0, p = a * size, q = b * size; c < size; c++, p++, q++) {
    means[p] = ((means[p] as number) * left + (means[q] as number) * right) / (left + right)
  }
  weights[a] = left + right
  return most
}

/** Which clusters may merge. */
export interface Candidates {
  /** Those that a cluster may merge with, perhaps with itself among them. */
  readonly of: (cluster: number) => Iterable<number>
  /** The second has become part of the first. */
  readonly merged: (into: number, gone: number) => void
}

/** Follow a chain of nearest neighbours to its end, where two are each other's nearest; `undefined` when there are none. */
const pairAt = (clusters: Clusters, chain: Array<number>, of: Candidates["of"]): Merge | undefined => {
  for (;;) {
    const own = chain[chain.length - 1] as number
    const before = chain[chain.length - 2] ?? -1
    const { cost, other } = cheapest(clusters, own, before, of(own))
    if (other < 0) return undefined
    if (other === before) return { left: Math.min(own, other), right: Math.max(own, other), cost }
    chain.push(other)
  }
}

/**
 * Merges of places, in any order, along chains of nearest neighbours (Murtagh 1983), until no cluster has a candidate.
 * `places` are those of the clusters to start from.
 */
export const chained = (
  clusters: Clusters,
  places: Iterable<number>,
  { merged, of }: Candidates
): ReadonlyArray<Merge> => {
  const pairs: Array<Merge> = []
  const gone = new Set<number>()
  for (const place of places) {
    if (gone.has(place)) continue
    const chain = [place]
    for (let pair = pairAt(clusters, chain, of); pair !== undefined; pair = pairAt(clusters, chain, of)) {
      const { cost, left, right } = pair
      pairs.push({ left, right, cost: join(clusters, left, right, cost) })
      gone.add(right)
      merged(left, right)
      chain.length -= 2
      if (chain.length === 0) chain.push(left)
    }
  }
  return pairs
}

/** Merges of places, in any order, as merges of clusters from the cheapest to the dearest. */
export const inOrder = (pairs: ReadonlyArray<Merge>, leaves: number): ReadonlyArray<Merge> => {
  const current = Uint32Array.from({ length: leaves }, (_, i) => i)
  const sorted = pairs.map((pair, i) => ({ pair, i })).sort((a, b) => a.pair.cost - b.pair.cost || a.i - b.i)
  return sorted.map(({ pair: { cost, left, right } }, i) => {
    const merge = { left: current[left] as number, right: current[right] as number, cost }
    current[left] = leaves + i
    return merge
  })
}

/** All of these places may merge with each other. */
export const amongAll = (places: Iterable<number>): Candidates => {
  const alive = new Set(places)
  return {
    of: () => alive,
    merged: (_, gone) => {
      alive.delete(gone)
    }
  }
}

/** The tree of merging points, each time the two that are cheapest to merge. Costs never fall from one merge to the next. */
export const tree = (points: Points, weights: Float64Array, price: Price = ward): ReadonlyArray<Merge> => {
  const places = Array.from({ length: points.height }, (_, i) => i)
  return inOrder(chained(clustersOf(points, weights, price), places, amongAll(places)), points.height)
}

/** For each leaf its cluster when `count` clusters are left, numbered by their first leaves. */
export const cut = (merges: ReadonlyArray<Merge>, leaves: number, count: number): Uint32Array => {
  const kept = Math.min(merges.length, Math.max(0, leaves - count))
  const roots = Uint32Array.from({ length: leaves + kept }, (_, i) => i)
  for (let i = kept - 1; i >= 0; i--) {
    const { left, right } = merges[i] as Merge
    roots[left] = roots[leaves + i] as number
    roots[right] = roots[leaves + i] as number
  }
  const numbers = new Map<number, number>()
  return Uint32Array.from({ length: leaves }, (_, leaf) => {
    const root = roots[leaf] as number
    const number = numbers.get(root) ?? numbers.size
    numbers.set(root, number)
    return number
  })
}
