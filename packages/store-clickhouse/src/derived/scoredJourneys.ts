import type { Sources } from "@throughline/core"
import { inOrder } from "./inOrder.ts"
import { selected, type Write } from "./selected.ts"

/** Each customer's scores along the way until their last answer about the whole. */
export const scoredJourneys: Write = (database, { bind }, { along, whole }, isRead) => {
  const isAsked = (question: Sources.Question | undefined) =>
    `"metric" = ${bind("text", question?.metric ?? "")} AND "scale" = ${bind("text", question?.scale ?? "")}`
  const where = `isNull("component") AND if(isNull("touchpoint"), ${isAsked(whole)}, ${isAsked(along)})`
  const { part, query } = inOrder({ database, kind: "responses", keys: ["customer"], where })
  const scoresOf = (rows: string) => `arrayMap(row -> ${part("row", "score")}, ${rows})`
  const isWhole = `isNull(${part("row", "touchpoint")})`
  const wholes = `arrayFilter(row -> ${isWhole}, g.rows)`
  const felt = `arrayFilter(row -> NOT ${isWhole}, g.rows)`
  const scores = scoresOf(`arrayFilter(row -> ${part("row", "at")} <= g.until, ${felt})`)
  const columns = {
    customer: () => "g.customer",
    length: () => `toInt64(length(${scores}))`,
    first: () => `${scores}[1]`,
    last: () => `${scores}[-1]`,
    lowest: () => `arrayReduce('min', ${scores})`,
    highest: () => `arrayReduce('max', ${scores})`,
    total: () => `arraySum(${scores})`,
    outcome: () => `if(empty(${wholes}), NULL, ${scoresOf(wholes)}[-1])`
  }
  const rows = selected(columns, isRead)
  const until = `if(countIf(isNull("touchpoint")) = 0, toInt64(${Number.MAX_SAFE_INTEGER}), maxIf("at", isNull("touchpoint"))) AS until`
  // Version 18 knows what a lambda names only where it is named outside as well: here the condition does.
  const isScored = `notEmpty(${felt}) AND ${part(`${felt}[1]`, "at")} <= g.until`
  return `SELECT ${rows} FROM (${query([until])}) AS g WHERE ${isScored}`
}
