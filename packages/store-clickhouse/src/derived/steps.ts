import { inOrder } from "./inOrder.ts"
import { quotient, selected, type Write } from "./selected.ts"
import { visits } from "./visits.ts"

/** The first row of each (customer, touchpoint) by time and id. */
export const reach: Write = (database, _parameters, _settings, isRead) => {
  const { part, query } = inOrder({ database, kind: "interactions", keys: ["customer", "touchpoint"] })
  const ofFirst = ["at", "channel", "team", "segment"].map((name) => [name, () => part("g.rows[1]", name)] as const)
  const columns = { customer: () => "g.customer", touchpoint: () => "g.touchpoint", ...Object.fromEntries(ofFirst) }
  return `SELECT ${selected(columns, isRead)} FROM (${query()}) AS g`
}

/**
 * Each interaction as the step into it, and the last of each case once more as the step out of it: `way` is 0 from the one
 * before, 1 into a case, 2 out of one.
 */
export const steps: Write = (database, _parameters, { sessionGap }, isRead) => {
  const { part, query } = inOrder({ database, kind: "interactions", keys: ["customer"] })
  const { before, isFirst, lasts } = visits("g.rows", (row) => part(row, "at"), sessionGap)
  const into = (name: string) => () => `if(way = 2, NULL, ${part("this", name)})`
  const outOf = (name: string) => () => `if(way = 1, NULL, ${part("before", name)})`
  const columns = {
    customer: () => "g.customer",
    at: () => part("this", "at"),
    segment: () => part("this", "segment"),
    channel: into("channel"),
    team: into("team"),
    responder: into("responder"),
    fromChannel: outOf("channel"),
    fromTeam: outOf("team"),
    fromResponder: outOf("responder"),
    from: outOf("touchpoint"),
    to: into("touchpoint"),
    seconds: () => `if(way = 0, ${quotient(`(${part("this", "at")} - ${part("before", "at")})`, 1000)}, NULL)`
  }
  const rows = selected(columns, isRead)
  const both = (of: string) => `arrayConcat(${of}, ${lasts})`
  const ways = `arrayConcat(${isFirst}, arrayMap(row -> 2, ${lasts}))`
  return `SELECT ${rows} FROM (${query()}) AS g ARRAY JOIN ${both("g.rows")} AS this, ${both(before)} AS before, ${ways} AS way`
}
