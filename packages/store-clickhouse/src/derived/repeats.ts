import { type Settings, Sql } from "@throughline/store"
import { isThere, last } from "../tables.ts"
import { quotient, selected } from "./inOrder.ts"

/** Each customer's first interaction that counts, with the time until the first later one, or until an instant. */
export const repeats = (
  database: string,
  parameters: Sql.Parameters,
  { asOf = new Date(Number.NaN), touchpoints }: Settings
): string => {
  const now = parameters.bind("instant", asOf.getTime())
  const isCounted =
    touchpoints === undefined ? "" : ` AND ${Sql.isIn({}, '"touchpoint"', "text", touchpoints, parameters)}`
  const columns = [
    '"customer" AS who',
    'arraySort(groupArray(("at", "id", "channel", "segment")))[1] AS first_row',
    'arraySort(groupUniqArray("at")) AS times'
  ]
  const customers = `SELECT ${columns.join(", ")} FROM ${last(database, "interactions")} WHERE ${isThere} AND "at" <= ${now}${isCounted} GROUP BY "customer"`
  return `SELECT ${selected({
    customer: "g.who",
    channel: "tupleElement(g.first_row, 3)",
    segment: "tupleElement(g.first_row, 4)",
    at: "g.times[1]",
    outcome: "if(length(g.times) > 1, 'repeated', 'once')",
    days: quotient(`(if(length(g.times) > 1, g.times[2], ${now}) - g.times[1])`, 86_400_000)
  })} FROM (${customers}) AS g`
}
