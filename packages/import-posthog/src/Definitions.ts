import type { Mapping, Proposal, RecordRule } from "@throughline/import"
import { type AskedColumn, type JsonObject, own } from "@throughline/import/format"
import { columnOf, proposeSurvey, type Survey, shared } from "./ProposeSurveys.ts"
import { isObject, text } from "./Values.ts"

/** A question of a survey, and from where to where it is rated. */
interface Rated extends AskedColumn {
  readonly scale: readonly [least: number, most: number] | undefined
}

const objectsIn = (value: unknown): ReadonlyArray<JsonObject> => (Array.isArray(value) ? value.filter(isObject) : [])

/**
 * A mapping for the answers of surveys, made from what PostHog says of them: `GET /api/projects/{id}/surveys/`, or one of
 * them. It knows all questions and the whole of each scale, whatever was answered.
 *
 * ```ts import.meta.vitest
 * import { mappingOf } from "./Definitions.ts"
 *
 * const rating = { id: "q1", type: "rating", question: "How satisfied are you?", scale: 5 }
 * const { mapping, questions } = mappingOf({ results: [{ id: "s1", name: "After the visit", questions: [rating] }] })
 * mapping.records.map(({ kind, scale }) => [kind, scale]) // => [["responses", "1-5"], ["invitations", undefined]]
 * questions // => ['records[0].direction: is a high score good ("highIsGood") or bad ("lowIsGood")?']
 * ```
 */
export const mappingOf = (surveys: unknown): Proposal<Mapping> => {
  const rules: Array<RecordRule> = []
  const questions: Array<string> = []
  for (const survey of surveysIn(surveys)) {
    const proposed = proposeSurvey(survey, rules.length)
    const told = proposed.rules.map((rule) => withScale(rule, survey.asked))
    const known = proposed.rules.flatMap((rule, i) =>
      scaleOf(rule, survey.asked) === undefined ? [] : [`records[${rules.length + i}].scale:`]
    )
    questions.push(...proposed.questions.filter((question) => !known.some((key) => question.startsWith(key))))
    rules.push(...told)
  }
  const [first, ...rest] = rules
  return {
    mapping: { source: "posthog", format: "posthog", records: [first ?? unscored, ...rest] },
    questions: first === undefined ? [nothing, ...questions] : questions
  }
}

const unscored: RecordRule = { kind: "responses", id: "submission", fields: shared }
const nothing =
  "records[0].fields.score: which answer is a score? No question seems to ask to recommend, for satisfaction or for effort."

interface Defined extends Survey {
  readonly asked: ReadonlyArray<Rated>
}

/** The surveys of a page, a list, or one; those without an id are none. */
const surveysIn = (value: unknown): ReadonlyArray<Defined> => {
  const page = isObject(value) ? (own(value, "results") ?? [value]) : value
  return objectsIn(page).flatMap((survey) => {
    const id = text(own(survey, "id"))
    const asked = objectsIn(own(survey, "questions")).flatMap(questionOf)
    return id === "" ? [] : [{ id, name: text(own(survey, "name")) || id, asked }]
  })
}

/** Answers of several choices are no score, and links are not answered. */
const questionOf = (question: JsonObject, place: number): ReadonlyArray<Rated> => {
  const type = text(own(question, "type"))
  const shown = { name: `answers.${text(own(question, "id")) || place}`, label: text(own(question, "question")) }
  if (type === "open") return [{ ...shown, values: [], holds: "text", scale: undefined }]
  const scale = type === "rating" ? scaleWith(own(question, "scale")) : undefined
  if (type !== "single_choice" && scale === undefined) return []
  const choices = own(question, "choices")
  const labels = (Array.isArray(choices) ? choices : []).map(text).filter((label) => label !== "")
  return [{ ...shown, values: scale === undefined ? labels : pointsFrom(scale), holds: "choice", scale }]
}

/** Of ten points PostHog asks from 0 to 10, of others from 1. */
const scaleWith = (points: unknown): Rated["scale"] => {
  if (points === 10) return [0, 10]
  return points === 3 || points === 5 || points === 7 ? [1, points] : undefined
}

const pointsFrom = ([least, most]: readonly [number, number]): ReadonlyArray<string> =>
  Array.from({ length: most - least + 1 }, (_, i) => String(least + i))

/** The likelihood to recommend is always one from 0 to 10: where it was asked otherwise, a question stays. */
const scaleOf = (rule: RecordRule, asked: ReadonlyArray<Rated>): Rated["scale"] =>
  rule.kind !== "responses" || rule.metric === "nps"
    ? undefined
    : asked.find(({ name }) => name === columnOf(rule))?.scale

const withScale = (rule: RecordRule, asked: ReadonlyArray<Rated>): RecordRule => {
  const scale = scaleOf(rule, asked)
  return scale === undefined ? rule : { ...rule, scale: `${scale[0]}-${scale[1]}` }
}
