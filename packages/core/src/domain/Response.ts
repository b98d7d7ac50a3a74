import * as Schema from "effect/Schema"
import { Channel } from "./Channel.ts"
import { Component } from "./Component.ts"
import { Evidence } from "./Evidence.ts"
import { CustomerId, RecordId, SegmentId, TeamId, TouchpointId } from "./Ids.ts"
import { Metric, ScaleId } from "./Instrument.ts"
import * as Scale from "./Scale.ts"

/**
 * One answer of one customer to one question. A survey with three questions gives up to three responses.
 *
 * The score is a point of the scale; high is good, except in `ces1`.
 */
export const Response = Schema.Struct({
  id: RecordId,
  customer: CustomerId,
  touchpoint: Schema.optionalKey(TouchpointId),
  at: Schema.DateFromString,
  metric: Metric,
  component: Schema.optionalKey(Component),
  scale: ScaleId,
  score: Schema.Int,
  channel: Schema.optionalKey(Channel),
  team: Schema.optionalKey(TeamId),
  segment: Schema.optionalKey(SegmentId),
  comment: Schema.optionalKey(Schema.String),
  evidence: Evidence
}).check(
  Schema.makeFilter((response) => {
    const scale = Scale.parse(response.scale)
    if (scale === undefined || Scale.contains(scale, response.score)) return undefined
    return { path: ["score"], issue: `not a point of the scale ${scale.id}` }
  })
)
export type Response = typeof Response.Type

/** That a customer was asked. Responses over invitations is the response rate. */
export const Invitation = Schema.Struct({
  id: RecordId,
  customer: CustomerId,
  touchpoint: Schema.optionalKey(TouchpointId),
  at: Schema.DateFromString,
  metric: Metric,
  channel: Schema.optionalKey(Channel),
  segment: Schema.optionalKey(SegmentId),
  evidence: Evidence
})
export type Invitation = typeof Invitation.Type
