import { search } from "./NeighbourSearch.ts"
import { row as rowOf, type SparseRow, stack } from "./SparseRows.ts"

/** Rows of texts, and for how many texts each stands. */
export interface WeightedRow {
  readonly row: SparseRow
  readonly texts: number
}

/** Rows, or clusters of them, by how near each is to others: the same both ways, none to itself. */
type Graph = ReadonlyArray<ReadonlyMap<number, number>>

/** A row is looked at so often. */
const mostRounds = 20
/** Rounding in gains. */
const slack = 1e-12

const add = (counts: Map<number, number>, key: number, value: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + value)
}

const sum = (values: Iterable<number>): number => {
  let total = 0
  for (const value of values) total += value
  return total
}

/** The nearest rows of each, by the squares of their cosines. */
const graphOf = (all: ReadonlyArray<WeightedRow>, width: number): Graph => {
  const rows = stack(
    all.map(({ row }) => row),
    width
  )
  const find = search(rows)
  const edges = all.map(() => new Map<number, number>())
  for (let i = 0; i < all.length; i++) {
    const near = find(rowOf(rows, i))
    for (let j = 0; j < near.count; j++) {
      const [other, square] = [near.rows[j] as number, (near.similarities[j] as number) ** 2]
      if (other === i) continue
      add(edges[i] as Map<number, number>, other, square)
      add(edges[other] as Map<number, number>, i, square)
    }
  }
  return edges
}

/** The cluster among those of a row's neighbours that it fits best; its own one unless another fits better. */
const fitting = (
  near: ReadonlyMap<number, number>,
  labels: Uint32Array,
  own: number,
  fit: (cluster: number, edges: number) => number
): number => {
  const edges = new Map<number, number>([[own, 0]])
  for (const [other, weight] of near) add(edges, labels[other] as number, weight)
  let [best, most] = [own, fit(own, edges.get(own) ?? 0) + slack]
  for (const [cluster, weight] of [...edges].sort(([a], [b]) => a - b)) {
    const value = fit(cluster, weight)
    if (value > most) [best, most] = [cluster, value]
  }
  return best
}

/** Move each row where the modularity gains most, until none moves. */
const moved = (graph: Graph): Uint32Array => {
  const labels = Uint32Array.from(graph.keys())
  const degrees = graph.map((near) => sum(near.values()))
  const totals = Float64Array.from(degrees)
  const all = sum(degrees)
  for (let round = 0, moves = 1; moves > 0 && round < mostRounds; round++) {
    moves = 0
    for (const [i, near] of graph.entries()) {
      const [own, degree] = [labels[i] as number, degrees[i] as number]
      totals[own] = (totals[own] as number) - degree
      const best = fitting(near, labels, own, (c, edges) => edges - (degree * (totals[c] as number)) / all)
      totals[best] = (totals[best] as number) + degree
      labels[i] = best
      if (best !== own) moves++
    }
  }
  const numbers = new Map([...new Set(labels)].map((label, i) => [label, i]))
  return labels.map((label) => numbers.get(label) as number)
}

/** The pair of clusters whose merging costs least modularity, or gains most. */
const cheapest = (between: Graph, degrees: ReadonlyArray<number>): readonly [number, number] => {
  const all = sum(degrees)
  let [pair, most] = [[0, 1] as readonly [number, number], Number.NEGATIVE_INFINITY]
  for (let b = 1; b < degrees.length; b++) {
    for (let a = 0; a < b; a++) {
      const gain = (between[a]?.get(b) ?? 0) - ((degrees[a] as number) * (degrees[b] as number)) / all
      if (gain > most) [pair, most] = [[a, b], gain]
    }
  }
  return pair
}

/** Merge clusters until so many are left. */
const merged = (graph: Graph, labels: Uint32Array, count: number): Uint32Array => {
  const clusters = new Set(labels).size
  if (clusters <= count) return labels
  const degrees = new Array<number>(clusters).fill(0)
  const between = degrees.map(() => new Map<number, number>())
  for (const [i, near] of graph.entries()) {
    for (const [other, weight] of near) {
      const [a, b] = [labels[i] as number, labels[other] as number]
      degrees[a] = (degrees[a] as number) + weight
      if (a !== b) add(between[a] as Map<number, number>, b, weight)
    }
  }
  const [a, b] = cheapest(between, degrees)
  const next = labels.map((label) => (label === b ? a : label > b ? label - 1 : label))
  return merged(graph, next, count)
}

/**
 * The cluster of each row, from 0: those that keep neighbours together best, and of these the ones merged whose merging
 * costs least until there are no more than `count`.
 *
 * The first pass of Blondel and others (2008), Fast unfolding of communities in large networks, on the graph of the fifteen
 * nearest rows by the squares of their cosines; merges as Clauset, Newman and Moore (2004).
 */
export const clusters = (
  all: ReadonlyArray<WeightedRow>,
  width: number,
  count = Number.POSITIVE_INFINITY
): Uint32Array => {
  const graph = graphOf(all, width)
  return merged(graph, moved(graph), count)
}
