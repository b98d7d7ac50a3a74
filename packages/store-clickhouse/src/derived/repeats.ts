import { Sql } from "@throughline/store"
import { isThere, last } from "../tables.ts"
import { quotient, selected, type Write } from "./selected.ts"

/** Each customer's first interaction that counts, with the time until the first later one, or until an instant. */
export const repeats: Write = (database, parameters, { asOf = new Date(Number.NaN), touchpoints }, isRead) => {
  const now = parameters.bind("instant", asOf.getTime())
  const isCounted =
    touchpoints === undefined ? "" : ` AND ${Sql.isIn({}, '"touchpoint"', "text", touchpoints, parameters)}`
  const rows = selected(
    {
      customer: () => "g.who",
      channel: () => "tupleElement(g.first_row, 3)",
      segment: () => "tupleElement(g.first_row, 4)",
      at: () => "g.times[1]",
      outcome: () => "if(length(g.times) > 1, 'repeated', 'once')",
      days: () => quotient(`(if(length(g.times) > 1, g.times[2], ${now}) - g.times[1])`, 86_400_000)
    },
    isRead
  )
  const customers = selected(
    {
      who: () => '"customer"',
      first_row: () => 'arraySort(groupArray(("at", "id", "channel", "segment")))[1]',
      times: () => 'arraySort(groupUniqArray("at"))'
    },
    Sql.namedIn(rows)
  )
  return `SELECT ${rows} FROM (SELECT ${customers} FROM ${last(database, "interactions")} WHERE ${isThere} AND "at" <= ${now}${isCounted} GROUP BY "customer") AS g`
}
