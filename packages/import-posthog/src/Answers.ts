import { type JsonObject, own } from "@throughline/import/format"
import { isObject, text } from "./Values.ts"

/** A question as it was asked. */
export interface Question {
  /** Its id, or without one its place from 0. */
  readonly key: string
  readonly label: string
}

const mostQuestions = 200

/** The questions that an event names, in their order. */
export const questionsOf = (properties: JsonObject): ReadonlyArray<Question> => {
  const found = own(properties, "$survey_questions")
  const questions = Array.isArray(found) ? found.slice(0, mostQuestions).filter(isObject) : []
  return questions.map((question, i) => ({
    key: text(own(question, "id")) || String(i),
    label: text(own(question, "question"))
  }))
}

const prefix = "$survey_response"

/** The place of a question that has no id: `$survey_response` is the first, `$survey_response_1` the second. */
const placeOf = (name: string): string | undefined => {
  if (name === prefix) return "0"
  const [, place] = /^\$survey_response_(\d{1,3})$/.exec(name) ?? []
  return place
}

/** The key of the question that a property answers; `undefined` when it is no answer. */
const keyOf = (name: string, questions: ReadonlyArray<Question>): string | undefined => {
  if (!name.startsWith(prefix)) return undefined
  const place = placeOf(name)
  if (place !== undefined) return questions[Number(place)]?.key ?? place
  const key = name.slice(prefix.length + 1)
  return key === "" ? undefined : key
}

/**
 * The answers of a `survey sent` event, by the id of the question, or without ids by its place from 0. An event may hold
 * an answer twice, by place and by id: that by id counts.
 *
 * ```ts import.meta.vitest
 * import { answersOf } from "./Answers.ts"
 *
 * answersOf({ $survey_response: 9, $survey_response_1: "Fast" }) // => { 0: 9, 1: "Fast" }
 * answersOf({ $survey_questions: [{ id: "a-7" }], $survey_response: "9", $survey_response_b: null }) // => { "a-7": "9", b: null }
 * ```
 */
export const answersOf = (properties: JsonObject): JsonObject => {
  const questions = questionsOf(properties)
  const byPlace: Array<readonly [string, unknown]> = []
  const byId: Array<readonly [string, unknown]> = []
  for (const [name, value] of Object.entries(properties)) {
    const key = keyOf(name, questions)
    if (key !== undefined) (placeOf(name) === undefined ? byId : byPlace).push([key, value])
  }
  return Object.fromEntries([...byPlace, ...byId])
}
