import type { Settings, Sql } from "@throughline/store"
import { inOrder, quotient, selected } from "./inOrder.ts"

const kept = [
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

const fields = ["at", "id", ...kept, "firstReplyAt", "firstReplyBy", "resolvedAt", "status", "slaDueAt"]

/** Each ticket with the times until its reply and resolution, or until an instant. */
export const waits = (
  database: string,
  { bind }: Sql.Parameters,
  { asOf = new Date(Number.NaN) }: Settings
): string => {
  const now = bind("instant", asOf.getTime())
  const { part, query } = inOrder({
    database,
    kind: "tickets",
    keys: ["customer", "touchpoint"],
    fields,
    where: `"at" <= ${now}`
  })
  const of = (field: string) => part("this", field)
  const [at, replied, due] = [of("at"), of("firstReplyAt"), of("slaDueAt")]
  // Columns that others are told from: a name given to one can be used beside it.
  const facts = {
    is_replied: `ifNull(${replied} <= ${now}, 0)`,
    is_resolved: `${of("status")} = 'solved' AND ifNull(${of("resolvedAt")} <= ${now}, 1)`,
    end_at: `if(is_resolved, ${of("resolvedAt")}, ${now})`,
    settled_at: `if(is_resolved, ${of("resolvedAt")}, NULL)`,
    first_at: `if(is_replied, ${replied}, end_at)`,
    is_known: "isNotNull(settled_at) AND isNotNull(g.customer) AND isNotNull(g.touchpoint)",
    next_at: "if(place < length(g.rows), tupleElement(g.rows[place + 1], 1), NULL)"
  }
  const columns = {
    customer: "g.customer",
    touchpoint: "g.touchpoint",
    at,
    ...Object.fromEntries(kept.map((name) => [name, of(name)])),
    reply: "multiIf(is_replied, 'replied', is_resolved, 'closed', 'waiting')",
    replySeconds: quotient(`(first_at - ${at})`, 1000),
    responder: `if(is_replied, ${of("firstReplyBy")}, NULL)`,
    resolution: "if(is_resolved, 'resolved', 'open')",
    resolutionSeconds: quotient(`(end_at - ${at})`, 1000),
    resolvedAt: "settled_at",
    settledDays: quotient(`(${now} - settled_at)`, 86_400_000),
    repeat: "if(is_known, if(isNull(next_at), 'no', 'yes'), NULL)",
    repeatDays: `if(is_known, ${quotient("(next_at - settled_at)", 86_400_000)}, NULL)`,
    sla: `multiIf(isNull(${due}) OR isNull(end_at), NULL, ifNull(end_at > ${due}, 0), 'breached', is_resolved, 'kept', 'pending')`
  }
  return `SELECT ${selected({ ...facts, ...columns })} FROM (${query}) AS g ARRAY JOIN g.rows AS this, arrayEnumerate(g.rows) AS place`
}
