import type { FieldSource, Mapping, Proposal, RecordRule } from "@throughline/import"
import { type AskedColumn, type JsonObject, proposeResponses } from "@throughline/import/format"
import { idOf, objectsOf } from "./Answers.ts"
import { labelScales } from "./LabelScales.ts"
import { pagesMapping, responseFields, whoAnswered } from "./PagesFormat.ts"

/** A column of answers, and the text of each choice by its id. */
interface Asked extends AskedColumn {
  readonly choices: ReadonlyMap<string, string | null>
}

/**
 * A mapping for responses of the API, made from the details of the survey: `GET /v3/surveys/{id}/details`. Each choice
 * that can be made stands in `values`, so that it is complete whatever was answered.
 *
 * ```ts import.meta.vitest
 * import { mappingOf } from "./Details.ts"
 *
 * const choices = [{ id: "11", text: "Very difficult" }, { id: "12", text: "Difficult" },
 *   { id: "13", text: "Neither easy nor difficult" }, { id: "14", text: "Easy" }, { id: "15", text: "Very easy" }]
 * const question = { id: "7", family: "single_choice", headings: [{ heading: "How easy was it?" }], answers: { choices } }
 * const { mapping } = mappingOf({ pages: [{ questions: [question] }] })
 * mapping.records[0].fields.score // => { column: "answers.7", values: { "11": 1, "12": 2, "13": 3, "14": 4, "15": 5 } }
 * ```
 */
export const mappingOf = (details: unknown): Proposal<Mapping> => {
  const asked = objectsOf([details])
    .flatMap(({ pages }) => objectsOf(pages))
    .flatMap(({ questions }) => objectsOf(questions))
    .flatMap(columnsOf)
  const { questions, records } = proposeResponses(asked, { id: "id", fields: responseFields }, labelScales)
  const [first, ...rest] = records
  const rules: Mapping["records"] = [withIds(first, asked), ...rest.map((rule) => withIds(rule, asked))]
  return { mapping: pagesMapping(rules), questions: [whoAnswered, ...questions] }
}

const columnsOf = (question: JsonObject): ReadonlyArray<Asked> => {
  const id = idOf(question.id)
  const { choices, rows } = objectsOf([question.answers])[0] ?? {}
  if (id === undefined) return []
  const heading = headingOf(question)
  const found = new Map(objectsOf(choices).flatMap(choiceOf))
  const texts = [...found.values()].filter((text) => text !== null)
  const one = { values: texts, choices: found, holds: found.size > 0 ? "choice" : "text" } as const
  const below = objectsOf(rows)
  if (below.length === 0) return [{ ...one, name: `answers.${id}`, label: heading }]
  return below.flatMap((row) => {
    const rowId = idOf(row.id)
    return rowId === undefined
      ? []
      : [{ ...one, name: `answers.${id}.${rowId}`, label: `${heading} ${textOf(row.text)}` }]
  })
}

const textOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "")

const headingOf = ({ headings }: JsonObject): string =>
  objectsOf(headings)
    .map(({ heading }) => textOf(heading).replace(/<[^<>]{0,200}>/g, " "))
    .join(" ")

/** "Not applicable" is no answer. */
const choiceOf = ({ id, is_na, text }: JsonObject): ReadonlyArray<readonly [string, string | null]> => {
  const own = idOf(id)
  return own === undefined ? [] : [[own, is_na === true ? null : textOf(text)]]
}

/** The rule with the ids of choices in place of their texts. */
const withIds = (rule: RecordRule, asked: ReadonlyArray<Asked>): RecordRule => {
  const { score } = rule.fields
  const column = score === undefined ? undefined : columnOf(score)
  const choices = asked.find(({ name }) => name === column)?.choices
  if (score === undefined || column === undefined || choices === undefined) return rule
  const table = typeof score === "object" && "values" in score ? score.values : undefined
  const pointOf = (text: string) => (table === undefined ? Number(text) : (table[text] ?? null))
  const values = Object.fromEntries([...choices].map(([id, text]) => [id, text === null ? null : pointOf(text)]))
  return { ...rule, fields: { ...rule.fields, score: { column, values } } }
}

const columnOf = (source: FieldSource): string | undefined =>
  typeof source === "string" ? source : "column" in source ? source.column : undefined
