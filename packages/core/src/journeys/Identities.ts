import type { CustomerId, RecordId } from "../domain/Ids.ts"
import { compareText } from "../sources/compareText.ts"
import { DisjointSets } from "./DisjointSets.ts"
import { earlierLink, type IdentityLink, knownIds } from "./IdentityLink.ts"

export type { IdentityLink } from "./IdentityLink.ts"

/** The ids that were joined into one customer, and why. */
export interface IdentityMerge {
  /** The one that stands for all. */
  readonly customer: CustomerId
  /** All of them, in code point order. */
  readonly ids: ReadonlyArray<CustomerId>
  /** The links among them in the order of time, those included that only say again what others do. */
  readonly links: ReadonlyArray<IdentityLink>
}

/** A link that would have joined two known customers, and did not. */
export interface Contradiction {
  readonly link: IdentityLink
  /** The known customers that both sides of the link belong to: of `customer`, then of `same`. */
  readonly customers: readonly [CustomerId, CustomerId]
}

/** Which ids belong to which customer. */
export interface Identities {
  /** Every link, in the order of time. */
  readonly links: ReadonlyArray<IdentityLink>
  /** Customers of more than one id, in code point order. */
  readonly merges: ReadonlyArray<IdentityMerge>
  /** In the order of time. */
  readonly contradictions: ReadonlyArray<Contradiction>
  /** The customer of each id that a link names. */
  readonly customers: ReadonlyMap<CustomerId, CustomerId>
}

/** Ids with a number each, and the sets that links have joined so far. */
interface Joining {
  readonly ids: ReadonlyArray<CustomerId>
  readonly places: ReadonlyMap<CustomerId, number>
  readonly sets: DisjointSets
  /** Whether a set holds a known id, by the place of the member that stands for it. */
  readonly isKnown: Uint8Array
}

const joiningOf = (links: ReadonlyArray<IdentityLink>): Joining => {
  const known = knownIds(links)
  const ids = [...new Set(links.flatMap(({ customer, same }) => [customer, same]))].sort(compareText)
  return {
    ids,
    places: new Map(ids.map((id, place) => [id, place])),
    sets: new DisjointSets(ids.length),
    isKnown: Uint8Array.from(ids, (id) => Number(known.has(id)))
  }
}

/** Join the sets of a link, unless both of them are of known customers that no decision has merged. */
const join = ({ isKnown, places, sets }: Joining, { customer, kind, same }: IdentityLink): boolean => {
  const [a, b] = [sets.rootOf(places.get(customer) ?? 0), sets.rootOf(places.get(same) ?? 0)]
  if (a === b) return true
  const [x, y] = [isKnown[a] === 1, isKnown[b] === 1]
  if (x && y && kind !== "merged") return false
  isKnown[sets.join(a, b)] = Number(x || y)
  return true
}

/** The id that stands for each set: the first known one in code point order, or the first of all. */
const customersOf = ({ ids, sets }: Joining, known: ReadonlySet<CustomerId>): ReadonlyMap<CustomerId, CustomerId> => {
  const standing = new Map<number, CustomerId>()
  const stand = (some: ReadonlyArray<readonly [CustomerId, number]>): void => {
    for (const [id, root] of some) if (!standing.has(root)) standing.set(root, id)
  }
  const all = ids.map((id, place) => [id, sets.rootOf(place)] as const)
  stand(all.filter(([id]) => known.has(id)))
  stand(all)
  return new Map(all.map(([id, root]) => [id, standing.get(root) ?? id]))
}

const collect = <Item>(
  items: ReadonlyArray<Item>,
  key: (item: Item) => CustomerId
): ReadonlyMap<CustomerId, ReadonlyArray<Item>> => {
  const groups = new Map<CustomerId, Array<Item>>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group === undefined) groups.set(key(item), [item])
    else group.push(item)
  }
  return groups
}

/**
 * Put together the ids of each customer: what somebody did before they logged in, with what they did after.
 *
 * Links of kind `"merged"` are joined first, all others in the order of time, then of their ids in code point order. A link
 * whose two sides belong to two known customers joins nothing and is a contradiction: one anonymous id that two customers
 * logged in with stays with the one who came first. So the result does not depend on the order of the links, and no two known
 * customers become one unless a link says that they were merged.
 *
 * A customer is called by the first of their known ids in code point order, or by the first of all where none is known. A link of
 * an id with itself joins nothing. No links give no merges.
 *
 * ```ts import.meta.vitest
 * import { CustomerId, RecordId } from "../domain/Ids.ts"
 * import * as Identities from "./Identities.ts"
 *
 * const link = (id, customer, same, day) => ({ id, kind: "identified", customer, same, at: new Date(Date.UTC(2026, 2, day)) })
 * const links = [link("3", "bob", "tablet", 9), link("1", "ada", "phone", 1), link("2", "ada", "tablet", 2)]
 * const identities = Identities.stitch(links)
 * identities.merges.map(({ customer, ids }) => [customer, ids]) // => [["ada", ["ada", "phone", "tablet"]]]
 * identities.contradictions.map(({ link, customers }) => [link.id, customers]) // => [["3", ["bob", "ada"]]]
 * Identities.customerOf(Identities.without(identities, "2"), "tablet") // => "bob"
 * ```
 */
export const stitch = (links: Iterable<IdentityLink>): Identities => {
  const inTime = [...links].sort(earlierLink)
  const joining = joiningOf(inTime)
  const isDecision = ({ kind }: IdentityLink): boolean => kind === "merged"
  for (const link of inTime.filter(isDecision)) join(joining, link)
  const refused = new Set(inTime.filter((link) => !isDecision(link)).filter((link) => !join(joining, link)))
  const customers = customersOf(joining, knownIds(inTime))
  const customer = (id: CustomerId): CustomerId => customers.get(id) ?? id
  const linksOf = collect(
    inTime.filter((link) => !refused.has(link)),
    (link) => customer(link.customer)
  )
  const merges = [...collect(joining.ids, customer)].filter(([, ids]) => ids.length > 1)
  return {
    links: inTime,
    merges: merges
      .map(([name, ids]) => ({ customer: name, ids, links: linksOf.get(name) ?? [] }))
      .sort((a, b) => compareText(a.customer, b.customer)),
    contradictions: [...refused].map((link) => ({ link, customers: [customer(link.customer), customer(link.same)] })),
    customers
  }
}

/** The customer whom an id belongs to; an id that no link names belongs to itself. */
export const customerOf = ({ customers }: Identities, id: CustomerId): CustomerId => customers.get(id) ?? id

/** As if a link had never been: of its id, which several versions of it may have. */
export const without = ({ links }: Identities, link: RecordId): Identities =>
  stitch(links.filter(({ id }) => id !== link))

/** A record under its customer. */
export type Stitched<R> = R & {
  /** The id that the record had, where another one stands for the customer. */
  readonly before?: CustomerId
}

/**
 * Records under their customers, one for each in their order: `customer` is who they belong to, and where that is another id, `before`
 * is the one they had, so that nothing is lost and `{ ...record, customer: record.before }` takes it back. A record of no
 * customer stays as it is.
 *
 * ```ts import.meta.vitest
 * import * as Identities from "./Identities.ts"
 *
 * const identities = Identities.stitch([{ id: "1", kind: "identified", customer: "ada", same: "phone", at: new Date(0) }])
 * const visits = [{ customer: "phone", touchpoint: "search" }, { customer: "ada", touchpoint: "cart" }]
 * [...Identities.apply(identities, visits)][0] // => { customer: "ada", before: "phone", touchpoint: "search" }
 * ```
 */
export function* apply<R extends { readonly customer?: CustomerId }>(
  identities: Identities,
  records: Iterable<R>
): Generator<Stitched<R>> {
  for (const record of records) {
    const { customer: before } = record
    const customer = before === undefined ? before : customerOf(identities, before)
    yield customer === before ? record : { ...record, customer, before }
  }
}
