import type { SampleColumn } from "./Sample.ts"
import { guessTime } from "./Times.ts"

/** What a column is likely for. */
export type Role =
  | "id"
  | "customer"
  | "touchpoint"
  | "at"
  | "endedAt"
  | "firstReplyAt"
  | "resolvedAt"
  | "channel"
  | "team"
  | "segment"
  | "comment"
  | "subject"
  | "body"
  | "status"
  | "priority"
  | "plan"
  | "reason"
  | "price"
  | "minimum"
  | "desired"
  | "predicted"
  | "importance"
  | "nps"
  | "csat"
  | "ces2"
  | "mail"
  | "version"

/** How columns of a role are named, likelier names first, and what they hold. */
interface Names {
  readonly role: Role
  readonly likely: ReadonlyArray<RegExp>
  readonly never?: RegExp
  readonly holds?: (column: SampleColumn) => boolean
}

/** Nine in ten values are whole numbers. */
const isScore = ({ values }: SampleColumn): boolean =>
  values.filter((value) => /^-?\d{1,3}(\.0)?$/.test(value)).length >= values.length * 0.9

const isTime = ({ values }: SampleColumn): boolean => guessTime(values) !== undefined
/** What has not happened yet is empty. */
const mayBeTime = (column: SampleColumn): boolean => column.values.length === 0 || isTime(column)

const scored = (role: Role, ...likely: ReadonlyArray<RegExp>): Names => ({
  role,
  likely,
  never: /\b(at|date|time|id|comment|remark|reason|group|text)\b/,
  holds: isScore
})
const timed = (role: Role, never: RegExp, ...likely: ReadonlyArray<RegExp>): Names => ({
  role,
  likely,
  never,
  holds: role === "at" ? isTime : mayBeTime
})

/** Each column has one role, the first whose names fit it. */
const roleNames: ReadonlyArray<Names> = [
  scored("nps", /\bnps\b/, /recommend|weiterempf/),
  scored("csat", /csat/, /satisf|zufrieden/, /\brating\b|\bstars?\b/),
  scored("ces2", /\bces\b/, /effort|aufwand/, /easy/),
  scored("minimum", /\bminimum\b/),
  scored("desired", /\bdesired\b/),
  scored("predicted", /\bpredicted\b/),
  scored("importance", /\bimportance\b/),
  timed(
    "endedAt",
    /period|trial|term/,
    /\bend(ed|e|s)?\b|expire[sd]/,
    /(cancel|churn)\w* (at|date)|gekündigt|kündigung/
  ),
  timed("resolvedAt", /\bfirst\b/, /\b(re)?solved\b|resolution (date|time)|gelöst/, /\bclosed\b/),
  timed("firstReplyAt", /last/, /first (\w+ )?(reply|response)/),
  timed(
    "at",
    /birth|geburt|synced|deleted|purchase|resol|rating|\bdue\b|period|trial|reply|first response|first touch|\bby\b|\bid\b/,
    /^(event )?timestamp$/,
    /submitted|submit|recorded|occurred|completed|zeitpunkt/,
    /creat|opened|\bstart(ed)?\b|beginn/,
    /timestamp|\bdatum\b|\b(at|date|time)\b/
  ),
  { role: "reason", likely: [/reason|grund/] },
  {
    role: "touchpoint",
    likely: [/touchpoint|kontaktpunkt/, /\bstep\b|\bactivity\b/, /^event( name| type)?$/, /^name$/]
  },
  { role: "channel", likely: [/\bchannel\b|\bkanal\b/, /\bvia\b/] },
  { role: "team", likely: [/\bteam\b/, /\bgroup\b|carrier/] },
  { role: "segment", likely: [/segment/], never: /\b(at|date)\b/ },
  {
    role: "comment",
    likely: [/comment|feedback|kommentar|verbatim|remark/, /review (text|body)/],
    never: /\b(id|at|date)\b/
  },
  { role: "subject", likely: [/subject|betreff/, /\btitle\b/], never: /\bjob\b|survey/ },
  {
    role: "body",
    likely: [/\bbody\b/, /description|beschreibung/, /\bmessage\b|^text$|\bcontent\b/],
    never: /\b(id|at|date)\b/
  },
  {
    role: "status",
    likely: [/\bstatus\b/, /\bstate\b/],
    never: /\b(sla|address|country|tax|verification|payment|shipping)\b/
  },
  { role: "priority", likely: [/\bpriorit(y|ät)\b/] },
  { role: "plan", likely: [/\bplan\b|\btarif\b/] },
  { role: "price", likely: [/\bprice\b|preis|\bmrr\b/, /\bamount\b/] },
  {
    role: "customer",
    likely: [
      /\b(customer|kunden?|client|subscriber|member)( (id|nr|no|number|key|code))?$/,
      /\b(user|contact|respondent|requester|account|reviewer|visitor)( (id|nr|no|number|key|code))$/,
      /\b(user|contact|respondent|requester|account)$/,
      /^case( id| concept name)?$/
    ],
    never: /bank|parent/
  }
]

/** What people are called, and where they live: not for a mapping to take. */
const personal = /phone|telefon|(?<!concept )\bname\b|vorname|nachname|anschrift|address|adresse|geburt|birth/
const mail = /e ?mail/

/** The column of each role, judged by its name and by its values. What a warehouse adds (`_synced`) has none. */
export const roles = (columns: ReadonlyArray<SampleColumn>): ReadonlyMap<Role, SampleColumn> => {
  const found = new Map<Role, SampleColumn>()
  const left = new Map(
    columns.flatMap((column): ReadonlyArray<[SampleColumn, string]> => {
      const name = words(column.name)
      const isPersonal = (personal.test(name) && !isEvent(column, columns)) || mail.test(name)
      return column.name.startsWith("_") || isPersonal ? [] : [[column, name]]
    })
  )
  for (const names of roleNames) {
    const column = likeliest(left, names)
    if (column === undefined) continue
    found.set(names.role, column)
    left.delete(column)
  }
  const address = columns.find(({ name }) => /^(customer |kunden? ?|property )?e ?mail( address)?$/.test(words(name)))
  if (address !== undefined) found.set("mail", address)
  const customer = found.get("customer") ?? address
  if (customer !== undefined) found.set("customer", customer)
  const id = idOf(columns, [...left.keys()], customer)
  if (id !== undefined) return found.set("id", id)
  const [own, changed] = [columns.find(isOwnId), columns.find(saysWhenItChanged)]
  return own === undefined || changed === undefined ? found : found.set("id", own).set("version", changed)
}

const isOwnId = ({ name, values }: SampleColumn): boolean => /^(uu)?id$/.test(words(name)) && values.length > 0

/** A table that keeps earlier states has an id several times, and which state is the later one. */
const saysWhenItChanged = (column: SampleColumn): boolean =>
  /^(last )?(updated|modified|changed)( (at|on|date|time))?$/.test(words(column.name)) && isTime(column)

/** Whether a column called name holds those of events, such as `add_to_cart`, by the columns beside it. */
const isEvent = ({ name, values }: SampleColumn, columns: ReadonlyArray<SampleColumn>): boolean =>
  words(name) === "name" &&
  columns.some((other) => /\bevents?\b/.test(words(other.name))) &&
  values.every((value) => /^[a-z]+(_[a-z]+)*$/.test(value))

/** Whether a column holds addresses of people. */
export const isMail = ({ name }: SampleColumn): boolean => mail.test(words(name))

const likeliest = (
  left: ReadonlyMap<SampleColumn, string>,
  { holds, likely, never }: Names
): SampleColumn | undefined => {
  for (const pattern of likely) {
    for (const [column, name] of left) {
      if (pattern.test(name) && never?.test(name) !== true && holds?.(column) !== false) return column
    }
  }
  return undefined
}

/** A column that tells one record from another: an id of its own, else the customer's where each comes once. */
const idOf = (
  columns: ReadonlyArray<SampleColumn>,
  left: ReadonlyArray<SampleColumn>,
  customer: SampleColumn | undefined
): SampleColumn | undefined =>
  columns.find((column) => isOwnId(column) && isId(column)) ??
  left.find(isId) ??
  (customer !== undefined && !isMail(customer) && isId(customer) ? customer : undefined)

const words = (name: string): string =>
  name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase()

/** Named like an id, and hardly a value twice. */
const isId = ({ name, values }: SampleColumn): boolean =>
  /id\b|nr\b|number\b/.test(words(name)) && values.length > 0 && new Set(values).size >= values.length * 0.9
