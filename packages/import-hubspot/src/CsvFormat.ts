import type { Mapping, Proposal, RecordRule } from "@throughline/import"
import {
  delimitedColumns,
  encodingOf,
  encodingQuestions,
  type Format,
  type Head,
  type MadeColumns,
  rulesByType,
  type SampleColumn,
  type TypedScores,
  table,
  timeOf,
  timeQuestions
} from "@throughline/import/format"
import { type CsvRole, csvColumns, severalIds, tableOf } from "./CsvColumns.ts"
import type { Shape } from "./Row.ts"
import { ticketRule, touchpointQuestion, unknownIn } from "./Rules.ts"
import { proposeStatuses } from "./Stages.ts"
import { asked, channels, priorities } from "./Values.ts"

type Columns = ReadonlyMap<CsvRole, SampleColumn>

/** Exports write all contacts and companies of a record in one cell: the first is whom it is about. */
const made: MadeColumns = {
  names: ["contact_id", "company_id"],
  values: (value) => severalIds.map((column) => value(column).split(";")[0]?.trim() ?? "")
}

/** The column, or that which is made of it. */
const nameOf = (columns: Columns, role: CsvRole): string | undefined => {
  const name = columns.get(role)?.name
  const several = severalIds.indexOf(name ?? "")
  return several < 0 ? name : made.names[several]
}

interface Sampled {
  readonly columns: Columns
  /** The cells of a column, row by row. */
  readonly cells: (role: CsvRole) => ReadonlyArray<string>
}

const sampledOf = (head: Head, columns: Columns): Sampled => {
  const [header = [], ...rows] = head.table().rows
  return {
    columns,
    cells: (role) => {
      const at = header.indexOf(columns.get(role)?.name ?? "")
      return rows.map((row) => (at < 0 ? "" : (row[at]?.trim() ?? "")))
    }
  }
}

const ofTickets = ({ cells, columns }: Sampled) => {
  const closed = cells("resolvedAt")
  const staged = cells("stage").map((stage, i) => ({ stage, isClosed: (closed[i] ?? "") !== "" }))
  const { questions, values } = proposeStatuses(staged)
  const name = (role: CsvRole) => nameOf(columns, role)
  const rule = ticketRule(
    {
      id: name("id") ?? "",
      version: name("version"),
      customer: name("customer"),
      at: name("at"),
      firstReplyAt: name("firstReplyAt"),
      resolvedAt: name("resolvedAt"),
      channel: name("channel"),
      priority: name("priority"),
      stage: name("stage") ?? "",
      subject: name("subject"),
      body: name("body")
    },
    values
  )
  return {
    records: [rule] as const,
    questions: [
      ...questions,
      ...unknownIn(cells("channel"), channels, "channel"),
      ...unknownIn(cells("priority"), priorities, "priority"),
      ...(columns.has("customer")
        ? []
        : ["records[0].fields.customer: no column has the id of a contact. Export the associations as well."]),
      touchpointQuestion("tickets")
    ]
  }
}

const ofResponses = ({ cells, columns }: Sampled) => {
  const [types, scores] = [cells("type"), cells("score")]
  const scoresOf = (type: string): TypedScores => ({ type, scores: scores.filter((_, i) => types[i] === type) })
  const [first = "", ...others] = [...new Set(types)].filter((type) => type !== "").sort()
  const email = columns.get("email")?.name
  const customer =
    nameOf(columns, "customer") ?? (email === undefined ? undefined : { column: email, personal: "hash" as const })
  const named = (["at", "score", "comment"] as const).flatMap((role) => {
    const name = nameOf(columns, role)
    return name === undefined ? [] : [[role, name] as const]
  })
  const shared = {
    ...shareOf(columns),
    fields: { ...(customer === undefined ? {} : { customer }), ...Object.fromEntries(named) }
  }
  const typeColumn = columns.get("type")?.name ?? ""
  const { questions, records } = rulesByType([scoresOf(first), ...others.map(scoresOf)], asked, shared, typeColumn)
  return { records, questions: [...questions, touchpointQuestion("answers")] }
}

/** The id, and what tells which of two states of a record is the later one. */
const shareOf = (columns: Columns) => {
  const version = columns.get("version")?.name
  return { id: columns.get("id")?.name ?? "", ...(version === undefined ? {} : { version }) }
}

const ofContacts = ({ columns }: Sampled) => {
  const [at, account] = [nameOf(columns, "at"), nameOf(columns, "company")]
  const rule: RecordRule = {
    kind: "customers",
    ...shareOf(columns),
    fields: { ...(account === undefined ? {} : { account }), ...(at === undefined ? {} : { firstSeenAt: at }) }
  }
  return { records: [rule] as const, questions: [] }
}

const proposals: Readonly<
  Record<Shape, (sampled: Sampled) => Pick<Mapping, "records"> & { readonly questions: ReadonlyArray<string> }>
> = { ticket: ofTickets, response: ofResponses, contact: ofContacts }

/** Warehouses keep the times of the API, which are in UTC; an export has those of the account's zone. */
const timeOfTable = (all: ReadonlyArray<SampleColumn>, at: SampleColumn | undefined) => {
  const guess = timeOf(new Map(at === undefined ? [] : [["at", at]]))
  const isWarehouse = all.some(({ name }) => name === "_fivetran_synced")
  const format = guess?.format ?? "iso"
  return {
    time: { format, ...(isWarehouse ? { timeZone: "UTC" } : {}) },
    questions: timeQuestions(guess && isWarehouse ? { ...guess, local: false } : guess)
  }
}

const propose = (head: Head): Proposal<Mapping> | undefined => {
  const { delimiter, rows } = head.table()
  const all = delimitedColumns(rows)
  const found = tableOf(all)
  if (found === undefined) return undefined
  const columns = csvColumns(found.shape, all)
  const { questions, records } = proposals[found.shape](sampledOf(head, columns))
  const time = timeOfTable(all, columns.get("at"))
  const deleted = columns.get("deleted")?.name
  return {
    mapping: {
      source: "hubspot",
      format: "hubspot-csv",
      ...encodingOf(head),
      delimiter,
      time: time.time,
      ...(deleted === undefined ? {} : { tombstoneWhen: { column: deleted, equals: ["TRUE", "true"] } }),
      records
    },
    questions: [...encodingQuestions(head), ...time.questions, ...questions]
  }
}

/** Tickets, survey responses or contacts as CSV: an export, or a table of a warehouse. */
export const csvFormat: Format = {
  id: "hubspot-csv",
  emits: ["tickets", "responses", "customers"],
  expects: "tickets, survey responses or contacts of HubSpot: a header and a record a line",
  layout: { ...table, made },
  detect: (head) => {
    const found = tableOf(delimitedColumns(head.table().rows))
    return found === undefined
      ? { confidence: 0, because: ["no table as HubSpot exports them"] }
      : { confidence: 1, because: [`columns ${found.by.join(", ")}`] }
  },
  propose
}
