import type { Settings } from "../query/Settings.ts"
import type { Dialect } from "./Dialect.ts"
import type { Parameters } from "./Statement.ts"
import { quotient } from "./whole.ts"

const kept = ["customer", "touchpoint", "metric", "component", "scale", "score", "at", "channel", "segment"]

/** Each response beside the loop case that it opened and the customer's next answer to the same question. */
export const recoveries = (
  dialect: Dialect,
  { bind }: Parameters,
  { asOf = new Date(Number.NaN) }: Settings
): string => {
  const { byBytes, identifier: id, table } = dialect
  const now = () => bind("instant", asOf.getTime())
  const of = (source: string, name: string) => `${source}.${id(name)}`
  const question = ["customer", "metric", "component", "scale"].map(id).join(", ")
  const equal = (name: string) => `${of("r", name)} = ${of("n", name)}`
  const alike = (name: string) => `(${equal(name)} OR (${of("r", name)} IS NULL AND ${of("n", name)} IS NULL))`
  const later = `min(${id("at")}) OVER (PARTITION BY ${question} ORDER BY ${id("at")} RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)`
  const given = `SELECT *, ${later} AS later_at, ${now()} AS as_of FROM ${table("responses")} WHERE ${id("at")} <= ${now()}`
  const inOrder = `row_number() OVER (PARTITION BY ${question}, ${id("at")} ORDER BY ${byBytes(id("id"))})`
  const next = `SELECT * FROM (SELECT *, ${inOrder} AS place FROM ${table("responses")}) AS placed WHERE place = 1`
  const opened = `row_number() OVER (PARTITION BY ${id("customer")}, ${id("response")} ORDER BY ${id("at")}, ${byBytes(id("id"))})`
  const first = `SELECT * FROM (SELECT *, ${opened} AS place FROM ${table("loopCases")} WHERE ${id("at")} <= ${now()}) AS placed WHERE place = 1`
  const sameQuestion = `${equal("customer")} AND ${equal("metric")} AND ${equal("scale")} AND ${alike("component")}`
  const contact = of("c", "contactedAt")
  const whenNext = (condition: string) =>
    `CASE WHEN ${of("n", "at")} IS NULL THEN NULL WHEN ${condition} THEN TRUE ELSE FALSE END`
  const fields: Readonly<Record<string, string>> = {
    response: of("r", "id"),
    loopCase: of("c", "id"),
    team: of("c", "team"),
    outcome: `CASE WHEN ${of("c", "closedAt")} IS NULL OR ${of("c", "closedAt")} <= r.as_of THEN ${of("c", "outcome")} END`,
    contacted: `CASE WHEN ${contact} <= r.as_of THEN TRUE ELSE FALSE END`,
    days: quotient(
      dialect,
      `(CASE WHEN ${contact} <= r.as_of THEN ${contact} ELSE r.as_of END - ${of("r", "at")})`,
      86_400_000
    ),
    nextAt: of("n", "at"),
    nextScore: of("n", "score"),
    sameTouchpoint: whenNext(alike("touchpoint")),
    contactedBefore: whenNext(`${contact} <= ${of("n", "at")}`)
  }
  const columns = [
    ...kept.map((name) => `${of("r", name)} AS ${id(name)}`),
    ...Object.entries(fields).map(([name, value]) => `${value} AS ${id(name)}`)
  ]
  const ofCase = `${of("c", "response")} = ${of("r", "id")} AND ${of("c", "customer")} = ${of("r", "customer")}`
  return `SELECT ${columns.join(", ")} FROM (${given}) AS r LEFT JOIN (${next}) AS n ON ${sameQuestion} AND ${of("n", "at")} = r.later_at LEFT JOIN (${first}) AS c ON ${ofCase}`
}
