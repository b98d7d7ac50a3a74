import {
  CancellationReason,
  Channel,
  Component,
  FeatureRequest,
  IdentityLinkKind,
  LoopCase,
  Metric,
  MrrMovement,
  Outcome,
  type RecordKind,
  type RecordOf,
  ResponderKind,
  Ticket
} from "@throughline/core"

/** How the text of a field is read. */
export type FieldType =
  | "id"
  | "responseId"
  | "requestId"
  | "touchpoint"
  | "text"
  | "name"
  | "time"
  | "integer"
  | "natural"
  | "number"
  | "score"
  | "money"
  | "currency"
  | "scale"
  | ReadonlyArray<string>

/**
 * What a wrong value costs. `required`: the record. `decisive`: the record too, because without the value it would say
 * something else (a subscription without its end still runs). `optional`: the field.
 */
export type FieldWeight = "required" | "decisive" | "optional"

export interface RecordField {
  readonly type: FieldType
  readonly weight: FieldWeight
}

const required = <const T extends FieldType>(type: T) => ({ type, weight: "required" }) as const
const decisive = <const T extends FieldType>(type: T) => ({ type, weight: "decisive" }) as const
const optional = <const T extends FieldType>(type: T) => ({ type, weight: "optional" }) as const

type Mapped<Kind extends RecordKind> = Omit<RecordOf<Kind>, "id" | "evidence">
type Weight<R, Name extends keyof R> =
  Partial<Pick<R, Name>> extends Pick<R, Name> ? "decisive" | "optional" : "required"

/** Every field of every kind, and no other: the compiler checks it against the records. */
type Fields = {
  readonly [Kind in RecordKind]: {
    readonly [Name in keyof Mapped<Kind>]-?: {
      readonly type: FieldType
      readonly weight: Weight<Mapped<Kind>, Name>
    }
  }
}

const at = required("time")
const customer = required("id")
const channel = optional(Channel.literals)
const team = optional("id")
const segment = optional("id")

const fields = {
  customers: { account: optional("id"), segment, firstSeenAt: optional("time") },
  interactions: {
    customer,
    touchpoint: required("touchpoint"),
    at,
    channel,
    team,
    segment,
    waitSeconds: optional("natural"),
    responder: optional(ResponderKind.literals),
    outcome: optional(Outcome.literals)
  },
  responses: {
    customer,
    touchpoint: decisive("touchpoint"),
    at,
    metric: required(Metric.literals),
    component: decisive(Component.literals),
    scale: required("scale"),
    score: required("score"),
    channel,
    team,
    segment,
    comment: optional("text")
  },
  invitations: {
    customer,
    touchpoint: decisive("touchpoint"),
    at,
    metric: required(Metric.literals),
    channel,
    segment
  },
  expectations: {
    customer,
    touchpoint: required("touchpoint"),
    component: decisive(Component.literals),
    at,
    scale: required("scale"),
    minimum: optional("score"),
    desired: optional("score"),
    predicted: optional("score"),
    importance: optional("integer")
  },
  subscriptions: {
    customer,
    plan: optional("name"),
    segment,
    startedAt: required("time"),
    endedAt: decisive("time"),
    reason: optional(CancellationReason.literals),
    currency: optional("currency"),
    priceMinor: optional("money")
  },
  movements: {
    customer,
    at,
    kind: required(MrrMovement.fields.kind.literals),
    currency: required("currency"),
    amountMinor: required("money")
  },
  tickets: {
    customer: optional("id"),
    touchpoint: optional("touchpoint"),
    at,
    firstReplyAt: decisive("time"),
    firstReplyBy: optional(ResponderKind.literals),
    resolvedAt: decisive("time"),
    slaDueAt: optional("time"),
    channel,
    team,
    priority: optional(Ticket.fields.priority.schema.literals),
    status: required(Ticket.fields.status.literals),
    replies: optional("natural"),
    reopens: optional("natural"),
    waitSeconds: optional("natural"),
    handlingSeconds: optional("natural"),
    rating: optional(Ticket.fields.rating.schema.literals),
    saidResolved: optional(Ticket.fields.saidResolved.schema.literals),
    subject: required("text"),
    body: required("text")
  },
  requests: {
    customer: optional("id"),
    at,
    title: required("name"),
    body: optional("text"),
    status: required(FeatureRequest.fields.status.literals),
    closedAt: decisive("time"),
    duplicateOf: decisive("requestId"),
    votes: optional("natural")
  },
  votes: { request: required("requestId"), customer: optional("id"), at },
  loopCases: {
    customer,
    response: required("responseId"),
    at,
    team,
    contactedAt: decisive("time"),
    closedAt: decisive("time"),
    outcome: optional(LoopCase.fields.outcome.schema.literals)
  },
  improvements: {
    name: required("name"),
    touchpoint: required("touchpoint"),
    at,
    metric: required(Metric.literals),
    target: optional("number")
  },
  identities: { kind: required(IdentityLinkKind.literals), customer, same: required("id"), at }
} as const satisfies Fields

/** The fields of each kind that a mapping can fill. */
export const recordFields: { readonly [Kind in RecordKind]: Readonly<Record<string, RecordField>> } = fields
