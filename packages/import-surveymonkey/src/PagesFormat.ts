import type { FieldSource, Mapping, Proposal } from "@throughline/import"
import { type AskedColumn, type Format, type Head, jsonColumns, proposeResponses } from "@throughline/import/format"
import { rowOf } from "./Answers.ts"

const records = ["/data"] as const

/** What rules for responses of the API share: who answered, and when. */
export const responseFields: Readonly<Record<string, FieldSource>> = { customer: "id", at: "date_modified" }

/** What all mappings for responses of the API say: those that are not complete are no answers. */
export const pagesMapping = (rules: Mapping["records"]): Mapping => ({
  source: "surveymonkey",
  format: "surveymonkey-api",
  skipWhen: { column: "response_status", equals: ["overquota", "disqualified"] },
  records: rules.map((rule) => ({ ...rule, version: "date_modified" })) as [(typeof rules)[0]]
})

/** What is open about who answered. */
export const whoAnswered =
  'records[].fields.customer: what names the customer, as "custom_variables.customer", "custom_value" or {"column": "email_address", "personal": "hash"}? "id" makes each response a customer of its own.'

const responses = (head: Head) =>
  head.objects(records).filter(({ id, pages }) => id !== undefined && Array.isArray(pages))

const propose = (head: Head): Proposal<Mapping> | undefined => {
  const found = responses(head).map(rowOf)
  if (found.length === 0) return undefined
  const asked: ReadonlyArray<AskedColumn> = jsonColumns(found)
    .filter(({ name }) => name.startsWith("answers."))
    .map(({ name, values }) => ({ name, values, label: "", holds: values.every(isId) ? "choice" : "text" }))
  const { questions, records: rules } = proposeResponses(asked, { id: "id", fields: responseFields }, [])
  const partial = found.filter(({ response_status }) => response_status === "partial").length
  return {
    mapping: pagesMapping(rules),
    questions: [
      "records: the pages hold ids of choices only. SurveyMonkey.mappingOf(details) makes the mapping from the details of the survey (GET /v3/surveys/{id}/details).",
      whoAnswered,
      ...(partial === 0
        ? []
        : [`skipWhen: ${partial} of the first ${found.length} responses are partial, and count. Should they?`]),
      ...questions
    ]
  }
}

const isId = (text: string): boolean => /^\d{6,20}(?:, \d{6,20})*$/.test(text)

/** Responses as the API gives them, page by page (`/v3/surveys/{id}/responses/bulk`). */
export const pagesFormat: Format = {
  id: "surveymonkey-api",
  emits: ["responses", "expectations", "invitations", "interactions", "customers"],
  expects: "pages of responses of SurveyMonkey",
  layout: { _tag: "Json", records, rows: (response) => [rowOf(response)] },
  detect: (head) => {
    const found = responses(head).filter(
      ({ response_status, survey_id }) => (response_status ?? survey_id) !== undefined
    )
    return found.length > 0
      ? { confidence: 1, because: [`${found.length} responses with pages of questions`] }
      : { confidence: 0, because: ["no responses with pages of questions"] }
  },
  propose
}
