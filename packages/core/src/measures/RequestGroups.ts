import type { Excluded } from "../stats/Estimate.ts"
import type { RequestMerge } from "./DuplicateRequests.ts"
import { type AskedRequest, type AskedVote, compareIds, inOrder, Joined } from "./RequestRecords.ts"

/** Requests that are counted as one, and who asked for them. */
export interface RequestGroup {
  /** The one that stands for all: the first asked that is not marked as a duplicate. */
  readonly kept: AskedRequest
  /** All of them, in the order of time. */
  readonly requests: ReadonlyArray<AskedRequest>
  /** When each customer asked first, by request or by vote, in the order of their ids. */
  readonly asked: ReadonlyMap<string, number>
  readonly voters: ReadonlySet<string>
  /** When each anonymous vote on record was given. */
  readonly anonymousAt: ReadonlyArray<number>
  /** Anonymous votes on record, and those of which no more than their number is known. */
  readonly anonymous: number
}

/** Requests and votes up to an instant, put together. */
export interface RequestGroups {
  readonly groups: ReadonlyArray<RequestGroup>
  /** Merges that name a request that is not on record. */
  readonly unresolved: ReadonlyArray<RequestMerge>
  readonly excluded: Excluded
}

/** A request with the votes for it. */
interface Voted {
  readonly request: AskedRequest
  readonly votes: Array<AskedVote>
}

const isInstant = (at: Date): boolean => Number.isFinite(at.getTime())

const whoOf = ({ customer }: { readonly customer?: string }): ReadonlyArray<string> =>
  customer === undefined || customer === "" ? [] : [customer]

/** Votes beyond those on record. */
const untold = ({ request: { votes: told = 0 }, votes }: Voted): number => {
  const known = new Set(votes.flatMap(whoOf)).size + votes.filter((vote) => whoOf(vote).length === 0).length
  return Number.isSafeInteger(told) ? Math.max(0, told - known) : 0
}

const firstAsked = (members: ReadonlyArray<Voted>): ReadonlyMap<string, number> => {
  const asked = new Map<string, number>()
  for (const each of members.flatMap(({ request, votes }) => [request, ...votes])) {
    for (const customer of whoOf(each)) {
      asked.set(customer, Math.min(each.at.getTime(), asked.get(customer) ?? Number.POSITIVE_INFINITY))
    }
  }
  return new Map([...asked].sort(([a], [b]) => (a < b ? -1 : 1)))
}

const byIds = (a: RequestMerge, b: RequestMerge): number =>
  compareIds(a.request, b.request) || compareIds(a.into, b.into)

const groupOf = (members: ReadonlyArray<Voted>, marked: ReadonlySet<string>): RequestGroup => {
  const requests = members.map(({ request }) => request)
  const votes = members.flatMap((each) => each.votes)
  const anonymousAt = votes.filter((vote) => whoOf(vote).length === 0).map(({ at }) => at.getTime())
  return {
    kept: (requests.find(({ id }) => !marked.has(id)) ?? requests[0]) as AskedRequest,
    requests,
    asked: firstAsked(members),
    voters: new Set(votes.flatMap(whoOf)),
    anonymousAt: anonymousAt.sort((a, b) => a - b),
    anonymous: anonymousAt.length + members.reduce((sum, each) => sum + untold(each), 0)
  }
}

/** Put requests together by their merges, with the votes for them, as of an instant. Groups are in the order of time. */
export const groupRequests = (
  requests: Iterable<AskedRequest>,
  votes: Iterable<AskedVote>,
  merges: Iterable<RequestMerge>,
  asOf: Date
): RequestGroups => {
  const given = [...requests]
  const valid = given.filter(({ at }) => isInstant(at))
  const unique = inOrder(valid)
  const known = new Map(
    unique.filter(({ at }) => at <= asOf).map((request): [string, Voted] => [request.id, { request, votes: [] }])
  )
  let invalid = given.length - unique.length
  for (const vote of votes) {
    const found = known.get(vote.request)
    if (found === undefined || !isInstant(vote.at)) invalid++
    else if (vote.at <= asOf) found.votes.push(vote)
  }
  const all = [...merges]
  const isKnown = ({ into, request }: RequestMerge): boolean => known.has(request) && known.has(into)
  const resolved = all.filter(isKnown)
  const joined = new Joined()
  for (const { into, request } of resolved) joined.join(request, into)
  const members = new Map<string, Array<Voted>>()
  for (const each of known.values()) {
    const root = joined.rootOf(each.request.id)
    const group = members.get(root)
    if (group === undefined) members.set(root, [each])
    else group.push(each)
  }
  const marked = new Set(resolved.flatMap(({ reason, request }) => (reason === "marked" ? [request] : [])))
  return {
    groups: [...members.values()].map((each) => groupOf(each, marked)),
    unresolved: all.filter((merge) => !isKnown(merge)).sort(byIds),
    excluded: { missing: 0, invalid }
  }
}
