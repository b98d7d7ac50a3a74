import type { RecordKind } from "@throughline/core"
import type { FieldSource } from "../mapping/FieldSource.ts"
import type { Condition, RecordRule } from "../mapping/Mapping.ts"
import { type RecordField, recordFields } from "../mapping/RecordFields.ts"
import { idProtectionOf, type Protect } from "../personal/Protection.ts"
import { Problem } from "../values/Problem.ts"
import { checkRule } from "./CheckRule.ts"
import type { Compiling, FieldContext } from "./Compiling.ts"
import { Digest } from "./Digest.ts"
import { compileField, type FieldReader } from "./FieldReader.ts"
import { questionSuffix, recordPrefix } from "./RecordPrefix.ts"
import type { Row } from "./Row.ts"

/** Reads one kind of record from a source record. */
export interface RuleReader {
  readonly kind: RecordKind
  readonly evidence: "subjective" | "objective"
  /** The system that the records come from. */
  readonly source: string
  /** Whether the rule is meant for this source record. */
  readonly applies: (row: Row) => boolean
  /** The fields that make it a record: with none of them there is nothing to say. Empty: it is one anyway. */
  readonly answers: ReadonlyArray<FieldReader>
  readonly fields: ReadonlyArray<FieldReader>
  readonly comment: FieldReader | undefined
  /** The columns of the id; empty: the content is its id. */
  readonly idColumns: ReadonlyArray<number>
  readonly idLabel: string
  /** What makes the source's own id one that may be kept. */
  readonly protectId: Protect | undefined
  /** The column that tells which of two records is the later one. */
  readonly version: number | undefined
  /** What goes before and behind the source's own id. */
  readonly prefix: string
  readonly suffix: string
  /** The digest of the kind and the prefix: where that of every id goes on from. */
  readonly idStart: Digest
  /** The columns that say what the record says. */
  readonly content: ReadonlyArray<number>
  /** What makes the text of a column one that may be kept. */
  readonly safe: ReadonlyMap<number, (text: string) => string>
}

/** Turn a rule of a mapping into its reader. */
export const compileRule = (rule: RecordRule, ruleKey: string, compiling: Compiling): RuleReader => {
  const sources = withConstants(rule)
  checkRule(rule, sources, (key, problem) => compiling.complain(`${ruleKey}.${key}`, problem))
  const fields = [...sources].flatMap(([name, source]) => {
    const field = recordFields[rule.kind][name]
    return field === undefined ? [] : [reader(name, source, field, rule, ruleKey, compiling)]
  })
  const comment = rule.kind === "responses" ? fields.find(({ name }) => name === "comment") : undefined
  const idNames = rule.id === undefined ? [] : typeof rule.id === "string" ? [rule.id] : rule.id.columns
  const idColumns = idNames.map((column) => compiling.column(column, `${ruleKey}.id`))
  const prefix = rule.kind === "customers" ? "" : recordPrefix(compiling.mapping, rule.kind)
  return {
    kind: rule.kind,
    evidence: rule.evidence ?? "objective",
    source: compiling.mapping.source,
    applies: condition(rule.when, `${ruleKey}.when`, compiling) ?? (() => true),
    answers: fields.filter(({ name }) => answersOf[rule.kind]?.includes(name)),
    fields: fields.filter((field) => field !== comment),
    comment,
    idColumns,
    idLabel: idNames.join(" "),
    protectId: idProtectionOf(typeof rule.id === "object" ? rule.id.personal : undefined, {
      ...compiling,
      key: `${ruleKey}.id`
    }),
    version: versionOf(rule, ruleKey, compiling),
    prefix,
    suffix: idSuffix(rule),
    idStart: new Digest().addUnits(rule.kind).close().addUnits(prefix),
    content: [...new Set([...idColumns, ...fields.flatMap(({ columns }) => columns)])],
    safe: new Map(fields.flatMap(({ columns, safe }) => (safe === undefined ? [] : columns.map((at) => [at, safe]))))
  }
}

const versionOf = ({ id, version }: RecordRule, ruleKey: string, compiling: Compiling): number | undefined => {
  if (version === undefined) return undefined
  if (id === undefined) compiling.complain(`${ruleKey}.version`, "a version needs an id")
  return compiling.column(version, `${ruleKey}.version`)
}

const answersOf: { readonly [Kind in RecordKind]?: ReadonlyArray<string> } = {
  responses: ["score"],
  expectations: ["minimum", "desired", "predicted", "importance"]
}

/** Whether a source record is one of those that a condition names; `undefined` without a condition. */
export const condition = (
  when: Condition | undefined,
  key: string,
  compiling: Compiling
): ((row: Row) => boolean) | undefined => {
  if (when === undefined) return undefined
  const position = compiling.column(when.column, `${key}.column`)
  const texts = new Set(when.equals)
  return (row) => texts.has(row.text(position)?.trim() ?? "")
}

/** What tells the records of one source record apart: its question. */
const idSuffix = ({ fields, kind, metric, part }: RecordRule): string => {
  const component = fields.component
  const fixed = typeof component === "object" && "value" in component ? `:${component.value}` : ""
  const own = kind === "loopCases" ? "" : questionSuffix(metric, part)
  return `${own}${fixed}`
}

/** The fields as the mapping gives them, with what the rule says of the question as constants. */
const withConstants = (rule: RecordRule): ReadonlyMap<string, FieldSource> => {
  const sources = new Map<string, FieldSource>(Object.entries(rule.fields))
  for (const key of ["metric", "scale"] as const) {
    const value = rule[key]
    if (value !== undefined && recordFields[rule.kind][key] !== undefined) sources.set(key, { value })
  }
  return sources
}

const reader = (
  name: string,
  source: FieldSource,
  { type, weight }: RecordField,
  rule: RecordRule,
  ruleKey: string,
  compiling: Compiling
): FieldReader => {
  const context: FieldContext = { ...compiling, rule, ruleKey, key: `${ruleKey}.fields.${name}`, type }
  const field = compileField(name, source, weight, context)
  const currency = rule.fields.currency
  const fixed = typeof currency === "object" && "value" in currency
  if (type !== "money" || currency === undefined || fixed) return field
  return { ...field, read: moneyOf(field, source, currency, context) }
}

const noCurrency = new Problem("MissingField", "a currency beside the amount", "fill it in the source")

/** An amount in a currency that differs from record to record. */
const moneyOf = (field: FieldReader, source: FieldSource, currency: FieldSource, context: FieldContext) => {
  const readers = new Map<string, FieldReader>()
  const currencyField = compileField("currency", currency, "optional", { ...context, type: "currency" })
  const readerOf = (code: string): FieldReader => {
    const known = readers.get(code)
    if (known !== undefined) return known
    const rule = { ...context.rule, fields: { ...context.rule.fields, currency: { value: code } } }
    const made = compileField(field.name, source, "optional", { ...context, rule })
    readers.set(code, made)
    return made
  }
  return (row: Row): unknown => {
    const code = currencyField.read(row)
    if (typeof code === "string") return readerOf(code).read(row)
    return field.read(row) === undefined ? undefined : noCurrency
  }
}
