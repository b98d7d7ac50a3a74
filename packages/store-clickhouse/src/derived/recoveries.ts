import { Sql } from "@throughline/store"
import { inOrder } from "./inOrder.ts"
import { quotient, selected, type Write } from "./selected.ts"

const question = ["customer", "metric", "component", "scale"]
const answer = ["at", "id", "touchpoint", "score", "channel", "segment"]
const ofCase = ["id", "team", "contactedAt", "closedAt", "outcome"]

/** Columns named after fields. */
const each = (prefix: string, fields: ReadonlyArray<string>, write: (field: string) => string) =>
  Object.fromEntries(fields.map((field) => [`${prefix}${field}`, () => write(field)]))

/** Answers, and the next of their customer to the same question, with the columns that are read. */
const answersOf = (database: string, where: string, isRead: Sql.IsRead): string => {
  const { part, query } = inOrder({ database, kind: "responses", keys: question, where })
  const place = `indexOf(g.times, ${part("this", "at")})`
  const next = `g.rows[indexOf(g.ats, g.times[${place} + 1])]`
  const isLast = `${place} = length(g.times)`
  const columns = {
    ...each("r_", question, (name) => `g.${name}`),
    ...each("r_", answer, (name) => part("this", name)),
    ...each("n_", ["at", "score"], (name) => `if(${isLast}, NULL, ${part(next, name)})`),
    n_touchpoint: () => part(next, "touchpoint")
  }
  const rows = selected(columns, isRead)
  const times = ["arrayMap(row -> tupleElement(row, 1), rows) AS ats", "arrayDistinct(ats) AS times"]
  return `(SELECT ${rows} FROM (${query(rows.includes("g.times") ? times : [])}) AS g ARRAY JOIN g.rows AS this) AS a`
}

/** The first loop case that each answer opened, with the columns that are read. */
const casesOf = (database: string, where: string, isRead: Sql.IsRead): string => {
  const { part, query } = inOrder({ database, kind: "loopCases", keys: ["customer", "response"], where })
  const ofFirst = selected(
    each("c_", ofCase, (name) => part("rows[1]", name)),
    isRead
  )
  return `(SELECT "customer" AS r_customer, "response" AS r_id, ${ofFirst} FROM (${query()})) AS c`
}

/** Each response beside the loop case that it opened and the customer's next answer to the same question. */
export const recoveries: Write = (database, { bind }, { asOf = new Date(Number.NaN) }, isRead) => {
  const now = bind("instant", asOf.getTime())
  const where = `"at" <= ${now}`
  const contacted = `ifNull(c_contactedAt <= ${now}, 0)`
  const columns = {
    ...each("", [...question, ...answer.filter((name) => name !== "id")], (name) => `r_${name}`),
    response: () => "r_id",
    loopCase: () => "c_id",
    team: () => "c_team",
    outcome: () => `if(ifNull(c_closedAt <= ${now}, 1), c_outcome, NULL)`,
    contacted: () => contacted,
    days: () => quotient(`(if(${contacted}, assumeNotNull(c_contactedAt), ${now}) - r_at)`, 86_400_000),
    nextAt: () => "n_at",
    nextScore: () => "n_score",
    sameTouchpoint: () =>
      "if(isNull(n_at), NULL, ifNull(r_touchpoint = n_touchpoint, isNull(r_touchpoint) AND isNull(n_touchpoint)))",
    contactedBefore: () => "if(isNull(n_at), NULL, ifNull(c_contactedAt <= n_at, 0))"
  }
  const rows = selected(columns, isRead)
  if (!rows.includes("c_")) return `SELECT ${rows} FROM ${answersOf(database, where, Sql.namedIn(rows))}`
  const answers = answersOf(database, where, Sql.namedIn(`${rows} r_customer r_id`))
  return `SELECT ${rows} FROM ${answers} ALL LEFT JOIN ${casesOf(database, where, Sql.namedIn(rows))} USING r_customer, r_id`
}
