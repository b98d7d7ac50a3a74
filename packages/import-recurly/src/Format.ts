import type { Format, Head, JsonLayout, JsonObject, TableLayout, ValueOf } from "@throughline/import/format"
import { encodingOf, encodingQuestions } from "@throughline/import/format"
import { mappingOf, proposalOf } from "./Mappings.ts"
import { madeNames, madeOf, whyNot } from "./State.ts"

const records = ["", "/data/-"] as const
const most = 40

const isSubscription = ({ account, object, state }: JsonObject): boolean =>
  object === "subscription" && typeof state === "string" && typeof account === "object" && account !== null

const valueIn =
  (record: JsonObject): ValueOf =>
  (name) => {
    if (name === "has_coupon")
      return String(Array.isArray(record.coupon_redemptions) && record.coupon_redemptions.length > 0)
    const value = Object.hasOwn(record, name) ? record[name] : undefined
    return typeof value === "string" || typeof value === "number" ? String(value) : ""
  }

const rows = (record: JsonObject): ReadonlyArray<JsonObject> => {
  if (!isSubscription(record)) return []
  const made = madeOf(valueIn(record))
  return [{ ...record, ...Object.fromEntries(madeNames.map((name, i) => [name, made[i]])) }]
}

const layout: JsonLayout = { _tag: "Json", records, rows, why: (record) => whyNot(valueIn(record)) }

const ofApi = { customer: "account.code", plan: "plan.code" }

/** The mapping of the API to start from. */
export const apiMapping = mappingOf("recurly", ofApi)

/** Subscriptions of Recurly as its API gives them. */
export const format: Format = {
  id: "recurly",
  emits: ["subscriptions", "movements"],
  expects: "subscriptions of Recurly as JSON",
  layout,
  detect: (head) => {
    const found = head.text.includes('"account"') ? head.objects(records).filter(isSubscription).length : 0
    return { confidence: found > 0 ? 1 : 0, because: [`${found} subscriptions of Recurly`] }
  },
  propose: (head) => {
    const found = head.objects(records).flatMap(rows)
    const reasons = [...new Set(found.map(({ reason_told }) => String(reason_told ?? "")))].filter(
      (text) => text !== ""
    )
    const told = reasons.slice(0, most)
    return found.length === 0 ? undefined : proposalOf(mappingOf("recurly", ofApi, told), told, false)
  }
}

/** The same in pages of the API: what is no list of subscriptions there is no page. */
export const pageFormat: Format = { ...format, layout: { ...layout, records: ["/data/-"] } }

const columns = [
  "id",
  "account_id",
  "plan_id",
  "state",
  "activated_at",
  "expires_at",
  "current_period_ends_at",
  "updated_at"
]

const table: TableLayout = {
  _tag: "Table",
  mostHeaderRows: 1,
  columns: ([names = []]) => names,
  made: { names: madeNames, values: (value) => madeOf(trimmed(value)), why: (value) => whyNot(trimmed(value)) }
}

const trimmed =
  (value: ValueOf): ValueOf =>
  (name) =>
    value(name).trim()

const isTable = (head: Head): boolean => {
  const names = head.table().rows[0] ?? []
  return columns.every((name) => names.includes(name))
}

/** Tables that a warehouse keeps of Recurly's subscriptions. */
export const csvFormat: Format = {
  id: "recurly-csv",
  emits: ["subscriptions", "movements"],
  expects: "a table of Recurly's subscriptions: a header and subscriptions",
  layout: table,
  detect: (head) => ({ confidence: isTable(head) ? 1 : 0, because: ["the columns of Recurly's subscriptions"] }),
  propose: (head) => {
    if (!isTable(head)) return undefined
    const { delimiter, rows: found } = head.table()
    const [names = [], ...rest] = found
    const at = names.indexOf("expiration_reason")
    const reasons = [...new Set(rest.map((row) => row[at]?.trim() ?? ""))].filter((text) => text !== "").slice(0, most)
    const written = { ...encodingOf(head), ...(delimiter === "," ? {} : { delimiter }) }
    const mapping = { ...mappingOf("recurly-csv", { customer: "account_id", plan: "plan_id" }, reasons), ...written }
    const { questions } = proposalOf(mapping, reasons, true)
    return { mapping, questions: [...encodingQuestions(head), ...questions] }
  }
}
