import { PlannedJourney } from "@throughline/core"
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Glob from "effect/Glob"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { BadMapping, type MappingIssue } from "../contract/ImportError.ts"
import { checkMapping } from "./CheckMapping.ts"
import { Mapping } from "./Mapping.ts"

/** The mapping of the files whose name matches. */
export const FileMapping = Mapping.mapFields((fields) => ({
  /** A file name; `*` stands for any characters, `?` for one. */
  match: Schema.NonEmptyString.check(Schema.isMaxLength(255)),
  ...fields
}))
export type FileMapping = typeof FileMapping.Type

/** What `throughline.json` holds: how to read the files of a folder, and the journey that they are about. */
export const Project = Schema.Struct({
  journey: Schema.optionalKey(PlannedJourney.PlannedJourney),
  /** For every file that does not name its own. */
  account: Schema.optionalKey(Schema.NonEmptyString.check(Schema.isMaxLength(64))),
  files: Schema.NonEmptyArray(FileMapping)
})
export type Project = typeof Project.Type

const issuesOf = (error: Schema.SchemaError): ReadonlyArray<MappingIssue> =>
  formatIssues(error.issue)
    .issues.map(({ message, path }) => ({ path: pathText(path ?? []), problem: message }))
    .filter(({ path, problem }, i, all) => i === all.findIndex((one) => one.path === path && one.problem === problem))

const formatIssues = SchemaIssue.makeFormatterStandardSchemaV1()

const pathText = (path: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }>): string =>
  path
    .map((step) => (typeof step === "object" ? step.key : step))
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "")

const badMapping = (issues: ReadonlyArray<MappingIssue>): BadMapping =>
  new BadMapping({ issues, message: issues.map(({ path, problem }) => `${path}: ${problem}`).join("\n") })

const decode = Schema.decodeUnknownResult(Project, { errors: "all", onExcessProperty: "error" })

/**
 * Check a project read from JSON: every key, every field of every record, every scale and zone. All that is wrong is told at once.
 *
 * Fails with `BadMapping`, whose issues name the place, such as `files[2].records[0].scale`.
 *
 * ```ts import.meta.vitest
 * import { Effect } from "effect"
 * import { decodeProject } from "./Project.ts"
 *
 * const rule = { kind: "customers", id: "Nr", fields: { segment: "Gruppe" } }
 * const json = { files: [{ match: "kunden-*.csv", source: "crm", format: "csv", delimiter: ";", records: [rule] }] }
 * Effect.runSync(decodeProject(json)).files.length // => 1
 * const { issues } = Effect.runSync(Effect.flip(decodeProject({ ...json, account: 7 })))
 * issues.map(({ path }) => path) // => ["account"]
 * ```
 */
export const decodeProject = (json: unknown): Effect.Effect<Project, BadMapping> => {
  const decoded = decode(json)
  if (Result.isFailure(decoded)) return Effect.fail(badMapping(issuesOf(decoded.failure)))
  const issues = decoded.success.files.flatMap((file, i) =>
    checkMapping(inProject(decoded.success, file)).map(({ path, problem }) => ({
      path: `files[${i}].${path}`,
      problem
    }))
  )
  return issues.length === 0 ? Effect.succeed(decoded.success) : Effect.fail(badMapping(issues))
}

/** The same from the text of `throughline.json`. */
export const parseProject = (text: string): Effect.Effect<Project, BadMapping> => {
  const json = parseJson(text)
  return json === undefined ? Effect.fail(badMapping([{ path: "", problem: "not JSON" }])) : decodeProject(json)
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * How a project reads the file of this name: the first mapping that matches, with the project's account and, when there
 * is a journey, its touchpoints. `undefined` when none matches.
 *
 * ```ts import.meta.vitest
 * import { mappingFor } from "./Project.ts"
 *
 * const crm = { match: "kunden-*.csv", source: "crm", format: "csv", records: [{ kind: "customers", id: "Nr", fields: {} }] }
 * const project = { account: "shop", files: [crm] }
 * mappingFor(project, "kunden-2026.csv").account // => "shop"
 * mappingFor(project, "tickets.csv") // => undefined
 * ```
 */
export const mappingFor = (project: Project, name: string): Mapping | undefined => {
  const found = project.files.find(({ match }) => Glob.match(Glob.make(match), name))
  return found === undefined ? undefined : inProject(project, found)
}

const inProject = (project: Project, { match: _, ...mapping }: FileMapping): Mapping => {
  const touchpoints = project.journey?.stages.flatMap((stage) => stage.touchpoints.map(({ id }) => id)) ?? []
  return {
    ...(project.account === undefined ? {} : { account: project.account }),
    ...(Arr.isReadonlyArrayNonEmpty(touchpoints) ? { touchpoints } : {}),
    ...mapping
  }
}
