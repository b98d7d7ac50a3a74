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
  const moment = `PARTITION BY ${question}, ${id("at")}`
  const [at, order] = [id("at"), byBytes(id("id"))]
  const together = `row_number() OVER (${moment} ORDER BY ${order}) AS place, count(*) OVER (${moment}) AS many`
  const given = `SELECT *, ${together}, ${now()} AS as_of FROM ${table("responses")} WHERE ${at} <= ${now()}`
  // The first answer of the next moment comes after those of this moment that follow: no join is as quick.
  const next = (name: string) =>
    `lead(${id(name)}, CAST(many - place + 1 AS integer)) OVER (PARTITION BY ${question} ORDER BY ${at}, ${order}) AS next_${name}`
  const followed = `SELECT *, ${["at", "score", "touchpoint"].map(next).join(", ")} FROM (${given}) AS given`
  const opened = `row_number() OVER (PARTITION BY ${id("customer")}, ${id("response")} ORDER BY ${at}, ${order}) AS place`
  // A planner without statistics takes what equals a number for rare, and then compares all with all.
  const first = `SELECT * FROM (SELECT *, ${opened} FROM ${table("loopCases")} WHERE ${at} <= ${now()}) AS placed WHERE place < 2`
  const contact = of("c", "contactedAt")
  const whenNext = (condition: string) =>
    `CASE WHEN r.next_at IS NULL THEN NULL WHEN ${condition} THEN TRUE ELSE FALSE END`
  const here = of("r", "touchpoint")
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
    nextAt: "r.next_at",
    nextScore: "r.next_score",
    sameTouchpoint: whenNext(`${here} = r.next_touchpoint OR (${here} IS NULL AND r.next_touchpoint IS NULL)`),
    contactedBefore: whenNext(`${contact} <= r.next_at`)
  }
  const columns = [
    ...kept.map((name) => `${of("r", name)} AS ${id(name)}`),
    ...Object.entries(fields).map(([name, value]) => `${value} AS ${id(name)}`)
  ]
  const ofCase = `${of("c", "response")} = ${of("r", "id")} AND ${of("c", "customer")} = ${of("r", "customer")}`
  return `SELECT ${columns.join(", ")} FROM (${followed}) AS r LEFT JOIN (${first}) AS c ON ${ofCase}`
}
