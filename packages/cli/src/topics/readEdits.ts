import { TopicEdit, type Topics } from "@throughline/core"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { BadData } from "../Failure.ts"
import { brokenAt } from "./brokenAt.ts"

/** What each kind of edit has. */
const parts: Readonly<Record<Topics.TopicEdit["kind"], string>> = {
  rename: "topic and name",
  merge: "topic and into",
  split: "topic",
  move: "into, and like or term",
  accept: "proposal, and maybe into",
  dismiss: "proposal"
}

const isKind = (kind: unknown): kind is Topics.TopicEdit["kind"] =>
  typeof kind === "string" && Object.hasOwn(parts, kind)

const Kinded = Schema.Struct({ kind: Schema.Unknown })

const known = ["kind", "topic", "name", "into", "made", "like", "term", "proposal"]

/** So many broken edits are told. */
const mostTold = 10

const decode = Schema.decodeUnknownEffect(Schema.Array(TopicEdit), { errors: "all", onExcessProperty: "error" })
const formatIssues = SchemaIssue.makeFormatterStandardSchemaV1()

/** What is wrong at a place of a list of edits, without anything that stands there. */
const problemAt = (json: unknown, path: ReadonlyArray<unknown>): string => {
  const [index, key] = path
  const edit: unknown = Array.isArray(json) ? json[Number(index)] : undefined
  const kind = Schema.is(Kinded)(edit) ? edit.kind : undefined
  if (!isKind(kind)) return `[${index}].kind: it is one of ${Object.keys(parts).join(", ")}`
  const place = known.find((name) => name === key)
  return `[${index}]${place === undefined ? "" : `.${place}`}: ${kind} has ${parts[kind]}, and nothing else`
}

const brokenEdits = (path: string, json: unknown, { issue }: Schema.SchemaError): BadData => {
  if (!Array.isArray(json)) return new BadData({ message: `${path}: edits are a list, [{"kind":"accept", …}, …]` })
  const places = formatIssues(issue).issues.map((each) =>
    (each.path ?? []).map((step) => (typeof step === "object" ? step.key : step))
  )
  const first = places.filter(([index], i) => i === places.findIndex(([other]) => other === index))
  const told = first.slice(0, mostTold).map((place) => `${path}: ${problemAt(json, place)}`)
  const more = first.length > mostTold ? [`${path}: ${first.length - mostTold} more edits are broken`] : []
  return new BadData({ message: [...told, ...more].join("\n") })
}

/** The edits in a file, a JSON array. What is wrong is told by its place, never by what stands there. */
export const readEdits = Effect.fn("readEdits")(function* (path: string) {
  const files = yield* FileSystem.FileSystem
  const text = yield* Effect.mapError(
    files.readFileString(path),
    () => new BadData({ message: `${path} cannot be read` })
  )
  const json = yield* Effect.try({
    try: (): unknown => JSON.parse(text.replace(/^\ufeff/, "")),
    catch: () => new BadData({ message: `${path} is no JSON${brokenAt(text.replace(/^\ufeff/, ""))}` })
  })
  return yield* Effect.mapError(decode(json), (error) => brokenEdits(path, json, error))
})
