import { Channel } from "@throughline/core"
import type { FieldSource, Mapping, Proposal, RecordRule } from "@throughline/import"
import { encodingOf, encodingQuestions, type Head, roles, timeOf, timeQuestions } from "@throughline/import/format"
import { openQuestions } from "./OpenQuestions.ts"
import { proposeScore, unanswered } from "./ProposeScore.ts"
import { type ScoreColumn, scoreColumns } from "./Scores.ts"
import { noAnswers } from "./Status.ts"
import { type Survey, type SurveyColumn, surveyOf } from "./Survey.ts"
import { zoneOf } from "./ZoneAgreement.ts"

/** A mapping for an export, made from its start, and what the export does not tell. */
export const propose = (head: Head): Proposal<Mapping> | undefined => {
  const survey = surveyOf(head)
  if (survey === undefined || !isExport(survey)) return undefined
  const scores = scoreColumns(survey)
  const proposed = rules(survey, scores)
  const status = columnOf(survey, "status")
  const at = answeredAt(survey)
  const mapping: Mapping = {
    source: "qualtrics",
    format: "qualtrics",
    ...encodingOf(head),
    ...(survey.delimiter === "," ? {} : { delimiter: survey.delimiter }),
    ...timeFormat(at),
    ...(hasUnanswered(survey) ? { absent: [unanswered] } : {}),
    ...(status === undefined ? {} : { skipWhen: { column: status.name, equals: toEquals(noAnswers) } }),
    records: proposed.records
  }
  const questions = [...encodingQuestions(head), ...zoneQuestions(at), ...proposed.questions]
  return { mapping, questions: [...questions, ...openQuestions(survey, mapping)] }
}

/** Without ids of responses it is something else. */
const isExport = (survey: Survey): boolean => columnOf(survey, "responseId") !== undefined

/** The first column of this content. */
const columnOf = ({ columns }: Survey, content: SurveyColumn["content"]): SurveyColumn | undefined =>
  columns.find((column) => column.content === content)

const toEquals = ([first = "", ...rest]: ReadonlyArray<string>): readonly [string, ...Array<string>] => [first, ...rest]

const hasUnanswered = ({ columns }: Survey): boolean =>
  columns.some(({ content, values }) => content === "choice" && values.includes(unanswered))

/** When it was answered: of a partial response RecordedDate is when the survey was closed, of an imported one the import. */
const answeredAt = (survey: Survey): SurveyColumn | undefined =>
  columnOf(survey, "endDate") ?? columnOf(survey, "recordedDate") ?? columnOf(survey, "startDate")

const timeGuess = ({ name, values }: SurveyColumn) => timeOf(new Map([["at", { name, values }]]))

const knownZone = ({ timeZone }: SurveyColumn): string | undefined =>
  timeZone === undefined ? undefined : zoneOf(timeZone)

const timeFormat = (at: SurveyColumn | undefined): Pick<Mapping, "time"> => {
  if (at === undefined) return {}
  const format = timeGuess(at)?.format ?? "iso"
  const timeZone = knownZone(at)
  if (timeZone === undefined) return format === "iso" ? {} : { time: { format } }
  return { time: { format, timeZone } }
}

const zoneQuestions = (at: SurveyColumn | undefined): ReadonlyArray<string> => {
  if (at === undefined) return []
  const guess = timeGuess(at)
  return timeQuestions(guess && (knownZone(at) === undefined ? guess : { ...guess, local: false }))
}

interface Rules {
  readonly records: readonly [RecordRule, ...ReadonlyArray<RecordRule>]
  readonly questions: ReadonlyArray<string>
}

const rules = (survey: Survey, scores: ReadonlyArray<ScoreColumn>): Rules => {
  const shared = sharedFields(survey)
  const id = columnOf(survey, "responseId")?.name
  const base = { kind: "responses", ...(id === undefined ? {} : { id }) } as const
  const [first, ...rest] = scores.map((score, i) => {
    const proposed = proposeScore(score, `records[${i}]`)
    const comment = commentOf(survey, scores, i)
    const isOne = scores.every((other) => other === score || other.metric !== score.metric)
    const fields: Record<string, FieldSource> = {
      ...shared,
      ...(score.row === undefined ? {} : { touchpoint: { value: score.row } }),
      score: proposed.score,
      ...(comment === undefined ? {} : { comment })
    }
    return {
      rule: { ...base, ...(isOne ? {} : { part: score.column.name.slice(0, 64) }), ...proposed.rule, fields },
      questions: [...proposed.questions, ...rowQuestions(score, `records[${i}]`)]
    }
  })
  if (first === undefined) return { records: [{ ...base, fields: shared }], questions: nothingToScore }
  return {
    records: [first.rule, ...rest.map(({ rule }) => rule)],
    questions: [first, ...rest].flatMap(({ questions }) => questions)
  }
}

const nothingToScore = [
  "records[0].fields.score: which column holds a score? None is named like NPS, satisfaction or effort.",
  'records[0].metric, .scale and .direction: what is asked there, "nps", "csat", "ces1" or "ces2", from where to where?'
]

const rowQuestions = ({ row }: ScoreColumn, key: string): ReadonlyArray<string> =>
  row === undefined
    ? []
    : [
        `${key}.fields.touchpoint: "${row.slice(0, 60)}" is a row of a matrix. Which touchpoint is it about, or which component (fields.component: {"value": "functional"})?`
      ]

/** Who answered, when, and what the survey was told about them. */
const sharedFields = (survey: Survey): Record<string, FieldSource> => {
  const at = answeredAt(survey)
  const byRole = roles(survey.columns.filter(isEmbedded))
  const channel = byRole.get("channel")
  const fields: Record<string, FieldSource> = {}
  const customer = customerOf(survey, byRole.get("customer")?.name)
  if (customer !== undefined) fields.customer = customer
  if (at !== undefined) fields.at = at.name
  for (const role of ["touchpoint", "team", "segment"] as const) {
    const column = byRole.get(role)
    if (column !== undefined) fields[role] = column.name
  }
  if (channel !== undefined) fields.channel = channelOf(channel.name, channel.values)
  return fields
}

/** Without a row of ImportIds: what is not called as questions are, and has no other title. */
const isEmbedded = ({ content, label, name }: SurveyColumn): boolean =>
  content === "embedded" || (content === "choice" && label === name && !/^(?:\d+_)?Q\d/i.test(name))

const isFilled = (column: SurveyColumn | undefined): column is SurveyColumn => (column?.values.length ?? 0) > 0

/** What names the customer best; where nothing does, each response stands for a customer of its own. */
const customerOf = (survey: Survey, named: string | undefined): FieldSource | undefined => {
  const external = columnOf(survey, "externalReference")
  if (isFilled(external)) return external.name
  if (named !== undefined) return named
  const email = columnOf(survey, "email")
  if (isFilled(email)) return { column: email.name, personal: "hash" }
  return columnOf(survey, "responseId")?.name
}

const channelOf = (column: string, values: ReadonlyArray<string>): FieldSource => {
  const known: ReadonlyArray<string> = Channel.literals
  const texts = [...new Set(values)].slice(0, 40)
  if (texts.every((text) => known.includes(text))) return column
  const table = texts.map((text) => [text, known.includes(text.toLowerCase()) ? text.toLowerCase() : null] as const)
  return { column, values: Object.fromEntries(table) }
}

/** The text that is asked for behind a score, before the next one. */
const commentOf = ({ columns }: Survey, scores: ReadonlyArray<ScoreColumn>, i: number): string | undefined => {
  const from = columns.findIndex(({ name }) => name === scores[i]?.column.name)
  const next = scores[i + 1]
  const to = next === undefined ? columns.length : columns.indexOf(next.column)
  return columns.slice(from + 1, to).find(({ content }) => content === "text")?.name
}
