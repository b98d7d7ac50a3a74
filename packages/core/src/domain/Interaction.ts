import * as Schema from "effect/Schema"
import { Channel } from "./Channel.ts"
import { Evidence } from "./Evidence.ts"
import { CustomerId, RecordId, SegmentId, TeamId, TouchpointId } from "./Ids.ts"

/** Who answered: a person or a machine. A bot's answer is not a human's. */
export const ResponderKind = Schema.Literals(["human", "automated"])
export type ResponderKind = typeof ResponderKind.Type

/** How an interaction ended. */
export const Outcome = Schema.Literals(["completed", "abandoned", "failed"])
export type Outcome = typeof Outcome.Type

/** What happened: a customer met a touchpoint. */
export const Interaction = Schema.Struct({
  id: RecordId,
  customer: CustomerId,
  touchpoint: TouchpointId,
  at: Schema.DateFromString,
  channel: Schema.optionalKey(Channel),
  team: Schema.optionalKey(TeamId),
  segment: Schema.optionalKey(SegmentId),
  /** How long the customer waited, in whole seconds. */
  waitSeconds: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))),
  responder: Schema.optionalKey(ResponderKind),
  outcome: Schema.optionalKey(Outcome),
  evidence: Evidence
})
export type Interaction = typeof Interaction.Type
