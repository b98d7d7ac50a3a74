import type { FieldSource, Mapping, Proposal } from "@throughline/import"
import {
  delimitedColumns,
  encodingOf,
  encodingQuestions,
  type Fields,
  type Format,
  type Head,
  proposeResponses,
  type SampleColumn,
  timeOf,
  timeQuestions
} from "@throughline/import/format"
import { isAsked, plainTitle } from "./Titles.ts"

const submitted = "Submit Date (UTC)"

const titles = (header: Fields): Fields => header.map(plainTitle)

interface Issue {
  readonly path: string
  readonly problem: string
}

const isUtc = (zone: string): boolean => /^(?:etc\/)?(?:utc|gmt|zulu|universal)$/i.test(zone)

/** Where a mapping reads a column that is written in UTC in another zone. */
const zoneIssues = (_: ReadonlyArray<Fields>, { records, time }: Mapping): ReadonlyArray<Issue> => {
  const issues = records.flatMap(({ fields }, i) =>
    Object.entries(fields).flatMap(([name, source]) => {
      const { column, time: own } = columnOf(source)
      const zone = (own ?? time)?.timeZone
      if (!column.endsWith("(UTC)") || zone === undefined || isUtc(zone)) return []
      const path = own === undefined ? "time.timeZone" : `records[${i}].fields.${name}.time.timeZone`
      return [{ path, problem: `it says "${zone}", but ${column} is written in UTC` }]
    })
  )
  return issues.filter(({ path }, i) => i === issues.findIndex((issue) => issue.path === path))
}

const columnOf = (source: FieldSource): { readonly column: string; readonly time?: Mapping["time"] } => {
  if (typeof source === "string") return { column: source }
  return "column" in source ? source : { column: "" }
}

const propose = (head: Head): Proposal<Mapping> | undefined => {
  const { delimiter, rows } = head.table()
  const [header = [], ...responses] = rows
  const columns = delimitedColumns([titles(header), ...responses])
  const at = columns.find(({ name }) => name === submitted)
  if (at === undefined) return undefined
  const guess = timeOf(new Map([["at", at]]))
  const asked = columns.filter(({ name }) => isAsked(name)).map((column) => ({ ...column, label: column.name }))
  const fields = { customer: "#", at: submitted }
  const proposed = proposeResponses(asked, { id: "#", fields }, [])
  const hasType = columns.some(({ name }) => name === "Response Type")
  const mapping: Mapping = {
    source: "typeform",
    format: "typeform-csv",
    ...encodingOf(head),
    ...(delimiter === "," ? {} : { delimiter }),
    time: { format: guess?.format ?? "iso", timeZone: "UTC" },
    ...(hasType ? { skipWhen: { column: "Response Type", equals: ["started", "partial"] } } : {}),
    records: proposed.records
  }
  const questions = [
    ...encodingQuestions(head),
    ...timeQuestions(guess && { ...guess, local: false }),
    'records[].fields.customer: does a hidden field say who answered? "#" makes each response a customer of its own.',
    ...repeatQuestions(columns)
  ]
  return { mapping, questions: [...questions, ...proposed.questions] }
}

const most = 10

/** Columns of one name are told apart by what stands before them. */
const repeatQuestions = (columns: ReadonlyArray<SampleColumn>): ReadonlyArray<string> => {
  const again = columns.flatMap(({ name }, i) =>
    /.#\d+$/.test(name) ? [`"${name}" is column ${i + 1}, behind "${(columns[i - 1]?.name ?? "").slice(0, 60)}"`] : []
  )
  if (again.length === 0) return []
  const more = again.length > most ? `; and ${again.length - most} more` : ""
  return [`columns have the name of an earlier one: ${again.slice(0, most).join("; ")}${more}. Are they needed?`]
}

/** Results downloaded as CSV. */
export const csvFormat: Format = {
  id: "typeform-csv",
  emits: ["responses", "expectations", "invitations", "interactions", "customers"],
  expects: "results of Typeform: a header and responses",
  layout: {
    _tag: "Table",
    mostHeaderRows: 1,
    columns: ([header = []]) => titles(header),
    against: zoneIssues
  },
  detect: (head) => {
    const [header = []] = head.table().rows
    const names = titles(header)
    const isOwn = ["#", submitted].every((name) => names.includes(name))
    return isOwn && (names.includes("Network ID") || names.includes("Start Date (UTC)"))
      ? { confidence: 1, because: [`columns "#" and "${submitted}"`] }
      : { confidence: 0, because: ["no header as Typeform writes it"] }
  },
  propose
}
