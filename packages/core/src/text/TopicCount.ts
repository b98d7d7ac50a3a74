import type { Grain } from "./Partition.ts"
import { height, row, type SparseRows } from "./SparseRows.ts"
import { cut } from "./Ward.ts"

/** A topic has at least so many texts on average. */
const leastTexts = 8
const mostTopics = 500
/** From one number of topics that is tried to the next. */
const step = 1.1
/** Topics are split for as long as their modularity is at least this share of the best. */
const nearlyBest = 0.95

/** The numbers that are tried: 2, 3, 4, … and then each a tenth more than the one before. */
const candidates = (most: number): ReadonlyArray<number> => {
  const counts: Array<number> = []
  for (let count = 2; count <= most; count = Math.max(count + 1, Math.floor(count * step))) counts.push(count)
  return counts
}

/** Texts that are neighbours, and how near. */
interface Edge {
  readonly from: number
  readonly to: number
  readonly weight: number
}

/** The edges of the graph among some of its texts, by their places in the list of these. */
const edgesAmong = (graph: SparseRows, places: ReadonlyArray<number>): ReadonlyArray<Edge> => {
  const numbers = new Int32Array(height(graph)).fill(-1)
  for (const [i, place] of places.entries()) numbers[place] = i
  return places.flatMap((place, from) => {
    const { places: near, values } = row(graph, place)
    return Array.from(near, (other, j) => ({ from, to: numbers[other] as number, weight: values[j] as number })).filter(
      ({ to }) => to >= 0 && to !== from
    )
  })
}

/** Share of the edges inside topics − the share that would be there by chance (Newman and Girvan 2004). */
const modularity = (edges: ReadonlyArray<Edge>, topics: Uint32Array, count: number): number => {
  const ends = new Float64Array(count)
  let [inside, total] = [0, 0]
  for (const { from, to, weight } of edges) {
    const [a, b] = [topics[from] as number, topics[to] as number]
    ends[a] = (ends[a] as number) + weight
    ends[b] = (ends[b] as number) + weight
    total += weight
    if (a === b) inside += weight
  }
  if (total === 0) return 0
  return inside / total - ends.reduce((sum, each) => sum + (each / (2 * total)) ** 2, 0)
}

/** The most topics that so many texts are split into. */
export const most = (texts: number): number => Math.max(1, Math.min(mostTopics, Math.floor(texts / leastTexts)))

/**
 * How many topics to start from: the largest number that keeps neighbours together nearly as well as the best one does.
 *
 * The best modularity joins small topics (Fortunato and Barthélemy 2007), so this goes on splitting while little is lost:
 * topics that belong together are merged afterwards, joined ones are lost.
 */
export const topicCount = (graph: SparseRows, { centres, labels, merges, places }: Grain): number => {
  const edges = edgesAmong(graph, places)
  const tried = candidates(Math.min(most(height(graph)), centres.height)).map((count) => {
    const merged = cut(merges, centres.height, count)
    const topics = labels.map((label) => merged[label] as number)
    return { count, modularity: modularity(edges, topics, count) }
  })
  const best = Math.max(0, ...tried.map((each) => each.modularity))
  return tried.findLast((each) => best > 0 && each.modularity >= nearlyBest * best)?.count ?? 1
}
