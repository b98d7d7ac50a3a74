import { customersIn, union } from "./CustomerSketch.ts"
import { cutLine } from "./Excerpt.ts"
import { byId, type OpenModel, type Pooled, topicOf } from "./OpenModel.ts"
import { optimalAssignment } from "./OptimalAssignment.ts"
import { joined, kept, type Member, nearOf } from "./ProposedGroups.ts"
import { type PooledGroup, type ReadPool, readPool } from "./ReadPool.ts"
import { clusters } from "./RowClusters.ts"
import { termCounts } from "./TopicEvidence.ts"
import type { TopicProposal } from "./TopicLife.ts"
import type { TopicExample, TopicTerm } from "./TopicModel.ts"
import { nameOf } from "./TopicNames.ts"
import { tellingTerms } from "./TopicTerms.ts"

/** A proposal has at least so many different texts. */
const leastTexts = 5
/** The few texts of what is new are less similar to each other than the many of what is known: by this factor. */
const nearlyLike = 0.5
const examplesEach = 3

/** The most typical texts. */
const examplesOf = (
  members: ReadonlyArray<Member>,
  groups: ReadonlyArray<PooledGroup>,
  pool: ReadonlyArray<Pooled>
): ReadonlyArray<TopicExample> =>
  [...members]
    .sort((a, b) => b.similarity - a.similarity || a.group - b.group)
    .slice(0, examplesEach)
    .map(({ group }) => {
      const { places, texts } = groups[group] as PooledGroup
      const own = places.map((place) => pool[place] as Pooled)
      return { text: cutLine(own.reduce((best, each) => (each.texts > best.texts ? each : best)).text), texts }
    })

/** A proposal before it has an id. */
type Candidate = Omit<TopicProposal, "id">

const placesOf = (members: ReadonlyArray<Member>, groups: ReadonlyArray<PooledGroup>): ReadonlyArray<number> =>
  members.flatMap(({ group }) => groups[group]?.places ?? []).sort((a, b) => a - b)

/** The topic in which most texts are counted; of equal ones the first. */
const nearest = (own: ReadonlyArray<Pooled>): string => {
  const counts = new Map<string, number>()
  for (const { texts, topic } of own) counts.set(topic, (counts.get(topic) ?? 0) + texts)
  const [first] = [...counts].sort((a, b) => b[1] - a[1] || byId(a[0], b[0]))
  return first?.[0] ?? ""
}

/** Old proposals keep their ids where they have most of their texts in common with new ones; others get new ones. */
const withIds = (
  candidates: ReadonlyArray<Candidate>,
  open: OpenModel,
  pool: ReadonlyArray<Pooled>
): { readonly proposals: ReadonlyArray<TopicProposal>; readonly nextId: number } => {
  const before = open.proposals.map(({ pooled }) => new Set(pooled.map((place) => open.pool[place]?.text ?? "")))
  const shared = candidates.map(({ pooled }) =>
    before.map((old) => pooled.filter((place) => old.has(pool[place]?.text ?? "")).length)
  )
  const matched = before.length === 0 ? [] : optimalAssignment(shared)
  let nextId = open.nextId
  const proposals = candidates.map((candidate, i): TopicProposal => {
    const old = matched[i] ?? -1
    const id = old >= 0 && (shared[i]?.[old] ?? 0) > 0 ? (open.proposals[old]?.id ?? "") : `t${nextId++}`
    return { id, ...candidate }
  })
  return { proposals, nextId }
}

/** Groups of pooled texts that would make topics: enough texts, and most of them not dismissed. */
const groupsOf = (
  readable: ReadPool,
  open: OpenModel,
  pool: ReadonlyArray<Pooled>,
  similarity: number
): ReadonlyArray<ReadonlyArray<Member>> => {
  const { groups, terms } = readable
  const near = nearOf(readable, open)
  const labels = clusters(groups, terms.vocabulary.terms.length)
  const byLabel = new Map<number, Array<number>>()
  for (const [group, label] of labels.entries()) byLabel.set(label, [...(byLabel.get(label) ?? []), group])
  const isNew = ({ group }: Member): boolean => groups[group]?.places.some((place) => pool[place]?.dismissed) === false
  const found = [...byLabel]
    .sort(([a], [b]) => a - b)
    .map(([, cluster]) => kept(cluster, near, similarity * nearlyLike))
  return joined(found, near).filter(
    (members) => members.length >= leastTexts && members.filter(isNew).length * 2 > members.length
  )
}

/** The terms that tell groups of pooled texts from topics and from each other. */
const termsOf = (
  found: ReadonlyArray<ReadonlyArray<Member>>,
  { groups, terms }: ReadPool,
  open: OpenModel
): ReadonlyArray<ReadonlyArray<TopicTerm>> => {
  const topics = new Map(open.topics.slice(0, -1).map(({ id }) => [id, [] as Array<OpenModel["voters"][number]>]))
  for (const voter of open.voters) topics.get(topicOf(open, voter.topic))?.push(voter)
  const rows = found.map((members) => members.map(({ group }) => groups[group] as PooledGroup))
  return tellingTerms([...topics.values(), ...rows].map((own) => termCounts(own, terms))).slice(topics.size)
}

/**
 * New topics that a pool holds: groups of at least five different texts of which each, were they a topic, would be told to
 * be in it, and half as similar as a text has to be that is not pooled. The largest first.
 *
 * A group of which at least half was dismissed is not proposed.
 */
export const propose = (
  open: OpenModel,
  pool: ReadonlyArray<Pooled>,
  similarity: number
): { readonly proposals: ReadonlyArray<TopicProposal>; readonly nextId: number } => {
  const readable = readPool(pool, open)
  if (readable.groups.length < leastTexts) return { proposals: [], nextId: open.nextId }
  const found = groupsOf(readable, open, pool, similarity)
  const telling = termsOf(found, readable, open)
  const candidates = found.map((members, i): Candidate => {
    const pooled = placesOf(members, readable.groups)
    const own = pooled.map((place) => pool[place] as Pooled)
    const texts = own.reduce((sum, each) => sum + each.texts, 0)
    const [examples, terms] = [examplesOf(members, readable.groups, pool), telling[i] ?? []]
    return {
      name: nameOf(terms) || (examples[0]?.text ?? ""),
      terms,
      examples,
      texts,
      customers: Math.min(texts, customersIn(union(own.map(({ customers }) => customers)))),
      near: nearest(own),
      pooled
    }
  })
  return withIds(
    candidates.sort((a, b) => b.texts - a.texts || (a.pooled[0] ?? 0) - (b.pooled[0] ?? 0)),
    open,
    pool
  )
}
