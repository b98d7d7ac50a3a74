import type { Mapping } from "@throughline/import"
import { isUnknownStatus, noAnswers } from "./Status.ts"
import type { Survey, SurveyColumn } from "./Survey.ts"

/** What is open about the responses as a whole. */
export const openQuestions = (survey: Survey, mapping: Mapping): ReadonlyArray<string> => [
  ...customerQuestions(survey, mapping),
  ...statusQuestions(survey),
  ...finishedQuestions(survey),
  ...valueQuestions(mapping),
  ...unreadQuestions(survey, mapping)
]

const ofContent = ({ columns }: Survey, content: SurveyColumn["content"]): SurveyColumn | undefined =>
  columns.find((column) => column.content === content)

const customerQuestions = (survey: Survey, { records: [{ fields }] }: Mapping): ReadonlyArray<string> => {
  const { customer } = fields
  if (customer === undefined) return ["records[0].fields.customer: which column says who answered?"]
  const name = typeof customer === "string" ? customer : "column" in customer ? customer.column : ""
  const column = survey.columns.find((one) => one.name === name)
  if (column?.content === "responseId") {
    return [
      `records[].fields.customer: does a column say who answered? "${name}" makes each response a customer of its own.`
    ]
  }
  const missing = survey.responses - (column?.values.length ?? 0)
  if (missing === 0) return []
  return [
    `records[].fields.customer: "${name}" is empty in some of the first ${survey.responses} responses (${missing}), which are rejected. Is there a column that is always filled?`
  ]
}

const statusQuestions = (survey: Survey): ReadonlyArray<string> => {
  const values = ofContent(survey, "status")?.values ?? []
  const left = values.filter((text) => noAnswers.includes(text)).length
  const unknown = [...new Set(values)].filter(isUnknownStatus).slice(0, 10)
  const many = `skipWhen: ${left} of the first ${survey.responses} responses are previews, tests or spam, and are left out. Are they?`
  if (unknown.length === 0) return left * 2 > survey.responses ? [many] : []
  return [`skipWhen.equals: which of ${unknown.map((text) => `"${text}"`).join(", ")} means a preview, a test or spam?`]
}

const unfinished = new Set(["0", "false"])

const finishedQuestions = (survey: Survey): ReadonlyArray<string> => {
  const finished = ofContent(survey, "finished")
  const open = finished?.values.filter((text) => unfinished.has(text.toLowerCase())) ?? []
  const whole = finished?.values.find((text) => !unfinished.has(text.toLowerCase())) ?? (open[0] === "0" ? "1" : "True")
  if (finished === undefined || open.length === 0) return []
  return [
    `records[].when: among the first ${survey.responses} responses are some that are not finished (${open.length}). Their answers count; {"column": "${finished.name}", "equals": ["${whole}"]} leaves them out.`
  ]
}

const valueQuestions = ({ records: [{ fields }] }: Mapping): ReadonlyArray<string> => {
  const { channel } = fields
  const values = typeof channel === "object" && "values" in channel ? Object.values(channel.values ?? {}) : []
  return values.includes(null)
    ? ["records[].fields.channel.values: what does each text stand for? null leaves it out."]
    : []
}

const most = 10
const isAnswer: ReadonlySet<SurveyColumn["content"]> = new Set(["choice", "text", "detail"])

/** Answers that no rule reads. */
const unreadQuestions = ({ columns }: Survey, { records }: Mapping): ReadonlyArray<string> => {
  const read = new Set(
    records.flatMap(({ fields }) =>
      Object.values(fields).map((source) =>
        typeof source === "string" ? source : "column" in source ? source.column : ""
      )
    )
  )
  const unread = columns.filter(
    ({ content, name, values }) => isAnswer.has(content) && values.length > 0 && !read.has(name)
  )
  if (unread.length === 0) return []
  const listed = unread.slice(0, most).map(({ name }) => name)
  const more = unread.length > most ? ` and ${unread.length - most} more` : ""
  return [`records: no rule reads the answers in ${listed.join(", ")}${more}. Is one of them a score or a comment?`]
}
