import type { FieldSource } from "../mapping/FieldSource.ts"
import type { RecordRule } from "../mapping/Mapping.ts"
import { pointOf, proposeScore } from "./Score.ts"

/** A column of answers, and the question as it was asked. */
export interface AskedColumn {
  readonly name: string
  readonly label: string
  /** The first answers that are not empty. */
  readonly values: ReadonlyArray<string>
  /** What the source says it holds; where it does not say, the values tell. */
  readonly holds?: "nps" | "choice" | "text"
}

/** What all rules for the answers of a survey share. */
export interface ResponseBase {
  readonly id?: string
  readonly fields: Readonly<Record<string, FieldSource>>
}

/** Rules for the answers of a survey, and what is open about them. */
export interface ResponsesProposal {
  readonly records: readonly [RecordRule, ...ReadonlyArray<RecordRule>]
  readonly questions: ReadonlyArray<string>
}

export type SurveyMetric = "nps" | "csat" | "ces2"

const words: ReadonlyArray<readonly [SurveyMetric, RegExp]> = [
  ["nps", /\bnps\b|recommend|weiterempf/],
  ["csat", /csat|satisf|zufrieden/],
  ["ces2", /\bces2?\b|\beffort|\beasy\b|\beasier\b|\bease\b|difficult|aufwand|einfach|schwierig/]
]

/**
 * Rules for the questions that seem to ask to recommend, for satisfaction or for effort, each with the text that was asked
 * for behind it. `scales` are the labels of answers that the source offers, each from bad to good.
 *
 * ```ts import.meta.vitest
 * import { proposeResponses } from "./Responses.ts"
 *
 * const asked = [{ name: "Q1", label: "How satisfied are you?", values: ["Good", "Bad"] }]
 * const { records, questions } = proposeResponses(asked, { fields: { customer: "who", at: "when" } }, [["Bad", "OK", "Good"]])
 * records[0].scale // => "1-3"
 * records[0].fields.score // => { column: "Q1", values: { Bad: 1, OK: 2, Good: 3 } }
 * questions // => []
 * ```
 */
export const proposeResponses = (
  columns: ReadonlyArray<AskedColumn>,
  { fields, id }: ResponseBase,
  scales: ReadonlyArray<ReadonlyArray<string>>
): ResponsesProposal => {
  const asked = columns.map((column) => ({ ...column, holds: column.holds ?? held(column, scales) }))
  const scores = asked.flatMap((column) => {
    const metric = metricOf(column)
    return metric === undefined ? [] : [{ column, metric }]
  })
  const base = { kind: "responses", ...(id === undefined ? {} : { id }) } as const
  const [first, ...rest] = scores.map(({ column, metric }, i) => {
    const proposed = proposeScore(column, metric, `records[${i}]`, scales)
    const comment = commentBehind(asked, column, scores[i + 1]?.column)
    const isOne = scores.filter((other) => other.metric === metric).length === 1
    const told = { ...fields, score: proposed.score, ...(comment === undefined ? {} : { comment }) }
    const rule: RecordRule = {
      ...base,
      ...(isOne ? {} : { part: shortened(column.name) }),
      ...proposed.rule,
      fields: told
    }
    return { rule, questions: proposed.questions }
  })
  if (first === undefined) {
    return { records: [{ ...base, fields }], questions: [...nothingToScore, ...unread(asked, [])] }
  }
  const records = [first.rule, ...rest.map(({ rule }) => rule)] as const
  return { records, questions: [...[first, ...rest].flatMap(({ questions }) => questions), ...unread(asked, records)] }
}

/** At most 64 characters: the question as it begins, and the row as it ends. */
const shortened = (name: string): string => (name.length > 64 ? `${name.slice(0, 40)}…${name.slice(-23)}` : name)

const nothingToScore = [
  "records[0].fields.score: which column holds a score? No question seems to ask to recommend, for satisfaction or for effort.",
  'records[0].metric, .scale and .direction: what is asked there, "nps", "csat", "ces1" or "ces2", from where to where?'
]

const metricOf = (column: AskedColumn): SurveyMetric | undefined => {
  if (column.holds === "nps") return "nps"
  if (column.holds === "text") return undefined
  const text = `${column.name} ${column.label}`.replace(/[^\p{L}\p{N}]+/gu, " ").toLowerCase()
  return words.find(([metric, pattern]) => pattern.test(text) && canBe(metric, column.values))?.[0]
}

/** Words, when there are several in a text, hardly a text comes twice, and they are neither numbers nor known labels. */
const held = ({ values }: AskedColumn, scales: ReadonlyArray<ReadonlyArray<string>>): "choice" | "text" => {
  const isWords = values.some((value) => /\S\s+\S+\s+\S+\s+\S/.test(value))
  const isProse = isWords && new Set(values).size >= values.length * 0.8
  const isLabels = scales.some((scale) => values.every((value) => scale.includes(value)))
  return isProse && !isLabels && !areMostlyPoints(values) ? "text" : "choice"
}

/** Nine in ten: one may be damaged. */
const areMostlyPoints = (values: ReadonlyArray<string>): boolean =>
  values.filter((value) => pointOf(value) !== undefined).length >= values.length * 0.9

/** Only 0 and 1. */
const areYesOrNo = (values: ReadonlyArray<string>): boolean =>
  values.length > 0 && values.every((value) => value === "0" || value === "1")

const mostLabels = 11

/** Whole numbers, or a few labels that come again and again; of a likelihood from 0 to 10. */
const canBe = (metric: SurveyMetric, values: ReadonlyArray<string>): boolean => {
  if (metric === "nps") return areMostlyPoints(values) && !areYesOrNo(values)
  const texts = new Set(values).size
  return texts > 1 && texts <= mostLabels
}

/** The text that is asked for behind a score, before the next one. */
const commentBehind = (
  asked: ReadonlyArray<AskedColumn>,
  column: AskedColumn,
  next: AskedColumn | undefined
): string | undefined => {
  const to = next === undefined ? asked.length : asked.indexOf(next)
  return asked.slice(asked.indexOf(column) + 1, to).find(({ holds }) => holds === "text")?.name
}

const most = 10

/** Answers that no rule reads. */
const unread = (asked: ReadonlyArray<AskedColumn>, records: ReadonlyArray<RecordRule>): ReadonlyArray<string> => {
  const read = new Set(records.flatMap(({ fields }) => Object.values(fields).map(columnOf)))
  const names = asked.flatMap(({ name, values }) => (values.length > 0 && !read.has(name) ? [name] : []))
  if (names.length === 0) return []
  const listed = names.slice(0, most).map((name) => JSON.stringify(shortened(name)))
  const more = names.length > most ? ` and ${names.length - most} more` : ""
  return [`records: no rule reads the answers in ${listed.join(", ")}${more}. Is one of them a score or a comment?`]
}

const columnOf = (source: FieldSource): string =>
  typeof source === "string" ? source : "column" in source ? source.column : ""
