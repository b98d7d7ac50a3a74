import type { Mapping, Proposal, RecordRule } from "@throughline/import"
import { type AskedColumn, type JsonObject, proposeResponses } from "@throughline/import/format"
import { objectOf, objectsOf, textOf } from "./Answers.ts"
import { customerOf, customerQuestions, held, mappingWith } from "./Format.ts"
import { plainTitle } from "./Titles.ts"

/** A question, and from where to where its scale goes, if it has one. */
interface Question extends AskedColumn {
  readonly scale: readonly [least: number, most: number] | undefined
}

/**
 * A mapping for the responses of a form, made from what the form says: `GET /forms/{id}`. It knows the titles of all
 * questions, the whole of each scale and every choice, whatever was answered.
 *
 * ```ts import.meta.vitest
 * import { mappingOf } from "./Form.ts"
 *
 * const rating = { id: "a1", ref: "easy", title: "How *easy* was it?", type: "opinion_scale", properties: { steps: 7, start_at_one: true } }
 * const { mapping, questions } = mappingOf({ id: "u6nXL7", hidden: ["user_id"], fields: [rating] })
 * mapping.records[0].scale // => "1-7"
 * mapping.records[0].fields // => { customer: "hidden.user_id", at: "submitted_at", score: "answers.easy" }
 * questions // => ['records[0].direction: is a high score good ("highIsGood") or bad ("lowIsGood")?']
 * ```
 */
export const mappingOf = (form: unknown): Proposal<Mapping> => {
  const { fields, hidden } = objectOf(form)
  const asked = questionsIn(objectsOf(fields))
  const names = (Array.isArray(hidden) ? hidden : []).flatMap((name) => textOf(name) ?? [])
  const customer = customerOf(
    names.map((name) => ({ name: `hidden.${name}`, values: [] })),
    undefined
  )
  const proposed = proposeResponses(asked, { id: "response_id", fields: { customer, at: "submitted_at" } }, [])
  const [first, ...rest] = proposed.records
  const records = [withScale(first, asked), ...rest.map((rule) => withScale(rule, asked))] as const
  const known = records.flatMap((rule, i) => (scaleOf(rule, asked) === undefined ? [] : [`records[${i}].scale:`]))
  const open = proposed.questions.filter((question) => !known.some((key) => question.startsWith(key)))
  return { mapping: mappingWith(records), questions: [...customerQuestions(customer), ...open] }
}

/** The questions of a form, those of a group in its place. */
const questionsIn = (fields: ReadonlyArray<JsonObject>): ReadonlyArray<Question> =>
  fields
    .flatMap((field) => [field, ...objectsOf(objectOf(field.properties).fields)])
    .flatMap((field) => questionOf(field))

const questionOf = ({ id, properties, ref, title, type }: JsonObject): ReadonlyArray<Question> => {
  const name = textOf(ref) ?? textOf(id)
  const own = objectOf(properties)
  const of = textOf(type) ?? ""
  const holds = held.get(of)
  if (name === undefined || holds === undefined || own.allow_multiple_selection === true) return []
  const scale = pointsOf(of, own)
  const values = scale === undefined ? labelsOf(own) : pointsFrom(scale)
  return [{ name: `answers.${name}`, label: plainTitle(textOf(title) ?? ""), values, holds, scale }]
}

const most = 10

/** An opinion scale begins with 0 unless told otherwise. */
const pointsOf = (type: string, { start_at_one, steps }: JsonObject): Question["scale"] => {
  if (type === "nps") return [0, most]
  if (typeof steps !== "number" || !Number.isInteger(steps) || steps < 2 || steps > most + 1) return undefined
  if (type === "rating") return [1, steps]
  if (type !== "opinion_scale") return undefined
  return start_at_one === true ? [1, steps] : [0, steps - 1]
}

const pointsFrom = ([least, greatest]: readonly [number, number]): ReadonlyArray<string> =>
  Array.from({ length: greatest - least + 1 }, (_, i) => String(least + i))

const labelsOf = ({ choices }: JsonObject): ReadonlyArray<string> =>
  objectsOf(choices).flatMap(({ label }) => textOf(label) ?? [])

/** The likelihood to recommend is always one from 0 to 10: where it was asked otherwise, a question stays. */
const scaleOf = ({ fields, metric }: RecordRule, asked: ReadonlyArray<Question>): Question["scale"] =>
  metric === "nps" ? undefined : asked.find(({ name }) => name === fields.score)?.scale

/** The rule with the whole scale of its question. */
const withScale = (rule: RecordRule, asked: ReadonlyArray<Question>): RecordRule => {
  const scale = scaleOf(rule, asked)
  return scale === undefined ? rule : { ...rule, scale: `${scale[0]}-${scale[1]}` }
}
