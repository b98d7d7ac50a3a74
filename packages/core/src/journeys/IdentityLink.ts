import type { Evidence } from "../domain/Evidence.ts"
import type { CustomerId, RecordId } from "../domain/Ids.ts"
import { compareText } from "../sources/compareText.ts"

/**
 * That two ids belong to one customer.
 *
 * - `"identified"`: somebody logged in, or gave their name. `customer` is known by it, `same` is an id used before.
 * - `"same"`: both are one, and that says of neither that it is known: two devices, an id that was renewed.
 * - `"merged"`: both are known and are one nevertheless, as when duplicates of a CRM were put together. It is a decision, and the
 *   only kind of link that joins two known customers.
 */
export interface IdentityLink {
  /** The id of the link itself. */
  readonly id: RecordId
  readonly kind: "identified" | "same" | "merged"
  readonly customer: CustomerId
  readonly same: CustomerId
  readonly at: Date
  readonly evidence?: Evidence
}

/** The order of times, what is none last. */
const compareTimes = (a: Date, b: Date): number => {
  const [x, y] = [a.getTime(), b.getTime()]
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y))
  return x - y
}

/** The order of links by time, then by id in code point order, then by what they say. */
export const earlierLink = (a: IdentityLink, b: IdentityLink): number =>
  compareTimes(a.at, b.at) ||
  compareText(a.id, b.id) ||
  compareText(a.customer, b.customer) ||
  compareText(a.same, b.same) ||
  compareText(a.kind, b.kind)

/** The ids that links say are known. */
export const knownIds = (links: ReadonlyArray<IdentityLink>): ReadonlySet<CustomerId> =>
  new Set(
    links.flatMap(({ customer, kind, same }) => {
      if (kind === "same") return []
      return kind === "identified" ? [customer] : [customer, same]
    })
  )
