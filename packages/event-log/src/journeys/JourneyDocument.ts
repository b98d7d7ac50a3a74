import {
  Channel,
  Component,
  CustomerId,
  Evidence,
  Interaction,
  JourneyId,
  Metric,
  RecordId,
  SegmentId,
  StageId,
  TeamId,
  Touchpoint,
  TouchpointId
} from "@throughline/core"
import * as Schema from "effect/Schema"

const text = (longest: number) => Schema.NonEmptyString.check(Schema.isMaxLength(longest))
const list = <Item extends Schema.Constraint>(item: Item, most: number) =>
  Schema.Array(item).check(Schema.isMaxLength(most))

const Name = text(1000)
const ActorId = text(256)

/** An instant with its offset from UTC. That the day exists in its month is checked where it is read. */
const Instant = Schema.String.check(
  Schema.isPattern(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/u, {
    expected: "a time with its offset from UTC, as 2026-03-29T10:00:00+02:00"
  })
)

const ScaleText = Schema.String.check(
  Schema.isPattern(/^\d{1,4}-\d{1,4}$/u, { expected: 'a scale written "minimum-maximum", as "1-5"' })
)

const Source = Schema.Struct({
  source: text(64),
  kind: Evidence.fields.kind,
  provenance: Schema.optionalKey(Schema.String.check(Schema.isMaxLength(1000)))
}).annotate({
  identifier: "Evidence",
  description:
    "Where it comes from, and whether somebody judged it (subjective) or it was logged or answered (objective)."
})

/** Somebody who takes part in a journey: the customer, who serves them, or anybody else. */
export const Actor = Schema.Struct({
  id: ActorId,
  kind: Schema.Literals(["endUser", "serviceProvider", "other"]),
  name: Schema.optionalKey(Name)
}).annotate({ identifier: "Actor", description: "Who takes part: the customer is an endUser." })
export type Actor = typeof Actor.Type

/** The part of an actor in a communication point. */
const Party = Schema.Struct({ actor: ActorId, label: Schema.optionalKey(Name) }).annotate({
  identifier: "Party",
  description: "An actor by its id, and what the touchpoint is from its side."
})
export type Party = typeof Party.Type

const touchpointFields = {
  ...Touchpoint.fields,
  name: Name,
  involvement: Schema.optionalKey(Touchpoint.fields.involvement.schema.check(Schema.isMaxLength(20)))
}

const CommunicationPoint = Schema.Struct({
  type: Schema.Literal("communicationPoint"),
  ...touchpointFields,
  initiator: Schema.optionalKey(Party),
  receiver: Schema.optionalKey(Party)
}).annotate({
  identifier: "CommunicationPoint",
  description: "A touchpoint where one actor communicates with another through a channel."
})

const Action = Schema.Struct({ type: Schema.Literal("action"), ...touchpointFields, actor: ActorId }).annotate({
  identifier: "Action",
  description: "A touchpoint where one actor does something alone."
})

export const PlannedTouchpoint = Schema.Union([CommunicationPoint, Action]).annotate({
  expected: 'a touchpoint whose type is "communicationPoint" or "action"'
})
export type PlannedTouchpoint = typeof PlannedTouchpoint.Type

const Stage = Schema.Struct({
  id: StageId,
  name: Name,
  touchpoints: Schema.NonEmptyArray(PlannedTouchpoint).check(Schema.isMaxLength(200))
}).annotate({
  identifier: "Stage",
  description: "A phase of the journey: touchpoints in the order a customer meets them."
})

const Planned = Schema.Struct({
  id: JourneyId,
  name: Name,
  stages: Schema.NonEmptyArray(Stage).check(Schema.isMaxLength(100))
}).annotate({
  identifier: "PlannedJourney",
  description: "The journey as planned. Nobody has felt anything on it yet."
})

const experienceFields = {
  metric: Schema.optionalKey(Metric),
  scale: Schema.optionalKey(ScaleText),
  score: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1000 }))),
  direction: Schema.optionalKey(Schema.Literals(["highIsGood", "lowIsGood"])),
  component: Schema.optionalKey(Component),
  comment: Schema.optionalKey(Schema.String.check(Schema.isMaxLength(100_000))),
  id: Schema.optionalKey(RecordId),
  evidence: Schema.optionalKey(Source)
}

const whereFields = {
  channel: Schema.optionalKey(Channel),
  team: Schema.optionalKey(TeamId),
  segment: Schema.optionalKey(SegmentId)
}

/** What a customer said about the touchpoint that it stands in. */
export const Experience = Schema.Struct(experienceFields).annotate({
  identifier: "Experience",
  description:
    "What the customer said about this touchpoint. It counts as an answer with metric, scale, score and direction."
})
export type Experience = typeof Experience.Type

/** What a customer said about the journey, or about a touchpoint at a time of its own. */
export const JourneyExperience = Schema.Struct({
  ...experienceFields,
  ...whereFields,
  at: Instant,
  touchpoint: Schema.optionalKey(TouchpointId)
}).annotate({
  identifier: "JourneyExperience",
  description: "What the customer said about the journey, or about one touchpoint, at a time of its own."
})
export type JourneyExperience = typeof JourneyExperience.Type

export const ActualTouchpoint = Schema.Struct({
  id: Schema.optionalKey(RecordId),
  touchpoint: TouchpointId,
  at: Instant,
  ...whereFields,
  waitSeconds: Interaction.fields.waitSeconds,
  responder: Interaction.fields.responder,
  outcome: Interaction.fields.outcome,
  evidence: Schema.optionalKey(Source),
  experience: Schema.optionalKey(list(Experience, 100))
}).annotate({
  identifier: "ActualTouchpoint",
  description: "That the customer met a touchpoint, planned or not, and when."
})
export type ActualTouchpoint = typeof ActualTouchpoint.Type

export const ActualJourney = Schema.Struct({
  id: text(128),
  customer: CustomerId,
  evidence: Source,
  touchpoints: list(ActualTouchpoint, 10_000),
  experience: Schema.optionalKey(list(JourneyExperience, 10_000))
}).annotate({ identifier: "ActualJourney", description: "What one customer did, and how it felt." })
export type ActualJourney = typeof ActualJourney.Type

/**
 * A document of journeys, version 1.0: actors, the planned journey, and actual ones. The ideas are those of CJML 2.0.
 *
 * ```ts import.meta.vitest
 * import * as Schema from "effect/Schema"
 * import { JourneyDocument } from "./JourneyDocument.ts"
 *
 * Schema.is(JourneyDocument)({ version: "1.0" }) // => true
 * Schema.is(JourneyDocument)({ version: "2.0" }) // => false
 * ```
 */
export const JourneyDocument = Schema.Struct({
  $schema: Schema.optionalKey(Schema.String.check(Schema.isMaxLength(2000))),
  version: Schema.Literal("1.0"),
  actors: Schema.optionalKey(list(Actor, 1000)),
  planned: Schema.optionalKey(Planned),
  actual: Schema.optionalKey(list(ActualJourney, 100_000))
})
export type JourneyDocument = typeof JourneyDocument.Type
