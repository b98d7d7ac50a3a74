import type { Detection, FieldSource, Mapping, Proposal } from "@throughline/import"
import type { Format, Head, TableLayout } from "@throughline/import/format"
import { encodingOf, encodingQuestions } from "@throughline/import/format"
import { made } from "./CsvColumns.ts"
import { neverPaidQuestions } from "./NeverPaid.ts"

const layout: TableLayout = { _tag: "Table", mostHeaderRows: 1, columns: ([names = []]) => names, made }

/** What tells that a table is of subscriptions of Stripe. */
const dashboard = ["id", "Customer ID", "Status", "Current Period End (UTC)"]
const warehouse = [
  "id",
  "customer_id",
  "status",
  "start_date",
  "current_period_end",
  "cancel_at_period_end",
  "ended_at"
]

const namesOf = (head: Head): ReadonlyArray<string> => (head.table().rows[0] ?? []).map((name) => name.trim())

const kindOf = (names: ReadonlyArray<string>): "dashboard" | "warehouse" | undefined => {
  if (dashboard.every((name) => names.includes(name))) return "dashboard"
  return warehouse.every((name) => names.includes(name)) ? "warehouse" : undefined
}

const detect = (head: Head): Detection => {
  const kind = kindOf(namesOf(head))
  return kind === undefined
    ? { confidence: 0, because: ["no columns as of subscriptions of Stripe"] }
    : {
        confidence: 1,
        because: [`the columns of ${kind === "dashboard" ? "the Dashboard's export" : "a warehouse's table"}`]
      }
}

const propose = (head: Head): Proposal<Mapping> | undefined => {
  const names = namesOf(head)
  const kind = kindOf(names)
  if (kind === undefined) return undefined
  const { delimiter, rows } = head.table()
  const written = { ...encodingOf(head), ...(delimiter === "," ? {} : { delimiter }) }
  const told = kind === "dashboard" ? ofDashboard(names, rows) : ofWarehouse(names)
  const mapping: Mapping = { source: "stripe", format: "stripe-csv", ...written, ...told.mapping }
  return { mapping, questions: [...encodingQuestions(head), ...told.questions, ...neverPaidQuestions(names, rows)] }
}

interface Told {
  readonly mapping: Pick<Mapping, "time" | "records">
  readonly questions: ReadonlyArray<string>
}

const subscriptions = {
  kind: "subscriptions",
  id: "id",
  when: { column: "stage", equals: ["running", "ended", "unclear"] }
} as const

const ofDashboard = (names: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): Told => {
  const hasMoney = ["Currency", "Amount", "Interval"].every((name) => names.includes(name))
  const reason = reasonSource(names, rows)
  const fields = { customer: "Customer ID", startedAt: "paid_from", endedAt: "ended", ...reason }
  const plan = names.includes("Plan") ? { plan: "Plan" } : {}
  const time = { format: "iso", timeZone: "UTC" } as const
  const states: Mapping["records"] = [{ ...subscriptions, fields: { ...fields, ...plan } }]
  if (!hasMoney) return { mapping: { time, records: states }, questions: [noMoney, ...reasonQuestions(reason)] }
  const common = { customer: "Customer ID", currency: "currency_code" }
  const came = { ...common, at: "paid_from", kind: "gained", amountMinor: "mrr" }
  const went = { ...common, at: "ended", kind: "lost", amountMinor: "lost_mrr" }
  const records: Mapping["records"] = [
    ...states,
    { kind: "movements", part: "new", id: "id", when: { column: "gained", equals: ["new"] }, fields: came },
    { kind: "movements", part: "churn", id: "id", when: { column: "lost", equals: ["churn"] }, fields: went }
  ]
  return {
    mapping: { time, records },
    questions: [interval, ...quantityQuestions(names, rows), ...reasonQuestions(reason)]
  }
}

const noMoney =
  "records: the export has no Currency, Amount and Interval, so it says nothing of revenue. Export all columns?"
const interval =
  "records[].fields.amountMinor: is each price paid every day, week, month or year? The export does not say of how many of them a period is made."

const cellsOf = (name: string, names: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>) => [
  ...new Set(rows.slice(1).map((row) => row[names.indexOf(name)]?.trim() ?? ""))
]

const quantityQuestions = (names: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>) =>
  cellsOf("Quantity", names, rows).some((quantity) => Number(quantity) > 1)
    ? [
        'records[].fields.amountMinor: where Quantity is above 1, is Amount the price of one ("mrr_of_each", "lost_mrr_of_each") or of all ("mrr_of_all", "lost_mrr_of_all")?'
      ]
    : []

const known: ReadonlyMap<string, string | null> = new Map([
  ...["too_expensive", "missing_features", "switched_service", "unused", "too_complex", "low_quality"].map(
    (reason) => [reason, reason] as const
  ),
  ...["customer_service", "other", "payment_failed", "payment_disputed"].map((reason) => [reason, reason] as const),
  ["cancellation_requested", null]
])

const plain = (text: string): string => text.toLowerCase().replaceAll(" ", "_")

/** The reasons that the file names, in Stripe's words or as people write them. */
const reasonSource = (names: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>) => {
  const told = ["Cancellation Feedback", "Cancellation Reason"].filter((name) => names.includes(name))
  if (told.length === 0) return {}
  const texts = told.flatMap((name) => cellsOf(name, names, rows)).filter((text) => text !== "" && text.length <= 64)
  const values = Object.fromEntries([
    ...known,
    ...[...new Set(texts)].slice(0, 40).map((text) => [text, known.get(plain(text)) ?? null] as const)
  ])
  const reason: FieldSource = { column: "reason_told", values }
  return { reason }
}

const reasonQuestions = ({ reason }: { readonly reason?: FieldSource }): ReadonlyArray<string> => {
  const values = typeof reason === "object" && "values" in reason ? (reason.values ?? {}) : {}
  const open = Object.entries(values).filter(([text, value]) => value === null && known.get(plain(text)) === undefined)
  return open.length > 0 && open.some(([text]) => text !== "cancellation_requested")
    ? ["records[0].fields.reason.values: what does each text stand for? null leaves the reason out."]
    : []
}

const ofWarehouse = (names: ReadonlyArray<string>): Told => {
  const version = ["_fivetran_synced", "_fivetran_start"].find((name) => names.includes(name))
  const feedback = names.includes("cancellation_details_feedback") ? { reason: "reason_told" } : {}
  const fields = { customer: "customer_id", startedAt: "paid_from", endedAt: "ended", ...feedback }
  return {
    mapping: {
      time: { format: "iso" },
      records: [{ ...subscriptions, ...(version === undefined ? {} : { version }), fields }]
    },
    questions: [
      'time.timeZone: in which zone are the times written, as "UTC"?',
      "records: prices are in other tables (subscription_item, price), so this one says nothing of revenue. To have it, read subscriptions from the API."
    ]
  }
}

/** Tables of Stripe's subscriptions: the Dashboard's export, or what a warehouse keeps of the API. */
export const csvFormat: Format = {
  id: "stripe-csv",
  emits: ["subscriptions", "movements"],
  expects: "a table of Stripe's subscriptions: a header and subscriptions",
  layout,
  detect,
  propose
}
