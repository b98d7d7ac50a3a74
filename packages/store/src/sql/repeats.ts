import type { Settings } from "../query/Settings.ts"
import type { Dialect } from "./Dialect.ts"
import { isIn } from "./filter.ts"
import type { Parameters } from "./Statement.ts"
import { quotient } from "./whole.ts"

/** Each customer's first interaction that counts, with the time until the first later one, or until an instant. */
export const repeats = (
  dialect: Dialect,
  parameters: Parameters,
  { asOf = new Date(Number.NaN), touchpoints }: Settings
): string => {
  const { byBytes, identifier: id, table } = dialect
  const now = () => parameters.bind("instant", asOf.getTime())
  const [at, customer] = [id("at"), id("customer")]
  const isCounted =
    touchpoints === undefined ? "" : ` AND ${isIn(dialect, id("touchpoint"), "text", touchpoints, parameters)}`
  const places = `row_number() OVER (PARTITION BY ${customer} ORDER BY ${at}, ${byBytes(id("id"))}) AS place, min(${at}) OVER (PARTITION BY ${customer}) AS first_at`
  const seen = `SELECT *, ${places} FROM ${table("interactions")} WHERE ${at} <= ${now()}${isCounted}`
  const next = `min(CASE WHEN ${at} > first_at THEN ${at} END) OVER (PARTITION BY ${customer}) AS next_at`
  const kept = ["customer", "channel", "segment", "at"].map(id).join(", ")
  const until = `(CASE WHEN next_at IS NULL THEN ${now()} ELSE next_at END - ${at})`
  const outcome = "CASE WHEN next_at IS NULL THEN 'once' ELSE 'repeated' END"
  return `SELECT ${kept}, ${outcome} AS ${id("outcome")}, ${quotient(dialect, until, 86_400_000)} AS ${id("days")} FROM (SELECT *, ${next} FROM (${seen}) AS seen) AS followed WHERE place = 1`
}
