import { firstLanguage } from "./CurrentModel.ts"
import { search } from "./NeighbourSearch.ts"
import { single, small, whole } from "./Packed.ts"
import { reader } from "./Reading.ts"
import { phrasesOf } from "./SharedPhrases.ts"
import type { SparseRows } from "./SparseRows.ts"
import type { Assignment, SavedTopicModel, TopicText } from "./TopicModel.ts"
import { rowsOf, type VectorRows } from "./VectorRows.ts"
import { searchVectors } from "./VectorSearch.ts"
import { checkVectors, inSteps, type Vectors, vectorAt } from "./Vectors.ts"
import { of, type Vocabulary, vectors } from "./Vocabulary.ts"
import { nobody, type Vote, type Voters, vote } from "./Voters.ts"

/** Whether each row starts where the one before ends, and all of them end at `length`. */
const areStarts = (starts: Uint32Array, length: number): boolean =>
  starts[0] === 0 &&
  starts[starts.length - 1] === length &&
  starts.every((start, i) => i === 0 || start >= (starts[i - 1] ?? 0))

const isBelow = (numbers: Uint32Array, limit: number): boolean => numbers.every((number) => number < limit)

/** Fitted texts with the topic of each, and how many texts each stands for. */
interface Rows<Matrix> extends Pick<Voters<unknown>, "topics" | "texts"> {
  readonly rows: Matrix
}

const misfit = (): RangeError => new RangeError("The voters of a topic model do not fit together")

/** For each label that voters have the place of its topic, or of the one that its topic was put into. */
const topicsOfLabels = ({ merged = [], topics }: SavedTopicModel): Uint32Array => {
  const places = new Map(topics.slice(0, -1).map(({ id }, i) => [id, i]))
  return Uint32Array.from([...places.values(), ...merged.map(({ into }) => places.get(into) ?? topics.length)])
}

/** The labels and numbers of so many voters. */
const ballotsOf = (model: SavedTopicModel, count: number): Pick<Voters<unknown>, "topics" | "texts"> => {
  const [own, texts] = [whole(model.voters.topics), single(model.voters.texts)]
  const labels = topicsOfLabels(model)
  const areTopics = labels.length === 0 || isBelow(labels, model.topics.length - 1)
  if (areTopics && own.length === count && texts.length === count && isBelow(own, labels.length)) {
    return { topics: own, texts }
  }
  throw misfit()
}

/** Voters with their topics in the place of their labels. */
const folded = <Matrix>(model: SavedTopicModel, voters: Rows<Matrix>): Rows<Matrix> => {
  const labels = topicsOfLabels(model)
  return { ...voters, topics: voters.topics.map((label) => labels[label] as number) }
}

/** The vocabulary of a model by terms. */
export const vocabularyOf = ({ vocabulary }: SavedTopicModel): Vocabulary =>
  of(vocabulary.terms, single(vocabulary.weights), phrasesOf(vocabulary.phrases ?? ""))

/**
 * The voters of a model by terms, their topics as places in `topics`, the wordless one left out, and then in `merged`. Throws
 * a `RangeError` when they do not fit together, or the vocabulary does not.
 */
export const votersOf = (model: SavedTopicModel): Rows<SparseRows> => {
  const { vocabulary, voters } = model
  const rows = {
    width: vocabulary.terms.length,
    starts: whole(voters.starts),
    places: whole(voters.places),
    values: single(voters.values)
  }
  const fits =
    single(vocabulary.weights).length === rows.width &&
    areStarts(rows.starts, rows.places.length) &&
    rows.values.length === rows.places.length &&
    rows.values.every((value) => value > 0 && value <= 1.001) &&
    isBelow(rows.places, rows.width)
  if (!fits) throw misfit()
  return { rows, ...ballotsOf(model, rows.starts.length - 1) }
}

/** The voters of a model by vectors of `dimension` numbers. Throws a `RangeError` when they do not fit together. */
const vectorVotersOf = (model: SavedTopicModel, dimension: number): Rows<VectorRows> => {
  const values = small(model.voters.values)
  if (!Number.isSafeInteger(values.length / dimension)) throw misfit()
  const rows = rowsOf(values, dimension)
  if (rows.squares.includes(0)) throw misfit()
  return { rows, ...ballotsOf(model, rows.height) }
}

/** Throws a `RangeError` when the parts of a model do not fit together. */
export const checkVoters = (model: SavedTopicModel): void => {
  if (model.vectors !== undefined) vectorVotersOf(model, model.vectors.dimension)
  else {
    votersOf(model)
    vocabularyOf(model)
  }
}

/** How a vote ended, as the ids of topics. */
const toAssignment = ({ topics }: SavedTopicModel): ((vote: Vote) => Assignment) => {
  const ids = topics.map(({ id }) => id)
  const wordless = ids[ids.length - 1] ?? ""
  return ({ second, secondSimilarity, similarity, topic }) => ({
    topic: ids[topic] ?? wordless,
    similarity,
    runnerUp: second < 0 ? null : { topic: ids[second] ?? wordless, similarity: secondSimilarity }
  })
}

/**
 * A function that tells the topic of one text after the other: for streams, and for texts as they come.
 *
 * It reads the model once. A text without any word that the model knows is in the wordless topic, with a similarity of 0.
 * Throws a `RangeError` when parts of the model do not fit together, or it was fitted by vectors: see `vectorAssigner`.
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
export const assigner = (model: SavedTopicModel): ((text: string | TopicText) => Assignment) => {
  if (model.vectors !== undefined) {
    throw new RangeError(`The model was fitted by vectors of ${model.vectors.model}: texts come with theirs`)
  }
  const { rows, ...ballots } = folded(model, votersOf(model))
  const judge = vote({ find: search(rows), ...ballots }, model.topics.length - 1)
  const [read, toRow, assignment] = [
    reader(model.language ?? firstLanguage),
    vectors(vocabularyOf(model)),
    toAssignment(model)
  ]
  return (item) => assignment(judge(toRow(read(typeof item === "string" ? item : item.text))))
}

/**
 * A function that tells the topic of a text by its vector, one after the other, for a model that was fitted by vectors.
 *
 * It reads the model once. A vector without direction (all 0, or not finite) is in the wordless topic, with a similarity of
 * 0. Throws a `RangeError` when parts of the model do not fit together, or it was fitted by words, or by vectors of another
 * embedding model or dimension; the function throws one for a vector of another length.
 *
 * ```ts import.meta.vitest
 * import { vectorAssigner } from "./Assign.ts"
 * import { fit } from "./Fit.ts"
 *
 * const vectors = { model: "tiny", dimension: 2, rows: Float32Array.of(1, 0, 0.9, 0.1, 0, 1) }
 * const model = fit(["card stolen", "card gone", "refund"], { topics: 2, seed: 1, vectors })
 * const topicOf = vectorAssigner(model, vectors)
 * topicOf(Float32Array.of(0.1, 0.8)).topic // => "t2"
 * topicOf(Float32Array.of(0, 0)) // => { topic: "t0", similarity: 0, runnerUp: null }
 * ```
 */
export const vectorAssigner = (
  model: SavedTopicModel,
  from: Pick<Vectors, "model" | "dimension">
): ((vector: Float32Array) => Assignment) => {
  const own = model.vectors
  if (own === undefined) throw new RangeError("The model was fitted by words: texts come without vectors")
  if (own.model !== from.model || own.dimension !== from.dimension) {
    throw new RangeError(
      `The model was fitted by vectors of ${own.model} with ${own.dimension} numbers, found ${from.model} with ${from.dimension}`
    )
  }
  const { rows, ...ballots } = folded(model, vectorVotersOf(model, own.dimension))
  const judge = vote({ find: searchVectors(rows), ...ballots }, model.topics.length - 1)
  const assignment = toAssignment(model)
  return (vector) => {
    if (vector.length !== own.dimension) {
      throw new RangeError(`A vector has ${own.dimension} numbers, found ${vector.length}`)
    }
    const row = inSteps(vector)
    return assignment(row === undefined ? nobody : judge(row))
  }
}

const isOne = (texts: string | TopicText | Iterable<string | TopicText>): texts is string | TopicText =>
  typeof texts === "string" || "text" in texts

/** What is known of the texts to assign. */
export interface AssignOptions {
  /** One vector a text, in their order, for a model that was fitted by vectors: by the same embedding model. */
  readonly vectors?: Vectors
}

const assignAll = (
  model: SavedTopicModel,
  texts: ReadonlyArray<string | TopicText>,
  { vectors }: AssignOptions
): ReadonlyArray<Assignment> => {
  if (vectors === undefined) {
    const topicOf = assigner(model)
    return texts.map((text) => topicOf(text))
  }
  const topicOf = vectorAssigner(model, vectors)
  checkVectors(vectors, texts.length)
  return texts.map((_, i) => topicOf(vectorAt(vectors, i)))
}

/**
 * The topic of a text, or of each of many in their order, with how similar it is and which topic comes second.
 *
 * Every text has a topic; what is too dissimilar for you is your threshold on `similarity`. The texts that a model was fitted
 * on get the topics that it counted them in. No texts give no assignments. It reads the model each time: for texts that come
 * one by one take `assigner` or `vectorAssigner`. Throws a `RangeError` when parts of the model do not fit together, and when
 * vectors are missing, not one a text, or of another embedding model than the model's.
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
export function assign(model: SavedTopicModel, text: string | TopicText, options?: AssignOptions): Assignment
export function assign(
  model: SavedTopicModel,
  texts: Iterable<string | TopicText>,
  options?: AssignOptions
): ReadonlyArray<Assignment>
export function assign(
  model: SavedTopicModel,
  texts: string | TopicText | Iterable<string | TopicText>,
  options: AssignOptions = {}
): Assignment | ReadonlyArray<Assignment> {
  if (!isOne(texts)) return assignAll(model, Array.from(texts), options)
  return assignAll(model, [texts], options)[0] as Assignment
}
