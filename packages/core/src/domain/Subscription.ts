import * as Schema from "effect/Schema"
import { Evidence } from "./Evidence.ts"
import { CustomerId, RecordId, SegmentId } from "./Ids.ts"

/** Why a customer left: Stripe's list, with involuntary endings apart. */
export const CancellationReason = Schema.Literals([
  "too_expensive",
  "missing_features",
  "switched_service",
  "unused",
  "too_complex",
  "low_quality",
  "customer_service",
  "other",
  "payment_failed",
  "payment_disputed"
])
export type CancellationReason = typeof CancellationReason.Type

/** An ISO 4217 code, such as `"EUR"`. */
export const Currency = Schema.String.check(Schema.isPattern(/^[A-Z]{3}$/))
export type Currency = typeof Currency.Type

/** From when to when a customer was subscribed. Without an end it is still running. */
export const Subscription = Schema.Struct({
  id: RecordId,
  customer: CustomerId,
  plan: Schema.optionalKey(Schema.NonEmptyString),
  segment: Schema.optionalKey(SegmentId),
  startedAt: Schema.DateFromString,
  endedAt: Schema.optionalKey(Schema.DateFromString),
  reason: Schema.optionalKey(CancellationReason),
  /** Price of one billing period in minor units (cents), always with its currency. */
  priceMinor: Schema.optionalKey(Schema.Int),
  currency: Schema.optionalKey(Currency),
  evidence: Evidence
}).check(
  Schema.makeFilter((subscription) =>
    subscription.endedAt !== undefined && subscription.endedAt < subscription.startedAt
      ? { path: ["endedAt"], issue: "ends before it starts" }
      : undefined
  )
)
export type Subscription = typeof Subscription.Type

/** A change of monthly recurring revenue, in minor units of one currency. */
export const MrrMovement = Schema.Struct({
  id: RecordId,
  customer: CustomerId,
  at: Schema.DateFromString,
  kind: Schema.Literals(["new", "expansion", "contraction", "churn", "reactivation"]),
  amountMinor: Schema.Int,
  currency: Currency,
  evidence: Evidence
})
export type MrrMovement = typeof MrrMovement.Type
