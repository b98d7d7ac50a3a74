import { type JsonObject, own, ownAt, plainText } from "@throughline/import/format"
import { firstReply, nested } from "./Replies.ts"
import { beganBy, isCustomer } from "./Values.ts"

/** Whether a record is a contact; all others are read as conversations. */
export const isContact = (record: JsonObject): boolean => own(record, "type") === "contact"

const textOf = (value: unknown): unknown => (typeof value === "string" ? plainText(value) : value)

/** The contact that a conversation is with: the first of several, or who wrote the first message. */
const contactOf = (conversation: JsonObject): unknown => {
  const author = ownAt(conversation, "source", "author")
  return nested(conversation, "contacts")[0] ?? (isCustomer(own(author, "type")) ? author : undefined)
}

/** What became of asking for a rating; nothing when it was not asked for. */
const ratingOf = (conversation: JsonObject): JsonObject => {
  const rating = own(conversation, "conversation_rating")
  const requested = own(rating, "created_at")
  const score = own(rating, "rating")
  if ((requested ?? score ?? undefined) === undefined) return {}
  const teammate = ownAt(rating, "teammate", "type")
  return {
    rating_state: (score ?? undefined) === undefined ? "asked" : "given",
    rated_at: own(rating, "replied_at") ?? requested,
    ...(teammate === "bot" ? { rated_by: "automated" } : {}),
    ...(teammate === "admin" ? { rated_by: "human" } : {})
  }
}

const conversationRow = (conversation: JsonObject): JsonObject => {
  const source = own(conversation, "source")
  const contact = contactOf(conversation)
  return {
    ...conversation,
    ...firstReply(conversation),
    ...ratingOf(conversation),
    customer_id: own(contact, "id"),
    customer_external_id: own(contact, "external_id"),
    began_by: beganBy(own(source, "delivered_as")),
    subject: textOf(own(source, "subject")) || own(conversation, "title"),
    text: textOf(own(source, "body"))
  }
}

const contactRow = (contact: JsonObject): JsonObject => {
  const companies = ownAt(contact, "companies", "data")
  return { ...contact, company_id: own(Array.isArray(companies) ? companies[0] : undefined, "id") }
}

/** A conversation or a contact, with what a mapping needs beside what stands there. */
export const rows = (record: JsonObject): ReadonlyArray<JsonObject> => [
  isContact(record) ? contactRow(record) : conversationRow(record)
]
