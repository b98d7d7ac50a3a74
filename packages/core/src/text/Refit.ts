import { collapse, type Same } from "./Collapse.ts"
import { sketchOf } from "./CustomerSketch.ts"
import type { RefusedEdit } from "./Edit.ts"
import { changedIn, type Editing, editing, logged, newTopic, withTopic } from "./Editing.ts"
import { step } from "./EditSteps.ts"
import { type FitOptions, fit } from "./Fit.ts"
import { byId, close, judgeOf, type OpenModel, open, topicOf, type Voter } from "./OpenModel.ts"
import { optimalAssignment } from "./OptimalAssignment.ts"
import { withoutKinds } from "./Pool.ts"
import { type Reading, reader } from "./Reading.ts"
import { recount } from "./Recount.ts"
import type { TopicEdit } from "./TopicLife.ts"
import type { SavedTopicModel, Topic, TopicModel, TopicText } from "./TopicModel.ts"
import { keptName } from "./TopicNames.ts"
import { vectors } from "./Vocabulary.ts"

/** How topics are found again. */
export interface RefitOptions extends Pick<FitOptions, "topics"> {
  /** Where the random numbers start: as in the model unless told. */
  readonly seed?: number
}

/** Where the texts of a topic are now. */
export interface TopicMoves {
  readonly id: string
  readonly name: string
  /** How many of the texts the old model has in it. */
  readonly texts: number
  /** The share of these that are in another topic now. */
  readonly moved: number
  /** The topics that they are in now, the one with most of them first. */
  readonly to: ReadonlyArray<{ readonly id: string; readonly texts: number; readonly share: number }>
}

/** A model fitted anew. */
export interface TopicRefit {
  readonly model: TopicModel
  /** The share of all texts that are in another topic than before; `null` without texts. */
  readonly moved: number | null
  /** For each topic of the old model that has any of the texts, in its order. */
  readonly topics: ReadonlyArray<TopicMoves>
  /** Ids of topics that were not there. */
  readonly added: ReadonlyArray<string>
  /** Topics that are gone, with all that was put into them. */
  readonly retired: ReadonlyArray<{ readonly id: string; readonly name: string }>
  /** Changes that could not be made again; they are not in the model any more. */
  readonly refused: ReadonlyArray<RefusedEdit>
}

/** A function that gives the id of the topic that a text votes for. */
type Tell = (reading: Reading) => string

const telling = (model: OpenModel, labelOf: (voter: Voter) => string): Tell => {
  const [toRow, judge] = [vectors(model.terms.vocabulary), judgeOf(model, labelOf)]
  const wordless = model.topics.at(-1)?.id ?? ""
  return (reading) => judge(toRow(reading)).topic ?? wordless
}

/** How many texts are in a group of the first kind and one of the second. */
const cross = (
  texts: ReadonlyArray<Same>,
  first: ReadonlyArray<string>,
  second: ReadonlyArray<string>
): ReadonlyMap<string, ReadonlyMap<string, number>> => {
  const found = new Map<string, Map<string, number>>()
  for (const [i, { texts: count }] of texts.entries()) {
    const [from, to] = [first[i] ?? "", second[i] ?? ""]
    const row = found.get(from) ?? new Map<string, number>()
    row.set(to, (row.get(to) ?? 0) + count)
    found.set(from, row)
  }
  return found
}

const totals = (texts: ReadonlyArray<Same>, ids: ReadonlyArray<string>): ReadonlyMap<string, number> => {
  const found = new Map<string, number>()
  for (const [i, id] of ids.entries()) found.set(id, (found.get(id) ?? 0) + (texts[i]?.texts ?? 0))
  return found
}

/** What is known of the texts that a model is fitted to anew. */
interface Seen {
  readonly texts: ReadonlyArray<Same>
  /** For each the topic in the old model, before that was put into another. */
  readonly before: ReadonlyArray<string>
  /** For each the topic in the new one, as that calls it. */
  readonly now: ReadonlyArray<string>
}

/** The old id of each new topic that has one: old and new share most of the texts of one of the two. */
const matched = (old: OpenModel, fresh: OpenModel, { before, now, texts }: Seen): ReadonlyMap<string, string> => {
  const labels = [...old.topics.slice(0, -1).map(({ id }) => id), ...old.merged.keys()].sort(byId)
  const topics = fresh.topics.slice(0, -1).map(({ id }) => id)
  const shared = cross(texts, before, now)
  const count = (label: string, topic: string): number => shared.get(label)?.get(topic) ?? 0
  const [olds, news] = [totals(texts, before), totals(texts, now)]
  const places = optimalAssignment(labels.map((label) => topics.map((topic) => count(label, topic))))
  return new Map(
    labels.flatMap((label, i): ReadonlyArray<[string, string]> => {
      const topic = topics[places[i] ?? -1]
      if (topic === undefined) return []
      const least = Math.min(olds.get(label) ?? 0, news.get(topic) ?? 0)
      return 2 * count(label, topic) > least ? [[topic, label]] : []
    })
  )
}

/** A fitted model with the ids and names of an old one, where its topics have them. */
const renumbered = (old: OpenModel, fresh: OpenModel, known: ReadonlyMap<string, string>): OpenModel => {
  let nextId = old.nextId
  const wordless = fresh.topics.at(-1)?.id ?? ""
  const ids = new Map(
    fresh.topics.slice(0, -1).map(({ id }): [string, string] => [id, known.get(id) ?? `t${nextId++}`])
  ).set(wordless, old.topics.at(-1)?.id ?? wordless)
  const idOf = (id: string): string => ids.get(id) ?? id
  const names = new Map(old.topics.map(({ id, name }) => [id, name]))
  const topics = fresh.topics.map((topic): Topic => {
    const id = idOf(topic.id)
    const name = names.get(id)
    return { ...topic, id, name: name === undefined || id === wordless ? topic.name : keptName(name, topic.terms) }
  })
  const merges = fresh.model.merges.map((merge) => ({
    ...merge,
    parts: [idOf(merge.parts[0]), idOf(merge.parts[1])] as const
  }))
  return {
    ...fresh,
    nextId,
    topics,
    model: { ...fresh.model, merges },
    customers: new Map([...fresh.customers].map(([id, customers]) => [idOf(id), customers])),
    voters: fresh.voters.map((voter) => ({ ...voter, topic: idOf(voter.topic) }))
  }
}

/** Dismissed texts stay in the pool, so that they are not proposed again; they are counted no more. */
const dismissed = (old: OpenModel, fresh: OpenModel): OpenModel["pool"] => {
  const read = reader(fresh.model.language)
  const tell = telling(fresh, ({ topic }) => topicOf(fresh, topic))
  return old.pool
    .filter((pooled) => pooled.dismissed)
    .map((pooled) => ({ ...pooled, texts: 0, customers: new Map(), topic: tell(read(withoutKinds(pooled.text))) }))
}

/** Make a topic of the voters that the old model has in one which the fit did not find. */
const carved = (state: Editing, id: string, labels: ReadonlyArray<string>): Editing | undefined => {
  const { customers, topics, voters } = state.open
  const own = voters.filter((_, i) => labels[i] === id)
  if (own.length === 0) return undefined
  const changed = own.map(({ topic }) => topicOf(state.open, topic))
  const left = voters.filter((voter, i) => labels[i] !== id && changed.includes(topicOf(state.open, voter.topic)))
  if (new Set(left.map(({ topic }) => topicOf(state.open, topic))).size < new Set(changed).size) return undefined
  return changedIn(
    state,
    {
      topics: withTopic(topics, newTopic(id, 0)),
      customers: new Map(customers).set(id, new Map()),
      voters: voters.map((voter, i) => (labels[i] === id ? { ...voter, topic: id } : voter))
    },
    [...changed, id]
  )
}

/** The id of the topic that a change makes. */
const madeBy = (edit: TopicEdit): string | undefined => {
  if (edit.kind === "accept") return edit.proposal
  return edit.kind === "split" ? edit.made : undefined
}

/** Make a change of the old model again. */
const again = (state: Editing, edit: TopicEdit, labels: ReadonlyArray<string>): Editing | RefusedEdit => {
  if (edit.kind === "dismiss") return logged(state, edit)
  const made = madeBy(edit)
  if (made === undefined) {
    const next = step(state, edit)
    return typeof next === "string" ? { edit, problem: next } : next
  }
  const isThere = state.open.topics.some(({ id }) => id === made)
  const next = isThere ? state : carved(state, made, labels)
  return next === undefined ? { edit, problem: "too few texts" } : logged(next, edit)
}

/** The topics of a model with the sizes and customers that these texts give. */
const counted = (
  model: OpenModel,
  old: OpenModel,
  texts: ReadonlyArray<Same>,
  topics: ReadonlyArray<string>
): OpenModel => {
  const groups = new Map(model.topics.map(({ id }) => [id, { texts: 0, customers: new Set<string>() }]))
  for (const [i, same] of texts.entries()) {
    const group = groups.get(topics[i] ?? "")
    if (group === undefined) continue
    group.texts += same.texts
    for (const customer of same.customers) group.customers.add(customer)
  }
  const shown = new Map(old.topics.map(({ examples, id }) => [id, examples]))
  return {
    ...model,
    customers: new Map([...groups].map(([id, { customers }]) => [id, sketchOf(customers, model.model.seed)])),
    topics: model.topics.map((topic) => ({
      ...topic,
      examples: topic.examples.length > 0 ? topic.examples : (shown.get(topic.id) ?? []),
      texts: groups.get(topic.id)?.texts ?? 0,
      customers: groups.get(topic.id)?.customers.size ?? 0
    }))
  }
}

/** Where the texts of each old topic are. */
const movesOf = (
  old: OpenModel,
  texts: ReadonlyArray<Same>,
  before: ReadonlyArray<string>,
  after: ReadonlyArray<string>
): ReadonlyArray<TopicMoves> => {
  const found = cross(
    texts,
    before.map((id) => topicOf(old, id)),
    after
  )
  return old.topics.flatMap(({ id, name }): ReadonlyArray<TopicMoves> => {
    const row = found.get(id)
    if (row === undefined) return []
    const all = [...row.values()].reduce((sum, count) => sum + count, 0)
    const to = [...row]
      .sort((a, b) => b[1] - a[1] || byId(a[0], b[0]))
      .map(([other, count]) => ({ id: other, texts: count, share: count / all }))
    return [{ id, name, texts: all, moved: (all - (row.get(id) ?? 0)) / all, to }]
  })
}

/**
 * Find topics anew, and keep what is known of the old ones: ids, names, and all changes that were made.
 *
 * Old and new topics are matched one to one so that together they share the most of the given texts (Jonker and Volgenant
 * 1987); a pair keeps the id when it shares more than half of the texts of one of the two. Other topics get new ids, and no id
 * comes twice. A name stays for as long as all of it is among the ten most telling terms of its topic. Then the changes are
 * made again, in their order; what a change had made and the fit did not find is made of the texts that the old model has
 * in it. Sizes, customers, terms and examples are those of the given texts, of which more than 20,000 different ones are
 * sampled as in `fit`. The pool is emptied but for what was dismissed.
 *
 * The same texts with the options of the first fit: the same topics, and nothing moved. Throws what `fit` throws, and a
 * `RangeError` when parts of the model do not fit together.
 *
 * ```ts import.meta.vitest
 * import { edit } from "./Edit.ts"
 * import { fit } from "./Fit.ts"
 * import { refit } from "./Refit.ts"
 *
 * const texts = ["card was stolen", "my card is stolen", "stolen card", "my refund is late", "where is my refund"]
 * const { model } = edit(fit(texts, { topics: 2, seed: 1 }), [{ kind: "rename", topic: "t2", name: "Refunds" }])
 * const { model: next, moved } = refit(model, [...texts, "a refund", "refund?", "no refund"], { topics: 2 })
 * next.topics.map(({ id, texts }) => `${id}: ${texts}`) // => ["t2: 5", "t1: 3", "t0: 0"]
 * next.topics[0]?.name // => "Refunds"
 * moved // => 0
 * ```
 */
export const refit = (
  model: SavedTopicModel,
  texts: Iterable<string | TopicText>,
  { seed = model.seed, topics }: RefitOptions
): TopicRefit => {
  const [old, items] = [open(model), Array.from(texts)]
  const fresh = open(fit(items, { topics, seed }))
  const { alike, wordless } = collapse(items, seed)
  const all = [...alike.flatMap(({ members }) => members), ...wordless]
  const read = reader(old.model.language)
  const tell = telling(old, ({ topic }) => topic)
  const labels = new Map(all.map((same) => [same, tell(read(same.text))]))
  const before = all.map((same) => labels.get(same) ?? "")
  const tellNow = telling(fresh, ({ topic }) => topic)
  const known = matched(old, fresh, { texts: all, before, now: all.map(({ reading }) => tellNow(reading)) })
  const start = { ...renumbered(old, fresh, known), pool: [] }
  const toRow = vectors(fresh.terms.vocabulary)
  const voting = alike
    .map(({ members }) => members[0] as Same)
    .filter(({ reading }) => toRow(reading).places.length > 0)
  const votersBefore = voting.map((same) => labels.get(same) ?? "")
  const refused: Array<RefusedEdit> = []
  let state = editing(start)
  for (const edit of old.edits) {
    const next = again(state, edit, votersBefore)
    if ("problem" in next) refused.push(next)
    else state = next
  }
  const changed = recount(start, state)
  const tellAfter = telling(changed, ({ topic }) => topicOf(changed, topic))
  const after = all.map(({ reading }) => tellAfter(reading))
  const final = counted(changed, old, all, after)
  const moves = movesOf(old, all, before, after)
  const [moved, count] = [
    moves.reduce((sum, each) => sum + each.moved * each.texts, 0),
    moves.reduce((sum, each) => sum + each.texts, 0)
  ]
  const ids = new Set(final.topics.map(({ id }) => id))
  const olds = new Set(old.topics.map(({ id }) => id))
  return {
    model: close({ ...final, pool: dismissed(old, final) }),
    moved: count === 0 ? null : moved / count,
    topics: moves,
    added: [...ids].filter((id) => !olds.has(id)).sort(byId),
    retired: old.topics.filter(({ id }) => !ids.has(id)).map(({ id, name }) => ({ id, name })),
    refused
  }
}
