import { union } from "./CustomerSketch.ts"
import {
  changedIn,
  type Editing,
  type EditProblem,
  findTopic,
  logged,
  newTopic,
  relabelled,
  withoutTopic,
  withTopic
} from "./Editing.ts"
import { hashOf } from "./MinHash.ts"
import { judgeOf, type OpenModel, topicOf, type Voter } from "./OpenModel.ts"
import { pooledText, withoutKinds } from "./Pool.ts"
import { reader } from "./Reading.ts"
import { readPool } from "./ReadPool.ts"
import { clusters } from "./RowClusters.ts"
import { cosine } from "./RowCosine.ts"
import type { TopicEdit, TopicProposal } from "./TopicLife.ts"
import { vectors } from "./Vocabulary.ts"

type Step<Kind extends TopicEdit["kind"]> = (
  state: Editing,
  edit: Extract<TopicEdit, { readonly kind: Kind }>
) => Editing | EditProblem

const longestName = 200
/** Fewer are not split. */
const leastVoters = 4
/** From this cosine on a text is like another one. */
const alike = 0.5
/** So many texts vote. */
const mostVoters = 20_000

const isProblem = (found: string): found is EditProblem => /^(?:unknown|wordless) topic$/.test(found)

const rename: Step<"rename"> = (state, { name, topic }) => {
  const { topics } = state.open
  const shown = Array.from(
    name
      .slice(0, 2 * longestName)
      .replace(/[\s\p{Cc}]+/gu, " ")
      .trim()
  )
    .slice(0, longestName)
    .join("")
  if (!topics.some(({ id }) => id === topic)) return "unknown topic"
  if (shown === "") return "empty name"
  return logged(
    changedIn(state, { topics: topics.map((each) => (each.id === topic ? { ...each, name: shown } : each)) }, []),
    { kind: "rename", topic, name: shown }
  )
}

const merge: Step<"merge"> = (state, edit) => {
  const { open } = state
  const into = findTopic(open, edit.into)
  if (isProblem(into)) return into
  if (open.merged.get(edit.topic) === into) return state
  const topic = findTopic(open, edit.topic)
  if (isProblem(topic)) return topic
  if (topic === into || open.merged.has(edit.topic)) return "same topic"
  const merged = new Map([...open.merged].map(([id, target]) => [id, target === topic ? into : target]))
  const customers = new Map(open.customers)
  customers.set(into, union([customers.get(into) ?? new Map(), customers.get(topic) ?? new Map()]))
  const most = Math.max(...open.topics.filter(({ id }) => id === into || id === topic).map((each) => each.customers))
  const rest = withoutTopic(open, topic)
  return logged(
    changedIn(
      state,
      {
        ...rest,
        topics: rest.topics.map((each) => (each.id === into ? { ...each, customers: most } : each)),
        merged: merged.set(topic, into),
        mergedNames: new Map(open.mergedNames).set(topic, open.topics.find(({ id }) => id === topic)?.name ?? ""),
        customers,
        pool: open.pool.map((pooled) => (pooled.topic === topic ? { ...pooled, topic: into } : pooled))
      },
      [into]
    ),
    { kind: "merge", topic, into }
  )
}

/** Give a topic a part that is a topic of its own. */
const parted = (state: Editing, topic: string, part: string, parts: Partial<OpenModel>): Editing => {
  const { customers, topics } = state.open
  const most = topics.find(({ id }) => id === topic)?.customers ?? 0
  return changedIn(
    state,
    {
      topics: withTopic(topics, { ...newTopic(part, most), name: state.open.mergedNames.get(part) ?? "" }),
      customers: new Map(customers).set(part, customers.get(topic) ?? new Map()),
      ...parts
    },
    [topic, part]
  )
}

/** Take out what was put into a topic. */
const unmerged = (state: Editing, topic: string, parts: ReadonlyArray<string>): Editing => {
  const edits = state.open.edits.filter((edit) => edit.kind !== "merge" || !parts.includes(edit.topic))
  let next = changedIn(state, { edits }, [])
  for (const part of parts) {
    const merged = new Map([...next.open.merged].filter(([id]) => id !== part))
    next = parted(next, topic, part, { merged })
  }
  return next
}

const split: Step<"split"> = (state, edit) => {
  const { open } = state
  const topic = findTopic(open, edit.topic)
  if (isProblem(topic)) return topic
  if (edit.made !== undefined && !isProblem(findTopic(open, edit.made))) return state
  const parts = [...open.merged].filter(([, into]) => into === topic).map(([id]) => id)
  if (parts.length > 0) return unmerged(state, topic, parts)
  const own = open.voters.filter((voter) => voter.topic === topic)
  if (own.length < leastVoters) return "too few texts"
  const labels = clusters(own, open.terms.vocabulary.terms.length, 2)
  const weight = (label: number): number =>
    own.reduce((sum, { texts }, i) => sum + (labels[i] === label ? texts : 0), 0)
  if (!labels.includes(1)) return "too few texts"
  const smaller = weight(1) <= weight(0) ? 1 : 0
  const made = `t${open.nextId}`
  const leaving = new Set(own.filter((_, i) => labels[i] === smaller))
  return logged(
    parted(state, topic, made, {
      nextId: open.nextId + 1,
      voters: open.voters.map((voter) => (leaving.has(voter) ? { ...voter, topic: made } : voter))
    }),
    { kind: "split", topic, made }
  )
}

/** Move texts like one until that one is told to be in the topic. */
const movedLike = (state: Editing, like: string, into: string): Editing | EditProblem => {
  const { open } = state
  const row = vectors(open.terms.vocabulary)(reader(open.model.language)(withoutKinds(like)))
  if (row.places.length === 0) return "no known words"
  const cosines = new Map(open.voters.map((voter) => [voter.row, cosine(voter.row, row)]))
  const near = ({ row: other }: Voter): number => cosines.get(other) ?? 0
  let next = relabelled(state, (voter) => near(voter) >= alike, into)
  const nearest = [...open.voters].filter((voter) => near(voter) > 0).sort((a, b) => near(b) - near(a))
  for (const { row: chosen } of nearest) {
    const { open: now } = next
    if (judgeOf(now, ({ topic }) => topicOf(now, topic))(row).topic === into) break
    next = relabelled(next, (voter) => voter.row === chosen, into)
  }
  return next
}

const movedTerm = (state: Editing, term: string, into: string): Editing | EditProblem => {
  const { stems } = reader(state.open.model.language)(term)
  const place = state.open.terms.vocabulary.places.get(stems.join(" "))
  if (place === undefined) return "no known words"
  return relabelled(state, ({ row }) => row.places.includes(place), into)
}

const move: Step<"move"> = (state, edit) => {
  const into = findTopic(state.open, edit.into)
  if (isProblem(into)) return into
  if ("term" in edit) {
    const next = movedTerm(state, edit.term, into)
    return typeof next === "string" ? next : logged(next, { kind: "move", term: edit.term, into }, next !== state)
  }
  const like = pooledText(edit.like)
  const next = movedLike(state, like, into)
  return typeof next === "string" ? next : logged(next, { kind: "move", like, into }, next !== state)
}

/** Of too many voters those with the lowest hashes stay. */
const bounded = (voters: ReadonlyArray<Voter>, seed: number): ReadonlyArray<Voter> => {
  if (voters.length <= mostVoters) return voters
  const hashes = voters.map(({ row }, i) => ({ i, hash: hashOf(row.places.join(" "), seed) }))
  const staying = new Set(
    hashes
      .sort((a, b) => a.hash - b.hash || a.i - b.i)
      .slice(0, mostVoters)
      .map(({ i }) => i)
  )
  return voters.filter((_, i) => staying.has(i))
}

/** The pool without some of its texts, and the proposals of others in it. */
const without = (
  open: OpenModel,
  taken: ReadonlySet<number>,
  proposal: string
): Pick<OpenModel, "pool" | "proposals"> => {
  const places = open.pool.flatMap((_, i) => (taken.has(i) ? [] : [i]))
  const numbers = new Map(places.map((place, i) => [place, i]))
  return {
    pool: open.pool.filter((_, i) => !taken.has(i)),
    proposals: open.proposals
      .filter(({ id }) => id !== proposal)
      .map((each) => ({ ...each, pooled: each.pooled.flatMap((place) => numbers.get(place) ?? []) }))
  }
}

const accepted = (state: Editing, proposal: TopicProposal): Editing => {
  const { open } = state
  const own = proposal.pooled.flatMap((place) => open.pool[place] ?? [])
  const { groups, terms } = readPool(own, open)
  const customers = union(own.map((pooled) => pooled.customers))
  const { examples, id: topic, name, terms: telling } = proposal
  const next = changedIn(
    state,
    {
      ...without(open, new Set(proposal.pooled), proposal.id),
      terms,
      voters: bounded([...open.voters, ...groups.map(({ row, texts }) => ({ row, texts, topic }))], open.model.seed),
      customers: new Map(open.customers).set(topic, customers),
      topics: withTopic(open.topics, { ...newTopic(topic, 0), name, terms: telling, examples })
    },
    [topic]
  )
  return { ...next, accepted: [...state.accepted, ...own.map((pooled) => ({ pooled, topic }))] }
}

const accept: Step<"accept"> = (state, { into, proposal }) => {
  const { edits, proposals } = state.open
  const found = proposals.find(({ id }) => id === proposal)
  if (found === undefined) {
    const isDone = edits.some((edit) => edit.kind === "accept" && edit.proposal === proposal)
    return isDone ? state : "unknown proposal"
  }
  const made = (): Editing => logged(accepted(state, found), { kind: "accept", proposal })
  if (into === undefined) return made()
  const topic = findTopic(state.open, into)
  return isProblem(topic) ? topic : merge(made(), { kind: "merge", topic: proposal, into: topic })
}

const dismiss: Step<"dismiss"> = (state, { proposal }) => {
  const { edits, pool, proposals } = state.open
  const found = proposals.find(({ id }) => id === proposal)
  if (found === undefined) {
    const isDone = edits.some((edit) => edit.kind === "dismiss" && edit.proposal === proposal)
    return isDone ? state : "unknown proposal"
  }
  const own = new Set(found.pooled)
  return logged(
    changedIn(
      state,
      {
        pool: pool.map((pooled, i) => (own.has(i) ? { ...pooled, dismissed: true } : pooled)),
        proposals: proposals.filter(({ id }) => id !== proposal)
      },
      []
    ),
    { kind: "dismiss", proposal }
  )
}

/** Make one change, or say why not. One that is made already changes nothing. */
export const step = (state: Editing, edit: TopicEdit): Editing | EditProblem => {
  switch (edit.kind) {
    case "rename":
      return rename(state, edit)
    case "merge":
      return merge(state, edit)
    case "split":
      return split(state, edit)
    case "move":
      return move(state, edit)
    case "accept":
      return accept(state, edit)
    case "dismiss":
      return dismiss(state, edit)
  }
}
