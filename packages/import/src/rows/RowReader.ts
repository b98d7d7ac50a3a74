import type { MappingIssue } from "../contract/ImportError.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import type { Cells } from "./Cells.ts"
import { attachComments, commentReaders } from "./Comments.ts"
import type { Compiling } from "./Compiling.ts"
import { type Draft, draftOf, type Flaw } from "./Draft.ts"
import { absentTexts } from "./FieldReader.ts"
import { RecordIds } from "./RecordIds.ts"
import { compileRule, condition, type RuleReader } from "./RuleReader.ts"

/** What a source record became. `records` is empty unless it was imported. */
export interface RowResult {
  readonly outcome: "imported" | "skipped" | "rejected" | "duplicate"
  readonly records: ReadonlyArray<Draft>
  /** Of a rejected record: why. Of another: the fields left out. */
  readonly flaws: ReadonlyArray<Flaw>
}

/** Reads source records as a mapping says. Remembers the ids it has given. */
export interface RowReader {
  readonly read: (cells: Cells, line: number, provenance: string) => RowResult
}

/** A reader, or what is wrong with the mapping. */
export type CompiledMapping = { readonly reader: RowReader } | { readonly issues: ReadonlyArray<MappingIssue> }

/**
 * Turn a mapping into a reader of source records. `position` tells where a column is, or `undefined` when the source
 * does not have it.
 */
export const compileMapping = (mapping: Mapping, position: (column: string) => number | undefined): CompiledMapping => {
  const issues: Array<MappingIssue> = []
  const complain = (path: string, problem: string) => {
    if (!issues.some((issue) => issue.path === path)) issues.push({ path, problem })
  }
  const column = (name: string, key: string): number => {
    const found = position(name)
    if (found === undefined) complain(key, `there is no column "${name}"`)
    return found ?? -1
  }
  const compiling: Compiling = { mapping, complain, column }
  const rules = mapping.records.map((rule, i) => compileRule(rule, `records[${i}]`, compiling))
  checkIds(rules, complain)
  const skip = condition(mapping.skipWhen, "skipWhen", compiling)
  if (issues.length > 0) return { issues }
  return { reader: rowReader(rules, skip ?? (() => false), absentTexts(mapping)) }
}

/** Two records of one source record must not get the same id. */
const checkIds = (rules: ReadonlyArray<RuleReader>, complain: Compiling["complain"]): void => {
  const known = new Map<string, number>()
  rules.forEach(({ idColumns, kind, prefix, suffix }, i) => {
    const id = `${kind} ${prefix} ${idColumns.join()} ${suffix}`
    const other = known.get(id)
    if (other !== undefined && kind !== "customers") {
      complain(`records[${i}]`, `gives records with the ids of records[${other}]`)
    }
    known.set(id, i)
  })
}

const nothing: ReadonlyArray<never> = []
const skipped: RowResult = { outcome: "skipped", records: nothing, flaws: nothing }
const duplicate: RowResult = { outcome: "duplicate", records: nothing, flaws: nothing }

const rowReader = (
  rules: ReadonlyArray<RuleReader>,
  skip: (cells: Cells) => boolean,
  absent: (text: string) => boolean
): RowReader => {
  const ids = new RecordIds(absent)
  const comments = commentReaders(rules)
  const isEmpty = (cells: Cells) => cells.every((cell) => cell !== undefined && absent(cell.trim()))
  const read = (cells: Cells, line: number, provenance: string): RowResult => {
    if (skip(cells)) return skipped
    const flaws: Array<Flaw> = []
    const drafts = draftsOf(rules, cells, provenance, flaws)
    attachComments(comments, cells, drafts, flaws)
    const fresh = drafts.filter((draft) => ids.give(draft, cells, line, flaws))
    if (fresh.length > 0) return { outcome: "imported", records: fresh, flaws: distinct(flaws) }
    if (flaws.some(({ costsRecord }) => costsRecord)) return isEmpty(cells) ? skipped : rejected(flaws)
    return drafts.length > 0 ? duplicate : { ...skipped, flaws }
  }
  return { read }
}

const draftsOf = (
  rules: ReadonlyArray<RuleReader>,
  cells: Cells,
  provenance: string,
  flaws: Array<Flaw>
): ReadonlyArray<Draft> => {
  const drafts: Array<Draft> = []
  for (const rule of rules) {
    const draft = rule.applies(cells) ? draftOf(rule, cells, provenance, flaws) : undefined
    if (draft !== undefined) drafts.push(draft)
  }
  return drafts
}

const rejected = (flaws: ReadonlyArray<Flaw>): RowResult => ({ outcome: "rejected", records: nothing, flaws })

/** The same column is wrong in the same way for every record that is read from it: told once. */
const distinct = (flaws: ReadonlyArray<Flaw>): ReadonlyArray<Flaw> =>
  flaws.length < 2
    ? flaws
    : flaws.filter(
        ({ label, problem }, i) =>
          flaws.findIndex((other) => other.label === label && other.problem.reason === problem.reason) === i
      )
