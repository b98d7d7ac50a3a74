import type { Mapping, Proposal } from "@throughline/import"
import { type Format, type Head, type JsonObject, own, rulesByType, type TypedScores } from "@throughline/import/format"
import { questionsOf, responseOf, rows } from "./Row.ts"
import { asked } from "./SurveyTypes.ts"

const link = /^https:\/\/(?:app\.)?delighted(?:app)?\.com\/r\//

/** Whether a text is the address of a response, as only Delighted gives them. */
export const isPermalink = (text: unknown): boolean => typeof text === "string" && link.test(text)

const isResponse = (record: JsonObject): boolean => {
  const response = responseOf(record)
  return isPermalink(own(response, "permalink")) && Object.hasOwn(response, "survey_type")
}

const responsesOf = (head: Head): ReadonlyArray<JsonObject> => head.objects([""]).filter(isResponse).map(responseOf)

const surveysOf = (responses: ReadonlyArray<JsonObject>): ReadonlyArray<TypedScores> => {
  const types = [...new Set(responses.map((response) => String(own(response, "survey_type"))))].sort()
  return types.map((type) => ({
    type,
    scores: responses.filter(({ survey_type }) => String(survey_type) === type).map(({ score }) => String(score))
  }))
}

const most = 10

const listed = (names: ReadonlyArray<string>): string =>
  names.length > most ? `${names.slice(0, most).join(", ")} and ${names.length - most} more` : names.join(", ")

/** What no rule reads: the answers to other questions. */
const answerQuestions = (responses: ReadonlyArray<JsonObject>): ReadonlyArray<string> => {
  const asked = new Map(responses.flatMap(questionsOf))
  const names = [...asked].map(([column, text]) => `"${column}" (${text.slice(0, 60)})`)
  return names.length === 0 ? [] : [`records: no rule reads ${listed(names)}. Is one of them a score?`]
}

/** Whether a property of a person may be the id that other sources know them by. */
const isOwnId = (name: string): boolean => /(?:customer|user|account)[ _-]?id$/i.test(name)

const ownIdQuestions = (responses: ReadonlyArray<JsonObject>): ReadonlyArray<string> => {
  const names = responses.flatMap((response) => Object.keys(own(response, "person_properties") ?? {}))
  const name = names.find(isOwnId)
  return name === undefined
    ? []
    : [
        `records[].fields.customer: "person" is an id of Delighted; do other sources know customers by "person_properties.${name}"?`
      ]
}

const propose = (head: Head): Proposal<Mapping> | undefined => {
  const responses = responsesOf(head)
  const [first, ...others] = surveysOf(responses)
  if (first === undefined) return undefined
  const fields = { customer: "person", at: "created_at", score: "score", comment: "comment" }
  const { questions, records } = rulesByType(
    [first, ...others],
    asked,
    { id: "id", version: "changed_at", fields },
    "survey_type"
  )
  return {
    mapping: { source: "delighted", format: "delighted", time: { format: "epoch-s" }, records },
    questions: [...questions, ...ownIdQuestions(responses), ...answerQuestions(responses)]
  }
}

/** Responses as the API and webhooks write them. */
export const format: Format = {
  id: "delighted",
  emits: ["responses"],
  expects: "survey responses of Delighted as JSON",
  layout: { _tag: "Json", records: [""], orLines: true, rows },
  detect: (head) => {
    const { length } = responsesOf(head)
    return length > 0
      ? { confidence: 1, because: [`${length} responses with an address at Delighted`] }
      : { confidence: 0, because: ["no responses with an address at Delighted"] }
  },
  propose
}

/** The same in pages of the API: what is no list there is no page. */
export const pageFormat: Format = { ...format, layout: { _tag: "Json", records: ["/-"], rows } }
