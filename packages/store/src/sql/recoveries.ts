import type { WriteDerived } from "./Dialect.ts"
import { selected } from "./selected.ts"
import { quotient } from "./whole.ts"

const kept = ["customer", "touchpoint", "metric", "component", "scale", "score", "at", "channel", "segment"]

/** Each response beside the loop case that it opened and the customer's next answer to the same question. */
export const recoveries: WriteDerived = (dialect, { bind }, { asOf = new Date(Number.NaN) }, isRead) => {
  const { byBytes, identifier: id, table } = dialect
  const now = bind("instant", asOf.getTime())
  const of = (source: string, name: string) => `${source}.${id(name)}`
  const question = ["customer", "metric", "component", "scale"].map(id).join(", ")
  const moment = `PARTITION BY ${question}, ${id("at")}`
  const [at, order] = [id("at"), byBytes(id("id"))]
  const together = `row_number() OVER (${moment} ORDER BY ${order}) AS place, count(*) OVER (${moment}) AS many`
  const given = `SELECT *, ${together} FROM ${table("responses")} WHERE ${at} <= ${now}`
  // The first answer of the next moment comes after those of this moment that follow: no join is as quick.
  const next = (name: string) =>
    `lead(${id(name)}, CAST(many - place + 1 AS integer)) OVER (PARTITION BY ${question} ORDER BY ${at}, ${order}) AS next_${name}`
  const opened = `row_number() OVER (PARTITION BY ${id("customer")}, ${id("response")} ORDER BY ${at}, ${order}) AS place`
  // A planner without statistics takes what equals a number for rare, and then compares all with all.
  const first = `SELECT * FROM (SELECT *, ${opened} FROM ${table("loopCases")} WHERE ${at} <= ${now}) AS placed WHERE place < 2`
  const contact = of("c", "contactedAt")
  const whenNext = (condition: string) =>
    `CASE WHEN r.next_at IS NULL THEN NULL WHEN ${condition} THEN TRUE ELSE FALSE END`
  const here = of("r", "touchpoint")
  const fields: Readonly<Record<string, string>> = {
    ...Object.fromEntries(kept.map((name) => [name, of("r", name)])),
    response: of("r", "id"),
    loopCase: of("c", "id"),
    team: of("c", "team"),
    outcome: `CASE WHEN ${of("c", "closedAt")} IS NULL OR ${of("c", "closedAt")} <= ${now} THEN ${of("c", "outcome")} END`,
    contacted: `CASE WHEN ${contact} <= ${now} THEN TRUE ELSE FALSE END`,
    days: quotient(
      dialect,
      `(CASE WHEN ${contact} <= ${now} THEN ${contact} ELSE ${now} END - ${of("r", "at")})`,
      86_400_000
    ),
    nextAt: "r.next_at",
    nextScore: "r.next_score",
    sameTouchpoint: whenNext(`${here} = r.next_touchpoint OR (${here} IS NULL AND r.next_touchpoint IS NULL)`),
    contactedBefore: whenNext(`${contact} <= r.next_at`)
  }
  const ofCase = `${of("c", "response")} = ${of("r", "id")} AND ${of("c", "customer")} = ${of("r", "customer")}`
  const rows = selected(dialect, fields, isRead)
  const nexts = ["at", "score", "touchpoint"].filter((name) => rows.includes(`r.next_${name}`)).map(next)
  const answers =
    nexts.length === 0
      ? `SELECT * FROM ${table("responses")} WHERE ${at} <= ${now}`
      : `SELECT *, ${nexts.join(", ")} FROM (${given}) AS given`
  const cases = rows.includes("c.") ? ` LEFT JOIN (${first}) AS c ON ${ofCase}` : ""
  return `SELECT ${rows} FROM (${answers}) AS r${cases}`
}
