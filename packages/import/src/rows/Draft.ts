import { Problem } from "../values/Problem.ts"
import type { FieldReader } from "./FieldReader.ts"
import type { Row } from "./Row.ts"
import type { RuleReader } from "./RuleReader.ts"

/** A record that is complete but for its id. */
export interface Draft {
  readonly rule: RuleReader
  readonly record: Record<string, unknown>
  /** What the source says of which of two records is the later one. */
  readonly version: string | undefined
}

/** Something wrong with a source record, and the field it is about. */
export interface Flaw {
  readonly problem: Problem
  readonly label: string
  /** What stands in the source; of a `note`, words of our own about it. */
  readonly text: string | undefined
  readonly show: "value" | "wordless" | "note"
  /** Whether a record is not given because of it. */
  readonly costsRecord: boolean
}

const missing = new Problem("MissingField", "a value", "fill it in the source, or leave such records out with skipWhen")

/** Note what is wrong with a field; without a problem its value is missing. */
export const flawOf = (field: FieldReader, row: Row, problem: Problem | undefined, costsRecord: boolean): Flaw => ({
  problem: problem ?? missing,
  label: field.label,
  text: problem === undefined ? undefined : shownText(field, row),
  show: field.hidden ? "note" : field.wordless ? "wordless" : "value",
  costsRecord
})

const shownText = (field: FieldReader, row: Row): string =>
  field.hidden ? "[hidden]" : (field.text(row)?.trim() ?? "a list or an object")

/** Makes a plain object with room for fields to come: one that starts as a literal would be moved whenever some are added. */
function Fields() {}
Fields.prototype = Object.prototype
const Plain = Fields as unknown as new () => Record<string, unknown>

/** The record that a rule gives; `undefined` when there is nothing to say, or a flaw costs it. */
export const draftOf = (rule: RuleReader, row: Row, provenance: string, flaws: Array<Flaw>): Draft | undefined => {
  if (rule.answers.length > 0 && rule.answers.every((field) => field.read(row) === undefined)) return undefined
  const record: Record<string, unknown> = new Plain()
  record.id = ""
  let whole = true
  for (const field of rule.fields) {
    const value = field.read(row)
    if (value instanceof Problem || (value === undefined && field.weight === "required")) {
      const costs = field.weight !== "optional"
      flaws.push(flawOf(field, row, value, costs))
      whole &&= !costs
    } else if (value !== undefined) record[field.name] = value
  }
  record.evidence = { source: rule.source, kind: rule.evidence, provenance }
  if (!(whole && (record.endedAt === undefined || inOrder(rule, record, row, flaws)))) return undefined
  return { rule, record, version: versionOf(rule, row) }
}

const versionOf = ({ version }: RuleReader, row: Row): string | undefined =>
  version === undefined ? undefined : row.text(version)?.trim()

const beforeStart = new Problem("OutOfRange", "an end that is not before the start", "repair it in the source")

/** A subscription cannot end before it starts. */
const inOrder = (rule: RuleReader, record: Record<string, unknown>, row: Row, flaws: Array<Flaw>): boolean => {
  const { endedAt, startedAt } = record
  if (!(endedAt instanceof Date && startedAt instanceof Date && endedAt < startedAt)) return true
  const field = rule.fields.find(({ name }) => name === "endedAt")
  if (field !== undefined) flaws.push(flawOf(field, row, beforeStart, true))
  return false
}
