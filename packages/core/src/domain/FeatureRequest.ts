import * as Schema from "effect/Schema"
import { Evidence } from "./Evidence.ts"
import { CustomerId, RecordId } from "./Ids.ts"

/** A customer asked for something that does not exist yet. */
export const FeatureRequest = Schema.Struct({
  id: RecordId,
  customer: Schema.optionalKey(CustomerId),
  at: Schema.DateFromString,
  title: Schema.NonEmptyString,
  body: Schema.optionalKey(Schema.String),
  status: Schema.Literals(["open", "planned", "started", "done", "declined"]),
  /** When it was done or declined. */
  closedAt: Schema.optionalKey(Schema.DateFromString),
  /** The request that this one says again. */
  duplicateOf: Schema.optionalKey(RecordId),
  /** How many voted for it, where the source says no more than their number. */
  votes: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))),
  evidence: Evidence
})
export type FeatureRequest = typeof FeatureRequest.Type

/** Somebody wants what a request asks for. Without a customer it is anonymous. */
export const RequestVote = Schema.Struct({
  id: RecordId,
  request: RecordId,
  customer: Schema.optionalKey(CustomerId),
  at: Schema.DateFromString,
  evidence: Evidence
})
export type RequestVote = typeof RequestVote.Type
