import { type JsonObject, own, ownAt } from "@throughline/import/format"

/** When a conversation was first replied to, and who did. */
export interface FirstReply {
  readonly first_reply_at?: unknown
  readonly first_reply_by?: "human" | "automated"
}

/** The values of a list under a key of its own name, as Intercom nests them; of anything else none. */
export const nested = (value: unknown, key: string): ReadonlyArray<unknown> => {
  const list = own(own(value, key), key) ?? own(value, key)
  return Array.isArray(list) ? list : []
}

/** Fin, workflows and the older Operator, which speaks as an admin. */
const isBot = (part: unknown): boolean => {
  const author = own(part, "author")
  const email = own(author, "email")
  const isOperator = typeof email === "string" && email.startsWith("operator+") && email.endsWith("@intercom.io")
  return own(author, "type") === "bot" || own(part, "from_ai_agent") === true || isOperator
}

const isHuman = (part: unknown): boolean => ownAt(part, "author", "type") === "admin" && !isBot(part)

/** Customers see what has a text and is no note. */
const isVisible = (part: unknown): boolean => {
  const body = own(part, "body")
  return typeof body === "string" && body !== "" && !String(own(part, "part_type")).startsWith("note")
}

const firstOf = (parts: ReadonlyArray<unknown>): number | undefined => {
  const times = parts.map((part) => own(part, "created_at")).filter((time) => typeof time === "number")
  return times.length === 0 ? undefined : times.reduce((a, b) => Math.min(a, b))
}

/** The first reply of a person, where there is none that of a bot. Lists leave out parts: they tell of people only. */
export const firstReply = (conversation: JsonObject): FirstReply => {
  const replies = nested(conversation, "conversation_parts").filter(isVisible)
  const told = ownAt(conversation, "statistics", "first_admin_reply_at")
  const byHuman = told ?? firstOf(replies.filter(isHuman))
  if (byHuman !== undefined) return { first_reply_at: byHuman, first_reply_by: "human" }
  const byBot = firstOf(replies.filter(isBot))
  return byBot === undefined ? {} : { first_reply_at: byBot, first_reply_by: "automated" }
}
