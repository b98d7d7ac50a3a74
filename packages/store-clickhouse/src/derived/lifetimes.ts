import type { Settings, Sql } from "@throughline/store"
import { isThere, last } from "../tables.ts"
import { quotient, selected } from "./inOrder.ts"

/** Each customer from the first start to the last end, as of an instant. */
export const lifetimes = (
  database: string,
  { bind }: Sql.Parameters,
  { asOf = new Date(Number.NaN) }: Settings
): string => {
  const now = bind("instant", asOf.getTime())
  const columns = [
    '"customer" AS who',
    'arraySort(groupArray(("startedAt", "id", "plan", "segment")))[1] AS first_row',
    'arraySort(groupArray((ifNull("endedAt", 0), "id", "reason")))[-1] AS last_row',
    `max(if(ifNull("endedAt" > ${now}, 1), 1, 0)) AS running`
  ]
  const customers = `SELECT ${columns.join(", ")} FROM ${last(database, "subscriptions")} WHERE ${isThere} AND "startedAt" <= ${now} GROUP BY "customer"`
  const [start, end] = ["tupleElement(g.first_row, 1)", "tupleElement(g.last_row, 1)"]
  return `SELECT ${selected({
    customer: "g.who",
    startedAt: start,
    plan: "tupleElement(g.first_row, 3)",
    segment: "tupleElement(g.first_row, 4)",
    outcome: "if(g.running = 1, 'active', 'ended')",
    endedAt: `if(g.running = 1, NULL, ${end})`,
    reason: "if(g.running = 1, NULL, tupleElement(g.last_row, 3))",
    days: quotient(`(if(g.running = 1, ${now}, ${end}) - ${start})`, 86_400_000)
  })} FROM (${customers}) AS g`
}
