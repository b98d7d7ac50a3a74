import type { JsonObject, Unsaid } from "@throughline/import/format"
import { type Change, changeOf } from "./Change.ts"
import { columnsOf, reasons, whyNot } from "./Columns.ts"
import { objectOf, own, seconds, text } from "./Own.ts"

/** The events of a subscription that say what changed, in the order in which those of one second happen. */
const events: ReadonlyMap<string, number> = new Map([
  ["customer.subscription.created", 0],
  ["customer.subscription.updated", 0.25],
  ["customer.subscription.paused", 0.25],
  ["customer.subscription.resumed", 0.25],
  ["customer.subscription.deleted", 0.5]
])

/** Others call an object so as well, but have no `customer`. */
const isSubscription = (value: unknown): boolean =>
  own(value, "object") === "subscription" &&
  own(value, "customer") !== undefined &&
  (own(value, "items") ?? own(value, "plan")) !== undefined

/** Whether this is an event of a subscription. */
export const isEvent = (record: unknown): boolean =>
  own(record, "object") === "event" &&
  events.has(text(own(record, "type")) ?? "") &&
  isSubscription(own(own(record, "data"), "object"))

/** Whether this is a subscription, or an event of one. */
export const isKnown = (record: unknown): boolean => isSubscription(record) || isEvent(record)

/** The row of a subscription, or of an event with the subscription as it was then; of anything else none. */
export const rowsOf = (record: JsonObject): ReadonlyArray<JsonObject> => {
  if (isEvent(record)) return [eventRow(record)]
  return isSubscription(record) ? [{ ...record, ...columnsOf(record) }] : []
}

const eventRow = (event: JsonObject): JsonObject => {
  const subscription = own(own(event, "data"), "object")
  const change = changeOf(event)
  return {
    ...objectOf(subscription),
    ...columnsOf(subscription),
    gained: undefined,
    lost: undefined,
    event: event.id,
    version: versionOf(event),
    movement: change?.kind,
    moved_at: change?.at,
    change: known(change?.mrr),
    list_change: known(change?.listMrr)
  }
}

const known = (amount: Change["mrr"] | undefined): number | undefined =>
  typeof amount === "number" ? amount : undefined

/** The time of an event, with a fraction that puts those of one second in order. */
const versionOf = (event: JsonObject): number | undefined => {
  const at = seconds(own(event, "created"))
  return at === undefined ? undefined : at + (events.get(text(event.type) ?? "") ?? 0)
}

/** By column: why a row says nothing there. */
export const whyOf = (record: JsonObject): ReadonlyMap<string, Unsaid> => {
  if (!isEvent(record)) return whyNot(record)
  const change = changeOf(record)
  return new Map([
    ...whyNot(own(own(record, "data"), "object")),
    ...reasons([
      ["change", change?.mrr],
      ["list_change", change?.listMrr]
    ])
  ])
}
