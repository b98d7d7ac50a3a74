import { recordKinds } from "@throughline/core"
import type { DerivedSource, Field, SourceName } from "../query/Query.ts"
import type { ColumnType } from "./Column.ts"
import { columnsOf } from "./columnsOf.ts"

type Fields<Source extends SourceName> = { readonly [F in Field<Source>]: ColumnType }

const ofCase = {
  customer: "text",
  path: "text",
  first: "text",
  last: "text",
  length: "integer",
  seconds: "integer",
  at: "instant",
  channel: "text",
  team: "text",
  segment: "text"
} as const

const derived: { readonly [Source in DerivedSource]: Fields<Source> } = {
  reach: { customer: "text", touchpoint: "text", at: "instant", channel: "text", team: "text", segment: "text" },
  gaps: {
    response: "text",
    customer: "text",
    touchpoint: "text",
    component: "text",
    at: "instant",
    channel: "text",
    team: "text",
    segment: "text",
    scale: "text",
    score: "integer",
    minimum: "integer",
    desired: "integer",
    predicted: "integer",
    importance: "integer"
  },
  lifetimes: {
    customer: "text",
    startedAt: "instant",
    endedAt: "instant",
    outcome: "text",
    reason: "text",
    days: "integer",
    plan: "text",
    segment: "text"
  },
  repeats: {
    customer: "text",
    channel: "text",
    segment: "text",
    at: "instant",
    outcome: "text",
    days: "integer"
  },
  retention: {
    customer: "text",
    channel: "text",
    segment: "text",
    period: "instant",
    cohort: "instant",
    age: "integer"
  },
  activity: {
    customer: "text",
    channel: "text",
    segment: "text",
    period: "instant",
    state: "text",
    days: "integer"
  },
  recoveries: {
    response: "text",
    customer: "text",
    touchpoint: "text",
    metric: "text",
    component: "text",
    scale: "text",
    score: "integer",
    at: "instant",
    channel: "text",
    segment: "text",
    loopCase: "text",
    team: "text",
    outcome: "text",
    contacted: "boolean",
    days: "integer",
    nextAt: "instant",
    nextScore: "integer",
    sameTouchpoint: "boolean",
    contactedBefore: "boolean"
  },
  steps: {
    customer: "text",
    from: "text",
    to: "text",
    at: "instant",
    seconds: "integer",
    segment: "text",
    channel: "text",
    team: "text",
    responder: "text",
    fromChannel: "text",
    fromTeam: "text",
    fromResponder: "text"
  },
  scoredSteps: {
    customer: "text",
    to: "text",
    at: "instant",
    segment: "text",
    metric: "text",
    component: "text",
    scale: "text",
    score: "integer",
    from: "text",
    seconds: "integer",
    channel: "text",
    team: "text",
    responder: "text",
    fromChannel: "text",
    fromTeam: "text",
    fromResponder: "text"
  },
  scoredJourneys: {
    customer: "text",
    length: "integer",
    first: "integer",
    last: "integer",
    lowest: "integer",
    highest: "integer",
    total: "integer",
    outcome: "integer"
  },
  progress: {
    customer: "text",
    step: "integer",
    furthest: "boolean",
    seconds: "integer",
    next: "text",
    at: "instant",
    channel: "text",
    team: "text",
    segment: "text"
  },
  stays: {
    customer: "text",
    stage: "text",
    at: "instant",
    outcome: "text",
    to: "text",
    seconds: "integer",
    days: "integer",
    age: "integer",
    channel: "text",
    team: "text",
    segment: "text"
  },
  cases: ofCase,
  caseOutcomes: { ...ofCase, score: "integer", scale: "text", answeredAt: "instant", left: "boolean" },
  waits: {
    customer: "text",
    touchpoint: "text",
    at: "instant",
    channel: "text",
    team: "text",
    priority: "text",
    reply: "text",
    replySeconds: "integer",
    responder: "text",
    resolution: "text",
    resolutionSeconds: "integer",
    resolvedAt: "instant",
    settledDays: "integer",
    repeat: "text",
    repeatDays: "integer",
    sla: "text",
    replies: "integer",
    reopens: "integer",
    waitSeconds: "integer",
    handlingSeconds: "integer",
    rating: "text",
    saidResolved: "text"
  }
}

const ofRecords = recordKinds.map((kind): readonly [string, ReadonlyMap<string, ColumnType>] => [
  kind,
  new Map(columnsOf(kind).flatMap(({ name, path, type }) => (path.length === 1 ? [[name, type] as const] : [])))
])

const ofDerived = Object.entries(derived).map(([source, fields]) => [source, new Map(Object.entries(fields))] as const)

const known = new Map<string, ReadonlyMap<string, ColumnType>>([...ofRecords, ...ofDerived])

/** The fields of a source that hold one value, with their types; `undefined` when there is no such source. */
export const fieldsOf = (source: string): ReadonlyMap<string, ColumnType> | undefined => known.get(source)
