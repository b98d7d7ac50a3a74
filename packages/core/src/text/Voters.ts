import type { Neighbours } from "./Nearest.ts"

/** Fitted texts that judge others. */
export interface Voters<Row> {
  /** A search for those nearest to a row. */
  readonly find: (row: Row) => Neighbours
  /** The topic of each. */
  readonly topics: Uint32Array
  /** How many texts each stands for. */
  readonly texts: Float32Array
}

/** How a vote ended. Topics are numbers. */
export interface Vote {
  readonly topic: number
  readonly similarity: number
  readonly second: number
  readonly secondSimilarity: number
}

/** Nobody has a vote. */
export const nobody: Vote = { topic: -1, similarity: 0, second: -1, secondSimilarity: 0 }

/** A cosine from which two rows are the same, but for rounding. */
const same = 1 - 1e-5

/** The topic with most votes but for one: of equal ones that of the nearest voter, −1 when no other has any. */
const leader = (votes: Float64Array, topics: Uint32Array, { count, rows }: Neighbours, except: number): number => {
  let [best, most] = [-1, 0]
  for (let i = 0; i < count; i++) {
    const topic = topics[rows[i] as number] as number
    if ((votes[topic] as number) > most && topic !== except) [best, most] = [topic, votes[topic] as number]
  }
  return best
}

/**
 * A vote of the nearest fitted texts, by their cosines, about a text's topic; −1 for no topic.
 *
 * A fitted text has a vote about itself, but is not counted in how similar it is, unless it stands for several.
 */
export const vote = <Row>({ find, texts, topics }: Voters<Row>, count: number): ((row: Row) => Vote) => {
  const votes = new Float64Array(count)

  return (row) => {
    const near = find(row)
    if (near.count === 0) return nobody
    let [total, sum, squares] = [0, 0, 0]
    votes.fill(0)
    for (let i = 0; i < near.count; i++) {
      const [voter, cosine] = [near.rows[i] as number, near.similarities[i] as number]
      const topic = topics[voter] as number
      votes[topic] = (votes[topic] as number) + cosine
      total += cosine
      if (cosine >= same && texts[voter] === 1) continue
      sum += cosine
      squares += cosine * cosine
    }
    const first = leader(votes, topics, near, -1)
    const second = leader(votes, topics, near, first)
    const mean = sum === 0 ? 0 : Math.min(1, squares / sum)
    const similarity = (topic: number): number => (topic < 0 ? 0 : (mean * (votes[topic] as number)) / total)
    return { topic: first, similarity: similarity(first), second, secondSimilarity: similarity(second) }
  }
}
