import { Sources } from "@throughline/core"
import { Sql } from "@throughline/store"
import { inOrder } from "./inOrder.ts"
import { quotient, selected, type Write } from "./selected.ts"
import { visits } from "./visits.ts"

const { longestPath, separator } = Sources.pathMarks

/** Each case from its first interaction to its last, with the path it took. */
export const cases: Write = (database, parameters, { sessionGap }, isRead) => {
  const { part, query } = inOrder({ database, kind: "interactions", keys: ["customer"] })
  const rows = sessionGap === undefined ? "g.rows" : "arraySort(groupArray(this))"
  const [first, last] = [`${rows}[1]`, `${rows}[length(${rows})]`]
  const path = () => {
    const id = Sql.inPath(part("row", "touchpoint"), "replaceAll", parameters)
    const text = `arrayStringConcat(arrayMap(row -> ${id}, ${rows}), ${parameters.bind("text", separator)})`
    return `if(length(${rows}) <= ${longestPath}, ${text}, NULL)`
  }
  const columns = {
    customer: () => "g.customer",
    at: () => part(first, "at"),
    channel: () => part(first, "channel"),
    team: () => part(first, "team"),
    segment: () => part(first, "segment"),
    first: () => part(first, "touchpoint"),
    last: () => part(last, "touchpoint"),
    length: () => `toInt64(length(${rows}))`,
    seconds: () => quotient(`(${part(last, "at")} - ${part(first, "at")})`, 1000),
    path
  }
  const read = selected(columns, isRead)
  if (sessionGap === undefined) return `SELECT ${read} FROM (${query()}) AS g`
  const { isFirst } = visits("g.rows", (row) => part(row, "at"), sessionGap)
  return `SELECT ${read} FROM (${query()}) AS g ARRAY JOIN g.rows AS this, arrayCumSum(${isFirst}) AS visit GROUP BY g.customer, visit`
}
