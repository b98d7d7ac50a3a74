import { type Random, random } from "../stats/Random.ts"
import { type Alike, type Collapsed, collapse, type Same } from "./Collapse.ts"
import { newborn } from "./CurrentModel.ts"
import { packSketch, sketchOf } from "./CustomerSketch.ts"
import type { Evidence } from "./Evidence.ts"
import { mergeTree, type Space } from "./MergeTree.ts"
import { embed, graph } from "./NeighbourSpace.ts"
import { neighbourTree } from "./NeighbourTree.ts"
import { packSingle, packWhole } from "./Packed.ts"
import { means, partition } from "./Partition.ts"
import { distance } from "./Points.ts"
import type { Clustering } from "./SphericalKMeans.ts"
import { termEvidence } from "./TermEvidence.ts"
import { topicCount } from "./TopicCount.ts"
import { topicExamples } from "./TopicExamples.ts"
import type { Topic, TopicMerge, TopicModel, TopicText } from "./TopicModel.ts"
import { topicTerms } from "./TopicTerms.ts"
import { vectorEvidence } from "./VectorEvidence.ts"
import { checkVectors, type Vectors } from "./Vectors.ts"
import { vote } from "./Voters.ts"

/** How topics are found. */
export interface FitOptions {
  /** How many topics, or `"auto"`: then rather too many, with the tree that merges them. */
  readonly topics: number | "auto"
  /** Where the random numbers start, a whole number from 0 to 2^32 − 1: the same seed gives the same model, byte for byte. */
  readonly seed: number
  /**
   * What an embedding model gives for the texts, to compare them by these instead of their terms: one vector a text, in their
   * order. A text whose vector is all 0 or not finite is in the wordless topic.
   */
  readonly vectors?: Vectors
}

/** Terms in a name. */
const nameTerms = 3
const wordlessId = "t0"
const wordlessName = "no known words"
const vectorlessName = "no vector"

const countOf = (topics: number | "auto"): number => {
  if (topics === "auto") return 0
  if (Number.isSafeInteger(topics) && topics >= 1) return topics
  throw new RangeError(`topics is "auto" or a whole number from 1, found ${topics}`)
}

/** Fitted texts in their space, shared out among topics. */
interface Fitted extends Space {
  readonly topics: Clustering
}

/** Find topics of the texts that vote: `count` of them, or as many as separate well when it is 0. */
const find = ({ nearest, rows, voting }: Evidence, count: number): Fitted => {
  const neighbours = graph(voting.length, (row) => nearest(voting[row]?.members[0] as Same))
  const points = embed(rows, neighbours)
  const weights = Float64Array.from(voting, ({ texts }) => texts)
  const merges = neighbourTree(points, weights, neighbours)
  const topics = partition(points, weights, merges, count === 0 ? topicCount(neighbours, merges) : count)
  return { neighbours, points, weights, topics }
}

const textsOf = (voting: ReadonlyArray<Alike>): Float32Array => Float32Array.from(voting, ({ texts }) => texts)

/** The topic of each text by the vote of the fitted ones, −1 for none: what `assign` gives later. */
const judged = ({ topics }: Fitted, { nearest, texts, voting }: Evidence): Int32Array => {
  const judge = vote({ find: nearest, topics: topics.labels, texts: textsOf(voting) }, topics.centres.height)
  return Int32Array.from(texts, (text) => judge(text).topic)
}

/** Topics in a new order: `order` has the old number of each, and leaves out those that no text is left in. */
const reordered = (fitted: Fitted, order: ReadonlyArray<number>, votes: Uint32Array): Fitted => {
  const numbers = new Map(order.map((topic, i) => [topic, i]))
  const labels = fitted.topics.labels.map(
    (label, i) => numbers.get(label) ?? (numbers.get(votes[i] as number) as number)
  )
  const centres = means(fitted.points, fitted.weights, labels, order.length)
  return { ...fitted, topics: { labels, centres } }
}

/** How many texts each topic has. */
const sizes = (labels: Int32Array, texts: ReadonlyArray<Same>, count: number): Float64Array => {
  const sums = new Float64Array(count)
  for (const [i, label] of labels.entries())
    if (label >= 0) sums[label] = (sums[label] as number) + (texts[i]?.texts ?? 0)
  return sums
}

/** Bring topics into the order of their sizes, without those that the vote left empty. */
const settled = (fitted: Fitted, evidence: Evidence): { fitted: Fitted; labels: Int32Array } => {
  const { texts, voting } = evidence
  const labels = judged(fitted, evidence)
  const count = fitted.topics.centres.height
  const counts = sizes(labels, texts, count)
  const order = Array.from(counts.keys())
    .filter((topic) => (counts[topic] as number) > 0)
    .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b)
  const places = new Map(texts.map((text, i) => [text, i]))
  const votes = Uint32Array.from(voting, ({ members }) => labels[places.get(members[0] as Same) as number] as number)
  const next = reordered(fitted, order, votes)
  if (order.length < count) return settled(next, evidence)
  const numbers = new Map(order.map((topic, i) => [topic, i]))
  return { fitted: next, labels: labels.map((label) => (label < 0 ? -1 : (numbers.get(label) as number))) }
}

/** Alike texts of each topic, the nearest to its centre first. */
const byTypical = ({ points, topics }: Fitted, voting: ReadonlyArray<Alike>): ReadonlyArray<ReadonlyArray<Alike>> => {
  const groups = Array.from({ length: topics.centres.height }, (): Array<{ far: number; alike: Alike }> => [])
  for (const [i, alike] of voting.entries()) {
    const topic = topics.labels[i] as number
    groups[topic]?.push({ far: distance(points, i, topics.centres, topic), alike })
  }
  return groups.map((group) => group.sort((a, b) => a.far - b.far).map(({ alike }) => alike))
}

const customersOf = (texts: Iterable<Same>): number => {
  const all = new Set<string>()
  for (const { customers } of texts) for (const customer of customers) all.add(customer)
  return all.size
}

/** Who wrote texts, only to be counted. */
const sketched = (texts: ReadonlyArray<Same>, seed: number): string =>
  packSketch(
    sketchOf(
      texts.flatMap(({ customers }) => [...customers]),
      seed
    )
  )

const totalOf = (texts: ReadonlyArray<Same>): number => texts.reduce((sum, each) => sum + each.texts, 0)

/** The texts of each topic. */
const membersOf = (
  labels: Int32Array,
  texts: ReadonlyArray<Same>,
  count: number
): ReadonlyArray<ReadonlyArray<Same>> => {
  const members = Array.from({ length: count }, (): Array<Same> => [])
  for (const [i, text] of texts.entries()) members[labels[i] as number]?.push(text)
  return members
}

const describe = (
  fitted: Fitted,
  members: ReadonlyArray<ReadonlyArray<Same>>,
  { voting }: Evidence
): ReadonlyArray<Topic> => {
  const terms = topicTerms(members)
  const typical = byTypical(fitted, voting)
  return members.map((own, i) => {
    const best = terms[i] ?? []
    const name = best.slice(0, nameTerms).map(({ term }) => term)
    const examples = topicExamples(typical[i] ?? [])
    return {
      id: `t${i + 1}`,
      kind: "topic",
      name: name.length > 0 ? name.join(", ") : (own[0]?.reading.words.slice(0, nameTerms).join(" ") ?? ""),
      terms: best,
      examples,
      texts: totalOf(own),
      customers: customersOf(own)
    }
  })
}

const wordless = (texts: ReadonlyArray<Same>, { packed }: Evidence): Topic => ({
  id: wordlessId,
  kind: "wordless",
  name: packed.vectors === undefined ? wordlessName : vectorlessName,
  terms: [],
  examples: topicExamples(
    texts.toSorted((a, b) => b.texts - a.texts).map((each) => ({ members: [each], texts: each.texts }))
  ),
  texts: totalOf(texts),
  customers: customersOf(texts)
})

/** Merges by the ids of their parts, with the stability of what is left. */
const mergesOf = (fitted: Fitted, next: Random): Pick<TopicModel, "merges" | "stability"> => {
  const { merges, stability } = mergeTree(fitted, fitted.topics, next)
  const count = fitted.topics.centres.height
  const id = (cluster: number): string => (cluster < count ? `t${cluster + 1}` : `m${cluster - count + 1}`)
  return {
    stability: stability[count - 1] ?? null,
    merges: merges.map(({ cost, left, right }, i): TopicMerge => {
      const remaining = count - 1 - i
      return {
        id: `m${i + 1}`,
        parts: [id(left), id(right)],
        cost,
        left: remaining,
        stability: stability[remaining - 1] ?? null
      }
    })
  }
}

const pack = (
  { packed: { voters, ...packed }, voting }: Evidence,
  topics: Uint32Array
): Pick<TopicModel, "vectors" | "vocabulary" | "voters"> => ({
  ...packed,
  voters: { ...voters, topics: packWhole(topics), texts: packSingle(textsOf(voting)) }
})

/** Texts put together and compared, by terms or by vectors. */
const read = (
  texts: Iterable<string | TopicText>,
  { seed, vectors }: FitOptions
): { readonly collapsed: Collapsed; readonly evidence: Evidence } => {
  if (vectors === undefined) {
    const collapsed = collapse(texts, seed)
    return { collapsed, evidence: termEvidence(collapsed) }
  }
  const given = Array.from(texts)
  checkVectors(vectors, given.length)
  const collapsed = collapse(given, seed, "characters")
  return { collapsed, evidence: vectorEvidence(collapsed, given, vectors) }
}

/**
 * Find what texts are about: a model that tells the topic of any text, with each topic's name, terms, examples and size.
 *
 * Each text is read in its own language (see `Language.of`), or in that of most texts when it does not tell: function words
 * count less, words by their stems, numbers by their shapes; markup, quoted replies and personal data (see `Redact.text`) are
 * left out. In long texts, words of phrases that many long texts share (forms, signatures) weigh little. Repeated and nearly
 * repeated texts count once in finding topics, and all of them in their sizes. Each text takes on the words of its fifteen nearest neighbours (by
 * TF-IDF), is brought into 48 dimensions (latent semantic analysis), and spherical k-means from Ward's clusters finds the
 * topics; a text's topic is then the vote of its nearest fitted texts. Of more than 20,000 different texts a sample is
 * fitted: `assign` tells the topics of the others. `texts` and `customers` of topics are of the fitted texts.
 *
 * The order of texts changes nothing, and the same seed gives the same model on every machine; up to 20,000 different texts
 * another seed changes only `stability`. There may be fewer topics
 * than asked for: none is empty. No text with words gives no topic but the wordless one (`t0`), which is always there.
 * With `vectors` of an embedding model texts are compared by these instead of their terms, and everything else is the same.
 * Throws a `RangeError` for a number of topics or a count that is no whole number from 1, a seed that is none, or vectors
 * that are not one for each text.
 *
 * ```ts import.meta.vitest
 * import { fit } from "./Fit.ts"
 *
 * const texts = ["card was stolen", "my card is stolen", "stolen card", "my refund is late", "where is my refund", "?"]
 * fit(texts, { topics: 2, seed: 1 }).topics.map(({ name, texts }) => [name, texts]) // => [["card, stolen", 3], ["refund, late", 2], ["no known words", 1]]
 * ```
 */
export const fit = (texts: Iterable<string | TopicText>, options: FitOptions): TopicModel => {
  const { seed, topics } = options
  const [count, next] = [countOf(topics), random(seed)]
  const { collapsed, evidence } = read(texts, options)
  const { fitted: fittedTexts, given, language } = collapsed
  const head = { ...newborn, version: 2, seed, given, fitted: fittedTexts, language } as const
  if (evidence.voting.length === 0) {
    const all = [...evidence.texts, ...evidence.wordless]
    return {
      ...head,
      nextId: 1,
      topics: [wordless(all, evidence)],
      customers: [sketched(all, seed)],
      merges: [],
      stability: null,
      ...pack(evidence, new Uint32Array(0))
    }
  }
  const { fitted, labels } = settled(find(evidence, count), evidence)
  const unknown = evidence.texts.filter((_, i) => (labels[i] as number) < 0)
  const members = membersOf(labels, evidence.texts, fitted.topics.centres.height)
  const found = describe(fitted, members, evidence)
  const rest = [...unknown, ...evidence.wordless]
  return {
    ...head,
    nextId: found.length + 1,
    topics: [...found, wordless(rest, evidence)],
    customers: [...members, rest].map((own) => sketched(own, seed)),
    ...mergesOf(fitted, next),
    ...pack(evidence, fitted.topics.labels)
  }
}
