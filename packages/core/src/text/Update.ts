import { type Arrived, arrivals, examplesEach } from "./Arrivals.ts"
import { union } from "./CustomerSketch.ts"
import { close, customersOf, judgeOf, type OpenModel, open, topicOf } from "./OpenModel.ts"
import { propose } from "./Proposals.ts"
import type { TopicProposal } from "./TopicLife.ts"
import type { SavedTopicModel, Topic, TopicModel, TopicText } from "./TopicModel.ts"

/** How texts come into a model. */
export interface UpdateOptions {
  /**
   * Texts are pooled whose similarity (as `assign` tells it) × the share of their words that the model knows is less than this,
   * from 0 to 1, in this and later updates. Unless told: what nine tenths of the fitted texts reach, found in the first one.
   */
  readonly similarity?: number
}

/** A model with new texts. */
export interface TopicUpdate {
  readonly model: TopicModel
  /** How many texts came, repeated ones each time. */
  readonly texts: number
  /** How many of these are unlike the fitted ones. They are counted in the nearest topic, and kept to be proposed. */
  readonly pooled: number
  /** How many came for each topic that any came for, in the order of the model. */
  readonly topics: ReadonlyArray<{ readonly id: string; readonly name: string; readonly texts: number }>
  /** Topics that the pool holds now, the largest first. */
  readonly proposals: ReadonlyArray<TopicProposal>
}

/** The share of fitted texts that are no more similar than texts have to be. */
const unusual = 0.1

/** The similarity that nine tenths of the fitted texts reach. */
const usualSimilarity = (opened: OpenModel): number => {
  const judge = judgeOf(opened, ({ topic }) => topicOf(opened, topic))
  const found = Float64Array.from(opened.voters, ({ row }) => judge(row).similarity).sort()
  return found[Math.floor(unusual * found.length)] ?? 0
}

/** A topic with what came for it. */
const grown = (topic: Topic, { texts, typical }: Arrived): Topic => {
  const shown = new Set(topic.examples.map(({ text }) => text))
  const more = typical
    .filter(({ text }) => text !== "" && !shown.has(text))
    .map(({ text, texts: n }) => ({ text, texts: n }))
  return {
    ...topic,
    texts: topic.texts + texts,
    examples: [...topic.examples, ...more].slice(0, Math.max(topic.examples.length, examplesEach))
  }
}

/**
 * Count new texts in a model that stays as it is: topics keep ids, names, terms and examples, and grow.
 *
 * Each text is counted in the topic that `assign` gives it. One that is less similar than nine tenths of the fitted texts (times
 * the share of its words that are known), or has no known word, also goes to the pool: at most 2,000 different texts, redacted and cut to 500 characters, of more a
 * sample drawn by what they say. Groups of at least five different pooled texts that would know each other, were they a topic,
 * are proposed; `edit` accepts or dismisses them. Only that (and other edits) changes how texts are told apart, so the same
 * texts in one update or in several give the same sizes, in any order, and new words come in with the proposals that are
 * accepted. Texts are read as they come and not kept: memory does not grow with them.
 *
 * Customers are counted by a sketch, to about 2 %. No texts: the same model, byte for byte. Throws a `RangeError` for a
 * similarity that is none, a count that is no whole number from 1, or a model whose parts do not fit together.
 *
 * ```ts import.meta.vitest
 * import { fit } from "./Fit.ts"
 * import { update } from "./Update.ts"
 *
 * const model = fit(["card was stolen", "my card is stolen", "my refund is late", "where is my refund"], { topics: 2, seed: 1 })
 * const news = ["app", "update", "again"].flatMap((word) => [`the ${word} crashes on start`, `${word}: it crashes since monday`])
 * const next = update(model, [...news, "refund!"])
 * next.topics.map(({ name, texts }) => `${name} +${texts}`) // => ["refund, late +1", "no known words +6"]
 * next.proposals.map(({ name, texts }) => `${name}: ${texts}`) // => ["crashes, monday, start: 6"]
 * ```
 */
export const update = (
  model: SavedTopicModel,
  texts: Iterable<string | TopicText>,
  { similarity }: UpdateOptions = {}
): TopicUpdate => {
  if (similarity !== undefined && !(similarity >= 0 && similarity <= 1)) {
    throw new RangeError(`A similarity is from 0 to 1, found ${similarity}`)
  }
  const opened = open(model)
  const least = similarity ?? opened.similarity ?? usualSimilarity(opened)
  const came = arrivals(opened, texts, least)
  if (came.texts === 0) {
    return { model: opened.model, texts: 0, pooled: 0, topics: [], proposals: opened.proposals }
  }
  const customers = new Map(opened.customers)
  for (const [topic, arrived] of came.byTopic) {
    customers.set(topic, union([customers.get(topic) ?? new Map(), arrived.customers]))
  }
  const counted = { ...opened, customers, pool: came.pool }
  const topics = opened.topics.map((topic) => {
    const arrived = came.byTopic.get(topic.id)
    if (arrived === undefined) return topic
    const next = grown(topic, arrived)
    return { ...next, customers: Math.max(topic.customers, customersOf(counted, topic.id, next.texts)) }
  })
  const next = close({
    ...counted,
    ...propose(opened, came.pool, least),
    topics,
    similarity: least,
    model: { ...opened.model, given: opened.model.given + came.texts, fitted: opened.model.fitted + came.texts }
  })
  return {
    model: next,
    texts: came.texts,
    pooled: came.pooled,
    topics: next.topics.flatMap(({ id, name }) => {
      const arrived = came.byTopic.get(id)
      return arrived === undefined || arrived.texts === 0 ? [] : [{ id, name, texts: arrived.texts }]
    }),
    proposals: next.proposals
  }
}
