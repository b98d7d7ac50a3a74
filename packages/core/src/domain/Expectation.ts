import * as Schema from "effect/Schema"
import { Component } from "./Component.ts"
import { Evidence } from "./Evidence.ts"
import { CustomerId, RecordId, TouchpointId } from "./Ids.ts"
import { ScaleId } from "./Instrument.ts"

/**
 * What a customer expects of a touchpoint, on the scale of the answers it is compared with.
 *
 * `minimum` to `desired` is the zone of tolerance; `predicted` is what the customer thinks will happen (Parasuraman,
 * Zeithaml and Berry 1994). Without a component it is about the touchpoint as a whole.
 */
export const Expectation = Schema.Struct({
  id: RecordId,
  customer: CustomerId,
  touchpoint: TouchpointId,
  component: Schema.optionalKey(Component),
  at: Schema.DateFromString,
  scale: ScaleId,
  minimum: Schema.optionalKey(Schema.Int),
  desired: Schema.optionalKey(Schema.Int),
  predicted: Schema.optionalKey(Schema.Int),
  importance: Schema.optionalKey(Schema.Int),
  evidence: Evidence
})
export type Expectation = typeof Expectation.Type
