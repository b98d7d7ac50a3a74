import { isThere, last, quoted } from "../tables.ts"
import { quotient, selected, type Write } from "./selected.ts"
import { visits } from "./visits.ts"

const ofStep = ["channel", "team", "responder"]
const ofAnswer = ["segment", "metric", "component", "scale", "score"]

/** The interactions (kind 0) of customers and their answers about a touchpoint (kind 1), each with the fields of both. */
const records = (database: string, fields: ReadonlyArray<string>): string => {
  const of = (kind: 0 | 1) => {
    const own = ["at", "id", ...(kind === 0 ? ofStep : ofAnswer)]
    const values = fields.map((name) => (own.includes(name) ? quoted(name) : `NULL AS ${quoted(name)}`))
    const from = kind === 0 ? "interactions" : "responses"
    const isAbout = kind === 0 ? "" : ' AND isNotNull("touchpoint")'
    return `SELECT "customer", toUInt8(${kind}) AS kind, assumeNotNull("touchpoint") AS met, ${values.join(", ")} FROM ${last(database, from)} WHERE ${isThere}${isAbout}`
  }
  return `${of(0)} UNION ALL ${of(1)}`
}

/**
 * Each answer about a touchpoint beside the customer's last step there that is not later.
 *
 * What a customer did and answered stands in one array by touchpoint and time, numbered by interactions: an answer belongs to
 * the step with its number. So no answer looks at all that came before it.
 */
export const scoredSteps: Write = (database, _parameters, { sessionGap }, isRead) => {
  const fields = ["at", "id"]
  const part = (of: string, name: string): string => {
    if (name === "kind") return `tupleElement(${of}, 2)`
    if (name === "met") return `tupleElement(${of}, 4)`
    if (!fields.includes(name)) fields.push(name)
    const place = fields.indexOf(name)
    return `tupleElement(${of}, ${place === 0 ? 1 : place === 1 ? 3 : place + 3})`
  }
  const [row, before, isFirst] = [1, 2, 3].map((place) => `tupleElement(came[1], ${place})`) as [string, string, string]
  const ofFirst = (value: string) => `if(${isFirst}, NULL, ${value})`
  const columns = {
    customer: () => "customer",
    to: () => "met",
    ...Object.fromEntries(["at", ...ofAnswer].map((name) => [name, () => part("answer", name)])),
    ...Object.fromEntries(ofStep.map((name) => [name, () => part(row, name)])),
    from: () => ofFirst(part(before, "met")),
    fromChannel: () => ofFirst(part(before, "channel")),
    fromTeam: () => ofFirst(part(before, "team")),
    fromResponder: () => ofFirst(part(before, "responder")),
    seconds: () => ofFirst(quotient(`(${part(row, "at")} - ${part(before, "at")})`, 1000))
  }
  const rows = selected(columns, isRead)
  const together = `"at", kind, "id", met${fields
    .slice(2)
    .map((name) => `, ${quoted(name)}`)
    .join("")}`
  const ofCustomer = `SELECT "customer" AS who, arraySort(groupArray((${together}))) AS rows FROM (${records(database, fields)}) GROUP BY "customer"`
  const came = `arrayFilter(row -> ${part("row", "kind")} = 0, g.rows)`
  const { before: old, isFirst: begins } = visits(came, (each) => part(each, "at"), sessionGap)
  const placed = (of: string, and: string) =>
    `(${part(of, "met")}, ${part(of, "at")}, ${part(of, "kind")}, ${part(of, "id")}, ${of}, ${and})`
  const steps = `arrayMap((row, old, begins) -> ${placed("row", "old, begins")}, ${came}, ${old}, ${begins})`
  const answers = `arrayMap(row -> ${placed("row", "row, toUInt8(0)")}, arrayFilter(row -> ${part("row", "kind")} = 1, g.rows))`
  const all = `arraySort(arrayConcat(${steps}, ${answers}))`
  const number = `arrayCumSum(arrayMap(each -> tupleElement(each, 3) = 0, ${all}))`
  const each = (from: number) => [5, 6, 7].slice(from).map((place) => `tupleElement(each, ${place})`)
  const joined = `SELECT g.who AS customer, tupleElement(each, 1) AS met, groupArrayIf((${each(0).join(", ")}), tupleElement(each, 3) = 0) AS came, groupArrayIf(tupleElement(each, 5), tupleElement(each, 3) = 1) AS answers FROM (${ofCustomer}) AS g ARRAY JOIN ${all} AS each, ${number} AS number GROUP BY g.who, met, number`
  return `SELECT ${rows} FROM (${joined}) ARRAY JOIN answers AS answer WHERE length(came) > 0`
}
