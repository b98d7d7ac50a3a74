import type { Sql } from "@throughline/store"
import { isThere, last, quoted } from "../tables.ts"
import { selected } from "./inOrder.ts"

const ofResponse = ["customer", "touchpoint", "component", "at", "channel", "team", "segment", "scale", "score"]
const ofExpectation = ["minimum", "desired", "predicted", "importance"]

/** What an answer and its expectation have in common. Components may be missing, and then are alike. */
const subject =
  '"customer" AS s1, ifNull("touchpoint", \'\') AS s2, "scale" AS s3, ifNull("component", \'\') AS s4, isNull("component") AS s5'

const renamed = (prefix: string, names: ReadonlyArray<string>): string =>
  names.map((name) => `${quoted(name)} AS ${prefix}_${name}`).join(", ")

/** Each csat response with the latest expectation of its subject that is not later than it. */
export const gaps = (database: string, { bind }: Sql.Parameters): string => {
  const isKnown = `${isThere} AND isNotNull("touchpoint")`
  const answers = `SELECT ${subject}, ${renamed("r", ["id", ...ofResponse])} FROM ${last(database, "responses")} WHERE ${isKnown} AND "metric" = ${bind("text", "csat")}`
  const expected = `SELECT ${subject}, ${renamed("e", ["at", "id", ...ofExpectation])} FROM ${last(database, "expectations")} WHERE ${isKnown}`
  const tuple = ["at", "id", ...ofExpectation].map((name) => `e_${name}`).join(", ")
  const latest = `arraySort(groupArray((${tuple})))[-1]`
  const fields = {
    response: "r_id",
    ...Object.fromEntries(ofResponse.map((name) => [name, `r_${name}`])),
    ...Object.fromEntries(ofExpectation.map((name, i) => [name, `tupleElement(${latest}, ${i + 3})`]))
  }
  const keys = ["id", ...ofResponse].map((name) => `r_${name}`).join(", ")
  return `SELECT ${selected(fields)} FROM (${answers}) AS a ALL INNER JOIN (${expected}) AS e USING s1, s2, s3, s4, s5 WHERE e_at <= r_at GROUP BY ${keys}`
}
