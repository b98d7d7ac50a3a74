import { isThere, last, quoted } from "../tables.ts"
import { selected, type Write } from "./selected.ts"

const fieldsOfAnswer = ["customer", "touchpoint", "component", "at", "channel", "team", "segment", "scale", "score"]
const fieldsOfExpectation = ["minimum", "desired", "predicted", "importance"]

/** What an answer and its expectation have in common. Components may be missing, and then are alike. */
const subject =
  '"customer" AS s1, ifNull("touchpoint", \'\') AS s2, "scale" AS s3, ifNull("component", \'\') AS s4, isNull("component") AS s5'

const renamed = (prefix: string, names: ReadonlyArray<string>): string =>
  names.map((name) => `${quoted(name)} AS ${prefix}_${name}`).join(", ")

/** Each csat response with the latest expectation of its subject that is not later than it. */
export const gaps: Write = (database, { bind }, _settings, isRead) => {
  const ofAnswer = ["id", ...new Set(["at", ...fieldsOfAnswer.filter(isRead)])]
  const expectation = ["at", "id", ...fieldsOfExpectation.filter(isRead)]
  const isKnown = `${isThere} AND isNotNull("touchpoint")`
  const answers = `SELECT ${subject}, ${renamed("r", ofAnswer)} FROM ${last(database, "responses")} WHERE ${isKnown} AND "metric" = ${bind("text", "csat")}`
  const expected = `SELECT ${subject}, ${renamed("e", expectation)} FROM ${last(database, "expectations")} WHERE ${isKnown}`
  const latest = `arraySort(groupArray((${expectation.map((name) => `e_${name}`).join(", ")})))[-1]`
  const fields = {
    response: () => "r_id",
    ...Object.fromEntries(fieldsOfAnswer.map((name) => [name, () => `r_${name}`])),
    ...Object.fromEntries(
      fieldsOfExpectation.map((name) => [name, () => `tupleElement(${latest}, ${expectation.indexOf(name) + 1})`])
    )
  }
  const keys = ["id", ...fieldsOfAnswer.filter(isRead)].map((name) => `r_${name}`).join(", ")
  return `SELECT ${selected(fields, isRead)} FROM (${answers}) AS a ALL INNER JOIN (${expected}) AS e USING s1, s2, s3, s4, s5 WHERE e_at <= r_at GROUP BY ${keys}`
}
