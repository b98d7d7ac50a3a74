import type { FieldSource } from "../mapping/FieldSource.ts"
import type { RecordRule } from "../mapping/Mapping.ts"
import { type RecordField, recordFields } from "../mapping/RecordFields.ts"
import type { Role } from "./Roles.ts"
import type { SampleColumn } from "./Sample.ts"

type Kind = "responses" | "expectations" | "tickets" | "subscriptions" | "interactions"
type Found = ReadonlyMap<Role, SampleColumn>

/** Rules to start from, and what the data cannot tell. */
export interface RulesProposal {
  readonly rules: readonly [RecordRule, ...ReadonlyArray<RecordRule>]
  readonly questions: ReadonlyArray<string>
}

const surveyMetrics = ["nps", "csat", "ces2"] as const

/** The rules for columns of these roles. */
export const proposeRules = (found: Found): RulesProposal => {
  const kind = kindOf(found)
  if (kind !== "responses") return one(rule(kind, found, {}), 0)
  const metrics = surveyMetrics.filter((metric) => found.has(metric))
  const [first, ...rest] = metrics.map((metric, i) => one(survey(metric, found, i === 0), i))
  if (first === undefined) return one(rule("interactions", found, {}), 0)
  return {
    rules: [first.rules[0], ...rest.map(({ rules }) => rules[0])],
    questions: [first, ...rest].flatMap(({ questions }) => questions)
  }
}

const kindOf = (found: Found): Kind => {
  const has = (...roles: ReadonlyArray<Role>) => roles.every((role) => found.has(role))
  if (has("desired") || has("predicted")) return "expectations"
  if (surveyMetrics.some((metric) => found.has(metric))) return "responses"
  if (has("subject") || (has("body") && has("status"))) return "tickets"
  return has("endedAt") || has("plan", "price") ? "subscriptions" : "interactions"
}

/** Which column fills which field. */
const sources: { readonly [K in Kind]: Readonly<Record<string, Role>> } = {
  responses: {
    customer: "customer",
    touchpoint: "touchpoint",
    at: "at",
    channel: "channel",
    team: "team",
    segment: "segment"
  },
  expectations: {
    customer: "customer",
    touchpoint: "touchpoint",
    at: "at",
    minimum: "minimum",
    desired: "desired",
    predicted: "predicted",
    importance: "importance"
  },
  tickets: {
    customer: "customer",
    touchpoint: "touchpoint",
    at: "at",
    resolvedAt: "resolvedAt",
    channel: "channel",
    team: "team",
    status: "status",
    subject: "subject",
    body: "body"
  },
  subscriptions: { customer: "customer", plan: "plan", startedAt: "at", endedAt: "endedAt", reason: "reason" },
  interactions: {
    customer: "customer",
    touchpoint: "touchpoint",
    at: "at",
    channel: "channel",
    team: "team",
    segment: "segment"
  }
}

const rule = (kind: Kind, found: Found, more: Partial<RecordRule>): RecordRule => {
  const id = found.get("id")
  const fields: Record<string, FieldSource> = {}
  for (const [name, role] of Object.entries(sources[kind])) {
    const column = found.get(role)
    if (column !== undefined) fields[name] = source(column, recordFields[kind][name])
  }
  return { kind, ...(id === undefined ? {} : { id: id.name }), ...more, fields: { ...fields, ...more.fields } }
}

const mostValues = 40

/** A column whose texts must be among a few: those that are not are listed, to be filled in. */
const source = ({ name, values }: SampleColumn, field: RecordField | undefined): FieldSource => {
  const allowed = field?.type
  if (typeof allowed !== "object") return name
  const texts = [...new Set(values)]
  if (texts.length > mostValues || texts.every((text) => allowed.includes(text))) return name
  return { column: name, values: Object.fromEntries(texts.map((text) => [text, guessValue(text, allowed)])) }
}

const guessValue = (text: string, allowed: ReadonlyArray<string>): string | null => {
  const plain = text.toLowerCase().replace(/[^a-z]/g, "")
  return allowed.find((value) => value.replace(/[^a-z]/g, "") === plain) ?? null
}

const survey = (metric: (typeof surveyMetrics)[number], found: Found, first: boolean): RecordRule => {
  const column = found.get(metric)
  const comment = found.get("comment")
  const scale = scaleOf(metric, column?.values ?? [])
  return rule("responses", found, {
    metric,
    ...(scale === undefined ? {} : { scale }),
    ...(metric === "nps" ? { direction: "highIsGood" } : {}),
    fields: { score: column?.name ?? "", ...(first && comment !== undefined ? { comment: comment.name } : {}) }
  })
}

/** A scale that holds nine in ten of the numbers; the likelihood to recommend always goes from 0 to 10. */
const scaleOf = (metric: string, values: ReadonlyArray<string>): string | undefined => {
  if (metric === "nps") return "0-10"
  const numbers = values.map(Number).filter(Number.isFinite)
  const held = (scale: readonly [string, number, number]) =>
    numbers.filter((n) => n >= scale[1] && n <= scale[2]).length >= numbers.length * 0.9
  const scales = [["1-5", 1, 5] as const, ["1-7", 1, 7] as const, ["0-10", 0, 10] as const, ["0-100", 0, 100] as const]
  return numbers.length === 0 ? undefined : scales.find(held)?.[0]
}

const one = (proposed: RecordRule, index: number): RulesProposal => {
  const key = `records[${index}]`
  const missing = Object.entries(recordFields[proposed.kind])
    .filter(([name, { weight }]) => weight === "required" && !["metric", "scale"].includes(name))
    .filter(([name]) => proposed.fields[name] === undefined)
    .map(([name]) => `${key}.fields.${name}: which column is it?`)
  return { rules: [proposed], questions: [...missing, ...scaleQuestions(proposed, key), ...openValues(proposed, key)] }
}

const scaleQuestions = ({ direction, kind, scale }: RecordRule, key: string): ReadonlyArray<string> => {
  if (kind !== "responses" && kind !== "expectations") return []
  const told = scale === undefined ? `${key}.scale: which scale is it, as "1-5"?` : undefined
  const guessed =
    scale === "0-10" ? undefined : `${key}.scale: is "${scale}" the whole scale? It is what the values show.`
  const which =
    direction === undefined ? `${key}.direction: is a high score good ("highIsGood") or bad ("lowIsGood")?` : undefined
  return [told ?? guessed, which].filter((question) => question !== undefined)
}

const openValues = ({ fields, id }: RecordRule, key: string): ReadonlyArray<string> => {
  const open = Object.entries(fields)
    .filter(
      ([, from]) => typeof from === "object" && "values" in from && Object.values(from.values ?? {}).includes(null)
    )
    .map(([name]) => `${key}.fields.${name}.values: what does each text stand for? null leaves the field out.`)
  const noId = `${key}.id: which column tells one record from another? Without it equal rows count as several.`
  return id === undefined ? [...open, noId] : open
}
