import type { Mapping, Proposal, RecordRule } from "@throughline/import"
import { type Format, type Head, type JsonObject, own, rulesByType, type TypedScores } from "@throughline/import/format"
import { rows, type Shape, shapeOf } from "./Row.ts"
import { ticketRule, touchpointQuestion, unknownIn } from "./Rules.ts"
import { proposeStatuses } from "./Stages.ts"
import { asked, channels, priorities } from "./Values.ts"

const inPages = ["/results"] as const
const inFiles = [...inPages, ""] as const

/** Objects of its CRM: properties, of which some have names that only HubSpot gives. */
const isHubSpot = (record: JsonObject): boolean => {
  const keys = Object.keys(own(record, "properties") ?? {})
  const isObject = ["id", "createdAt", "updatedAt", "archived"].every((key) => Object.hasOwn(record, key))
  return isObject && keys.some((key) => key.startsWith("hs_") || key === "lastmodifieddate")
}

const found = (head: Head): ReadonlyArray<JsonObject> => head.objects(inFiles).filter(isHubSpot)

const textOf = (row: JsonObject, key: string): string => {
  const value = own(row, key)
  return typeof value === "string" ? value : ""
}

const textsOf = (sample: ReadonlyArray<JsonObject>, key: string): ReadonlyArray<string> =>
  sample.map((row) => textOf(row, key))

const base = { source: "hubspot", format: "hubspot", tombstoneWhen: { column: "archived", equals: ["true"] } } as const

const ticketColumns = {
  id: "id",
  version: "updated_at",
  customer: "contact_id",
  at: "createdate",
  firstReplyAt: "first_agent_reply_date",
  resolvedAt: "closed_date",
  slaDueAt: "hs_time_to_close_sla_at",
  channel: "source_type",
  team: "hubspot_team_id",
  priority: "hs_ticket_priority",
  stage: "hs_pipeline_stage",
  subject: "subject",
  body: "content"
}

/** Without the contacts of tickets nobody knows whose they are. */
const contactQuestions = (sample: ReadonlyArray<JsonObject>): ReadonlyArray<string> =>
  sample.some((row) => own(row, "contact_id") !== undefined)
    ? []
    : ["records[].fields.customer: no record says its contact. Ask the API with associations=contacts."]

const ofTickets = (sample: ReadonlyArray<JsonObject>): Proposal<Mapping> => {
  const staged = sample.map((row) => ({
    stage: textOf(row, "hs_pipeline_stage"),
    isClosed: textOf(row, "closed_date") !== ""
  }))
  const { questions, values } = proposeStatuses(staged)
  return {
    mapping: { ...base, records: [ticketRule(ticketColumns, values)] },
    questions: [
      ...questions,
      ...unknownIn(textsOf(sample, "source_type"), channels, "channel"),
      ...unknownIn(textsOf(sample, "hs_ticket_priority"), priorities, "priority"),
      ...contactQuestions(sample),
      touchpointQuestion("tickets")
    ]
  }
}

const ofResponses = (sample: ReadonlyArray<JsonObject>): Proposal<Mapping> => {
  const scoresOf = (type: string): TypedScores => ({
    type,
    scores: sample.filter((row) => textOf(row, "hs_survey_type") === type).map((row) => textOf(row, "hs_value"))
  })
  const [first = "", ...others] = [...new Set(textsOf(sample, "hs_survey_type"))].sort()
  const fields = { customer: "contact_id", at: "hs_submission_timestamp", score: "hs_value", comment: "hs_content" }
  const shared = { id: "id", version: "updated_at", fields }
  const { questions, records } = rulesByType(
    [scoresOf(first), ...others.map(scoresOf)],
    asked,
    shared,
    "hs_survey_type"
  )
  return {
    mapping: { ...base, records },
    questions: [...questions, ...contactQuestions(sample), touchpointQuestion("answers")]
  }
}

const customer: RecordRule = {
  kind: "customers",
  id: "id",
  version: "updated_at",
  fields: { account: "company_id", firstSeenAt: "created_at" }
}

const proposals: Readonly<Record<Shape, (sample: ReadonlyArray<JsonObject>) => Proposal<Mapping>>> = {
  ticket: ofTickets,
  response: ofResponses,
  contact: () => ({ mapping: { ...base, records: [customer] }, questions: [] })
}

const propose = (head: Head): Proposal<Mapping> | undefined => {
  const records = found(head)
  const [first] = records
  if (first === undefined) return undefined
  const shape = shapeOf(first)
  return proposals[shape](records.filter((record) => shapeOf(record) === shape).flatMap(rows))
}

/** Tickets, survey responses or contacts as the API writes them. */
export const format: Format = {
  id: "hubspot",
  emits: ["tickets", "responses", "customers"],
  expects: "tickets, survey responses or contacts of HubSpot as JSON",
  layout: { _tag: "Json", records: inFiles, orLines: true, rows },
  detect: (head) => {
    const { length } = found(head)
    return length > 0
      ? { confidence: 1, because: [`${length} objects of HubSpot`] }
      : { confidence: 0, because: ["no objects of HubSpot"] }
  },
  propose
}

/** The same in pages of the API: what is no list of results there is no page. */
export const pageFormat: Format = { ...format, layout: { _tag: "Json", records: inPages, rows } }
