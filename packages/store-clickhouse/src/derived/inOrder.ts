import type { RecordKind } from "@throughline/core"
import { isThere, last, quoted } from "../tables.ts"

/**
 * The current records of each group by `at` and `id`, as an array `rows` of tuples beside the columns `keys`. `part` reads a
 * field of such a tuple: `query`, asked for after, has the fields that were read. `more` are further columns.
 */
export const inOrder = (given: {
  readonly database: string
  readonly kind: RecordKind
  readonly keys: ReadonlyArray<string>
  readonly where?: string
}) => {
  const fields = ["at", "id"]
  const part = (of: string, field: string): string => {
    if (!fields.includes(field)) fields.push(field)
    return `tupleElement(${of}, ${fields.indexOf(field) + 1})`
  }
  const query = (more: ReadonlyArray<string> = []): string => {
    const keys = given.keys.map(quoted).join(", ")
    const where = given.where === undefined ? isThere : `${isThere} AND ${given.where}`
    const rows = `arraySort(groupArray((${fields.map(quoted).join(", ")}))) AS rows`
    return `SELECT ${[keys, rows, ...more].join(", ")} FROM ${last(given.database, given.kind)} WHERE ${where} GROUP BY ${keys}`
  }
  return { part, query }
}
