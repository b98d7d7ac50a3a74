import type { SampleColumn } from "./Sample.ts"
import { guessTime } from "./Times.ts"

/** What a column is likely for. */
export type Role =
  | "id"
  | "customer"
  | "touchpoint"
  | "at"
  | "endedAt"
  | "resolvedAt"
  | "channel"
  | "team"
  | "segment"
  | "comment"
  | "subject"
  | "body"
  | "status"
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

const names: ReadonlyArray<readonly [Role, RegExp]> = [
  ["nps", /\bnps\b|recommend|weiterempf/],
  ["csat", /csat|satisf|zufrieden|\brating\b/],
  ["ces2", /\bces\b|effort|easy|aufwand/],
  ["endedAt", /\bend(ed|e|s)?\b|cancel\w* (at|date)|churn\w* (at|date)|expires/],
  ["resolvedAt", /(resolved|solved|closed) (at|on|date)/],
  ["reason", /reason|grund/],
  ["minimum", /\bminimum\b/],
  ["desired", /\bdesired\b/],
  ["predicted", /\bpredicted\b/],
  ["importance", /\bimportance\b/],
  ["touchpoint", /touchpoint|kontaktpunkt|\bstep\b|\bactivity\b/],
  ["channel", /\bchannel\b|\bkanal\b/],
  ["team", /\bteam\b|\bgroup\b|carrier/],
  ["segment", /segment/],
  ["comment", /comment|feedback|kommentar|verbatim/],
  ["subject", /subject|betreff|\btitle\b/],
  ["body", /\bbody\b|description|beschreibung|\bmessage\b/],
  ["status", /\bstatus\b|\bstate\b/],
  ["plan", /\bplan\b|\btarif\b/],
  ["price", /\bprice\b|preis|\bamount\b|\bmrr\b/],
  ["at", /\bat\b|\bdate\b|\btime\b|timestamp|datum|zeitpunkt|beginn|\bstart(ed)?\b|created|submitted|occurred/],
  ["customer", /\b(customer|kunden?|user|client|contact|respondent|requester)( (id|nr|no|number|key|code))?$/]
]

const timeRoles: ReadonlySet<Role> = new Set(["at", "endedAt", "resolvedAt"])
const scoreRoles: ReadonlySet<Role> = new Set(["nps", "csat", "ces2", "minimum", "desired", "predicted", "importance"])
const personal = /e ?mail|phone|\bname\b/

/** The first column of each role, judged by its name and, for times, by its values. */
export const roles = (columns: ReadonlyArray<SampleColumn>): ReadonlyMap<Role, SampleColumn> => {
  const found = new Map<Role, SampleColumn>()
  for (const column of columns) {
    const role = roleOf(column)
    if (role !== undefined && !found.has(role)) found.set(role, column)
  }
  const id = columns.find((column) => isId(column) && ![...found.values()].includes(column))
  return id === undefined ? found : new Map([...found, ["id", id]])
}

const words = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .toLowerCase()

const roleOf = (column: SampleColumn): Role | undefined => {
  const name = words(column.name)
  if (personal.test(name)) return undefined
  return names.find(([role, pattern]) => pattern.test(name) && holds(role, column))?.[0]
}

/** Whether the values can be what the role asks for. */
const holds = (role: Role, column: SampleColumn): boolean => {
  if (timeRoles.has(role)) return isTime(column)
  return !scoreRoles.has(role) || isScore(column)
}

/** Nine in ten values are whole numbers. */
const isScore = ({ values }: SampleColumn): boolean =>
  values.filter((value) => /^-?\d{1,3}(\.0)?$/.test(value)).length >= values.length * 0.9

const isTime = ({ values }: SampleColumn): boolean => values.length === 0 || guessTime(values) !== undefined

/** Named like an id, and hardly a value twice. */
const isId = ({ name, values }: SampleColumn): boolean =>
  /\bid\b|nr\b|number\b/.test(words(name)) && values.length > 0 && new Set(values).size >= values.length * 0.9
