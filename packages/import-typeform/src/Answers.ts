import type { JsonObject } from "@throughline/import/format"

/** An object, or an empty one. */
export const objectOf = (value: unknown): JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}

/** The objects of a list. */
export const objectsOf = (value: unknown): ReadonlyArray<JsonObject> =>
  Array.isArray(value) ? value.map(objectOf) : []

/** A text that is not empty. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined

/** The field that an answer is for: what its form calls it, else its id; and what type it is of. */
export interface AnsweredField {
  readonly column: string
  readonly type: string
}

const fieldOf = ({ field, type }: JsonObject): AnsweredField | undefined => {
  const { id, ref, type: of } = objectOf(field)
  const name = textOf(ref) ?? textOf(id)
  return name === undefined ? undefined : { column: `answers.${name}`, type: textOf(of) ?? textOf(type) ?? "" }
}

/** The fields that a response answers. */
export const answeredFields = ({ answers }: JsonObject): ReadonlyArray<AnsweredField> =>
  objectsOf(answers).flatMap((answer) => fieldOf(answer) ?? [])

/**
 * The row that a response says: what is said of it as it stands, each answer as `answers.REF`, and what was written beside
 * a choice as `answers.REF.other`. Of several choices the labels are given with `, ` between. What was not submitted has
 * no `submitted_at`.
 */
export const rowOf = ({
  answers,
  response_id,
  submitted_at,
  token,
  variables,
  ...response
}: JsonObject): JsonObject => {
  const at = textOf(submitted_at)?.startsWith("0001-") ? undefined : submitted_at
  const type = textOf(response.response_type) ?? (at === undefined ? "partial" : "completed")
  const given = objectsOf(answers).flatMap((answer) => {
    const field = fieldOf(answer)
    return field === undefined ? [] : valuesOf(field.column, answer)
  })
  const said = objectsOf(variables).flatMap(({ key, number, text }) => {
    const name = textOf(key)
    return name === undefined ? [] : [[`variables.${name}`, number ?? text] as const]
  })
  return Object.fromEntries([
    ...Object.entries(response),
    ["response_id", response_id ?? token],
    ["response_type", type],
    ...(at === undefined ? [] : [["submitted_at", at] as const]),
    ...said,
    ...given
  ])
}

const valuesOf = (column: string, { type, ...answer }: JsonObject): ReadonlyArray<readonly [string, unknown]> => {
  const name = textOf(type) ?? ""
  const value = Object.hasOwn(answer, name) ? answer[name] : undefined
  if (name !== "choice" && name !== "choices") return value === undefined ? [] : [[column, value]]
  const { label, labels, other } = objectOf(value)
  const texts = (Array.isArray(labels) ? labels : [label]).flatMap((text) => textOf(text) ?? [])
  return [
    ...(texts.length === 0 ? [] : [[column, texts.join(", ")] as const]),
    ...(textOf(other) === undefined ? [] : [[`${column}.other`, other] as const])
  ]
}
