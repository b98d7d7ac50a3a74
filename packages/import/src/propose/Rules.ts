import type { FieldSource } from "../mapping/FieldSource.ts"
import type { RecordRule } from "../mapping/Mapping.ts"
import { type RecordField, recordFields } from "../mapping/RecordFields.ts"
import { isMail, type Role } from "./Roles.ts"
import type { SampleColumn } from "./Sample.ts"

type Kind = "responses" | "expectations" | "tickets" | "subscriptions" | "interactions" | "customers"
type Found = ReadonlyMap<Role, SampleColumn>

/** Rules to start from, and what the data cannot tell. */
export interface RulesProposal {
  readonly rules: readonly [RecordRule, ...ReadonlyArray<RecordRule>]
  readonly questions: ReadonlyArray<string>
}

const surveyMetrics = ["nps", "csat", "ces2"] as const

/** The rules for columns of these roles: of tickets that were rated there are two kinds. */
export const proposeRules = (found: Found, name: string): RulesProposal => {
  const metrics = surveyMetrics.filter((metric) => found.has(metric))
  const surveys = isExpectation(found) ? [] : metrics.map((metric, i) => survey(metric, found, i === 0))
  const known = kindOf(found, name)
  const kind = known ?? "interactions"
  const areTickets = kind === "tickets" && (found.has("status") || found.has("resolvedAt"))
  const others = surveys.length > 0 && !areTickets ? [] : [rule(kind, found, {})]
  const [first = rule(kind, found, {}), ...rest] = [...others, ...surveys]
  const open = [first, ...rest].flatMap(questionsOf)
  return { rules: [first, ...rest], questions: isTold(known, found) || surveys.length > 0 ? open : [nothing, ...open] }
}

const nothing =
  "records: no columns say who did or said something, and when. A table of something else, such as plans, options or labels, holds nothing to import: leave it out."

const isExpectation = (found: Found): boolean => found.has("desired") || found.has("predicted")

/** The roles by which a kind is known, surest first. */
const signs: ReadonlyArray<readonly [kind: Kind, ...roles: ReadonlyArray<Role>]> = [
  ["expectations", "desired"],
  ["expectations", "predicted"],
  ["tickets", "subject", "body"],
  ["tickets", "subject", "status"],
  ["tickets", "subject", "resolvedAt"],
  ["customers", "id", "mail"],
  ["tickets", "body", "status", "customer"],
  ["tickets", "body", "resolvedAt"],
  ["subscriptions", "endedAt", "customer"],
  ["subscriptions", "endedAt", "plan"],
  ["subscriptions", "plan", "price"],
  ["interactions", "touchpoint"],
  ["tickets", "subject"],
  ["tickets", "body"],
  ["interactions", "customer"]
]

/** Where a description has a price beside it, it is of goods. */
const isGoods = (kind: Kind, found: Found): boolean => kind === "tickets" && found.has("price") && !found.has("subject")

/** What tables of customers are called. */
const ofCustomers = /customer|contact|user|account|organi[sz]ation|compan(y|ies)|member|kunde/i

const kindOf = (found: Found, name: string): Kind | undefined => {
  const signed = signs.find(([kind, ...roles]) => roles.every((role) => found.has(role)) && !isGoods(kind, found))
  return signed?.[0] ?? (found.has("id") && ofCustomers.test(name) ? "customers" : undefined)
}

/** Whether anything says who or when: customers are known by their ids alone. */
const isTold = (kind: Kind | undefined, found: Found): boolean => {
  if (kind === "customers" || kind === "expectations" || kind === "subscriptions") return true
  const isTicket = kind === "tickets" && found.has("subject")
  return found.has("at") && (found.has("customer") || found.has("touchpoint") || isTicket)
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
    firstReplyAt: "firstReplyAt",
    priority: "priority",
    status: "status",
    subject: "subject",
    body: "body"
  },
  customers: { segment: "segment", firstSeenAt: "at" },
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
    else if (kind === "tickets" && isText(name)) fields[name] = { value: "" }
  }
  const version = found.get("version")
  const known = {
    ...(id === undefined ? {} : { id: id.name }),
    ...(version === undefined ? {} : { version: version.name })
  }
  return { kind, ...known, ...more, fields: { ...fields, ...more.fields } }
}

/** A ticket has one of the two texts at least. */
const isText = (name: string): boolean => name === "subject" || name === "body"

const mostValues = 40

/** A column whose texts must be among a few: those that are not are listed, to be filled in. */
const source = (column: SampleColumn, field: RecordField | undefined): FieldSource => {
  const { name, values } = column
  const allowed = field?.type
  if (isMail(column)) return { column: name, personal: "hash" }
  if (typeof allowed !== "object") return name
  const texts = [...new Set(values)]
  if (texts.length > mostValues || texts.every((text) => allowed.includes(text))) return name
  return { column: name, values: Object.fromEntries(texts.map((text) => [text, guessValue(text, allowed)])) }
}

/** What texts of other systems stand for, where there is no doubt. */
const known: ReadonlyArray<readonly [value: string, texts: RegExp]> = [
  ["open", /^(new|open(ed)?|reopened|active|inprogress|neu|offen)$/],
  ["pending", /^(pending\w*|hold|onhold|waiting\w*|wartend)$/],
  ["solved", /^(solved|resolved|closed|done|completed?|gel(oe|ö)?st|geschlossen|erledigt)$/],
  ["urgent", /^(critical|highest)$/],
  ["normal", /^medium$/],
  ["social", /^socialmedia$/],
  ["email", /^mail$/],
  ["phone", /^(telephone|voice|call|telefon)$/],
  ["web", /^(website|browser|webform|webwidget)$/],
  ["app", /^(mobileapp|ios|android)$/]
]

const guessValue = (text: string, allowed: ReadonlyArray<string>): string | null => {
  const plain = text.toLowerCase().replace(/[^\p{L}]/gu, "")
  const same = allowed.find((value) => value.replace(/[^a-z]/g, "") === plain)
  return same ?? known.find(([value, texts]) => allowed.includes(value) && texts.test(plain))?.[0] ?? null
}

const survey = (metric: (typeof surveyMetrics)[number], found: Found, first: boolean): RecordRule => {
  const column = found.get(metric)
  const comment = found.get("comment")
  const scale = scaleOf(metric, column?.values ?? [])
  const id = found.get("id")?.name
  const own = found.has("customer") || id === undefined ? {} : { customer: id }
  return rule("responses", found, {
    metric,
    ...(scale === undefined ? {} : { scale }),
    ...(metric === "nps" ? { direction: "highIsGood" } : {}),
    fields: { ...own, score: column?.name ?? "", ...(first && comment !== undefined ? { comment: comment.name } : {}) }
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

const questionsOf = (proposed: RecordRule, index: number): ReadonlyArray<string> => {
  const key = `records[${index}]`
  const missing = Object.entries(recordFields[proposed.kind])
    .filter(([name, { weight }]) => weight === "required" && !["metric", "scale"].includes(name))
    .filter(([name]) => proposed.fields[name] === undefined)
    .map(([name]) => `${key}.fields.${name}: which column is it?`)
  if (proposed.kind === "responses" && proposed.id !== undefined && proposed.fields.customer === proposed.id) {
    missing.push(
      `${key}.fields.customer: does a column say who answered? "${proposed.id}" makes each response a customer of its own.`
    )
  }
  return [...missing, ...scaleQuestions(proposed, key), ...openValues(proposed, key)]
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
