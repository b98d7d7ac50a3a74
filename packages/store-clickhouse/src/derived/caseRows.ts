import { inOrder } from "./inOrder.ts"
import { visits } from "./visits.ts"

/** The interactions of each case in order, as `inOrder` gives those of a customer, in the array `rows`. */
export const caseRows = (given: {
  readonly database: string
  readonly sessionGap: number | undefined
  readonly where?: string
}): ReturnType<typeof inOrder> & { readonly rows: string } => {
  const { sessionGap, ...of } = given
  const { part, query } = inOrder({ ...of, kind: "interactions", keys: ["customer"] })
  if (sessionGap === undefined) return { part, query, rows: "g.rows" }
  const bySession = () => {
    const { isFirst } = visits("v.rows", (row) => part(row, "at"), sessionGap)
    return `SELECT v.customer AS customer, arraySort(groupArray(this)) AS of_visit FROM (${query()}) AS v ARRAY JOIN v.rows AS this, arrayCumSum(${isFirst}) AS visit GROUP BY v.customer, visit`
  }
  // A name of its own: version 18 takes `v.rows` for a column that is named `rows` beside it.
  return { part, query: bySession, rows: "g.of_visit" }
}
