import type { Settings, Sql } from "@throughline/store"
import { inOrder, quotient, selected } from "./inOrder.ts"

const question = ["customer", "metric", "component", "scale"]
const answer = ["at", "id", "touchpoint", "score", "channel", "segment"]
const ofCase = ["id", "team", "contactedAt", "closedAt", "outcome"]

/** Each response beside the loop case that it opened and the customer's next answer to the same question. */
export const recoveries = (
  database: string,
  { bind }: Sql.Parameters,
  { asOf = new Date(Number.NaN) }: Settings
): string => {
  const now = bind("instant", asOf.getTime())
  const where = `"at" <= ${now}`
  const answers = inOrder({
    database,
    kind: "responses",
    keys: question,
    fields: answer,
    where,
    more: ["arrayMap(row -> tupleElement(row, 1), rows) AS ats", "arrayDistinct(ats) AS times"]
  })
  const place = `indexOf(g.times, ${answers.part("this", "at")})`
  const next = `g.rows[indexOf(g.ats, g.times[${place} + 1])]`
  const isLast = `${place} = length(g.times)`
  const each = selected({
    ...Object.fromEntries(question.map((name) => [`r_${name}`, `g.${name}`])),
    ...Object.fromEntries(answer.map((name) => [`r_${name}`, answers.part("this", name)])),
    n_at: `if(${isLast}, NULL, ${answers.part(next, "at")})`,
    n_score: `if(${isLast}, NULL, ${answers.part(next, "score")})`,
    n_touchpoint: answers.part(next, "touchpoint")
  })
  const opened = inOrder({
    database,
    kind: "loopCases",
    keys: ["customer", "response"],
    fields: ["at", ...ofCase],
    where
  })
  const ofFirst = Object.fromEntries(ofCase.map((name) => [`c_${name}`, opened.part("rows[1]", name)]))
  const cases = `SELECT ${selected({ r_customer: "customer", r_id: "response", ...ofFirst })} FROM (${opened.query})`
  const rows = `(SELECT ${each} FROM (${answers.query}) AS g ARRAY JOIN g.rows AS this) AS a ALL LEFT JOIN (${cases}) AS c USING r_customer, r_id`
  const contacted = `ifNull(c_contactedAt <= ${now}, 0)`
  return `SELECT ${selected({
    ...Object.fromEntries([...question, ...answer].filter((name) => name !== "id").map((name) => [name, `r_${name}`])),
    response: "r_id",
    loopCase: "c_id",
    team: "c_team",
    outcome: `if(ifNull(c_closedAt <= ${now}, 1), c_outcome, NULL)`,
    contacted,
    days: quotient(`(if(${contacted}, assumeNotNull(c_contactedAt), ${now}) - r_at)`, 86_400_000),
    nextAt: "n_at",
    nextScore: "n_score",
    sameTouchpoint:
      "if(isNull(n_at), NULL, ifNull(r_touchpoint = n_touchpoint, isNull(r_touchpoint) AND isNull(n_touchpoint)))",
    contactedBefore: "if(isNull(n_at), NULL, ifNull(c_contactedAt <= n_at, 0))"
  })} FROM ${rows}`
}
