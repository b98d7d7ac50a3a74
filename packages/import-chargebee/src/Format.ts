import type { Mapping, Proposal } from "@throughline/import"
import type { Format, JsonLayout, JsonObject } from "@throughline/import/format"
import { columnsOf, whyNot } from "./State.ts"

const records = ["", "/list/-"] as const

const objectIn = (record: JsonObject, key: string): JsonObject | undefined => {
  const value = Object.hasOwn(record, key) ? record[key] : undefined
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined
}

const isSubscription = (value: JsonObject): boolean =>
  value.object === "subscription" && typeof value.customer_id === "string" && typeof value.currency_code === "string"

/** The subscription that a record of a list, an event, or a line says. */
const subscriptionIn = (record: JsonObject): JsonObject | undefined => {
  const event = objectIn(record, "event") ?? record
  const content = objectIn(event, "content") ?? record
  return [objectIn(content, "subscription"), record].find((one) => one !== undefined && isSubscription(one))
}

const rows = (record: JsonObject): ReadonlyArray<JsonObject> => {
  const subscription = subscriptionIn(record)
  return subscription === undefined ? [] : [{ ...subscription, ...columnsOf(subscription) }]
}

const layout: JsonLayout = {
  _tag: "Json",
  records,
  rows,
  why: (record) => whyNot(subscriptionIn(record) ?? {})
}

/** Chargebee's own reasons: those of payments are told apart, and the others are not the customer's. */
const ownReasons = {
  not_paid: "payment_failed",
  no_card: "payment_failed",
  fraud_review_failed: "other",
  non_compliant_eu_customer: "other",
  tax_calculation_failed: "other",
  currency_incompatible_with_gateway: "other",
  non_compliant_customer: "other"
}

const ours: ReadonlySet<string> = new Set(
  "too_expensive missing_features switched_service unused too_complex low_quality customer_service other".split(" ")
)

/** The mapping to start from. The reasons of `texts` are the account's own words. */
export const mappingOf = (texts: ReadonlyArray<string> = []): Mapping => ({
  source: "chargebee",
  format: "chargebee",
  time: { format: "epoch-s" },
  tombstoneWhen: { column: "deleted", equals: ["true"] },
  records: [
    {
      kind: "subscriptions",
      id: "id",
      version: "resource_version",
      when: { column: "stage", equals: ["running", "ended", "unclear"] },
      fields: {
        customer: "customer_id",
        plan: "plan",
        startedAt: "paid_from",
        endedAt: "ended_at",
        reason: { column: "reason_told", values: { ...ownReasons, ...valuesOf(texts) } },
        currency: "currency_code",
        priceMinor: "price"
      }
    },
    {
      kind: "movements",
      part: "new",
      id: "id",
      version: "resource_version",
      when: { column: "gained", equals: ["new"] },
      fields: {
        customer: "customer_id",
        at: "paid_from",
        kind: "gained",
        currency: "currency_code",
        amountMinor: "mrr_now"
      }
    },
    {
      kind: "movements",
      part: "churn",
      id: "id",
      version: "resource_version",
      when: { column: "lost", equals: ["churn"] },
      fields: {
        customer: "customer_id",
        at: "ended_at",
        kind: "lost",
        currency: "currency_code",
        amountMinor: "lost_mrr"
      }
    }
  ]
})

const valuesOf = (texts: ReadonlyArray<string>): Readonly<Record<string, string | null>> => {
  const plain = (text: string) =>
    text
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, "_")
  return Object.fromEntries(texts.map((text) => [text, ours.has(plain(text)) ? plain(text) : null]))
}

const propose = (found: ReadonlyArray<JsonObject>): Proposal<Mapping> | undefined => {
  const subscriptions = found.flatMap(rows)
  if (subscriptions.length === 0) return undefined
  const told = subscriptions.map(({ reason_told }) => reason_told).filter((text) => typeof text === "string")
  const texts = [...new Set(told)].filter((text) => !Object.hasOwn(ownReasons, text) && text.length <= 100).slice(0, 40)
  const isOpen = Object.values(valuesOf(texts)).includes(null)
  const reduced = subscriptions.filter((row) => row.mrr_now === undefined && row.list_mrr !== undefined).length
  return {
    mapping: mappingOf(texts),
    questions: [
      ...(isOpen
        ? ["records[0].fields.reason.values: what does each text stand for? null leaves the reason out."]
        : []),
      ...(reduced > 0
        ? [
            `records[].fields.amountMinor: ${reduced} of the first ${subscriptions.length} have a coupon or a discount, so their revenue is not told. Is it what the list price says ("list_mrr", "lost_list_mrr")?`
          ]
        : [])
    ]
  }
}

/** Subscriptions of Chargebee, as its API gives them, and events of them. */
export const format: Format = {
  id: "chargebee",
  emits: ["subscriptions", "movements"],
  expects: "subscriptions of Chargebee as JSON",
  layout,
  detect: (head) => {
    const found = head.text.includes('"currency_code"') ? head.objects(records).flatMap(rows).length : 0
    return { confidence: found > 0 ? 1 : 0, because: [`${found} subscriptions of Chargebee`] }
  },
  propose: (head) => propose(head.objects(records))
}

/** The same in pages of the API: what is no list of subscriptions there is no page. */
export const pageFormat: Format = { ...format, layout: { ...layout, records: ["/list/-"] } }
