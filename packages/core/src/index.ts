export { Channel } from "./domain/Channel.ts"
export { Component, InvolvementLevel } from "./domain/Component.ts"
export { Account, Customer, Persona, Segment } from "./domain/Customer.ts"
export { Evidence } from "./domain/Evidence.ts"
export { Expectation } from "./domain/Expectation.ts"
export {
  AccountId,
  CustomerId,
  InstrumentId,
  JourneyId,
  PersonaId,
  RecordId,
  SegmentId,
  StageId,
  TeamId,
  TouchpointId
} from "./domain/Ids.ts"
export { Improvement, LoopCase } from "./domain/Improvement.ts"
export { Instrument, Metric, ScaleId } from "./domain/Instrument.ts"
export { Interaction, Outcome, ResponderKind } from "./domain/Interaction.ts"
export * as PlannedJourney from "./domain/PlannedJourney.ts"
export { type RecordKind, type RecordOf, Records, recordKinds } from "./domain/Records.ts"
export { Invitation, Response } from "./domain/Response.ts"
export * as Scale from "./domain/Scale.ts"
export { nineStages, StageDefinition, StageModel } from "./domain/StageModel.ts"
export { CancellationReason, Currency, MrrMovement, Subscription } from "./domain/Subscription.ts"
export { FeatureRequest, Ticket } from "./domain/Ticket.ts"
export { ContactMode, Environment, Touchpoint, TouchpointOwner } from "./domain/Touchpoint.ts"
export * as Ces from "./measures/Ces.ts"
export * as Churn from "./measures/Churn.ts"
export * as Csat from "./measures/Csat.ts"
export * as Gap from "./measures/Gap.ts"
export type { Group, PeriodResult } from "./measures/Grouped.ts"
export * as MeanScore from "./measures/MeanScore.ts"
export * as Nps from "./measures/Nps.ts"
export * as Survival from "./measures/Survival.ts"
export * as ToleranceZone from "./measures/ToleranceZone.ts"
export * as Sources from "./sources/index.ts"
export { benjaminiHochberg } from "./stats/BenjaminiHochberg.ts"
export type { Difference } from "./stats/Difference.ts"
export type { Estimate, Excluded, InsufficientData, Interval, Measured, Suppressed } from "./stats/Estimate.ts"
export { estimate, insufficientData, isEstimate, nothingExcluded } from "./stats/Estimate.ts"
export type { DifferenceMethod, IntervalMethod, Trinomial } from "./stats/NetScore.ts"
export * as NpsInterval from "./stats/NpsInterval.ts"
export * as RateRatio from "./stats/RateRatio.ts"
export { wilson } from "./stats/Wilson.ts"
export * as Bucket from "./tally/Bucket.ts"
export * as Cuts from "./tally/Cuts.ts"
export * as Dimension from "./tally/Dimension.ts"
export * as Tally from "./tally/index.ts"
export * as Period from "./tally/Period.ts"
export type { PeriodUnit } from "./tally/PeriodLabel.ts"
export * as PeriodLabel from "./tally/PeriodLabel.ts"
export { TallyFromJson } from "./tally/TallySchema.ts"
export * as TallyStream from "./tally/TallyStream.ts"
export { compare as compareValues, type Value } from "./tally/Value.ts"
export { type Condition, matcher, type Range, type Test, toTests, type Where } from "./tally/Where.ts"
