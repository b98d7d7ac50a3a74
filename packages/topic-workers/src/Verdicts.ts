import type { Topics } from "@throughline/core"

/** Assignments of some texts in their order as columns, which move from thread to thread without being copied. */
export interface Verdicts {
  /** The place of each text's topic in the model. */
  readonly topics: Uint32Array<ArrayBuffer>
  readonly similarities: Float64Array<ArrayBuffer>
  /** The place of the runner-up, −1 for none. */
  readonly seconds: Int32Array<ArrayBuffer>
  readonly secondSimilarities: Float64Array<ArrayBuffer>
}

type TopicIds = ReadonlyArray<{ readonly id: string }>

/** A function that takes assignments of texts into columns, by the places of the topics of a model. */
export const packing = (topics: TopicIds): ((assigned: ReadonlyArray<Topics.Assignment>) => Verdicts) => {
  const places = new Map(topics.map(({ id }, place) => [id, place]))
  const placeOf = (id: string | undefined): number => (id === undefined ? -1 : (places.get(id) ?? -1))
  return (assigned) => ({
    topics: Uint32Array.from(assigned, ({ topic }) => placeOf(topic)),
    similarities: Float64Array.from(assigned, ({ similarity }) => similarity),
    seconds: Int32Array.from(assigned, ({ runnerUp }) => placeOf(runnerUp?.topic)),
    secondSimilarities: Float64Array.from(assigned, ({ runnerUp }) => runnerUp?.similarity ?? 0)
  })
}

/** The assignments of columns. */
export const unpacked = (topics: TopicIds, verdicts: Verdicts): ReadonlyArray<Topics.Assignment> => {
  const idOf = (place: number | undefined): string => topics[place ?? -1]?.id ?? ""
  return Array.from(verdicts.topics, (place, i) => {
    const second = verdicts.seconds[i] ?? -1
    return {
      topic: idOf(place),
      similarity: verdicts.similarities[i] ?? 0,
      runnerUp: second < 0 ? null : { topic: idOf(second), similarity: verdicts.secondSimilarities[i] ?? 0 }
    }
  })
}

/** What moves with the columns. */
export const buffersOf = (verdicts: Verdicts): ReadonlyArray<ArrayBuffer> => [
  verdicts.topics.buffer,
  verdicts.similarities.buffer,
  verdicts.seconds.buffer,
  verdicts.secondSimilarities.buffer
]
