import * as Redacted from "effect/Redacted"
import type { MappingIssue } from "../contract/ImportError.ts"
import { compileMapping } from "../rows/RowReader.ts"
import type { Mapping } from "./Mapping.ts"

/** Stands for the key of a read, which no mapping holds. */
const anyKey = Redacted.make("the key of a read comes later")

/**
 * What is wrong with a mapping in itself, whatever the columns of the source: fields that a kind does not have or that
 * are missing, unknown time zones, patterns that are none, values off the scale. Empty when nothing is.
 *
 * ```ts import.meta.vitest
 * import { checkMapping } from "./CheckMapping.ts"
 *
 * const mapping = { source: "crm", format: "csv", records: [{ kind: "customers", id: "Nr", fields: { age: "Alter" } }] }
 * checkMapping(mapping) // => [{ path: "records[0].fields.age", problem: "customers have account, segment, firstSeenAt" }]
 * ```
 */
export const checkMapping = (mapping: Mapping): ReadonlyArray<MappingIssue> => {
  const columns = new Map<string, number>()
  const compiled = compileMapping(
    mapping,
    (column) => {
      const position = columns.get(column) ?? columns.size
      columns.set(column, position)
      return position
    },
    anyKey
  )
  return "issues" in compiled ? compiled.issues : []
}
