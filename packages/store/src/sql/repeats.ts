import type { WriteDerived } from "./Dialect.ts"
import { isIn } from "./filter.ts"
import { firstOf } from "./firstOf.ts"
import { namedIn, selected } from "./selected.ts"
import { quotient } from "./whole.ts"

/** Each customer's first interaction that counts, with the time until the first later one, or until an instant. */
export const repeats: WriteDerived = (dialect, parameters, { asOf = new Date(Number.NaN), touchpoints }, isRead) => {
  const { identifier: id, table } = dialect
  const now = parameters.bind("instant", asOf.getTime())
  const [at, customer] = [id("at"), id("customer")]
  const isCounted =
    touchpoints === undefined ? "" : ` AND ${isIn(dialect, id("touchpoint"), "text", touchpoints, parameters)}`
  const fields = {
    customer: "customer_id",
    channel: "first_channel",
    segment: "first_segment",
    at: "first_time",
    outcome: "CASE WHEN next_time IS NULL THEN 'once' ELSE 'repeated' END",
    days: quotient(dialect, `(CASE WHEN next_time IS NULL THEN ${now} ELSE next_time END - first_time)`, 86_400_000)
  }
  const rows = selected(dialect, fields, isRead)
  const customers = {
    customer_id: customer,
    first_channel: firstOf(dialect, "channel", "at"),
    first_segment: firstOf(dialect, "segment", "at"),
    first_time: `min(${at})`,
    next_time: `min(CASE WHEN ${at} > first_at THEN ${at} END)`
  }
  const seen = `SELECT *, min(${at}) OVER (PARTITION BY ${customer}) AS first_at FROM ${table("interactions")} WHERE ${at} <= ${now}${isCounted}`
  return `SELECT ${rows} FROM (SELECT ${selected(dialect, customers, namedIn(rows))} FROM (${seen}) AS seen GROUP BY ${customer}) AS customers`
}
