import type { Settings } from "../query/Settings.ts"
import type { Dialect } from "./Dialect.ts"
import type { Parameters } from "./Statement.ts"
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
export const waits = (dialect: Dialect, { bind }: Parameters, { asOf = new Date(Number.NaN) }: Settings): string => {
  const { byBytes, identifier: id, table } = dialect
  const now = () => bind("instant", asOf.getTime())
  const [at, replied, resolvedAt] = [id("at"), id("firstReplyAt"), id("resolvedAt")]
  const same = `PARTITION BY ${id("customer")}, ${id("touchpoint")} ORDER BY ${at}, ${byBytes(id("id"))}`
  const facts = [
    `CASE WHEN ${replied} <= ${now()} THEN 1 ELSE 0 END AS is_replied`,
    `CASE WHEN ${id("status")} = 'solved' AND (${resolvedAt} IS NULL OR ${resolvedAt} <= ${now()}) THEN 1 ELSE 0 END AS is_resolved`,
    `lead(${at}) OVER (${same}) AS next_at`,
    `${now()} AS as_of`
  ]
  const known = `SELECT *, ${facts.join(", ")} FROM ${table("tickets")} WHERE ${at} <= ${now()}`
  const ended = `CASE WHEN is_resolved = 1 THEN ${resolvedAt} ELSE as_of END`
  const ends = `SELECT *, ${ended} AS end_at, CASE WHEN is_resolved = 1 THEN ${resolvedAt} END AS settled_at FROM (${known}) AS known`
  const first = `CASE WHEN is_replied = 1 THEN ${replied} ELSE end_at END`
  const isKnown = `settled_at IS NOT NULL AND ${id("customer")} IS NOT NULL AND ${id("touchpoint")} IS NOT NULL`
  const due = id("slaDueAt")
  const fields: Readonly<Record<string, string>> = {
    reply: "CASE WHEN is_replied = 1 THEN 'replied' WHEN is_resolved = 1 THEN 'closed' ELSE 'waiting' END",
    replySeconds: quotient(dialect, `(${first} - ${at})`, 1000),
    responder: `CASE WHEN is_replied = 1 THEN ${id("firstReplyBy")} END`,
    resolution: "CASE WHEN is_resolved = 1 THEN 'resolved' ELSE 'open' END",
    resolutionSeconds: quotient(dialect, `(end_at - ${at})`, 1000),
    resolvedAt: "settled_at",
    settledDays: quotient(dialect, "(as_of - settled_at)", 86_400_000),
    repeat: `CASE WHEN ${isKnown} THEN CASE WHEN next_at IS NULL THEN 'no' ELSE 'yes' END END`,
    repeatDays: `CASE WHEN ${isKnown} THEN ${quotient(dialect, "(next_at - settled_at)", 86_400_000)} END`,
    sla: `CASE WHEN ${due} IS NULL OR end_at IS NULL THEN NULL WHEN end_at > ${due} THEN 'breached' WHEN is_resolved = 1 THEN 'kept' ELSE 'pending' END`
  }
  const columns = [...kept.map(id), ...Object.entries(fields).map(([name, value]) => `${value} AS ${id(name)}`)]
  return `SELECT ${columns.join(", ")} FROM (${ends}) AS ended`
}
