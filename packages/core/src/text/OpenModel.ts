import { vocabularyOf, votersOf } from "./Assign.ts"
import { currentModel } from "./CurrentModel.ts"
import { type CustomerSketch, customersIn, packSketch, union, unpackSketch } from "./CustomerSketch.ts"
import { search } from "./NeighbourSearch.ts"
import { packSingle, packWhole } from "./Packed.ts"
import { row, type SparseRow, stack } from "./SparseRows.ts"
import type { WrittenVocabulary } from "./TopicEvidence.ts"
import type { PooledText, TopicEdit, TopicProposal } from "./TopicLife.ts"
import type { SavedTopicModel, Topic, TopicModel } from "./TopicModel.ts"
import { vote } from "./Voters.ts"

/** A fitted text, or one that was accepted. */
export interface Voter {
  readonly row: SparseRow
  /** The id of its topic, whatever that was put into. */
  readonly topic: string
  readonly texts: number
}

/** A pooled text with its customers. */
export interface Pooled extends Omit<PooledText, "customers"> {
  readonly customers: CustomerSketch
}

/** A model taken apart, to be changed. */
export interface OpenModel {
  readonly model: TopicModel
  readonly nextId: number
  /** The wordless one last. */
  readonly topics: ReadonlyArray<Topic>
  /** Who wrote of each topic, those of pooled texts left out. */
  readonly customers: ReadonlyMap<string, CustomerSketch>
  /** The topic that another one was put into, by the id of that. */
  readonly merged: ReadonlyMap<string, string>
  /** What topics that were put into others were called. */
  readonly mergedNames: ReadonlyMap<string, string>
  readonly terms: WrittenVocabulary
  readonly voters: ReadonlyArray<Voter>
  readonly pool: ReadonlyArray<Pooled>
  readonly similarity: number | null
  readonly proposals: ReadonlyArray<TopicProposal>
  readonly edits: ReadonlyArray<TopicEdit>
}

/** Ids by the numbers in them. */
export const byId = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

/** The ids that voters have: of topics with words, then of those put into others. */
const labelsOf = (topics: ReadonlyArray<Topic>, merged: Iterable<string>): ReadonlyArray<string> => [
  ...topics.slice(0, -1).map(({ id }) => id),
  ...merged
]

/** Throws a `RangeError` unless what became of a model fits to what was fitted. */
export const checkLife = ({ customers, pool, proposals, topics, vocabulary }: TopicModel): void => {
  const fits =
    customers.length === topics.length &&
    vocabulary.written.length === vocabulary.terms.length &&
    proposals.every(({ pooled }) => pooled.every((place) => place < pool.texts.length))
  if (!fits) throw new RangeError("What became of a topic model does not fit to its topics")
}

/** Take a model apart. Throws a `RangeError` when its parts do not fit together. */
export const open = (saved: SavedTopicModel): OpenModel => {
  const model = currentModel(saved)
  if (model.vectors !== undefined) {
    throw new RangeError(`The model was fitted by vectors of ${model.vectors.model}: fit its topics anew`)
  }
  const { rows, texts, topics } = votersOf(model)
  checkLife(model)
  const merged = new Map(model.merged.map(({ id, into }) => [id, into]))
  const labels = labelsOf(model.topics, merged.keys())
  return {
    model,
    nextId: model.nextId,
    topics: model.topics,
    customers: new Map(model.topics.map(({ id }, i) => [id, unpackSketch(model.customers[i] ?? "")])),
    merged,
    mergedNames: new Map(model.merged.map(({ id, name }) => [id, name])),
    terms: {
      vocabulary: vocabularyOf(model),
      written: model.vocabulary.written
    },
    voters: Array.from(topics, (topic, i) => ({
      row: row(rows, i),
      topic: labels[topic] ?? "",
      texts: texts[i] as number
    })),
    pool: model.pool.texts.map((each) => ({ ...each, customers: unpackSketch(each.customers) })),
    similarity: model.pool.similarity,
    proposals: model.proposals,
    edits: model.edits
  }
}

/** The id of the topic that a voter speaks for. */
export const topicOf = ({ merged }: Pick<OpenModel, "merged">, id: string): string => merged.get(id) ?? id

/** A function that tells the topic of a row by the vote of the nearest ones; `undefined` without any. */
export const judgeOf = (
  { terms, voters }: Pick<OpenModel, "terms" | "voters">,
  labelOf: (voter: Voter) => string
): ((row: SparseRow) => { readonly topic: string | undefined; readonly similarity: number }) => {
  const labels = voters.map(labelOf)
  const ids = [...new Set(labels)].sort(byId)
  const places = new Map(ids.map((id, i) => [id, i]))
  const judge = vote(
    {
      find: search(
        stack(
          voters.map((voter) => voter.row),
          terms.vocabulary.terms.length
        )
      ),
      topics: Uint32Array.from(labels, (id) => places.get(id) as number),
      texts: Float32Array.from(voters, ({ texts }) => texts)
    },
    ids.length
  )
  return (of) => {
    const { similarity, topic } = judge(of)
    return { topic: ids[topic], similarity }
  }
}

/** How many customers wrote of a topic, never more than texts. */
export const customersOf = (open: OpenModel, id: string, texts: number): number => {
  const pooled = open.pool.filter(({ topic }) => topic === id).map(({ customers }) => customers)
  return Math.min(texts, customersIn(union([open.customers.get(id) ?? new Map(), ...pooled])))
}

/** Put a model together: the largest topics first, the wordless one last. */
export const close = (open: OpenModel): TopicModel => {
  const wordless = open.topics.at(-1)
  const sorted = open.topics.slice(0, -1).sort((a, b) => b.texts - a.texts || byId(a.id, b.id))
  const topics = wordless === undefined ? sorted : [...sorted, wordless]
  const merged = [...open.merged].sort(([a], [b]) => byId(a, b))
  const labels = labelsOf(
    topics,
    merged.map(([id]) => id)
  )
  const places = new Map(labels.map((id, i) => [id, i]))
  const { vocabulary, written } = open.terms
  const rows = stack(
    open.voters.map((voter) => voter.row),
    vocabulary.terms.length
  )
  return {
    ...open.model,
    nextId: open.nextId,
    topics,
    vocabulary: { ...open.model.vocabulary, terms: vocabulary.terms, weights: packSingle(vocabulary.weights), written },
    voters: {
      ...open.model.voters,
      starts: packWhole(rows.starts),
      places: packWhole(rows.places),
      values: packSingle(rows.values),
      topics: packWhole(Uint32Array.from(open.voters, ({ topic }) => places.get(topic) as number)),
      texts: packSingle(Float32Array.from(open.voters, ({ texts }) => texts))
    },
    customers: topics.map(({ id }) => packSketch(open.customers.get(id) ?? new Map())),
    merged: merged.map(([id, into]) => ({ id, name: open.mergedNames.get(id) ?? "", into })),
    pool: {
      similarity: open.similarity,
      texts: open.pool.map(({ customers, dismissed, text, texts, topic }) => ({
        text,
        texts,
        topic,
        dismissed,
        customers: packSketch(customers)
      }))
    },
    proposals: open.proposals,
    edits: open.edits
  }
}
