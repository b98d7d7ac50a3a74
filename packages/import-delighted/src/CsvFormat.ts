import type { FieldSource, Mapping, Proposal } from "@throughline/import"
import {
  delimitedColumns,
  encodingOf,
  encodingQuestions,
  type Format,
  type Head,
  rulesByType,
  type SampleColumn,
  type TypedScores,
  table,
  timeOf,
  timeQuestions
} from "@throughline/import/format"
import { isPermalink } from "./Format.ts"
import { asked } from "./SurveyTypes.ts"

type Columns = ReadonlyArray<SampleColumn>

const columnsOf = (head: Head): Columns => delimitedColumns(head.table().rows)

const linkOf = (columns: Columns): SampleColumn | undefined =>
  columns.find(({ values }) => values.length > 0 && values.every(isPermalink))

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z]+/g, " ")
    .trim()

/** The column of one of these names; an earlier name wins. */
const named = (columns: Columns, ...names: ReadonlyArray<string>): SampleColumn | undefined =>
  names.map((name) => columns.find((column) => plain(column.name) === name)).find((column) => column !== undefined)

/** Where the fields of a response are, those of them that have a column. */
const fieldsOf = (columns: Columns, id: string) => {
  const at = named(columns, "created at", "responded at", "response time", "date", "time", "timestamp")
  const score = named(columns, "score")
  const comment = named(columns, "comment")
  const fields = { customer: customerOf(columns, id), at: at?.name, score: score?.name, comment: comment?.name }
  const known = Object.entries(fields).flatMap(([name, source]) =>
    source === undefined ? [] : [[name, source] as const]
  )
  return { at, score, fields: Object.fromEntries<FieldSource>(known) }
}

const customerOf = (columns: Columns, id: string): FieldSource => {
  const person = named(columns, "person id", "person")
  const email = named(columns, "email", "person email", "email address")
  if (person !== undefined) return person.name
  return email === undefined ? id : { column: email.name, personal: "hash" }
}

/** The scores of each type of survey, where a column says the type. */
const surveysOf = (head: Head, type: SampleColumn | undefined, score: SampleColumn | undefined) => {
  const all: readonly [TypedScores] = [{ type: undefined, scores: score?.values ?? [] }]
  const [header = [], ...rows] = head.table().rows
  const [typeAt, scoreAt] = [header.indexOf(type?.name ?? ""), header.indexOf(score?.name ?? "")]
  const [first, ...others] = [...new Set(type?.values)].sort().map(
    (each): TypedScores => ({
      type: each,
      scores: rows.flatMap((row) => (row[typeAt]?.trim() === each ? [row[scoreAt] ?? ""] : []))
    })
  )
  return first === undefined ? all : ([first, ...others] as const)
}

const propose = (head: Head): Proposal<Mapping> | undefined => {
  const columns = columnsOf(head)
  const link = linkOf(columns)
  if (link === undefined) return undefined
  const id = named(columns, "id", "response id")?.name ?? link.name
  const type = named(columns, "survey type", "type")
  const { at, fields, score } = fieldsOf(columns, id)
  const { questions, records } = rulesByType(surveysOf(head, type, score), asked, { id, fields }, type?.name ?? "")
  const time = timeOf(new Map(at === undefined ? [] : [["at", at]]))
  const mapping: Mapping = {
    source: "delighted",
    format: "delighted-csv",
    ...encodingOf(head),
    delimiter: head.table().delimiter,
    time: { format: time?.format ?? "iso" },
    records
  }
  return {
    mapping,
    questions: [
      ...encodingQuestions(head),
      ...timeQuestions(time),
      ...columnQuestions(fields, id, link.name),
      ...questions
    ]
  }
}

const columnQuestions = (
  { at, customer, score }: Readonly<Record<string, FieldSource>>,
  id: string,
  link: string
): ReadonlyArray<string> => [
  ...(at === undefined ? ["records[].fields.at: which column says when it was answered?"] : []),
  ...(score === undefined ? ["records[].fields.score: which column holds the score?"] : []),
  ...(id === link
    ? [
        `records[].id: no column has the id of a response, so it is its address in "${link}". By the API it has another one.`
      ]
    : []),
  ...(customer === id
    ? [`records[].fields.customer: which column says who answered? "${id}" makes each response a customer of its own.`]
    : [])
]

/** Responses exported as CSV. */
export const csvFormat: Format = {
  id: "delighted-csv",
  emits: ["responses"],
  expects: "survey responses of Delighted: a header and responses",
  layout: table,
  detect: (head) => {
    const link = linkOf(columnsOf(head))
    return link === undefined
      ? { confidence: 0, because: ["no column with addresses at Delighted"] }
      : { confidence: 1, because: [`column "${link.name}" with addresses at Delighted`] }
  },
  propose
}
