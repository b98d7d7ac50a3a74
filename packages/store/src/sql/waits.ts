import type { WriteDerived } from "./Dialect.ts"
import { namedIn, selected } from "./selected.ts"
import { quotient } from "./whole.ts"

const kept = [
  "customer",
  "touchpoint",
  "at",
  "channel",
  "team",
  "priority",
  "replies",
  "reopens",
  "waitSeconds",
  "handlingSeconds",
  "rating",
  "saidResolved"
]

/** Each ticket with the times until its reply and resolution, or until an instant. */
export const waits: WriteDerived = (dialect, { bind }, { asOf = new Date(Number.NaN) }, isRead) => {
  const { byBytes, identifier: id, table } = dialect
  const now = bind("instant", asOf.getTime())
  const [at, replied, resolvedAt] = [id("at"), id("firstReplyAt"), id("resolvedAt")]
  const isKnown = `settled_at IS NOT NULL AND ${id("customer")} IS NOT NULL AND ${id("touchpoint")} IS NOT NULL`
  const due = id("slaDueAt")
  const fields: Readonly<Record<string, string>> = {
    ...Object.fromEntries(kept.map((name) => [name, id(name)])),
    reply: "CASE WHEN is_replied = 1 THEN 'replied' WHEN is_resolved = 1 THEN 'closed' ELSE 'waiting' END",
    replySeconds: quotient(dialect, `(CASE WHEN is_replied = 1 THEN ${replied} ELSE end_at END - ${at})`, 1000),
    responder: `CASE WHEN is_replied = 1 THEN ${id("firstReplyBy")} END`,
    resolution: "CASE WHEN is_resolved = 1 THEN 'resolved' ELSE 'open' END",
    resolutionSeconds: quotient(dialect, `(end_at - ${at})`, 1000),
    resolvedAt: "settled_at",
    settledDays: quotient(dialect, `(${now} - settled_at)`, 86_400_000),
    repeat: `CASE WHEN ${isKnown} THEN CASE WHEN next_at IS NULL THEN 'no' ELSE 'yes' END END`,
    repeatDays: `CASE WHEN ${isKnown} THEN ${quotient(dialect, "(next_at - settled_at)", 86_400_000)} END`,
    sla: `CASE WHEN ${due} IS NULL OR end_at IS NULL THEN NULL WHEN end_at > ${due} THEN 'breached' WHEN is_resolved = 1 THEN 'kept' ELSE 'pending' END`
  }
  const rows = selected(dialect, fields, isRead)
  const facts = {
    is_replied: `CASE WHEN ${replied} <= ${now} THEN 1 ELSE 0 END`,
    is_resolved: `CASE WHEN ${id("status")} = 'solved' AND (${resolvedAt} IS NULL OR ${resolvedAt} <= ${now}) THEN 1 ELSE 0 END`,
    next_at: `lead(${at}) OVER (PARTITION BY ${id("customer")}, ${id("touchpoint")} ORDER BY ${at}, ${byBytes(id("id"))})`
  }
  const ends = `CASE WHEN is_resolved = 1 THEN ${resolvedAt} ELSE ${now} END AS end_at, CASE WHEN is_resolved = 1 THEN ${resolvedAt} END AS settled_at`
  const known = `SELECT *, ${selected(dialect, facts, namedIn(rows + ends))} FROM ${table("tickets")} WHERE ${at} <= ${now}`
  return `SELECT ${rows} FROM (SELECT *, ${ends} FROM (${known}) AS known) AS ended`
}
