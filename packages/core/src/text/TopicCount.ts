import { height, type SparseRows } from "./SparseRows.ts"
import { cut, type Merge } from "./Ward.ts"

/** A topic has at least so many texts on average. */
const leastTexts = 8
const mostTopics = 500
/** From one number of topics that is tried to the next. */
const step = 1.1
/** This share of the best modularity would be given up where the best number is the root of the number of texts, */
const lostAtLimit = 2
/** but never more than this. */
const mostLost = 0.05

/** The numbers that are tried: 2, 3, 4, … and then each a tenth more than the one before. */
const candidates = (most: number): ReadonlyArray<number> => {
  const counts: Array<number> = []
  for (let count = 2; count <= most; count = Math.max(count + 1, Math.floor(count * step))) counts.push(count)
  return counts
}

/** Share of the edges inside topics − the share that would be there by chance (Newman and Girvan 2004). */
const modularity = ({ places, starts, values }: SparseRows, topics: Uint32Array, count: number): number => {
  const ends = new Float64Array(count)
  let [inside, total] = [0, 0]
  for (let from = 0; from < topics.length; from++) {
    const a = topics[from] as number
    for (let j = starts[from] as number; j < (starts[from + 1] as number); j++) {
      if (places[j] === from) continue
      const [b, weight] = [topics[places[j] as number] as number, values[j] as number]
      ends[a] = (ends[a] as number) + weight
      ends[b] = (ends[b] as number) + weight
      total += weight
      if (a === b) inside += weight
    }
  }
  if (total === 0) return 0
  return inside / total - ends.reduce((sum, each) => sum + (each / (2 * total)) ** 2, 0)
}

/** The most topics that so many texts are split into. */
const most = (texts: number): number => Math.max(1, Math.min(mostTopics, Math.floor(texts / leastTexts)))

/**
 * How many topics to start from: the largest number that keeps neighbours together nearly as well as the best one does.
 *
 * The best modularity joins topics once their number nears the root of the number of texts (its resolution limit: Fortunato
 * and Barthélemy 2007). So the nearer the best number is to that, the further this goes on splitting: topics that belong
 * together are merged afterwards, joined ones are lost.
 */
export const topicCount = (graph: SparseRows, merges: ReadonlyArray<Merge>): number => {
  const texts = height(graph)
  const tried = candidates(most(texts)).map((count) => ({
    count,
    modularity: modularity(graph, cut(merges, texts, count), count)
  }))
  const best = tried.reduce((a, b) => (b.modularity > a.modularity ? b : a), { count: 1, modularity: 0 })
  const crowding = best.count ** 2 / texts
  const least = best.modularity * (1 - Math.min(mostLost, lostAtLimit * crowding * crowding * crowding))
  return tried.findLast(({ modularity }) => best.modularity > 0 && modularity >= least)?.count ?? 1
}
