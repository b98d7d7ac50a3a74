import * as Schema from "effect/Schema"
import { Evidence } from "./Evidence.ts"
import { CustomerId, RecordId } from "./Ids.ts"

/**
 * How two ids come to belong to one customer.
 *
 * - `"identified"`: somebody logged in, or gave their name. `customer` is known by it, `same` is an id used before.
 * - `"same"`: both are one, and that says of neither that it is known: two devices, an id that was renewed.
 * - `"merged"`: both are known and are one nevertheless, as when duplicates of a CRM were put together. It is a decision, and the
 *   only kind of link that joins two known customers.
 */
export const IdentityLinkKind = Schema.Literals(["identified", "same", "merged"])
export type IdentityLinkKind = typeof IdentityLinkKind.Type

/** That two ids belong to one customer. It belongs to both: who is erased takes it along. */
export const IdentityLink = Schema.Struct({
  id: RecordId,
  kind: IdentityLinkKind,
  customer: CustomerId,
  same: CustomerId,
  at: Schema.DateFromString,
  evidence: Evidence
})
export type IdentityLink = typeof IdentityLink.Type
