import type { JsonObject } from "@throughline/import/format"
import { at } from "./Shape.ts"

/**
 * A ticket with what its metrics say in the units of a record. The metrics of `include=metric_sets` are durations from the
 * creation; what is no duration stays as it is, to be rejected with the place where it stands.
 */
export const ticketRow = (ticket: JsonObject): JsonObject => ({
  ...ticket,
  first_reply_at: firstReplyAt(ticket),
  requester_wait_seconds: seconds(at(ticket, "metric_set", "requester_wait_time_in_minutes", "calendar")),
  requester_wait_seconds_business: seconds(at(ticket, "metric_set", "requester_wait_time_in_minutes", "business"))
})

/** Of messaging the seconds are told, of all else whole minutes. */
const firstReplyAt = (ticket: JsonObject): unknown => {
  const told = at(ticket, "metric_set", "reply_time_in_seconds", "calendar")
  const waited = told ?? seconds(at(ticket, "metric_set", "reply_time_in_minutes", "calendar"))
  const created = instant(ticket.created_at)
  if (!isDuration(waited) || created === undefined) return waited
  const reply = new Date(created + waited * 1000)
  return Number.isNaN(reply.getTime()) ? waited : reply.toISOString()
}

const seconds = (minutes: unknown): unknown => (isDuration(minutes) ? Math.round(minutes * 60) : minutes)

const isDuration = (value: unknown): value is number =>
  typeof value === "number" && value >= 0 && value <= Number.MAX_SAFE_INTEGER

/** Times of the API are in UTC; another is read, and rejected, as the time of the ticket. */
const instant = (text: unknown): number | undefined => {
  const isTime = typeof text === "string" && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/.test(text)
  const found = isTime ? Date.parse(text) : Number.NaN
  return Number.isNaN(found) ? undefined : found
}
