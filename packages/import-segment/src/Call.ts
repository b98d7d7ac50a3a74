import { type JsonObject, ownAt, type Unsaid } from "@throughline/import/format"
import { isBot } from "./Bots.ts"
import { correctedTime } from "./Clock.ts"

/** The calls of Segment's specification. */
export const kinds = ["track", "page", "screen", "identify", "group", "alias"] as const
export type Kind = (typeof kinds)[number]

const isSaid = (value: unknown): boolean => value !== undefined && value !== null && value !== ""

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "")

/** The kind of a call, `"bot"` when a machine made it, `"unknown"` when it is none of Segment's. */
export const kindOf = (call: JsonObject): Kind | "bot" | "unknown" => {
  const kind = kinds.find((one) => one === ownAt(call, "type"))
  if (kind === undefined) return "unknown"
  return isBot(ownAt(call, "context", "userAgent")) ? "bot" : kind
}

/** The path of a page: as it says itself, or as its address does. */
const pathOf = (call: JsonObject): string => {
  const said = text(ownAt(call, "properties", "path")) || text(ownAt(call, "context", "page", "path"))
  const url = text(ownAt(call, "properties", "url")) || text(ownAt(call, "context", "page", "url"))
  const [, path = ""] = /^https?:\/\/[^/?#]+([^?#]*)/i.exec(url.slice(0, 4096)) ?? []
  return said || path || (url === "" ? "" : "/")
}

/**
 * What the customer met: the event of a `track` call; of a `page` or `screen` the call's name behind its category, or else
 * the path without its query.
 */
export const contactOf = (call: JsonObject): unknown => {
  const type = ownAt(call, "type")
  if (type === "track") return ownAt(call, "event")
  if (type !== "page" && type !== "screen") return ""
  const name = [text(ownAt(call, "category")), text(ownAt(call, "name"))].filter((part) => part !== "").join(" ")
  const what = name || pathOf(call)
  return what === "" ? "" : `${type} ${what}`
}

/** The channel, where the call tells: a page is on the web, a screen in an app. A server's call tells none. */
const channelOf = (call: JsonObject): string => {
  const type = ownAt(call, "type")
  const origin = ownAt(call, "channel")
  if (type === "page" || origin === "browser" || isSaid(ownAt(call, "context", "page"))) return "web"
  const device = text(ownAt(call, "context", "device", "type")).toLowerCase()
  const isApp = type === "screen" || origin === "mobile" || device === "ios" || device === "android"
  return isApp ? "app" : ""
}

/**
 * How a call ties two ids to one customer: `identified` when it is the call that names somebody who had no name before, `seen`
 * when another call has both ids, `alias` when it is the call of this name, whose `previousId` may be a customer's who was known
 * before. `""` for all others.
 */
export const tieOf = (call: JsonObject): "identified" | "seen" | "alias" | "" => {
  const [userId, type] = [ownAt(call, "userId"), ownAt(call, "type")]
  if (!isSaid(userId)) return ""
  if (type === "alias") return isSaid(ownAt(call, "previousId")) ? "alias" : ""
  const anonymousId = ownAt(call, "anonymousId")
  if (!isSaid(anonymousId) || anonymousId === userId) return ""
  return type === "identify" ? "identified" : "seen"
}

/** A call with what is made of it: `kind`, `customer`, `at`, `contact`, `via`, `tie` and `same`. */
export const row = (call: JsonObject): JsonObject => {
  const userId = ownAt(call, "userId")
  const tie = tieOf(call)
  return {
    ...call,
    kind: kindOf(call),
    customer: isSaid(userId) ? userId : ownAt(call, "anonymousId"),
    at: correctedTime(call),
    contact: contactOf(call),
    via: channelOf(call),
    tie,
    same: tie === "" ? "" : ownAt(call, tie === "alias" ? "previousId" : "anonymousId")
  }
}

const unknownType: Unsaid = {
  found: "a call of no known type",
  expected: `a type of ${kinds.join(", ")}`,
  fix: 'repair it in the source, or leave it out: skipWhen {"column": "kind", "equals": ["unknown"]}'
}
const noTime: Unsaid = {
  found: "no timestamp, and not all of receivedAt, sentAt and originalTimestamp to correct the clock of the device by",
  expected: "a timestamp",
  fix: 'name "receivedAt" or "originalTimestamp" as at, if you trust it'
}
const noPage: Unsaid = {
  found: "neither a name nor a path",
  expected: "what was seen",
  fix: "fill it in the source, or leave such calls out with skipWhen"
}
const nobody: Unsaid = {
  found: "neither userId nor anonymousId",
  expected: "who it was",
  fix: "fill it in the source, or leave such calls out with skipWhen"
}

/** Why a call says nothing in a column that is made. */
export const why = (call: JsonObject): ReadonlyMap<string, Unsaid> => {
  const isPage = ["page", "screen"].includes(text(ownAt(call, "type")))
  return new Map([
    ["customer", nobody],
    ["at", noTime],
    ...(kindOf(call) === "unknown" ? [["contact", unknownType] as const] : []),
    ...(isPage ? [["contact", noPage] as const] : [])
  ])
}
