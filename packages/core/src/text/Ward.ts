import type { Points } from "./Points.ts"

/** Two clusters become one. Clusters are numbered as leaves from 0, then as merges in their order. */
export interface Merge {
  readonly left: number
  readonly right: number
  /** By how much it raises the weighted sum of squared distances to the centres. */
  readonly cost: number
}

/** Clusters while they are merged; each lives at the place of one of its leaves. */
interface Clusters {
  readonly means: Float64Array
  readonly weights: Float64Array
  readonly size: number
  readonly alive: Uint8Array
  /** What the dearest merge inside each cost. */
  readonly costs: Float64Array
}

/** What merging two clusters costs. */
const costOf = ({ means, size, weights }: Clusters, a: number, b: number): number => {
  let sum = 0
  for (let c = 0, p = a * size, q = b * size; c < size; c++, p++, q++) {
    const difference = (means[p] as number) - (means[q] as number)
    sum += difference * difference
  }
  const [left, right] = [weights[a] as number, weights[b] as number]
  return (sum * left * right) / (left + right)
}

/** The living cluster that is cheapest to merge with; among equal ones `preferred`, then the first. */
const cheapest = (
  clusters: Clusters,
  own: number,
  preferred: number
): { readonly other: number; readonly cost: number } => {
  let other = preferred
  let cost = preferred < 0 ? Number.POSITIVE_INFINITY : costOf(clusters, own, preferred)
  for (let b = 0; b < clusters.alive.length; b++) {
    if (clusters.alive[b] === 0 || b === own) continue
    const each = costOf(clusters, own, b)
    if (each < cost) [other, cost] = [b, each]
  }
  return { other, cost }
}

/** Put cluster b into cluster a; gives what it cost, which rounding alone could make less than an earlier merge inside. */
const join = ({ alive, costs, means, size, weights }: Clusters, a: number, b: number, cost: number): number => {
  const most = Math.max(cost, costs[a] as number, costs[b] as number)
  costs[a] = most
  const [left, right] = [weights[a] as number, weights[b] as number]
  for (let c = 0, p = a * size, q = b * size; c < size; c++, p++, q++) {
    means[p] = ((means[p] as number) * left + (means[q] as number) * right) / (left + right)
  }
  weights[a] = left + right
  alive[b] = 0
  return most
}

/** Merges of places, in any order, as merges of clusters from the cheapest to the dearest. */
const inOrder = (pairs: ReadonlyArray<Merge>, leaves: number): ReadonlyArray<Merge> => {
  const current = Uint32Array.from({ length: leaves }, (_, i) => i)
  const sorted = pairs.map((pair, i) => ({ pair, i })).sort((a, b) => a.pair.cost - b.pair.cost || a.i - b.i)
  return sorted.map(({ pair: { cost, left, right } }, i) => {
    const merge = { left: current[left] as number, right: current[right] as number, cost }
    current[left] = leaves + i
    return merge
  })
}

/**
 * The tree of merging points, each time the two whose merging raises the sum of squares least.
 *
 * Ward (1963), by the chain of nearest neighbours (Murtagh 1983), which needs no matrix of distances. Costs never fall
 * from one merge to the next.
 */
export const tree = (points: Points, weights: Float64Array): ReadonlyArray<Merge> => {
  const clusters: Clusters = {
    means: points.values.slice(),
    weights: weights.slice(),
    size: points.size,
    alive: new Uint8Array(points.height).fill(1),
    costs: new Float64Array(points.height)
  }
  const pairs: Array<Merge> = []
  const chain: Array<number> = []
  while (pairs.length < points.height - 1) {
    if (chain.length === 0) chain.push(clusters.alive.indexOf(1))
    const own = chain[chain.length - 1] as number
    const before = chain[chain.length - 2] ?? -1
    const { cost, other } = cheapest(clusters, own, before)
    if (other !== before) {
      chain.push(other)
      continue
    }
    chain.length -= 2
    const [left, right] = own < other ? [own, other] : [other, own]
    pairs.push({ left, right, cost: join(clusters, left, right, cost) })
  }
  return inOrder(pairs, points.height)
}

/** For each leaf its cluster when `count` clusters are left, numbered by their first leaves. */
export const cut = (merges: ReadonlyArray<Merge>, leaves: number, count: number): Uint32Array => {
  const parent = Int32Array.from({ length: leaves + merges.length }, () => -1)
  for (const [i, { left, right }] of merges.slice(0, Math.max(0, leaves - count)).entries()) {
    parent[left] = leaves + i
    parent[right] = leaves + i
  }
  const numbers = new Map<number, number>()
  return Uint32Array.from({ length: leaves }, (_, leaf) => {
    let root = leaf
    while ((parent[root] as number) >= 0) root = parent[root] as number
    const number = numbers.get(root) ?? numbers.size
    numbers.set(root, number)
    return number
  })
}
