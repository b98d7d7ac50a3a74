import type { FieldSource, Mapping, Proposal } from "@throughline/import"
import {
  type AskedColumn,
  delimitedColumns,
  encodingOf,
  encodingQuestions,
  type Head,
  proposeResponses,
  timeOf,
  timeQuestions
} from "@throughline/import/format"
import { headerRows } from "./HeaderRows.ts"
import { labelScales } from "./LabelScales.ts"
import { type Metadata, metadata } from "./Metadata.ts"

/** A column, what it holds, and its first values. */
interface Column {
  readonly name: string
  readonly content: Metadata | undefined
  readonly values: ReadonlyArray<string>
}

/** A mapping for an export as CSV, made from its start, and what the export does not tell. */
export const proposeTable = (head: Head): Proposal<Mapping> | undefined => {
  const { delimiter, rows } = head.table()
  const { count, names } = headerRows(rows)
  const columns = delimitedColumns([names, ...rows.slice(count)]).map(
    (column): Column => ({ ...column, content: metadata(column.name) })
  )
  const first = (content: Metadata) => columns.find((column) => column.content === content)
  const id = first("respondentId")
  if (id === undefined) return undefined
  const at = first("end") ?? first("start")
  const time = at && timeOf(new Map([["at", at]]))
  const email = first("email")
  const isInAll = email !== undefined && email.values.length > 0 && email.values.length === id.values.length
  const customer: FieldSource = isInAll ? { column: email.name, personal: "hash" } : id.name
  const fields = { customer, ...(at === undefined ? {} : { at: at.name }) }
  const asked = columns.filter(({ content }) => content === undefined).map(askedColumn)
  const proposed = proposeResponses(asked, { id: id.name, fields }, labelScales)
  const mapping: Mapping = {
    source: "surveymonkey",
    format: "surveymonkey",
    ...encodingOf(head),
    ...(delimiter === "," ? {} : { delimiter }),
    ...(time === undefined || time.format === "iso" ? {} : { time: { format: time.format } }),
    records: proposed.records
  }
  const questions = [
    ...encodingQuestions(head),
    ...timeQuestions(time),
    ...(at === undefined ? [noTime] : []),
    ...customerQuestions(customer, first("custom")),
    ...labelQuestions(count, names, rows[1])
  ]
  return { mapping, questions: [...questions, ...proposed.questions] }
}

/** `Question / Row`: both are asked. */
const askedColumn = ({ name, values }: Column): AskedColumn => ({ name, label: name, values })

const noTime =
  'records[].fields.at: the file does not say when it was answered. Export it with "End Date", or say one time for all, as {"value": "2026-03-29T12:00:00Z"}.'

const customerQuestions = (customer: FieldSource, custom: Column | undefined): ReadonlyArray<string> => {
  if (custom !== undefined && custom.values.length > 0) {
    return [`records[].fields.customer: is "${custom.name}" what names the customer?`]
  }
  return typeof customer !== "string"
    ? []
    : [
        `records[].fields.customer: does a column say who answered? "${customer}" makes each respondent a customer of their own.`
      ]
}

/** Columns without a name come with a second row of labels: when there is none that is surely one, it shows. */
const labelQuestions = (
  count: number,
  names: ReadonlyArray<string>,
  second: ReadonlyArray<string> | undefined
): ReadonlyArray<string> => {
  const at = names.findIndex((name) => metadata(name) === "respondentId")
  return count === 2 || second === undefined || (second[at] ?? "").trim() !== ""
    ? []
    : [
        "row 2 has no respondent and is rejected. Does it hold the labels of choices? It is known by the word Response below a question with one column."
      ]
}
