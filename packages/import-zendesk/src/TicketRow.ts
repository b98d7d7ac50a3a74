import { type JsonObject, ownAt } from "@throughline/import/format"

/**
 * A ticket with what its metrics say in the units of a record. The metrics of `include=metric_sets` are durations from the
 * creation; what is no duration stays as it is, to be rejected with the place where it stands.
 */
export const ticketRow = (ticket: JsonObject): JsonObject => ({
  ...ticket,
  first_reply_at: firstReplyAt(ticket),
  requester_wait_seconds: seconds(ownAt(ticket, "metric_set", "requester_wait_time_in_minutes", "calendar")),
  requester_wait_seconds_business: seconds(ownAt(ticket, "metric_set", "requester_wait_time_in_minutes", "business"))
})

/** Of messaging the seconds are told, of all else whole minutes. */
const firstReplyAt = (ticket: JsonObject): unknown => {
  const told = ownAt(ticket, "metric_set", "reply_time_in_seconds", "calendar")
  const waited = told ?? seconds(ownAt(ticket, "metric_set", "reply_time_in_minutes", "calendar"))
  return waited === undefined || waited === null ? undefined : later(ticket.created_at, waited)
}

/** The instant that lies so many seconds after a time; where there is none, a text that is no time. */
const later = (time: unknown, seconds: unknown): unknown => {
  const found = new Date(isDuration(seconds) ? instant(time) + seconds * 1000 : Number.NaN)
  if (!Number.isNaN(found.getTime())) return found.toISOString()
  return typeof seconds === "object" ? seconds : `+${String(seconds)}`
}

const seconds = (minutes: unknown): unknown => (isDuration(minutes) ? Math.round(minutes * 60) : minutes)

const isDuration = (value: unknown): value is number =>
  typeof value === "number" && value >= 0 && value <= Number.MAX_SAFE_INTEGER

/** Times of the API are in UTC. */
const instant = (time: unknown): number =>
  typeof time === "string" && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/.test(time)
    ? Date.parse(time)
    : Number.NaN
