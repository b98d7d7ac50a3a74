import { union } from "./CustomerSketch.ts"
import { byId, type OpenModel, type Pooled, topicOf, type Voter } from "./OpenModel.ts"
import type { TopicEdit } from "./TopicLife.ts"
import type { Topic, TopicMerge } from "./TopicModel.ts"

/** Why a change is not made. */
export type EditProblem =
  | "unknown topic"
  | "unknown proposal"
  | "same topic"
  | "wordless topic"
  | "too few texts"
  | "no known words"
  | "empty name"

/** A model while it is changed. */
export interface Editing {
  readonly open: OpenModel
  /** Topics for which other texts speak than before. */
  readonly changed: ReadonlySet<string>
  /** Pooled texts that became part of a topic. */
  readonly accepted: ReadonlyArray<{ readonly pooled: Pooled; readonly topic: string }>
}

/** A model before it is changed. */
export const editing = (open: OpenModel): Editing => ({ open, changed: new Set(), accepted: [] })

/** A model with other parts, and topics for which other texts speak now. */
export const changedIn = (state: Editing, parts: Partial<OpenModel>, topics: Iterable<string>): Editing => ({
  ...state,
  open: { ...state.open, ...parts },
  changed: new Set([...state.changed, ...topics])
})

/** A change is kept once, of names for a topic the last one. One that is kept already stays where it is, unless it moved texts. */
export const logged = (state: Editing, edit: TopicEdit, hasMoved = false): Editing => {
  const key = JSON.stringify(edit)
  const isSame = (each: TopicEdit): boolean => JSON.stringify(each) === key
  const { edits } = state.open
  if (!hasMoved && edits.some(isSame)) return state
  const isRenamed = (each: TopicEdit): boolean =>
    each.kind === "rename" && edit.kind === "rename" && each.topic === edit.topic
  const others = edits.filter((each) => !isSame(each) && !isRenamed(each))
  return changedIn(state, { edits: [...others, edit] }, [])
}

/** The id of a topic with words by its own id, or by that of one that was put into it. */
export const findTopic = (open: OpenModel, id: string): string | EditProblem => {
  const found = topicOf(open, id)
  if (open.topics.at(-1)?.id === found) return "wordless topic"
  return open.topics.some((topic) => topic.id === found) ? found : "unknown topic"
}

/** Topics with one more, the wordless one still last. */
export const withTopic = (topics: ReadonlyArray<Topic>, topic: Topic): ReadonlyArray<Topic> => [
  ...topics.slice(0, -1),
  topic,
  ...topics.slice(-1)
]

/** A topic that is new, its size and terms still to be found. */
export const newTopic = (id: string, customers: number): Topic => ({
  id,
  kind: "topic",
  name: "",
  terms: [],
  examples: [],
  texts: 0,
  customers
})

/** A tree of merges without one of its topics. */
const withoutLeaf = (merges: ReadonlyArray<TopicMerge>, leaf: string): ReadonlyArray<TopicMerge> => {
  const own = merges.find(({ parts }) => parts.includes(leaf))
  if (own === undefined) return merges
  const other = own.parts[0] === leaf ? own.parts[1] : own.parts[0]
  const rest = merges.filter((merge) => merge !== own)
  const names = new Map(rest.map(({ id }, i) => [id, `m${i + 1}`]))
  const nameOf = (part: string): string => {
    const stands = part === own.id ? other : part
    return names.get(stands) ?? stands
  }
  return rest.map((merge, i) => ({
    ...merge,
    id: `m${i + 1}`,
    parts: [nameOf(merge.parts[0]), nameOf(merge.parts[1])],
    left: rest.length - i
  }))
}

/** Topics without one, of which nothing is left. */
export const withoutTopic = (open: OpenModel, id: string): Pick<OpenModel, "topics" | "model"> => ({
  topics: open.topics.filter((topic) => topic.id !== id),
  model: { ...open.model, merges: withoutLeaf(open.model.merges, id) }
})

/** Let some voters speak for another topic; topics for which nobody speaks any more are gone. */
export const relabelled = (state: Editing, isMoved: (voter: Voter) => boolean, into: string): Editing => {
  const { open } = state
  const visible = ({ topic }: Voter): string => topicOf(open, topic)
  const moved = open.voters.filter((voter) => visible(voter) !== into && isMoved(voter))
  if (moved.length === 0) return state
  const leaving = new Set(moved)
  const voters = open.voters.map((voter) => (leaving.has(voter) ? { ...voter, topic: into } : voter))
  const left = new Set(voters.map(visible))
  const touched = [...new Set(moved.map(visible))].sort(byId)
  let next = changedIn(state, { voters }, [...touched.filter((id) => left.has(id)), into])
  for (const id of touched.filter((each) => !left.has(each))) {
    next = changedIn(
      next,
      {
        ...withoutTopic(next.open, id),
        merged: new Map([...next.open.merged].filter(([, target]) => target !== id)),
        pool: next.open.pool.map((pooled) => (pooled.topic === id ? { ...pooled, topic: into } : pooled)),
        customers: new Map(next.open.customers).set(
          into,
          union([next.open.customers.get(into) ?? new Map(), next.open.customers.get(id) ?? new Map()])
        )
      },
      []
    )
  }
  return next
}
