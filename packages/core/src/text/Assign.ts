import { single, whole } from "./Packed.ts"
import { reader } from "./Reading.ts"
import type { Assignment, TopicModel, TopicText } from "./TopicModel.ts"
import { of, vectors } from "./Vocabulary.ts"
import { type Voters, vote } from "./Voters.ts"

/** Whether each row starts where the one before ends, and all of them end at `length`. */
const areStarts = (starts: Uint32Array, length: number): boolean =>
  starts[0] === 0 &&
  starts[starts.length - 1] === length &&
  starts.every((start, i) => i === 0 || start >= (starts[i - 1] ?? 0))

const isBelow = (numbers: Uint32Array, limit: number): boolean => numbers.every((number) => number < limit)

/** The voters of a model. Throws a `RangeError` when they do not fit together, or the vocabulary does not. */
export const votersOf = ({ topics, vocabulary, voters }: TopicModel): Voters => {
  const rows = {
    width: vocabulary.terms.length,
    starts: whole(voters.starts),
    places: whole(voters.places),
    values: single(voters.values)
  }
  const [own, texts] = [whole(voters.topics), single(voters.texts)]
  const count = rows.starts.length - 1
  const fits =
    single(vocabulary.weights).length === rows.width &&
    areStarts(rows.starts, rows.places.length) &&
    rows.values.length === rows.places.length &&
    rows.values.every((value) => value > 0 && value <= 1.001) &&
    isBelow(rows.places, rows.width) &&
    own.length === count &&
    texts.length === count &&
    isBelow(own, Math.max(0, topics.length - 1))
  if (!fits) throw new RangeError("The voters of a topic model do not fit together")
  return { rows, topics: own, texts }
}

/**
 * A function that tells the topic of one text after the other: for streams, and for texts as they come.
 *
 * It reads the model once. A text without any word that the model knows is in the wordless topic, with a similarity of 0.
 * Throws a `RangeError` when parts of the model do not fit together.
 *
 * ```ts import.meta.vitest
 * import { assigner } from "./Assign.ts"
 * import { fit } from "./Fit.ts"
 *
 * const texts = ["card was stolen", "my card is stolen", "stolen card", "my refund is late", "where is my refund"]
 * const topicOf = assigner(fit(texts, { topics: 2, seed: 1 }))
 * topicOf("They stole my card").topic // => "t1"
 * topicOf("Hello!") // => { topic: "t0", similarity: 0, runnerUp: null }
 * ```
 */
export const assigner = (model: TopicModel): ((text: string | TopicText) => Assignment) => {
  const vocabulary = of(model.vocabulary.terms, single(model.vocabulary.weights))
  const judge = vote(votersOf(model), model.topics.length - 1)
  const ids = model.topics.map(({ id }) => id)
  const wordless = ids[ids.length - 1] ?? ""
  const [read, toRow] = [reader(), vectors(vocabulary)]
  return (item) => {
    const { second, secondSimilarity, similarity, topic } = judge(
      toRow(read(typeof item === "string" ? item : item.text))
    )
    const runnerUp = second < 0 ? null : { topic: ids[second] ?? wordless, similarity: secondSimilarity }
    return { topic: ids[topic] ?? wordless, similarity, runnerUp }
  }
}

const isOne = (texts: string | TopicText | Iterable<string | TopicText>): texts is string | TopicText =>
  typeof texts === "string" || "text" in texts

/**
 * The topic of a text, or of each of many in their order, with how similar it is and which topic comes second.
 *
 * Every text has a topic; what is too dissimilar for you is your threshold on `similarity`. The texts that a model was fitted
 * on get the topics that it counted them in. No texts give no assignments. It reads the model each time: for texts that come
 * one by one take `assigner`. Throws a `RangeError` when parts of the model do not fit together.
 *
 * ```ts import.meta.vitest
 * import { assign } from "./Assign.ts"
 * import { fit } from "./Fit.ts"
 *
 * const texts = ["card was stolen", "my card is stolen", "stolen card", "my refund is late", "where is my refund"]
 * const model = fit(texts, { topics: 2, seed: 1 })
 * assign(model, ["Refund?", "Card stolen"]).map(({ topic }) => topic) // => ["t2", "t1"]
 * assign(model, "Refund?").topic // => "t2"
 * ```
 */
export function assign(model: TopicModel, text: string | TopicText): Assignment
export function assign(model: TopicModel, texts: Iterable<string | TopicText>): ReadonlyArray<Assignment>
export function assign(
  model: TopicModel,
  texts: string | TopicText | Iterable<string | TopicText>
): Assignment | ReadonlyArray<Assignment> {
  const topicOf = assigner(model)
  return isOne(texts) ? topicOf(texts) : Array.from(texts, (text) => topicOf(text))
}
