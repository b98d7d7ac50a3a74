import type { Sources } from "@throughline/core"
import { fieldsOf } from "../columns/fieldsOf.ts"
import { cases } from "./cases.ts"
import type { Dialect, WriteDerived } from "./Dialect.ts"
import { lastBefore, type Moments } from "./lastBefore.ts"
import type { Parameters } from "./Statement.ts"
import { type IsRead, selected } from "./selected.ts"

const day = 86_400_000

const key = ["customer"]

/** Rows beside what was last before some days after they ended, with the columns of both. */
const beside = (dialect: Dialect, rows: Moments, days: number, events: Moments): Moments => ({
  query: lastBefore(
    dialect,
    key,
    { query: `SELECT *, ended + ${days * day} AS moment FROM (${rows.query}) AS cases`, columns: rows.columns },
    events
  ),
  columns: [...rows.columns, ...events.columns]
})

/** The answers to a question, each with its time and the fields that are read. */
const answersTo = (
  { identifier: id, table }: Dialect,
  { component, metric }: Sources.AnswerAfter,
  { bind }: Parameters,
  columns: ReadonlyArray<string>
): Moments => {
  const isAsked = component === undefined ? "IS NULL" : `= ${bind("text", component)}`
  const read = columns.map((name) => `, ${id(name)}`).join("")
  return {
    query: `SELECT ${id("customer")}, ${id("at")} AS moment, ${id("id")} AS tie, ${id("at")} AS answered${read} FROM ${table("responses")} WHERE ${id("metric")} = ${bind("text", metric)} AND ${id("component")} ${isAsked}`,
    columns: ["answered", ...columns]
  }
}

/** Each time that a customer's subscriptions changed, with how many of them there were from then on. */
const runningAs = ({ identifier: id, table }: Dialect, name: string): Moments => {
  const [customer, started, ended] = [id("customer"), id("startedAt"), id("endedAt")]
  const starts = `SELECT ${customer}, ${started} AS moment, 1 AS change FROM ${table("subscriptions")} WHERE ${ended} IS NULL OR ${ended} > ${started}`
  const ends = `SELECT ${customer}, ${ended} AS moment, -1 AS change FROM ${table("subscriptions")} WHERE ${ended} > ${started}`
  return {
    query: `SELECT ${customer}, moment, '' AS tie, sum(change) OVER (PARTITION BY ${customer} ORDER BY moment) AS ${id(name)} FROM (${starts} UNION ALL ${ends}) AS changes`,
    columns: [name]
  }
}

/** Each case with the time it ended, and the fields that are read. */
const ended = (dialect: Dialect, parameters: Parameters, rule: Sources.CaseRule, isRead: IsRead): Moments => {
  const { identifier: id } = dialect
  const needed = ["customer", "at", "seconds"]
  const columns = [...(fieldsOf("cases")?.keys() ?? [])].filter((name) => needed.includes(name) || isRead(name))
  const taken = cases(dialect, parameters, rule, (name) => columns.includes(name))
  return {
    query: `SELECT *, ${id("at")} + ${id("seconds")} * 1000 AS ended FROM (${taken}) AS taken`,
    columns: [...columns.filter((name) => !key.includes(name)), "ended"]
  }
}

/** Each case beside the last answer within some days after it, and whether its customer had left by then. */
export const caseOutcomes: WriteDerived = (dialect, parameters, { answers, left, ...rule }, isRead) => {
  const { identifier: id } = dialect
  const ofAnswer = { score: "bigint", scale: "text", answeredAt: "bigint" }
  const isAnswerRead = Object.keys(ofAnswer).some(isRead)
  const taken = ended(dialect, parameters, rule, isRead)
  const answered =
    answers === undefined || !isAnswerRead
      ? taken
      : beside(dialect, taken, answers.days, answersTo(dialect, answers, parameters, ["score", "scale"].filter(isRead)))
  const whenAnswered = ([name, type]: readonly [string, string]) => {
    const value = name === "answeredAt" ? "answered" : id(name)
    return [name, answers === undefined ? `CAST(NULL AS ${type})` : `CASE WHEN answered >= ended THEN ${value} END`]
  }
  const fields = {
    ...Object.fromEntries(["customer", ...taken.columns].map((name) => [name, id(name)])),
    ...Object.fromEntries(Object.entries(ofAnswer).map(whenAnswered))
  }
  if (left === undefined || !isRead("left")) {
    return `SELECT ${selected(dialect, { ...fields, left: "CAST(NULL AS boolean)" }, isRead)} FROM (${answered.query}) AS answered_cases`
  }
  const then = beside(dialect, answered, 0, runningAs(dialect, "running"))
  const later = beside(dialect, then, left.days, runningAs(dialect, "still_running"))
  const isKnown = `running > 0 AND ended + ${left.days * day} <= ${parameters.bind("instant", left.asOf.getTime())}`
  const hasLeft = `CASE WHEN ${isKnown} THEN CASE WHEN still_running > 0 THEN FALSE ELSE TRUE END END`
  return `SELECT ${selected(dialect, { ...fields, left: hasLeft }, isRead)} FROM (${later.query}) AS followed_cases`
}
