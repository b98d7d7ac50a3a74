import { absorb, type CustomerSketch, sketchOf } from "./CustomerSketch.ts"
import { cutLine, redactedLine } from "./Excerpt.ts"
import { knownShare } from "./KnownShare.ts"
import { judgeOf, type OpenModel, topicOf } from "./OpenModel.ts"
import { fillingPool, pooledText } from "./Pool.ts"
import { type Reading, reader } from "./Reading.ts"
import type { TopicText } from "./TopicModel.ts"
import { vectors } from "./Vocabulary.ts"

/** So many examples a topic has. */
export const examplesEach = 3

const countOf = ({ count = 1 }: TopicText): number => {
  if (Number.isSafeInteger(count) && count >= 1) return count
  throw new RangeError(`How often a text came is a whole number from 1, found ${count}`)
}

/** A typical text of a topic that has too few examples. */
interface Typical {
  readonly text: string
  readonly texts: number
  readonly similarity: number
}

/** The best of some typical texts, each once. */
const best = (all: ReadonlyArray<Typical>): ReadonlyArray<Typical> => {
  const found = new Map<string, Typical>()
  for (const each of all) {
    const known = found.get(each.text)
    const most = known !== undefined && known.similarity > each.similarity ? known : each
    found.set(each.text, { ...most, texts: each.texts + (known?.texts ?? 0) })
  }
  return [...found.values()]
    .sort((a, b) => b.similarity - a.similarity || (a.text < b.text ? -1 : 1))
    .slice(0, examplesEach)
}

/** What came for one topic. */
export interface Arrived {
  readonly texts: number
  readonly customers: CustomerSketch
  readonly typical: ReadonlyArray<Typical>
}

/** All that came. */
export interface Arrivals {
  readonly texts: number
  readonly pooled: number
  readonly byTopic: ReadonlyMap<string, Arrived>
  readonly pool: OpenModel["pool"]
}

/** Where a text belongs, and whether it is unlike what is known. */
interface Judged {
  readonly topic: string
  readonly similarity: number
  readonly isUnlike: boolean
}

/** A function that tells where a text belongs. */
const judging = (opened: OpenModel, least: number): ((text: string) => Judged) => {
  const [read, toRow] = [reader(opened.model.language), vectors(opened.terms.vocabulary)]
  const judge = judgeOf(opened, ({ topic }) => topicOf(opened, topic))
  const share = knownShare(opened.terms.vocabulary, opened.voters.length)
  const wordless = opened.topics.at(-1)?.id ?? ""
  const hasWords = ({ words }: Reading): boolean => words.length > 0
  return (text) => {
    const reading = read(text)
    const { similarity, topic = wordless } = judge(toRow(reading))
    const isUnlike = topic === wordless || similarity * share(reading) < least
    return { topic, similarity, isUnlike: hasWords(reading) && isUnlike }
  }
}

/** The topics that have too few examples. */
const needyOf = ({ topics }: OpenModel): ReadonlySet<string> =>
  new Set(topics.slice(0, -1).flatMap(({ examples, id }) => (examples.length < examplesEach ? [id] : [])))

/** Count texts in their topics, and pool those that are unlike what is known. */
export const arrivals = (opened: OpenModel, texts: Iterable<string | TopicText>, least: number): Arrivals => {
  const { seed } = opened.model
  const [judge, filling, needy] = [judging(opened, least), fillingPool(opened.pool, seed), needyOf(opened)]
  const byTopic = new Map<string, Arrived>()
  const arrivedIn = (topic: string): Arrived => byTopic.get(topic) ?? { texts: 0, customers: new Map(), typical: [] }
  let [all, pooled] = [0, 0]

  const add = (text: string, count: number, own: CustomerSketch): void => {
    const { isUnlike, similarity, topic } = judge(text)
    const { customers, texts: before, typical } = arrivedIn(topic)
    all += count
    pooled += isUnlike ? count : 0
    if (isUnlike) {
      filling.add({ text: pooledText(text), texts: count, topic, dismissed: false, customers: own })
      byTopic.set(topic, { texts: before + count, customers, typical })
      return
    }
    const shown = needy.has(topic) ? [{ text: cutLine(redactedLine(text)), texts: count, similarity }] : []
    absorb(customers, own)
    byTopic.set(topic, { texts: before + count, customers, typical: best([...typical, ...shown]) })
  }

  for (const item of texts) {
    const each = typeof item === "string" ? { text: item } : item
    add(each.text, countOf(each), sketchOf(each.customer === undefined ? [] : [each.customer], seed))
  }
  const pool = filling.texts()
  for (const [topic, customers] of filling.left) {
    const arrived = arrivedIn(topic)
    absorb(arrived.customers, customers)
    byTopic.set(topic, arrived)
  }
  return { texts: all, pooled, byTopic, pool }
}
