import { type JsonObject, own, ownAt } from "@throughline/import/format"

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** The response that a record is, that a webhook tells of, or that Airbyte has put into a record of its own. */
export const responseOf = (record: JsonObject): JsonObject => {
  const told = own(record, "event_data") ?? own(record, "data")
  return isObject(told) ? told : record
}

const textsOf = (value: unknown): ReadonlyArray<unknown> =>
  (Array.isArray(value) ? value : [value]).map((choice) => own(choice, "text"))

/** What was answered: a text, a number, or the texts of choices. */
const given = (value: unknown, type: unknown): unknown => {
  const answer = typeof type === "string" ? own(value, type) : undefined
  if (type !== "select_one" && type !== "select_many") return answer
  const texts = textsOf(answer).filter((text) => typeof text === "string")
  return texts.length === 0 ? undefined : texts.join(", ")
}

const answerOf = (answer: unknown): ReadonlyArray<readonly [string, unknown]> => {
  const question = own(answer, "question")
  const id = own(question, "id")
  return typeof id === "string" ? [[`answers.${id}`, given(own(answer, "value"), own(question, "type"))]] : []
}

/** The additional questions that a response answers, by the column of the answer. */
export const questionsOf = (response: JsonObject): ReadonlyArray<readonly [column: string, text: string]> => {
  const answers = own(response, "additional_answers")
  return (Array.isArray(answers) ? answers : []).flatMap((answer) =>
    answerOf(answer).map(([column]) => [column, String(ownAt(answer, "question", "text") ?? "")] as const)
  )
}

const personOf = (response: JsonObject): unknown => {
  const person = own(response, "person")
  return isObject(person) ? own(person, "id") : person
}

/**
 * The row that a record says: the response as it stands, `person` as an id, `changed_at`, when it was last written, and each
 * additional answer as `answers.QUESTION`. News of people (bounces, unsubscribes) have no score, and so are skipped.
 */
export const rows = (record: JsonObject): ReadonlyArray<JsonObject> => {
  const response = responseOf(record)
  const answers = own(response, "additional_answers")
  return [
    {
      ...response,
      ...Object.fromEntries((Array.isArray(answers) ? answers : []).flatMap(answerOf)),
      person: personOf(response),
      changed_at: own(response, "updated_at") ?? own(response, "created_at")
    }
  ]
}
