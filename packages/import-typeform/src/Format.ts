import type { FieldSource, Mapping, Proposal } from "@throughline/import"
import {
  type AskedColumn,
  type Format,
  type Head,
  type JsonObject,
  jsonColumns,
  proposeResponses,
  roles,
  type SampleColumn
} from "@throughline/import/format"
import { answeredFields, rowOf } from "./Answers.ts"

const records = ["/items", "/data"] as const

const isResponse = ({ landed_at, response_id, token }: JsonObject): boolean =>
  typeof landed_at === "string" && typeof (response_id ?? token) === "string"

const responses = (head: Head) => head.objects(records).filter(isResponse)

/** What types of fields hold, as the API calls them; of others the answer is no score and no comment. */
export const held: ReadonlyMap<string, NonNullable<AskedColumn["holds"]>> = new Map([
  ["nps", "nps"],
  ["opinion_scale", "choice"],
  ["rating", "choice"],
  ["multiple_choice", "choice"],
  ["picture_choice", "choice"],
  ["dropdown", "choice"],
  ["number", "choice"],
  ["yes_no", "choice"],
  ["short_text", "text"],
  ["long_text", "text"]
])

const propose = (head: Head): Proposal<Mapping> | undefined => {
  const found = responses(head)
  if (found.length === 0) return undefined
  const rows = found.map(rowOf)
  const columns = jsonColumns(rows)
  const types = new Map(found.flatMap(answeredFields).map(({ column, type }) => [column, type]))
  const asked = columns.flatMap(({ name, values }): ReadonlyArray<AskedColumn> => {
    const holds = name.endsWith(".other") ? "text" : held.get(types.get(name) ?? "")
    return name.startsWith("answers.") && holds !== undefined ? [{ name, values, label: "", holds }] : []
  })
  const email = columns.find(({ name, values }) => types.get(name) === "email" && values.length === rows.length)
  const customer = customerOf(columns, email)
  const proposed = proposeResponses(asked, { id: "response_id", fields: { customer, at: "submitted_at" } }, [])
  const open = rows.filter(({ response_type }) => response_type !== "completed").length
  return {
    mapping: mappingWith(proposed.records),
    questions: [...customerQuestions(customer), ...openQuestions(open, rows.length), ...proposed.questions]
  }
}

/** The mapping with these rules: responses that were submitted. */
export const mappingWith = (records: Mapping["records"]): Mapping => ({
  source: "typeform",
  format: "typeform",
  skipWhen: { column: "response_type", equals: ["started", "partial"] },
  records
})

/** A hidden field named like a customer's id, an address for mail that all have given, or each response on its own. */
export const customerOf = (columns: ReadonlyArray<SampleColumn>, email: SampleColumn | undefined): FieldSource => {
  const hidden = columns.filter(({ name }) => name.startsWith("hidden."))
  const named = roles(hidden.map((column) => ({ ...column, name: column.name.slice("hidden.".length) }))).get(
    "customer"
  )
  if (named !== undefined) return `hidden.${named.name}`
  return email === undefined ? "response_id" : { column: email.name, personal: "hash" }
}

export const customerQuestions = (customer: FieldSource): ReadonlyArray<string> =>
  customer === "response_id"
    ? [
        'records[].fields.customer: does a hidden field say who answered, as "hidden.user_id"? "response_id" makes each response a customer of its own.'
      ]
    : []

const openQuestions = (open: number, all: number): ReadonlyArray<string> =>
  open === 0
    ? []
    : [
        `skipWhen: ${open} of the first ${all} responses were not submitted, and are left out. Without it they are rejected, as they have no time.`
      ]

/** Responses as the API gives them, page by page. */
export const format: Format = {
  id: "typeform",
  emits: ["responses", "expectations", "invitations", "interactions", "customers"],
  expects: "pages of responses of Typeform",
  layout: { _tag: "Json", records, rows: (response) => [rowOf(response)] },
  detect: (head) => {
    const { length } = responses(head)
    return length > 0
      ? { confidence: 1, because: [`${length} responses with the time of landing`] }
      : { confidence: 0, because: ["no responses with the time of landing"] }
  },
  propose
}
