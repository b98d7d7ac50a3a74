import * as Schema from "effect/Schema"
import { Evidence } from "./Evidence.ts"
import { AccountId, CustomerId, PersonaId, SegmentId } from "./Ids.ts"

/** A person or household that is served. */
export const Customer = Schema.Struct({
  id: CustomerId,
  account: Schema.optionalKey(AccountId),
  segment: Schema.optionalKey(SegmentId),
  firstSeenAt: Schema.optionalKey(Schema.DateFromString),
  evidence: Evidence
})
export type Customer = typeof Customer.Type

/** The organisation that several customers belong to. */
export const Account = Schema.Struct({ id: AccountId, name: Schema.NonEmptyString, evidence: Evidence })
export type Account = typeof Account.Type

/** A group of customers that is measured and treated apart. */
export const Segment = Schema.Struct({ id: SegmentId, name: Schema.NonEmptyString, evidence: Evidence })
export type Segment = typeof Segment.Type

/** A described typical customer of a segment: what they want, what bothers them. */
export const Persona = Schema.Struct({
  id: PersonaId,
  name: Schema.NonEmptyString,
  segment: Schema.optionalKey(SegmentId),
  goals: Schema.Array(Schema.NonEmptyString),
  frustrations: Schema.Array(Schema.NonEmptyString),
  evidence: Evidence
})
export type Persona = typeof Persona.Type
