import type { JsonObject } from "@throughline/import/format"

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** The objects of a list; none when it is no list. */
export const objectsOf = (value: unknown): ReadonlyArray<JsonObject> =>
  Array.isArray(value) ? value.filter(isObject) : []

/** An id, of digits as text or number; `undefined` for anything else. */
export const idOf = (value: unknown): string | undefined => {
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value)
  return typeof value === "string" && value !== "" ? value : undefined
}

/**
 * The row that a response says: what is said of it as it stands, and each answer by the ids of its question and row,
 * `answers.QUESTION` or `answers.QUESTION.ROW`: the id of the choice, several with `, ` between, or the text that was
 * written. The text of "Other" is `answers.QUESTION.other`.
 */
export const rowOf = ({ pages, ...response }: JsonObject): JsonObject => {
  const answers = new Map<string, string>()
  for (const { id, answers: given } of objectsOf(pages).flatMap((page) => objectsOf(page.questions))) {
    const question = idOf(id)
    if (question === undefined) continue
    for (const answer of objectsOf(given)) add(answers, question, answer)
  }
  return Object.fromEntries([...Object.entries(response), ...answers])
}

const add = (answers: Map<string, string>, question: string, answer: JsonObject): void => {
  const choice = idOf(answer.choice_id)
  const other = idOf(answer.other_id)
  const text = typeof answer.text === "string" ? answer.text : undefined
  const value = choice ?? text
  if (value === undefined) return
  const parts = [idOf(answer.row_id), idOf(answer.col_id), other === undefined ? undefined : "other"]
  const name = ["answers", question, ...parts.filter((part) => part !== undefined)].join(".")
  const before = answers.get(name)
  answers.set(name, before === undefined ? value : `${before}, ${value}`)
}
