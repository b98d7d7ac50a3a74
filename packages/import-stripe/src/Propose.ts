import type { Mapping, Proposal } from "@throughline/import"
import type { JsonObject } from "@throughline/import/format"
import { isEvent, isKnown, rowsOf } from "./Rows.ts"

type Rules = Mapping["records"]

const when = (column: string, ...texts: readonly [string, ...ReadonlyArray<string>]) => ({ column, equals: texts })

/** Subscriptions of which something was paid, or may have been. */
const subscriptions = {
  kind: "subscriptions",
  id: "id",
  when: when("stage", "running", "ended", "unclear"),
  fields: {
    customer: "customer",
    plan: "plan",
    startedAt: "paid_from",
    endedAt: "ended_at",
    reason: "reason",
    currency: "currency",
    priceMinor: "price"
  }
} as const

/** The revenue that a state tells: it came when the paid time began, and went when the subscription ended. */
const ofStates = [
  {
    kind: "movements",
    part: "new",
    id: "id",
    when: when("gained", "new"),
    fields: { customer: "customer", at: "paid_from", kind: "gained", currency: "currency", amountMinor: "mrr" }
  },
  {
    kind: "movements",
    part: "churn",
    id: "id",
    when: when("lost", "churn"),
    fields: { customer: "customer", at: "ended_at", kind: "lost", currency: "currency", amountMinor: "lost_mrr" }
  }
] as const

/** The revenue that each event changed. */
const ofEvents = {
  kind: "movements",
  id: "event",
  when: when("movement", "new", "expansion", "contraction", "churn"),
  fields: { customer: "customer", at: "moved_at", kind: "movement", currency: "currency", amountMinor: "change" }
} as const

const ofEveryEvent: Rules = [{ ...subscriptions, version: "version" }, ofEvents]
const ofEveryState: Rules = [subscriptions, ...ofStates]

/** The mapping of subscriptions as they are, or of events of them. */
export const mappingOf = (what: "subscriptions" | "events"): Mapping => ({
  source: "stripe",
  format: "stripe",
  time: { format: "epoch-s" },
  records: what === "events" ? ofEveryEvent : ofEveryState
})

/** The mapping to start from. Of events, the movements are those of the events alone: a state would count them again. */
export const propose = (records: ReadonlyArray<JsonObject>): Proposal<Mapping> | undefined => {
  const found = records.filter(isKnown)
  if (found.length === 0) return undefined
  const hasEvents = found.some(isEvent)
  const rows = found.flatMap(rowsOf)
  const isTest = (live: boolean) => rows.some(({ livemode }) => livemode === live)
  const mapping: Mapping = {
    ...mappingOf(hasEvents ? "events" : "subscriptions"),
    ...(isTest(true) && isTest(false) ? { skipWhen: when("livemode", "false") } : {})
  }
  return { mapping, questions: questionsOf(rows, hasEvents) }
}

/** What the data cannot tell. */
const questionsOf = (rows: ReadonlyArray<JsonObject>, hasEvents: boolean): ReadonlyArray<string> => {
  const amount = hasEvents ? "change" : "mrr"
  const list = `list_${amount}`
  const isMoving = (row: JsonObject) => (hasEvents ? row.movement : row.gained) !== undefined
  const reduced = rows.filter((row) => isMoving(row) && row[amount] === undefined && row[list] !== undefined).length
  const tried = rows.filter(({ stage }) => stage === "trial").length
  return [
    ...(reduced === 0
      ? []
      : [
          `records[].fields.amountMinor: ${reduced} of the first ${rows.length} have a discount or a metered price, so their revenue is not told. Is it what the list price says ("${list}")?`
        ]),
    ...(tried === 0
      ? []
      : [
          `records[0].when and startedAt: ${tried} of the first ${rows.length} are trials, which are left out until they are paid. To count them as subscribed, add "trial" to when and take "start_date" for startedAt.`
        ])
  ]
}
