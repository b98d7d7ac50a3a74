import * as Schema from "effect/Schema"
import { Evidence } from "./Evidence.ts"
import { CustomerId, RecordId, TeamId, TouchpointId } from "./Ids.ts"
import { Metric } from "./Instrument.ts"

/** Following up on one piece of feedback until the customer has heard back. */
export const LoopCase = Schema.Struct({
  id: RecordId,
  customer: CustomerId,
  response: RecordId,
  at: Schema.DateFromString,
  team: Schema.optionalKey(TeamId),
  contactedAt: Schema.optionalKey(Schema.DateFromString),
  closedAt: Schema.optionalKey(Schema.DateFromString),
  outcome: Schema.optionalKey(Schema.Literals(["recovered", "unchanged", "lost"])),
  evidence: Evidence
})
export type LoopCase = typeof LoopCase.Type

/** A change made to a touchpoint, and what it is meant to move. */
export const Improvement = Schema.Struct({
  id: RecordId,
  name: Schema.NonEmptyString,
  touchpoint: TouchpointId,
  at: Schema.DateFromString,
  metric: Metric,
  /** The value aimed at, on the measure's own scale. */
  target: Schema.optionalKey(Schema.Finite),
  evidence: Evidence
})
export type Improvement = typeof Improvement.Type
