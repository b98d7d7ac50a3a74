import type { WriteDerived } from "./Dialect.ts"
import { firstOf } from "./firstOf.ts"
import { namedIn, selected } from "./selected.ts"
import { quotient } from "./whole.ts"

/** Each customer from the first start to the last end, as of an instant. */
export const lifetimes: WriteDerived = (dialect, { bind }, { asOf = new Date(Number.NaN) }, isRead) => {
  const { identifier: id, table } = dialect
  const now = bind("instant", asOf.getTime())
  const [started, ended] = [id("startedAt"), id("endedAt")]
  const whenEnded = (value: string) => `CASE WHEN running = 1 THEN NULL ELSE ${value} END`
  const fields = {
    customer: "customer_id",
    startedAt: "first_start",
    plan: "first_plan",
    segment: "first_segment",
    outcome: "CASE WHEN running = 1 THEN 'active' ELSE 'ended' END",
    endedAt: whenEnded("last_end"),
    reason: whenEnded("last_reason"),
    days: quotient(dialect, `(CASE WHEN running = 1 THEN ${now} ELSE last_end END - first_start)`, 86_400_000)
  }
  const rows = selected(dialect, fields, isRead)
  const customers = {
    customer_id: id("customer"),
    first_start: `min(${started})`,
    first_plan: firstOf(dialect, "plan", "startedAt"),
    first_segment: firstOf(dialect, "segment", "startedAt"),
    running: `max(CASE WHEN ${ended} IS NULL OR ${ended} > ${now} THEN 1 ELSE 0 END)`,
    last_end: `max(${ended})`,
    last_reason: firstOf(dialect, "reason", "endedAt", " DESC")
  }
  return `SELECT ${rows} FROM (SELECT ${selected(dialect, customers, namedIn(rows))} FROM ${table("subscriptions")} WHERE ${started} <= ${now} GROUP BY ${id("customer")}) AS customers`
}
