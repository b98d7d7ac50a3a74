import type * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"

/** What is wrong at one place of a document, without any person's words or ids. */
export interface JourneyProblem {
  /** Such as `actual[0].touchpoints[2].at`; empty for the document as a whole. */
  readonly path: string
  /** What stands there: the kind of value, and the word itself where only few words are possible. */
  readonly found: string
  readonly expected: string
  /** What to do about it. */
  readonly fix: string
}

export type Path = ReadonlyArray<PropertyKey>

/** So many problems are told. */
const mostTold = 100

/** Only keys that look like a name in a program are told: others may be anybody's words. */
const keyText = (key: PropertyKey): string => {
  if (typeof key === "number") return `[${key}]`
  return /^[$\w-]{1,40}$/.test(String(key)) ? `.${String(key)}` : ".…"
}

export const pathText = (path: Path): string => path.map(keyText).join("").replace(/^\./, "")

/** Fields that hold one of few words, so that what stands there is nobody's secret. */
const closed = new Set<PropertyKey>([
  "channel",
  "component",
  "contactMode",
  "direction",
  "environment",
  "kind",
  "metric",
  "outcome",
  "owner",
  "responder",
  "scale",
  "type",
  "version"
])

const kindOf = (value: unknown): string => {
  if (value === undefined) return "nothing"
  if (value === null) return "null"
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === "string") return `text of length ${value.length}`
  return typeof value === "object" ? "an object" : `a ${typeof value}`
}

const isHolder = (value: unknown): value is Readonly<Record<PropertyKey, unknown>> =>
  typeof value === "object" && value !== null

const valueAt = (json: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (isHolder(value) && Object.hasOwn(value, key) ? value[key] : undefined), json)

const foundAt = (json: unknown, path: Path): string => {
  const value = valueAt(json, path)
  const word = closed.has(path.at(-1) ?? "") && typeof value === "string" && /^[\w .-]{1,40}$/.test(value)
  return word ? JSON.stringify(value) : kindOf(value)
}

const fixes = new Map<PropertyKey, string>([
  ["$schema", "write where the JSON Schema is, or take it out"],
  ["actor", "name an actor by the id that it has in actors"],
  ["at", "write the time with its offset, as 2026-03-29T10:00:00+02:00 or 2026-03-29T08:00:00Z"],
  ["channel", 'choose the nearest; "other" where none fits'],
  ["customer", "write the customer's id, as your other data has it"],
  ["evidence", 'say where it comes from, as {"source": "workshop", "kind": "subjective"}'],
  ["score", "write the point of the scale that the customer chose"],
  ["scale", 'write the lowest and the highest answer that could be given, as "1-5"'],
  ["type", '"communicationPoint" where two actors meet, "action" where one acts alone'],
  ["version", 'this version reads "1.0"']
])

const fixAt = (path: Path, unexpected: boolean): string => {
  const key = path.at(-1) ?? ""
  if (unexpected && key === "experience") return "take it out of the plan: experience belongs to actual journeys"
  if (unexpected) return "take it out, or look for its right name in journey.schema.json"
  return fixes.get(key) ?? "write it as journey.schema.json says"
}

/** A problem at a place of the document. */
export const problemAt = (json: unknown, path: Path, expected: string, fix = fixAt(path, false)): JourneyProblem => ({
  path: pathText(path),
  found: foundAt(json, path),
  expected,
  fix
})

const noSuchField = "no field of this name"

const format = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) => {
    if (issue._tag === "UnexpectedKey") return noSuchField
    return issue._tag === "MissingKey" ? "Expected a value" : SchemaIssue.defaultLeafHook(issue)
  }
})

/** Everything in which a document does not have the form that its schema says, each place once. */
export const problemsOf = (json: unknown, error: Schema.SchemaError): ReadonlyArray<JourneyProblem> => {
  const problems = new Map<string, JourneyProblem>()
  for (const { message, path = [] } of format(error.issue).issues) {
    const keys = path.map((step) => (typeof step === "object" ? step.key : step))
    const fix = fixAt(keys, message === noSuchField)
    const problem = problemAt(json, keys, message.replace(/^Expected /, ""), fix)
    if (!problems.has(problem.path)) problems.set(problem.path, problem)
    if (problems.size === mostTold) break
  }
  return [...problems.values()]
}

/** A document, or what was to become one, that is not read: why, at most a hundred problems. */
export interface InvalidJourneys {
  readonly _tag: "InvalidJourneys"
  readonly problems: ReadonlyArray<JourneyProblem>
}

export const invalid = (problems: ReadonlyArray<JourneyProblem>): InvalidJourneys => ({
  _tag: "InvalidJourneys",
  problems: problems.slice(0, mostTold)
})
