import type * as Redacted from "effect/Redacted"
import type { MappingIssue } from "../contract/ImportError.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import { hashWith, keyProblem } from "../personal/Hash.ts"
import { Problem } from "../values/Problem.ts"
import { attachComments, commentReaders } from "./Comments.ts"
import type { Compiling } from "./Compiling.ts"
import { type Draft, draftOf, type Flaw } from "./Draft.ts"
import { absentTexts } from "./FieldReader.ts"
import { RecordIds } from "./RecordIds.ts"
import type { Row } from "./Row.ts"
import { compileRule, condition, type RuleReader } from "./RuleReader.ts"

/** A record that is gone. */
export interface Gone {
  readonly rule: RuleReader
  readonly id: string
}

/** What a source record became. `records` and `gone` are empty unless it was imported. */
export interface RowResult {
  readonly outcome: "imported" | "skipped" | "rejected" | "duplicate"
  /** Records with their ids. */
  readonly records: ReadonlyArray<Draft>
  readonly gone: ReadonlyArray<Gone>
  /** Of a rejected record: why. Of another: the fields left out. */
  readonly flaws: ReadonlyArray<Flaw>
}

/** Reads source records as a mapping says. Remembers the ids it has given. */
export interface RowReader {
  /** What the rows of one source record became together. */
  readonly read: (rows: ReadonlyArray<Row>, line: number, provenance: string) => RowResult
}

/** A reader, or what is wrong with the mapping. */
export type CompiledMapping = { readonly reader: RowReader } | { readonly issues: ReadonlyArray<MappingIssue> }

/**
 * Turn a mapping into a reader of source records. `position` tells where a column is, or `undefined` when the source
 * does not have it; `hashKey` is what personal data is hashed with.
 */
export const compileMapping = (
  mapping: Mapping,
  position: (column: string) => number | undefined,
  hashKey?: Redacted.Redacted<string>
): CompiledMapping => {
  const issues: Array<MappingIssue> = []
  const complain = (path: string, problem: string) => {
    if (!issues.some((issue) => issue.path === path)) issues.push({ path, problem })
  }
  const column = (name: string, key: string): number => {
    const found = position(name)
    if (found === undefined) complain(key, `there is no column "${name}"`)
    return found ?? -1
  }
  const problem = hashKey && keyProblem(hashKey)
  if (problem !== undefined) complain("hashKey", problem)
  const compiling: Compiling = { mapping, complain, column, hash: hashKey && hashWith(hashKey) }
  const rules = mapping.records.map((rule, i) => compileRule(rule, `records[${i}]`, compiling))
  checkIds(rules, complain)
  const skip = condition(mapping.skipWhen, "skipWhen", compiling) ?? never
  const isGone = condition(mapping.tombstoneWhen, "tombstoneWhen", compiling) ?? never
  if (issues.length > 0) return { issues }
  return { reader: rowReader(rules, { skip, isGone, absent: absentTexts(mapping) }) }
}

/** Two records of one source record must not get the same id. */
const checkIds = (rules: ReadonlyArray<RuleReader>, complain: Compiling["complain"]): void => {
  const known = new Map<string, number>()
  rules.forEach(({ idColumns, kind, prefix, suffix }, i) => {
    const id = `${kind} ${prefix} ${idColumns.join()} ${suffix}`
    const other = known.get(id)
    if (other !== undefined && kind !== "customers") {
      complain(`records[${i}]`, `gives records with the ids of records[${other}]: tell them apart by part`)
    }
    known.set(id, i)
  })
}

const never = (): boolean => false

const everyText = (row: Row, holds: (text: string | undefined) => boolean): boolean => {
  for (let at = 0; at < row.size; at++) if (!holds(row.text(at))) return false
  return true
}

const nothing: ReadonlyArray<never> = []
const skipped: RowResult = { outcome: "skipped", records: nothing, gone: nothing, flaws: nothing }
const duplicate: RowResult = { ...skipped, outcome: "duplicate" }

/** What a mapping says of source records as a whole. */
interface RowRules {
  readonly skip: (row: Row) => boolean
  readonly isGone: (row: Row) => boolean
  readonly absent: (text: string) => boolean
}

const rowReader = (rules: ReadonlyArray<RuleReader>, { absent, isGone, skip }: RowRules): RowReader => {
  const ids = new RecordIds(absent)
  const comments = commentReaders(rules)
  const isEmpty = (row: Row) => everyText(row, (text) => text !== undefined && absent(text.trim()))
  const one = (row: Row, line: number, provenance: string): RowResult => {
    if (skip(row)) return skipped
    return isGone(row) ? removed(rules, ids, row) : present(row, line, provenance)
  }
  const present = (row: Row, line: number, provenance: string): RowResult => {
    const flaws: Array<Flaw> = []
    const drafts = draftsOf(rules, row, provenance, flaws)
    attachComments(comments, row, drafts, flaws)
    const fresh = only(drafts, (draft) => ids.give(draft, row, line, flaws))
    if (fresh.length > 0) return { outcome: "imported", records: fresh, gone: nothing, flaws: distinct(flaws) }
    if (flaws.some(({ costsRecord }) => costsRecord)) return isEmpty(row) ? skipped : rejected(flaws)
    return drafts.length > 0 ? duplicate : { ...skipped, flaws }
  }
  return {
    read: (rows, line, provenance) => {
      const [first] = rows
      if (first === undefined) return skipped
      const result = one(first, line, provenance)
      return rows.length === 1 ? result : together([result, ...rows.slice(1).map((row) => one(row, line, provenance))])
    }
  }
}

/** The records that a source record says are gone. Customers are not: a ticket that is deleted has one who is not. */
const removed = (rules: ReadonlyArray<RuleReader>, ids: RecordIds, row: Row): RowResult => {
  const flaws: Array<Flaw> = []
  const gone: Array<Gone> = []
  const own = rules.filter(({ idColumns, kind }) => idColumns.length > 0 && kind !== "customers")
  for (const rule of own) {
    const id = ids.of(rule, row)
    if (id instanceof Problem) flaws.push(ids.flaw(rule, id))
    else if (ids.remove(rule, id, row)) gone.push({ rule, id })
  }
  if (gone.length > 0) return { ...skipped, outcome: "imported", gone }
  if (own.length === 0) return skipped
  return flaws.length === own.length ? rejected(flaws) : duplicate
}

const order = ["imported", "rejected", "duplicate", "skipped"] as const

/** What several rows of one source record became. */
const together = (results: ReadonlyArray<RowResult>): RowResult => ({
  outcome: order.find((outcome) => results.some((result) => result.outcome === outcome)) ?? "skipped",
  records: results.flatMap(({ records }) => records),
  gone: results.flatMap(({ gone }) => gone),
  flaws: results.flatMap(({ flaws }) => flaws)
})

const draftsOf = (
  rules: ReadonlyArray<RuleReader>,
  row: Row,
  provenance: string,
  flaws: Array<Flaw>
): ReadonlyArray<Draft> => {
  let drafts: Array<Draft> | undefined
  for (const rule of rules) {
    const draft = rule.applies(row) ? draftOf(rule, row, provenance, flaws) : undefined
    if (draft === undefined) continue
    // A list that begins with one takes a tenth of the memory of one that is added to.
    if (drafts === undefined) drafts = [draft]
    else drafts.push(draft)
  }
  return drafts ?? nothing
}

/** The wanted ones, each asked once; of one that is wanted the same list. */
const only = <A>(all: ReadonlyArray<A>, wanted: (one: A) => boolean): ReadonlyArray<A> => {
  const [first] = all
  if (first === undefined || all.length > 1) return all.filter(wanted)
  return wanted(first) ? all : nothing
}

const rejected = (flaws: ReadonlyArray<Flaw>): RowResult => ({ ...skipped, outcome: "rejected", flaws })

/** The same column is wrong in the same way for every record that is read from it: told once. */
const distinct = (flaws: ReadonlyArray<Flaw>): ReadonlyArray<Flaw> =>
  flaws.length < 2
    ? flaws
    : flaws.filter(
        ({ label, problem }, i) =>
          flaws.findIndex((other) => other.label === label && other.problem.reason === problem.reason) === i
      )
