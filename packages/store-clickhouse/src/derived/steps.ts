import { inOrder } from "./inOrder.ts"
import { quotient, selected, type Write } from "./selected.ts"

/** The first row of each (customer, touchpoint) by time and id. */
export const reach: Write = (database, _parameters, _settings, isRead) => {
  const { part, query } = inOrder({ database, kind: "interactions", keys: ["customer", "touchpoint"] })
  const ofFirst = ["at", "channel", "team", "segment"].map((name) => [name, () => part("g.rows[1]", name)] as const)
  const columns = { customer: () => "g.customer", touchpoint: () => "g.touchpoint", ...Object.fromEntries(ofFirst) }
  return `SELECT ${selected(columns, isRead)} FROM (${query()}) AS g`
}

/** Each interaction of a customer but the first, with the touchpoint before it. */
export const steps: Write = (database, _parameters, _settings, isRead) => {
  const { part, query } = inOrder({ database, kind: "interactions", keys: ["customer"] })
  const ofThis = ["at", "channel", "segment"].map((name) => [name, () => part("this", name)] as const)
  const columns = {
    customer: () => "g.customer",
    from: () => part("before", "touchpoint"),
    to: () => part("this", "touchpoint"),
    seconds: () => quotient(`(${part("this", "at")} - ${part("before", "at")})`, 1000),
    ...Object.fromEntries(ofThis)
  }
  return `SELECT ${selected(columns, isRead)} FROM (${query()}) AS g ARRAY JOIN arrayPopFront(g.rows) AS this, arrayPopBack(g.rows) AS before`
}
