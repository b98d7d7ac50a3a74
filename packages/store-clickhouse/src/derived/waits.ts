import { isThere, last, quoted } from "../tables.ts"
import { inOrder } from "./inOrder.ts"
import { named, quotient, selected, type Write } from "./selected.ts"

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

/** Tickets one by one, with the fields that are read. */
const alone = (database: string, where: string) => {
  const fields = new Set(["at"])
  const of = (field: string): string => {
    fields.add(field)
    return `t_${field}`
  }
  const from = (): string => {
    const columns = [...fields].map((field) => `${quoted(field)} AS t_${field}`)
    return `(SELECT ${columns.join(", ")} FROM ${last(database, "tickets")} WHERE ${isThere} AND ${where})`
  }
  return { of, from }
}

/** Tickets beside the next one of their customer at their touchpoint. */
const followed = (database: string, where: string) => {
  const keys = ["customer", "touchpoint"]
  const { part, query } = inOrder({ database, kind: "tickets", keys, where })
  const of = (field: string): string => (keys.includes(field) ? `g.${field}` : part("this", field))
  const from = (): string =>
    `(${query()}) AS g ARRAY JOIN g.rows AS this, arrayPushBack(arrayPopFront(g.rows), g.rows[1]) AS next, arrayReverse(arrayEnumerate(g.rows)) AS remaining`
  return { of, from }
}

/** Each ticket with the times until its reply and resolution, or until an instant. */
export const waits: Write = (database, { bind }, { asOf = new Date(Number.NaN) }, isRead) => {
  const now = bind("instant", asOf.getTime())
  const rows = isRead("repeat") || isRead("repeatDays") ? followed : alone
  const { from, of } = rows(database, `"at" <= ${now}`)
  const columns = {
    ...Object.fromEntries(kept.map((name) => [name, () => of(name)])),
    reply: () => "multiIf(is_replied, 'replied', is_resolved, 'closed', 'waiting')",
    replySeconds: () => quotient(`(first_at - ${of("at")})`, 1000),
    responder: () => `if(is_replied, ${of("firstReplyBy")}, NULL)`,
    resolution: () => "if(is_resolved, 'resolved', 'open')",
    resolutionSeconds: () => quotient(`(end_at - ${of("at")})`, 1000),
    resolvedAt: () => "settled_at",
    settledDays: () => quotient(`(${now} - settled_at)`, 86_400_000),
    repeat: () => "if(is_known, if(isNull(next_at), 'no', 'yes'), NULL)",
    repeatDays: () => `if(is_known, ${quotient("(next_at - settled_at)", 86_400_000)}, NULL)`,
    sla: () =>
      `multiIf(isNull(${of("slaDueAt")}) OR isNull(end_at), NULL, ifNull(end_at > ${of("slaDueAt")}, 0), 'breached', is_resolved, 'kept', 'pending')`
  }
  const facts = {
    is_replied: () => `ifNull(${of("firstReplyAt")} <= ${now}, 0)`,
    is_resolved: () => `${of("status")} = 'solved' AND ifNull(${of("resolvedAt")} <= ${now}, 1)`,
    end_at: () => `if(is_resolved, ${of("resolvedAt")}, ${now})`,
    settled_at: () => `if(is_resolved, ${of("resolvedAt")}, NULL)`,
    first_at: () => `if(is_replied, ${of("firstReplyAt")}, end_at)`,
    is_known: () => `isNotNull(settled_at) AND isNotNull(${of("customer")}) AND isNotNull(${of("touchpoint")})`,
    next_at: () => "if(remaining > 1, tupleElement(next, 1), NULL)"
  }
  const all = named(facts, selected(columns, isRead))
  return `SELECT ${all} FROM ${from()}`
}
