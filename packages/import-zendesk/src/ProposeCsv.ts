import type { FieldSource, Mapping, Proposal, RecordRule } from "@throughline/import"
import {
  delimitedColumns,
  encodingOf,
  encodingQuestions,
  type Head,
  type SampleColumn,
  timeOf,
  timeQuestions
} from "@throughline/import/format"
import { type CsvRole, csvColumns } from "./CsvColumns.ts"
import { waitColumn } from "./CsvWaits.ts"
import { unknownIn } from "./Propose.ts"
import { channels, ratings, statuses } from "./Tables.ts"

type Columns = ReadonlyMap<CsvRole, SampleColumn>
type Values = Readonly<Record<string, string | null>>
type Tables = { readonly [Role in CsvRole]?: Values }

/** The mapping for a table of tickets, and what it does not tell. */
export const proposeCsv = (head: Head): Proposal<Mapping> | undefined => {
  const { delimiter, rows } = head.table()
  const all = delimitedColumns(rows)
  const columns = csvColumns(all)
  if (!columns.has("id") || !columns.has("status")) return undefined
  const time = timeOfTable(all, columns)
  const mapping: Mapping = {
    source: "zendesk",
    format: "zendesk-csv",
    ...encodingOf(head),
    ...(delimiter === "," ? {} : { delimiter }),
    ...time.mapping,
    ...(hasDash(columns) ? { absent: ["-"] } : {}),
    ...gone(columns),
    records: [ruleOf(columns, all)]
  }
  return { mapping, questions: [...encodingQuestions(head), ...time.questions, ...columnQuestions(columns)] }
}

const valuesOf = (columns: Columns, role: CsvRole): ReadonlyArray<string> => columns.get(role)?.values ?? []

/** Warehouses keep the times of the API, which are in UTC; an export has those of the account's zone. */
const timeOfTable = (all: ReadonlyArray<SampleColumn>, columns: Columns) => {
  const at = columns.get("at")
  const guess = at === undefined ? undefined : timeOf(new Map([["at", at]]))
  const isWarehouse = all.some(({ name }) => name === "_fivetran_synced")
  const timeZone = isWarehouse ? { timeZone: "UTC" } : {}
  const format = guess?.format ?? "iso"
  const mapping: Pick<Mapping, "time"> = isWarehouse || format !== "iso" ? { time: { format, ...timeZone } } : {}
  return { mapping, questions: timeQuestions(guess && isWarehouse ? { ...guess, local: false } : guess) }
}

/** Exports write a dash where there is no group, no agent, no priority. */
const hasDash = (columns: Columns): boolean =>
  (["team", "priority"] as const).some((role) => columns.get(role)?.values.includes("-"))

const gone = (columns: Columns): Pick<Mapping, "tombstoneWhen"> => {
  const status = columns.get("status")
  return status === undefined ? {} : { tombstoneWhen: { column: status.name, equals: ["deleted", "Deleted"] } }
}

/** Exports write texts for people, warehouses those of the API. */
const tableFor = (role: CsvRole, { values }: SampleColumn): Values | undefined =>
  (values.some((text) => text !== text.toLowerCase()) ? titled : api)[role]

const api: Tables = { status: statuses, rating: ratings, channel: channels }

const titled: Tables = {
  status: { New: "open", Open: "open", Pending: "pending", "On-hold": "pending", Solved: "solved", Closed: "solved" },
  rating: { Good: "good", Bad: "bad", Offered: "offered", Unoffered: null, "Not Offered": null },
  priority: { Low: "low", Normal: "normal", High: "high", Urgent: "urgent" },
  channel: {
    "Web form": "web",
    Web: "web",
    "Web Widget": "web",
    Mobile: "app",
    "Mobile SDK": "app",
    Mail: "email",
    Email: "email",
    "Phone call (incoming)": "phone",
    "Phone call (outbound)": "phone",
    Voicemail: "phone",
    "Text message": "phone",
    Chat: "chat",
    Messaging: "chat",
    WhatsApp: "chat",
    Twitter: "social",
    "Facebook Post": "social",
    "Facebook Message": "social",
    "Web service (API)": "other",
    API: "other",
    "Closed Ticket": null
  }
}

const fieldNames: ReadonlyArray<CsvRole> = [
  "customer",
  "at",
  "resolvedAt",
  "channel",
  "team",
  "priority",
  "status",
  "replies",
  "reopens",
  "rating",
  "subject",
  "body"
]

const ruleOf = (columns: Columns, all: ReadonlyArray<SampleColumn>): RecordRule => {
  const fields: Record<string, FieldSource> = {}
  for (const role of fieldNames) {
    const column = columns.get(role)
    if (column !== undefined) fields[role] = sourceOf(role, column)
  }
  const email = columns.get("requesterEmail")
  if (fields.customer === undefined && email !== undefined) fields.customer = { column: email.name, personal: "hash" }
  if (all.some(({ name }) => name === waitColumn)) fields.waitSeconds = "requester_wait_seconds"
  fields.subject ??= { value: "" }
  fields.body ??= { value: "" }
  const updated = columns.get("updatedAt")
  return {
    kind: "tickets",
    id: columns.get("id")?.name ?? "id",
    ...(updated === undefined ? {} : { version: updated.name }),
    fields
  }
}

const sourceOf = (role: CsvRole, column: SampleColumn): FieldSource => {
  const values = tableFor(role, column)
  return values === undefined ? column.name : { column: column.name, values }
}

const columnQuestions = (columns: Columns): ReadonlyArray<string> => {
  const key = "records[0].fields"
  const lacks = (role: CsvRole, question: string) => (columns.has(role) ? [] : [question])
  const known = (role: CsvRole, others: ReadonlyArray<string> = []) => {
    const column = columns.get(role)
    const table = column && tableFor(role, column)
    return column === undefined || table === undefined
      ? []
      : unknownIn(
          column.values.filter((text) => text !== "-"),
          table,
          `${key}.${role}.values`,
          others
        )
  }
  return [
    ...lacks("at", `${key}.at: which column says when a ticket was made? A view has it as "Requested".`),
    ...(columns.has("customer") || columns.has("requesterEmail")
      ? []
      : [
          `${key}.customer: no column has an id or an address of the requester, and names are not kept. Add one to the view.`
        ]),
    ...known("status", ["deleted", "Deleted"]),
    ...known("channel"),
    ...known("rating"),
    ...known("priority"),
    ...versionQuestion(columns),
    `${key}.touchpoint: which touchpoint of the journey are tickets about, as {"value": "support"}?`
  ]
}

/** Versions are compared as text: only those that begin with the year are in order so. */
const versionQuestion = (columns: Columns): ReadonlyArray<string> =>
  valuesOf(columns, "updatedAt").every((text) => /^\d{4}-/.test(text))
    ? []
    : ["records[0].version: its times are not in order as text. Leave it out, or export them as 2026-03-29 10:00."]
