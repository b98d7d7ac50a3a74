import type { Mapping, Proposal } from "@throughline/import"
import { type Format, type Head, type JsonObject, own, ownAt } from "@throughline/import/format"
import { contacts, conversations } from "./Mappings.ts"
import { isContact, rows } from "./Row.ts"
import { channels } from "./Values.ts"

const inPages = ["/conversations", "/data"] as const
const inFiles = [...inPages, ""] as const

const has = (record: JsonObject, ...keys: ReadonlyArray<string>): boolean =>
  keys.every((key) => Object.hasOwn(record, key))

/** By what a record is known, which no other system has together. */
const isIntercom = (record: JsonObject): boolean =>
  isContact(record)
    ? has(record, "id", "workspace_id", "role")
    : own(record, "type") === "conversation" && has(record, "id", "state", "contacts", "waiting_since")

const found = (head: Head): ReadonlyArray<JsonObject> => head.objects(inFiles).filter(isIntercom)

const touchpointQuestion =
  'records[0].fields.touchpoint: which touchpoint of the journey are conversations about, as {"value": "support"}?'

const externalId = (column: string, key: string): string =>
  `${key}: it is an id of Intercom; if other sources know customers by your own ids, say "${column}".`

const rowsOf = (records: ReadonlyArray<JsonObject>): ReadonlyArray<JsonObject> => records.flatMap(rows)

const channelQuestions = (records: ReadonlyArray<JsonObject>): ReadonlyArray<string> => {
  const types = records.map((record) => ownAt(record, "source", "type")).filter((type) => typeof type === "string")
  const unknown = [...new Set(types)].filter((type) => !Object.hasOwn(channels, type))
  const listed = unknown.slice(0, 8).map((type) => JSON.stringify(type.slice(0, 40)))
  return unknown.length === 0 ? [] : [`records[0].fields.channel.values: what does ${listed.join(", ")} stand for?`]
}

/** Of a reply that nobody but a bot gave, lists do not say when. */
const botQuestions = (records: ReadonlyArray<JsonObject>): ReadonlyArray<string> => {
  const silent = rowsOf(records).filter(
    (row) => own(row, "ai_agent_participated") === true && own(row, "first_reply_at") === undefined
  )
  return silent.length === 0
    ? []
    : [
        `records[0].fields.firstReplyAt: in ${silent.length} of the first ${records.length} conversations only a bot took part, and it is not told when. Conversations that are retrieved one by one have their parts, which do.`
      ]
}

const companyQuestions = (records: ReadonlyArray<JsonObject>): ReadonlyArray<string> => {
  const { length } = rowsOf(records).filter((row) => own(row, "began_by") === "company")
  return length === 0
    ? []
    : [
        `records[0].when: ${length} of the first ${records.length} conversations began with a message of the company, and are no tickets. Is that right?`
      ]
}

const propose = (head: Head): Proposal<Mapping> | undefined => {
  const records = found(head)
  const [first] = records
  if (first === undefined) return undefined
  if (isContact(first)) {
    const knows = records.some((record) => typeof own(record, "external_id") === "string")
    return { mapping: contacts, questions: knows ? [externalId("external_id", "records[0].id")] : [] }
  }
  const knows = rowsOf(records).some((row) => typeof own(row, "customer_external_id") === "string")
  return {
    mapping: conversations,
    questions: [
      ...(knows ? [externalId("customer_external_id", "records[].fields.customer")] : []),
      ...companyQuestions(records),
      ...botQuestions(records),
      ...channelQuestions(records),
      touchpointQuestion
    ]
  }
}

/** Conversations or contacts as the API writes them. */
export const format: Format = {
  id: "intercom",
  emits: ["tickets", "responses", "invitations", "customers"],
  expects: "conversations or contacts of Intercom as JSON",
  layout: { _tag: "Json", records: inFiles, orLines: true, rows },
  detect: (head) => {
    const { length } = found(head)
    return length > 0
      ? { confidence: 1, because: [`${length} conversations or contacts of Intercom`] }
      : { confidence: 0, because: ["no conversations or contacts of Intercom"] }
  },
  propose
}

/** The same in pages of the API: what is no list of them there is no page. */
export const pageFormat: Format = { ...format, layout: { _tag: "Json", records: inPages, rows } }
