import * as Schema from "effect/Schema"
import { Channel } from "./Channel.ts"
import { Evidence } from "./Evidence.ts"
import { CustomerId, RecordId, TeamId, TouchpointId } from "./Ids.ts"
import { ResponderKind } from "./Interaction.ts"

const natural = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** A customer asked for help. */
export const Ticket = Schema.Struct({
  id: RecordId,
  customer: Schema.optionalKey(CustomerId),
  touchpoint: Schema.optionalKey(TouchpointId),
  at: Schema.DateFromString,
  firstReplyAt: Schema.optionalKey(Schema.DateFromString),
  /** Who gave that reply. */
  firstReplyBy: Schema.optionalKey(ResponderKind),
  /** When it was resolved last. */
  resolvedAt: Schema.optionalKey(Schema.DateFromString),
  /** When the service-level agreement wants it resolved. */
  slaDueAt: Schema.optionalKey(Schema.DateFromString),
  channel: Schema.optionalKey(Channel),
  team: Schema.optionalKey(TeamId),
  priority: Schema.optionalKey(Schema.Literals(["low", "normal", "high", "urgent"])),
  status: Schema.Literals(["open", "pending", "solved"]),
  /** How many public replies it was given. */
  replies: Schema.optionalKey(natural),
  /** How often it was opened again after it was resolved. */
  reopens: Schema.optionalKey(natural),
  /** How long the customer waited for the other side, all times together, in whole seconds. */
  waitSeconds: Schema.optionalKey(natural),
  /** How long it was worked on, in whole seconds. */
  handlingSeconds: Schema.optionalKey(natural),
  /** What the customer said of the support, as Zendesk asks: `"offered"` was asked and did not answer. */
  rating: Schema.optionalKey(Schema.Literals(["good", "bad", "offered"])),
  /** Whether the customer, asked, said that the first contact resolved it. */
  saidResolved: Schema.optionalKey(Schema.Literals(["yes", "no"])),
  subject: Schema.String,
  body: Schema.String,
  evidence: Evidence
})
export type Ticket = typeof Ticket.Type
