import type { Points } from "./Points.ts"
import { height, type SparseRows } from "./SparseRows.ts"
import {
  amongAll,
  type Candidates,
  type Clusters,
  chained,
  clustersOf,
  costOf,
  inOrder,
  join,
  type Merge,
  ward
} from "./Ward.ts"

/** So many parts of a graph without a way between them are merged two by two; more join the nearest of these first. */
const mostParts = 1000

/** Clusters with an edge of the graph between them may merge. */
const amongNeighbours = ({ places, starts }: SparseRows): Candidates => {
  const near = Array.from({ length: starts.length - 1 }, () => new Set<number>())
  for (const [from, own] of near.entries()) {
    for (const to of places.subarray(starts[from], starts[from + 1])) {
      if (to === from) continue
      own.add(to)
      near[to]?.add(from)
    }
  }
  const of = (cluster: number): Set<number> => near[cluster] as Set<number>
  return {
    of,
    merged: (into, gone) => {
      const own = of(into)
      for (const other of of(gone)) {
        of(other).delete(gone)
        if (other === into) continue
        own.add(other)
        of(other).add(into)
      }
      near[gone] = new Set()
    }
  }
}

/** Bring parts to no more than `mostParts`: the lightest join the cheapest of the others. */
const joined = (clusters: Clusters, parts: ReadonlyArray<number>): ReadonlyArray<Merge> => {
  const byWeight = parts.toSorted((a, b) => (clusters.weights[b] as number) - (clusters.weights[a] as number) || a - b)
  const kept = byWeight.slice(0, mostParts)
  return byWeight.slice(mostParts).map((part) => {
    let [best, least] = [kept[0] as number, Number.POSITIVE_INFINITY]
    for (const other of kept) {
      const cost = costOf(clusters, other, part)
      if (cost < least) [best, least] = [other, cost]
    }
    return { left: best, right: part, cost: join(clusters, best, part, least) }
  })
}

/**
 * The tree of merging points, each time two neighbours whose merging raises the sum of squares least; what no neighbours
 * connect is merged in the end.
 *
 * Ward (1963) among the edges of a graph: with k neighbours each it takes about n k steps rather than n². A tree of n points
 * has n − 1 merges.
 */
export const neighbourTree = (points: Points, weights: Float64Array, graph: SparseRows): ReadonlyArray<Merge> => {
  const clusters = clustersOf(points, weights, ward)
  const all = Array.from({ length: height(graph) }, (_, i) => i)
  const near = chained(clusters, all, amongNeighbours(graph))
  const rest = (places: ReadonlyArray<number>, gone: ReadonlyArray<Merge>): ReadonlyArray<number> => {
    const merged = new Set(gone.map(({ right }) => right))
    return places.filter((place) => !merged.has(place))
  }
  const parts = rest(all, near)
  const light = joined(clusters, parts)
  const heavy = rest(parts, light)
  return inOrder([...near, ...light, ...chained(clusters, heavy, amongAll(heavy))], points.height)
}
