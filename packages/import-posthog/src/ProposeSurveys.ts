import type { RecordRule } from "@throughline/import"
import { type AskedColumn, type JsonObject, own, proposeResponses } from "@throughline/import/format"
import { answersOf, questionsOf } from "./Answers.ts"
import { kindOf, propertiesOf } from "./Event.ts"
import { text } from "./Values.ts"

interface Surveys {
  readonly rules: ReadonlyArray<RecordRule>
  readonly questions: ReadonlyArray<string>
}

/** A survey and its questions. */
export interface Survey {
  readonly id: string
  readonly name: string
  readonly asked: ReadonlyArray<AskedColumn>
}

/** What every answer says. */
export const shared = { customer: "distinct_id", at: "timestamp", channel: "via" }

/** Rules for the answers and the invitations of each survey; `from` rules stand before them. */
export const proposeSurveys = (events: ReadonlyArray<JsonObject>, from: number): Surveys => {
  const rules: Array<RecordRule> = []
  const questions: Array<string> = []
  for (const [survey, sent] of sentBySurvey(events)) {
    const name = text(own(sent[0], "$survey_name")) || survey
    const proposed = proposeSurvey({ id: survey, name, asked: askedIn(sent) }, from + rules.length)
    rules.push(...proposed.rules)
    questions.push(...proposed.questions)
  }
  return { rules, questions: [...questions, ...unfinishedQuestions(events)] }
}

const sentBySurvey = (events: ReadonlyArray<JsonObject>): ReadonlyMap<string, ReadonlyArray<JsonObject>> => {
  const surveys = new Map<string, Array<JsonObject>>()
  for (const event of events) {
    const properties = propertiesOf(event)
    const survey = text(own(properties, "$survey_id"))
    if (kindOf(event) === "survey sent" && survey !== "")
      surveys.set(survey, [...(surveys.get(survey) ?? []), properties])
  }
  return surveys
}

/** Rules for the answers and the invitations of a survey; `from` rules stand before them. */
export const proposeSurvey = ({ asked, id: survey, name }: Survey, from: number): Surveys => {
  const { questions, records } = proposeResponses(asked, { id: "submission", fields: shared }, [])
  const scores = records.filter(({ fields }) => fields.score !== undefined)
  if (scores.length === 0) {
    const listed = asked.map((column) => shown(column)).join(", ")
    const none = `records: the survey "${name.slice(0, 60)}" asks ${listed.slice(0, 400)}. Is one of them a score, from where to where?`
    return { rules: [], questions: asked.length === 0 ? [] : [none] }
  }
  const answers = scores.map((rule) => ({
    ...rule,
    part: columnOf(rule).slice("answers.".length).slice(0, 64),
    version: "timestamp",
    when: { column: "sent", equals: [survey] as const }
  }))
  const metrics = [...new Set(scores.flatMap(({ metric }) => metric ?? []))]
  const invitations = metrics.map(
    (metric): RecordRule => ({
      kind: "invitations",
      id: "eventId",
      metric,
      part: survey.slice(0, 64),
      when: { column: "shown", equals: [survey] },
      fields: shared
    })
  )
  return {
    rules: [...answers, ...invitations],
    questions: questions.map((question) => told(question, asked, from, name))
  }
}

/** The questions of a survey in their order, with the answers in the sample. */
const askedIn = (sent: ReadonlyArray<JsonObject>): ReadonlyArray<AskedColumn> => {
  const columns = new Map<string, { readonly label: string; readonly values: Array<string> }>()
  const column = (key: string, label: string) => {
    const known = columns.get(key) ?? { label, values: [] }
    columns.set(key, known)
    return known
  }
  for (const properties of sent) {
    for (const { key, label } of questionsOf(properties)) column(key, label)
    for (const [key, value] of Object.entries(answersOf(properties))) {
      const isSaid = typeof value === "number" || text(value) !== ""
      if (isSaid) column(key, "").values.push(String(value).trim())
    }
  }
  return [...columns].map(([key, { label, values }]) => ({ name: `answers.${key}`, label, values }))
}

/** The column of the score of a rule. */
export const columnOf = ({ fields: { score } }: RecordRule): string =>
  typeof score === "string" ? score : typeof score === "object" && "column" in score ? score.column : ""

const shown = ({ label, name }: AskedColumn): string =>
  label === "" ? `"${name}"` : `"${name}" (${label.slice(0, 60)})`

/** A question with the place of its rule among all, the text of what was asked, and where the survey says its scale. */
const told = (question: string, asked: ReadonlyArray<AskedColumn>, from: number, survey: string): string => {
  const placed = question.replace(/^records\[(\d+)\]/, (_, place) => `records[${Number(place) + from}]`)
  const where = ` Ratings go from 1 to 3, 5 or 7, or from 0 to 10: see the survey "${survey.slice(0, 60)}" in PostHog.`
  const whole = /^records\[\d+\]\.scale:/.test(placed) ? placed + where : placed
  return asked.reduce((sentence, column) => sentence.replace(`"${column.name}"`, () => shown(column)), whole)
}

const unfinishedQuestions = (events: ReadonlyArray<JsonObject>): ReadonlyArray<string> => {
  const closed = events.filter((event) => ["survey dismissed", "survey abandoned"].includes(kindOf(event)))
  const answered = closed.filter((event) =>
    Object.values(answersOf(propertiesOf(event))).some((value) => value !== null)
  )
  return answered.length === 0
    ? []
    : [
        `records: ${answered.length} surveys were closed after some answers, which were not sent and are left out. To have them, switch on partial responses in the survey.`
      ]
}
