import type { WriteDerived } from "./Dialect.ts"
import { followed, sides } from "./followed.ts"
import { lastBefore } from "./lastBefore.ts"
import { namedIn, selected } from "./selected.ts"

const ofAnswer = ["at", "segment", "metric", "component", "scale", "score"]

/** Each answer about a touchpoint beside the customer's last step there that is not later. */
export const scoredSteps: WriteDerived = (dialect, _parameters, { sessionGap }, isRead) => {
  const { identifier: id, table } = dialect
  const { came, rows: interactions } = followed(dialect, sessionGap)
  const step = { ...came, ...Object.fromEntries(sides.map((name) => [name, id(name)])) }
  const columns = Object.keys(step).filter(isRead)
  const key = ["customer", "touchpoint"]
  const steps = `SELECT ${key.map(id).join(", ")}, ${id("at")} AS moment, ${id("id")} AS tie${columns.length === 0 ? "" : `, ${selected(dialect, step, isRead)}`}`
  const kept = ofAnswer.filter(isRead)
  const answers = `SELECT *, ${id("at")} AS moment FROM ${table("responses")} WHERE ${id("touchpoint")} IS NOT NULL`
  const met = lastBefore(
    dialect,
    key,
    { query: answers, columns: kept },
    { query: `${steps} FROM ${interactions(namedIn(steps))}`, columns }
  )
  const fields = Object.fromEntries(["customer", ...kept, ...columns].map((name) => [name, id(name)]))
  return `SELECT ${selected(dialect, { ...fields, to: id("touchpoint") }, isRead)} FROM (${met}) AS met WHERE number > 0`
}
