import { Sources } from "@throughline/core"
import { Sql } from "@throughline/store"
import { caseRows } from "./caseRows.ts"
import { quotient, selected, type Write } from "./selected.ts"

const { longestPath, separator } = Sources.pathMarks

/** Each case from its first interaction to its last, with the path it took. */
export const cases: Write = (database, parameters, { sessionGap }, isRead) => {
  const { part, query, rows } = caseRows({ database, sessionGap })
  const [first, last] = [`${rows}[1]`, `${rows}[length(${rows})]`] as const
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
  return `SELECT ${read} FROM (${query()}) AS g`
}
