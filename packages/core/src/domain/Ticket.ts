import * as Schema from "effect/Schema"
import { Channel } from "./Channel.ts"
import { Evidence } from "./Evidence.ts"
import { CustomerId, RecordId, TeamId, TouchpointId } from "./Ids.ts"

/** A customer asked for help. */
export const Ticket = Schema.Struct({
  id: RecordId,
  customer: Schema.optionalKey(CustomerId),
  touchpoint: Schema.optionalKey(TouchpointId),
  at: Schema.DateFromString,
  firstReplyAt: Schema.optionalKey(Schema.DateFromString),
  resolvedAt: Schema.optionalKey(Schema.DateFromString),
  channel: Schema.optionalKey(Channel),
  team: Schema.optionalKey(TeamId),
  status: Schema.Literals(["open", "pending", "solved"]),
  subject: Schema.String,
  body: Schema.String,
  evidence: Evidence
})
export type Ticket = typeof Ticket.Type

/** A customer asked for something that does not exist yet. */
export const FeatureRequest = Schema.Struct({
  id: RecordId,
  customer: Schema.optionalKey(CustomerId),
  at: Schema.DateFromString,
  title: Schema.NonEmptyString,
  body: Schema.optionalKey(Schema.String),
  status: Schema.Literals(["open", "planned", "started", "done", "declined"]),
  votes: Schema.optionalKey(Schema.Int),
  evidence: Evidence
})
export type FeatureRequest = typeof FeatureRequest.Type
