import { inOrder, type Merge } from "../text/Ward.ts"

/** What merging costs, between any two clusters that are left; each lives at the place of one of its leaves. */
interface Clusters {
  readonly size: number
  /** Row by row. */
  readonly costs: Float64Array
  readonly weights: Float64Array
  readonly left: Set<number>
}

/** By how much merging raises the weighted sum of squared distances to the centres: Ward (1963). */
const clustersOf = (squares: Float64Array, height: number, rows: Uint32Array, weights: Float64Array): Clusters => {
  const size = rows.length
  const costs = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const [a, b] = [weights[i] as number, weights[j] as number]
      costs[i * size + j] = ((squares[(rows[i] as number) * height + (rows[j] as number)] as number) * a * b) / (a + b)
    }
  }
  return { size, costs, weights: weights.slice(), left: new Set(rows.keys()) }
}

/** The one that is cheapest to merge with; among equal ones `preferred`, then the first place. */
const cheapest = ({ costs, left, size }: Clusters, own: number, preferred: number): number => {
  let other = preferred
  let cost = preferred < 0 ? Number.POSITIVE_INFINITY : (costs[own * size + preferred] as number)
  for (const b of left) {
    const each = costs[own * size + b] as number
    if (b !== own && each < cost) [other, cost] = [b, each]
  }
  return other
}

/** Put cluster b into cluster a: Lance and Williams (1967). */
const join = ({ costs, left, size, weights }: Clusters, a: number, b: number): void => {
  left.delete(b)
  const between = costs[a * size + b] as number
  const [u, v] = [weights[a] as number, weights[b] as number]
  for (const c of left) {
    if (c === a) continue
    const w = weights[c] as number
    const [x, y] = [costs[a * size + c] as number, costs[b * size + c] as number]
    const cost = ((u + w) * x + (v + w) * y - w * between) / (u + v + w)
    costs[a * size + c] = cost
    costs[c * size + a] = cost
  }
  weights[a] = u + v
}

/**
 * The tree of merging weighted points, each time the two that are cheapest to merge, along chains of nearest neighbours
 * (Murtagh 1983). `squares` are the squared distances of `height` points, `rows` those that are merged.
 */
export const pathTree = (
  squares: Float64Array,
  height: number,
  rows: Uint32Array,
  weights: Float64Array
): ReadonlyArray<Merge> => {
  const clusters = clustersOf(squares, height, rows, weights)
  const pairs: Array<Merge> = []
  const chain: Array<number> = []
  while (clusters.left.size > 1) {
    if (chain.length === 0) chain.push(clusters.left.values().next().value ?? 0)
    const [own, before] = [chain.at(-1) ?? 0, chain.at(-2) ?? -1]
    const other = cheapest(clusters, own, before)
    if (other !== before) chain.push(other)
    else {
      const [left, right] = [Math.min(own, other), Math.max(own, other)]
      pairs.push({ left, right, cost: clusters.costs[own * clusters.size + other] as number })
      join(clusters, left, right)
      chain.length -= 2
    }
  }
  return inOrder(pairs, rows.length)
}
