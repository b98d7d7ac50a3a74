import { Problem } from "../values/Problem.ts"
import type { Cells } from "./Cells.ts"
import type { FieldReader } from "./FieldReader.ts"
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
export const flawOf = (field: FieldReader, cells: Cells, problem: Problem | undefined, costsRecord: boolean): Flaw => ({
  problem: problem ?? missing,
  label: field.label,
  text: problem === undefined ? undefined : shownText(field, cells),
  show: field.hidden ? "note" : field.wordless ? "wordless" : "value",
  costsRecord
})

const shownText = (field: FieldReader, cells: Cells): string =>
  field.hidden ? "[hidden]" : (field.text(cells)?.trim() ?? "a list or an object")

/** The record that a rule gives; `undefined` when there is nothing to say, or a flaw costs it. */
export const draftOf = (rule: RuleReader, cells: Cells, provenance: string, flaws: Array<Flaw>): Draft | undefined => {
  if (rule.answers.length > 0 && rule.answers.every((field) => field.read(cells) === undefined)) return undefined
  const record: Record<string, unknown> = { id: "" }
  let whole = true
  for (const field of rule.fields) {
    const value = field.read(cells)
    if (value instanceof Problem || (value === undefined && field.weight === "required")) {
      const costs = field.weight !== "optional"
      flaws.push(flawOf(field, cells, value, costs))
      whole &&= !costs
    } else if (value !== undefined) record[field.name] = value
  }
  record.evidence = { source: rule.source, kind: rule.evidence, provenance }
  if (!(whole && (record.endedAt === undefined || inOrder(rule, record, cells, flaws)))) return undefined
  return { rule, record, version: versionOf(rule, cells) }
}

const versionOf = ({ version }: RuleReader, cells: Cells): string | undefined =>
  version === undefined ? undefined : cells[version]?.trim()

const beforeStart = new Problem("OutOfRange", "an end that is not before the start", "repair it in the source")

/** A subscription cannot end before it starts. */
const inOrder = (rule: RuleReader, record: Record<string, unknown>, cells: Cells, flaws: Array<Flaw>): boolean => {
  const { endedAt, startedAt } = record
  if (!(endedAt instanceof Date && startedAt instanceof Date && endedAt < startedAt)) return true
  const field = rule.fields.find(({ name }) => name === "endedAt")
  if (field !== undefined) flaws.push(flawOf(field, cells, beforeStart, true))
  return false
}
