import { Sql } from "@throughline/store"
import { isThere, last } from "../tables.ts"
import { quotient, selected, type Write } from "./selected.ts"

/** Each customer from the first start to the last end, as of an instant. */
export const lifetimes: Write = (database, { bind }, { asOf = new Date(Number.NaN) }, isRead) => {
  const now = bind("instant", asOf.getTime())
  const first = (field: string) => () => `arraySort(groupArray(("startedAt", "id", "${field}")))[1]`
  const rows = selected(
    {
      customer: () => "g.who",
      startedAt: () => "g.first_start",
      plan: () => "tupleElement(g.first_plan, 3)",
      segment: () => "tupleElement(g.first_segment, 3)",
      outcome: () => "if(g.running = 1, 'active', 'ended')",
      endedAt: () => "if(g.running = 1, NULL, g.last_end)",
      reason: () => "if(g.running = 1, NULL, tupleElement(g.last_row, 3))",
      days: () => quotient(`(if(g.running = 1, ${now}, g.last_end) - g.first_start)`, 86_400_000)
    },
    isRead
  )
  const customers = selected(
    {
      who: () => '"customer"',
      first_start: () => 'min("startedAt")',
      first_plan: first("plan"),
      first_segment: first("segment"),
      last_end: () => 'max(ifNull("endedAt", 0))',
      last_row: () => 'arraySort(groupArray((ifNull("endedAt", 0), "id", "reason")))[-1]',
      running: () => `max(ifNull("endedAt" > ${now}, 1))`
    },
    Sql.namedIn(rows)
  )
  return `SELECT ${rows} FROM (SELECT ${customers} FROM ${last(database, "subscriptions")} WHERE ${isThere} AND "startedAt" <= ${now} GROUP BY "customer") AS g`
}
