import { Problem } from "../values/Problem.ts"
import { type Draft, type Flaw, flawOf } from "./Draft.ts"
import type { FieldReader } from "./FieldReader.ts"
import type { Row } from "./Row.ts"
import type { RuleReader } from "./RuleReader.ts"

/** A comment column, and the rule that names it first. */
export interface CommentReader {
  readonly field: FieldReader
  readonly rule: RuleReader
}

/** The comment columns of a mapping, each once. */
export const commentReaders = (rules: ReadonlyArray<RuleReader>): ReadonlyArray<CommentReader> => {
  const byColumn = new Map<string, CommentReader>()
  for (const rule of rules) {
    const field = rule.comment
    if (field !== undefined && !byColumn.has(field.label)) byColumn.set(field.label, { field, rule })
  }
  return [...byColumn.values()]
}

const unanswered = new Problem(
  "MissingField",
  "an answer to go with the comment",
  "leave such records out with skipWhen"
)

/**
 * Give each comment to one response: the one whose rule names the column, or the first that has none yet. A comment
 * without any response is told as a flaw, so that it is not lost unseen.
 */
export const attachComments = (
  readers: ReadonlyArray<CommentReader>,
  row: Row,
  drafts: ReadonlyArray<Draft>,
  flaws: Array<Flaw>
): void => {
  for (const { field, rule } of readers) {
    const comment = field.read(row)
    if (comment === undefined) continue
    const target = comment instanceof Problem ? undefined : responseFor(rule, drafts)
    if (target !== undefined) target.record.comment = comment
    else if (comment instanceof Problem) flaws.push(flawOf(field, row, comment, false))
    else if (flaws.length === 0) flaws.push({ ...flawOf(field, row, unanswered, false), text: undefined })
  }
}

const responseFor = (rule: RuleReader, drafts: ReadonlyArray<Draft>): Draft | undefined =>
  drafts[0]?.rule === rule ? drafts[0] : (drafts.find((draft) => draft.rule === rule) ?? another(drafts))

const another = (drafts: ReadonlyArray<Draft>): Draft | undefined =>
  drafts.find((draft) => draft.rule.kind === "responses" && draft.record.comment === undefined)
