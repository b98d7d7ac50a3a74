import * as Schema from "effect/Schema"
import { Channel } from "./Channel.ts"
import { InvolvementLevel } from "./Component.ts"
import { TeamId, TouchpointId } from "./Ids.ts"

/** Direct contact is buying, using, being served; indirect is advertising, news, word of mouth, critics. */
export const ContactMode = Schema.Literals(["direct", "indirect"])
export type ContactMode = typeof ContactMode.Type

/** Who controls the touchpoint (Lemon and Verhoef 2016). */
export const TouchpointOwner = Schema.Literals(["brand", "partner", "customer", "social"])
export type TouchpointOwner = typeof TouchpointOwner.Type

/** Where it takes place. */
export const Environment = Schema.Literals(["digital", "physical", "human"])
export type Environment = typeof Environment.Type

/** A planned point of contact between a customer and what the company does. */
export const Touchpoint = Schema.Struct({
  id: TouchpointId,
  name: Schema.NonEmptyString,
  channel: Schema.optionalKey(Channel),
  contactMode: Schema.optionalKey(ContactMode),
  owner: Schema.optionalKey(TouchpointOwner),
  environment: Schema.optionalKey(Environment),
  involvement: Schema.optionalKey(Schema.Array(InvolvementLevel)),
  team: Schema.optionalKey(TeamId),
  /** A moment that decides whether the customer stays. */
  momentOfTruth: Schema.optionalKey(Schema.Boolean),
  /** Only some customers come here, such as support: its volume is not a step of the funnel. */
  optional: Schema.optionalKey(Schema.Boolean)
})
export type Touchpoint = typeof Touchpoint.Type
