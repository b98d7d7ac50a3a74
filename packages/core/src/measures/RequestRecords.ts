import type { FeatureRequest } from "../domain/FeatureRequest.ts"

/** A feature request, as far as it is counted: every `FeatureRequest` is one. */
export interface AskedRequest {
  readonly id: string
  readonly title: string
  readonly body?: string
  readonly at: Date
  readonly status: FeatureRequest["status"]
  /** Who asked first; nobody knows without it. */
  readonly customer?: string
  /** When it was done or declined. */
  readonly closedAt?: Date
  /** The id of the request that this one says again. */
  readonly duplicateOf?: string
  /** How many voted, where no more than their number is known. */
  readonly votes?: number
}

/** A vote for a request: every `RequestVote` is one. Without a customer it is anonymous. */
export interface AskedVote {
  readonly request: string
  readonly customer?: string
  readonly at: Date
}

/** In the order of code units. */
export const compareIds = (a: string, b: string): number => Number(a > b) - Number(a < b)

/** By when they were asked, then by id. */
const byTime = (a: AskedRequest, b: AskedRequest): number =>
  a.at.getTime() - b.at.getTime() || compareIds(a.id, b.id) || compareIds(a.title, b.title)

/** In the order of time, of several with one id the first. */
export const inOrder = (requests: Iterable<AskedRequest>): ReadonlyArray<AskedRequest> => {
  const sorted = [...requests].sort(byTime)
  const known = new Set<string>()
  return sorted.filter(({ id }) => !known.has(id) && known.add(id))
}

/** The first of the group of each id, in a forest that `join` grows. */
export class Joined {
  private readonly parents = new Map<string, string>()

  rootOf(id: string): string {
    let root = id
    for (let parent = this.parents.get(root); parent !== undefined; parent = this.parents.get(root)) root = parent
    return root
  }

  /** Put the groups of two ids together; `false` when they are one already. */
  join(id: string, into: string): boolean {
    const [a, b] = [this.rootOf(id), this.rootOf(into)]
    if (a === b) return false
    this.parents.set(a, b)
    return true
  }
}
