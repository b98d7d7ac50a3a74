import type { Sources } from "@throughline/core"
import type { WriteDerived } from "./Dialect.ts"
import { firstBy } from "./firstOf.ts"
import { selected } from "./selected.ts"

/** Each customer's scores along the way until their last answer about the whole. */
export const scoredJourneys: WriteDerived = (dialect, { bind }, { along, whole }, isRead) => {
  const { byBytes, identifier: id, table } = dialect
  const [at, customer, score, touchpoint] = [id("at"), id("customer"), id("score"), id("touchpoint")]
  const isAsked = (question: Sources.Question | undefined) =>
    `${id("metric")} = ${bind("text", question?.metric ?? "")} AND ${id("scale")} = ${bind("text", question?.scale ?? "")}`
  const isOne = `(${touchpoint} IS NOT NULL AND ${isAsked(along)} OR ${touchpoint} IS NULL AND ${isAsked(whole)})`
  const wholeAt = `max(CASE WHEN ${touchpoint} IS NULL THEN ${at} END) OVER (PARTITION BY ${customer}) AS whole_at`
  const asked = `SELECT *, ${wholeAt} FROM ${table("responses")} WHERE ${id("component")} IS NULL AND ${isOne}`
  const inOrder = (isFirst: "NULL" | "NOT NULL", down = "") =>
    `CASE WHEN ${touchpoint} IS ${isFirst} THEN 0 ELSE 1 END, ${at}${down}, ${byBytes(id("id"))}${down}`
  const felt = `CASE WHEN ${touchpoint} IS NOT NULL THEN ${score} END`
  const fields = {
    customer,
    length: `count(${touchpoint})`,
    first: firstBy(dialect, score, inOrder("NOT NULL")),
    last: firstBy(dialect, score, inOrder("NOT NULL", " DESC")),
    lowest: `min(${felt})`,
    highest: `max(${felt})`,
    total: `CAST(sum(${felt}) AS bigint)`,
    outcome: firstBy(dialect, `CASE WHEN ${touchpoint} IS NULL THEN ${score} END`, inOrder("NULL", " DESC"))
  }
  return `SELECT ${selected(dialect, fields, isRead)} FROM (${asked}) AS asked WHERE whole_at IS NULL OR ${at} <= whole_at GROUP BY ${customer} HAVING count(${touchpoint}) > 0`
}
