import { search } from "./NeighbourSearch.ts"
import type { OpenModel } from "./OpenModel.ts"
import type { ReadPool } from "./ReadPool.ts"
import { type SparseRow, stack } from "./SparseRows.ts"

/** Groups whose members are as near to each other's as this share are one. */
const hardlyApart = 0.15
/** So many nearest texts have a vote. */
const voters = 16
const mostRounds = 10

/** A text that is near to a pooled one: a pooled one by its place, −1 for one of a topic. */
export interface Near {
  readonly group: number
  readonly cosine: number
}

/** For each pooled text those near to it, of the pool and of topics, nearest first. */
export const nearOf = ({ groups, terms }: ReadPool, open: OpenModel): ReadonlyArray<ReadonlyArray<Near>> => {
  const width = terms.vocabulary.terms.length
  const stacked = (rows: ReadonlyArray<{ readonly row: SparseRow }>) =>
    search(
      stack(
        rows.map(({ row }) => row),
        width
      )
    )
  const [inPool, inTopics] = [stacked(groups), stacked(open.voters)]
  return groups.map(({ row }) => {
    const known = inTopics(row)
    const near: Array<Near> = Array.from({ length: known.count }, (_, i) => ({
      group: -1,
      cosine: known.similarities[i] as number
    }))
    const others = inPool(row)
    for (let i = 0; i < others.count; i++) {
      near.push({ group: others.rows[i] as number, cosine: others.similarities[i] as number })
    }
    return near.sort((a, b) => b.cosine - a.cosine || b.group - a.group)
  })
}

/** How similar a pooled text would be to a topic of these, as `assign` would tell; 0 where another topic would have it. */
const similarityIn = (near: ReadonlyArray<Near>, own: number, members: ReadonlySet<number>): number => {
  let [total, inside, sum, squares, count] = [0, 0, 0, 0, 0]
  for (const { cosine, group } of near) {
    if (group >= 0 && !members.has(group)) continue
    if (++count > voters) break
    total += cosine
    if (group >= 0) inside += cosine
    if (group === own) continue
    sum += cosine
    squares += cosine * cosine
  }
  return sum === 0 || inside * 2 <= total ? 0 : ((squares / sum) * inside) / total
}

/** A text of a proposal, and how similar it would be to the topic. */
export interface Member {
  readonly group: number
  readonly similarity: number
}

/** Of a cluster those that would know each other, were they a topic. */
export const kept = (
  cluster: ReadonlyArray<number>,
  near: ReadonlyArray<ReadonlyArray<Near>>,
  least: number
): ReadonlyArray<Member> => {
  let members: ReadonlyArray<Member> = cluster.map((group) => ({ group, similarity: 0 }))
  for (let round = 0; round < mostRounds; round++) {
    const own = new Set(members.map(({ group }) => group))
    const next = members
      .map(({ group }) => ({ group, similarity: similarityIn(near[group] ?? [], group, own) }))
      .filter(({ similarity }) => similarity > 0 && similarity >= least)
    const isSettled = next.length === members.length
    members = next
    if (isSettled) break
  }
  return members
}

/** How near the members of one group are to those of another one: the sum of their squared cosines. */
const nearness = (
  from: ReadonlySet<number>,
  to: ReadonlySet<number>,
  near: ReadonlyArray<ReadonlyArray<Near>>
): number => {
  let sum = 0
  for (const member of from) {
    for (const { cosine, group } of near[member] ?? []) if (group !== member && to.has(group)) sum += cosine * cosine
  }
  return sum
}

/** The mean share of nearness that members of two groups have to the other one, of all that they have to both. */
const crossing = (a: ReadonlySet<number>, b: ReadonlySet<number>, near: ReadonlyArray<ReadonlyArray<Near>>): number => {
  const share = (own: ReadonlySet<number>, other: ReadonlySet<number>): number => {
    const outside = nearness(own, other, near)
    return outside === 0 ? 0 : outside / (outside + nearness(own, own, near))
  }
  return (share(a, b) + share(b, a)) / 2
}

/** Put groups together that hardly differ, those first that differ least. */
export const joined = (
  groups: ReadonlyArray<ReadonlyArray<Member>>,
  near: ReadonlyArray<ReadonlyArray<Near>>
): ReadonlyArray<ReadonlyArray<Member>> => {
  const sets = groups.map((members) => new Set(members.map(({ group }) => group)))
  let [best, pair] = [hardlyApart, [-1, -1] as readonly [number, number]]
  for (const [i, a] of sets.entries()) {
    for (const [j, b] of sets.slice(0, i).entries()) {
      const share = crossing(a, b, near)
      if (share >= best) [best, pair] = [share, [j, i]]
    }
  }
  const [j, i] = pair
  if (i < 0) return groups
  const both = [...(groups[j] ?? []), ...(groups[i] ?? [])]
  return joined(
    groups.flatMap((members, k) => (k === i ? [] : [k === j ? both : members])),
    near
  )
}
