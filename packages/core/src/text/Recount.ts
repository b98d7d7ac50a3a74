import { type CustomerSketch, union } from "./CustomerSketch.ts"
import type { Editing } from "./Editing.ts"
import { knownShare } from "./KnownShare.ts"
import { byId, customersOf, judgeOf, type OpenModel, type Pooled, topicOf } from "./OpenModel.ts"
import { fillingPool, withoutKinds } from "./Pool.ts"
import { reader } from "./Reading.ts"
import type { SparseRow } from "./SparseRows.ts"
import { termCounts } from "./TopicEvidence.ts"
import type { Topic, TopicExample } from "./TopicModel.ts"
import { keptName, nameOf } from "./TopicNames.ts"
import { tellingTerms } from "./TopicTerms.ts"
import { vectors } from "./Vocabulary.ts"

const examplesEach = 3

type Judge = (row: SparseRow) => { readonly topic: string | undefined; readonly similarity: number }

const judging = (open: OpenModel): Judge => judgeOf(open, ({ topic }) => topicOf(open, topic))

/** Numbers by the ids of topics. */
type Sizes = Map<string, number>

const add = (sizes: Sizes, id: string, count: number): void => {
  sizes.set(id, (sizes.get(id) ?? 0) + count)
}

/** A whole number shared out by weights: each share is rounded down, then the largest remainders get one more. */
const shared = (total: number, weights: Sizes): Sizes => {
  const sum = [...weights.values()].reduce((all, each) => all + each, 0)
  const shares = [...weights].map(([id, weight]) => {
    const exact = (total * weight) / sum
    return { id, whole: Math.floor(exact), rest: exact - Math.floor(exact) }
  })
  let left = total - shares.reduce((all, { whole }) => all + whole, 0)
  const sizes: Sizes = new Map()
  for (const { id, whole } of shares.sort((a, b) => b.rest - a.rest || byId(a.id, b.id))) {
    sizes.set(id, whole + (left > 0 ? 1 : 0))
    left--
  }
  return sizes
}

/** For each topic before, how many texts of its voters are in each topic now. */
const flows = (before: OpenModel, judge: Judge): ReadonlyMap<string, Sizes> => {
  const judged = judging(before)
  const found = new Map<string, Sizes>()
  for (const { row, texts } of before.voters) {
    const [from, to] = [judged(row).topic, judge(row).topic]
    if (from === undefined || to === undefined) continue
    const sizes = found.get(from) ?? new Map()
    add(sizes, to, texts)
    found.set(from, sizes)
  }
  return found
}

/** The sizes of topics now, pooled texts left out: those of a topic go where its voters went, in their proportion. */
const sizesOf = (before: OpenModel, after: OpenModel, judge: Judge): Sizes => {
  const sizes: Sizes = new Map()
  const found = flows(before, judge)
  const ids = new Set(after.topics.map(({ id }) => id))
  const wordless = after.topics.at(-1)?.id ?? ""
  for (const { id, texts } of before.topics) {
    const pooled = before.pool.reduce((sum, each) => sum + (each.topic === id ? each.texts : 0), 0)
    const now = topicOf(after, id)
    const stays = new Map([[ids.has(now) ? now : wordless, 1]])
    for (const [to, count] of shared(Math.max(0, texts - pooled), found.get(id) ?? stays)) add(sizes, to, count)
  }
  return sizes
}

/** Pooled texts that changed topics may have, judged once more. */
interface Repooled {
  readonly pool: ReadonlyArray<Pooled>
  /** Those that are like texts of a topic now. */
  readonly known: ReadonlyArray<Pooled>
}

const repooled = ({ changed, open }: Editing, judge: Judge): Repooled => {
  const [read, toRow] = [reader(open.model.language), vectors(open.terms.vocabulary)]
  const share = knownShare(open.terms.vocabulary, open.voters.length)
  const pool = fillingPool([], open.model.seed)
  const known: Array<Pooled> = []
  for (const pooled of open.pool) {
    const reading = read(withoutKinds(pooled.text))
    const { similarity, topic } = judge(toRow(reading))
    const next = topic !== undefined && changed.has(topic) ? { ...pooled, topic } : pooled
    if (next.topic === topic && changed.has(topic) && similarity * share(reading) >= (open.similarity ?? 0))
      known.push(next)
    else pool.add(next)
  }
  return { pool: pool.texts(), known }
}

/** Examples of changed topics, each in the topic that it is told to be in; the first ones of all take turns. */
const examplesOf = (
  { changed, open }: Editing,
  before: OpenModel,
  judge: Judge
): ReadonlyMap<string, ReadonlyArray<TopicExample>> => {
  const [read, toRow] = [reader(open.model.language), vectors(open.terms.vocabulary)]
  const now = new Map(open.topics.map((topic) => [topic.id, topic]))
  const all = new Map([...before.topics, ...open.topics].map((topic) => [topic.id, topic]))
  const ranked = [...all.values()]
    .flatMap(({ examples, id }) => examples.map((example, rank) => ({ example, rank, home: topicOf(open, id) })))
    .filter(({ home }) => changed.has(home) || !now.has(home))
    .sort((a, b) => a.rank - b.rank)
  const found = new Map<string, Array<TopicExample>>()
  for (const { example, home } of ranked) {
    const { topic } = judge(toRow(read(withoutKinds(example.text))))
    const to = topic !== undefined && changed.has(topic) ? topic : home
    const own = found.get(to) ?? []
    if (own.length < examplesEach && !own.some(({ text }) => text === example.text)) own.push(example)
    found.set(to, own)
  }
  return found
}

/** Terms and names of changed topics. */
const described = (
  { changed, open }: Editing,
  examples: ReadonlyMap<string, ReadonlyArray<TopicExample>>
): ReadonlyArray<Topic> => {
  const named = new Set(open.edits.flatMap((edit) => (edit.kind === "rename" ? [edit.topic] : [])))
  const withWords = open.topics.slice(0, -1)
  const rows = new Map(withWords.map(({ id }) => [id, [] as Array<OpenModel["voters"][number]>]))
  for (const voter of open.voters) rows.get(topicOf(open, voter.topic))?.push(voter)
  const telling = tellingTerms(withWords.map(({ id }) => termCounts(rows.get(id) ?? [], open.terms)))
  const places = new Map(withWords.map(({ id }, i) => [id, i]))
  return open.topics.map((topic) => {
    if (!changed.has(topic.id)) return topic
    const terms = telling[places.get(topic.id) ?? -1] ?? []
    const own = examples.get(topic.id) ?? []
    const name = named.has(topic.id) ? topic.name : keptName(topic.name, terms)
    return { ...topic, terms, examples: own, name: name || nameOf(terms) || (own[0]?.text ?? topic.id) }
  })
}

/** The customers of a topic that gained or lost texts; those of an early model are not known one by one. */
const recounted = (open: OpenModel, topic: Topic, texts: number): number => {
  const sketch = open.customers.get(topic.id)
  const isKnown = sketch !== undefined && sketch.size > 0
  return isKnown ? customersOf(open, topic.id, texts) : Math.min(texts, topic.customers)
}

/**
 * Sizes, customers, terms, names and examples of topics after a change, and the pool without what is known now.
 *
 * Texts that are not in the model any more cannot be judged: those of a topic go where its voters went, in their proportion.
 */
export const recount = (before: OpenModel, state: Editing): OpenModel => {
  if (state.changed.size === 0) return state.open
  const judge = judging(state.open)
  const { known, pool } = repooled(state, judge)
  const sizes = sizesOf(before, state.open, judge)
  const arrived = [
    ...pool,
    ...known,
    ...state.accepted.map(({ pooled, topic }) => ({ ...pooled, topic: topicOf(state.open, topic) }))
  ]
  for (const { texts, topic } of arrived) add(sizes, topic, texts)
  const customers = new Map<string, CustomerSketch>(state.open.customers)
  for (const each of known) customers.set(each.topic, union([customers.get(each.topic) ?? new Map(), each.customers]))
  const next = { ...state.open, customers, pool }
  return {
    ...next,
    topics: described(state, examplesOf(state, before, judge)).map((topic) => {
      const texts = sizes.get(topic.id) ?? 0
      const isSame = texts === topic.texts && !state.changed.has(topic.id)
      return isSame ? topic : { ...topic, texts, customers: recounted(next, topic, texts) }
    })
  }
}
