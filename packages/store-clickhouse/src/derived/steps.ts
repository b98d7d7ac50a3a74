import { inOrder, quotient, selected } from "./inOrder.ts"

/** The first row of each (customer, touchpoint) by time and id. */
export const reach = (database: string): string => {
  const keys = ["customer", "touchpoint"]
  const fields = ["at", "id", "channel", "team", "segment"]
  const { part, query } = inOrder({ database, kind: "interactions", keys, fields })
  return `SELECT ${selected({
    customer: "g.customer",
    touchpoint: "g.touchpoint",
    at: part("g.rows[1]", "at"),
    channel: part("g.rows[1]", "channel"),
    team: part("g.rows[1]", "team"),
    segment: part("g.rows[1]", "segment")
  })} FROM (${query}) AS g`
}

/** Each interaction of a customer but the first, with the touchpoint before it. */
export const steps = (database: string): string => {
  const fields = ["at", "id", "touchpoint", "channel", "segment"]
  const { part, query } = inOrder({ database, kind: "interactions", keys: ["customer"], fields })
  const before = "g.rows[place - 1]"
  return `SELECT ${selected({
    customer: "g.customer",
    from: part(before, "touchpoint"),
    to: part("this", "touchpoint"),
    at: part("this", "at"),
    channel: part("this", "channel"),
    segment: part("this", "segment"),
    seconds: quotient(`(${part("this", "at")} - ${part(before, "at")})`, 1000)
  })} FROM (${query}) AS g ARRAY JOIN g.rows AS this, arrayEnumerate(g.rows) AS place WHERE place > 1`
}
