import type { Ticket } from "../domain/Ticket.ts"
import { byTime } from "./byTime.ts"
import { compareText } from "./compareText.ts"
import { grouped } from "./grouped.ts"
import { pick } from "./pick.ts"

/** How long a ticket waited, as of an instant. Durations are whole seconds, rounded down. */
export interface Wait
  extends Pick<
    Ticket,
    | "customer"
    | "touchpoint"
    | "at"
    | "channel"
    | "team"
    | "priority"
    | "replies"
    | "reopens"
    | "waitSeconds"
    | "handlingSeconds"
    | "rating"
    | "saidResolved"
  > {
  /** `"replied"`; `"closed"`: resolved without a reply; `"waiting"`: neither yet. */
  readonly reply: "replied" | "closed" | "waiting"
  /** From its creation to the first reply; without one, to its resolution or the instant. */
  readonly replySeconds?: number
  /** Who gave the first reply. */
  readonly responder?: Exclude<Ticket["firstReplyBy"], undefined>
  readonly resolution: "resolved" | "open"
  /** From its creation to the last resolution; of an open ticket to the instant: its age. */
  readonly resolutionSeconds?: number
  readonly resolvedAt?: Date
  /** Whole days of 24 hours from its resolution to the instant. */
  readonly settledDays?: number
  /** Whether the customer came again about the same touchpoint after this ticket was made; only of resolved ones. */
  readonly repeat?: "yes" | "no"
  /** Whole days from its resolution to the next ticket; below 0 when that came before. */
  readonly repeatDays?: number
  /** Whether it was resolved by the time it was due; `"pending"` while that is open. */
  readonly sla?: "kept" | "breached" | "pending"
}

/** Seconds between two instants: of the calendar, or of business hours. */
export type Clock = (from: Date, to: Date) => number

const second = 1000
const day = 86_400_000

const whole = (from: Date, to: Date, unit: number): number => Math.floor((to.getTime() - from.getTime()) / unit)

const calendar: Clock = (from, to) => whole(from, to, second)

/**
 * One row for each ticket made by `asOf`: how long until the first reply and the resolution, or until now.
 *
 * A ticket is resolved when its status is `"solved"` and `resolvedAt` is not after `asOf`; replied to when
 * `firstReplyAt` is not. What came later counts for nothing. An unanswered ticket has the time it has waited so far:
 * `reply` and `resolution` say so, and it is not dropped. A solved ticket without `resolvedAt` has no resolution time. A
 * reply dated before the ticket gives a duration below 0.
 *
 * `clock` measures `replySeconds` and `resolutionSeconds` in another time than the calendar's: `BusinessHours.clock`.
 * A database cannot, so for business time read the tickets and tally these rows.
 *
 * Rows come in the order of the tickets' ids, whatever the order of the input.
 *
 * ```ts import.meta.vitest
 * import { Ticket } from "../domain/Ticket.ts"
 * import { waits } from "./waits.ts"
 * import { Schema } from "effect"
 *
 * const ticket = Schema.decodeUnknownSync(Ticket)({
 *   id: "1", at: "2026-03-02T10:00:00Z", firstReplyAt: "2026-03-02T10:05:00Z", firstReplyBy: "human",
 *   status: "open", subject: "Refund", body: "", evidence: { source: "desk", kind: "objective" }
 * })
 * const [row] = waits([ticket], new Date("2026-03-02T11:00:00Z"))
 * [row?.reply, row?.replySeconds, row?.resolution, row?.resolutionSeconds] // => ["replied", 300, "open", 3600]
 * ```
 */
export function* waits(tickets: Iterable<Ticket>, asOf: Date, clock: Clock = calendar): Generator<Wait> {
  const made = [...tickets].filter((ticket) => ticket.at <= asOf).sort((a, b) => compareText(a.id, b.id))
  const next = following(made)
  for (const ticket of made) {
    const resolved = ticket.status === "solved" && (ticket.resolvedAt ?? asOf) <= asOf
    const end = resolved ? ticket.resolvedAt : asOf
    yield {
      ...pick(ticket, ["customer", "touchpoint", "at", "channel", "team", "priority", "replies", "reopens"]),
      ...pick(ticket, ["waitSeconds", "handlingSeconds", "rating", "saidResolved"]),
      ...ofReply(ticket, asOf, resolved, end, clock),
      resolution: resolved ? "resolved" : "open",
      ...(end === undefined ? {} : { resolutionSeconds: clock(ticket.at, end) }),
      ...(resolved && end !== undefined ? ofResolution(ticket, end, asOf, next.get(ticket.id)) : {}),
      ...ofSla(ticket, resolved, end)
    }
  }
}

/** The next ticket of the same customer about the same touchpoint, by the id of the one before. */
const following = (tickets: ReadonlyArray<Ticket>): ReadonlyMap<string, Date> => {
  const next = new Map<string, Date>()
  for (const [, same] of grouped(tickets, ({ customer, touchpoint }) => JSON.stringify([customer, touchpoint]))) {
    same.sort(byTime).forEach((ticket, i) => {
      const before = same[i - 1]
      if (before !== undefined) next.set(before.id, ticket.at)
    })
  }
  return next
}

const ofReply = (
  { at, firstReplyAt, firstReplyBy }: Ticket,
  asOf: Date,
  resolved: boolean,
  end: Date | undefined,
  clock: Clock
): Pick<Wait, "reply" | "replySeconds" | "responder"> => {
  if (firstReplyAt !== undefined && firstReplyAt <= asOf) {
    const responder = firstReplyBy === undefined ? {} : { responder: firstReplyBy }
    return { reply: "replied", replySeconds: clock(at, firstReplyAt), ...responder }
  }
  const reply = resolved ? "closed" : "waiting"
  return end === undefined ? { reply } : { reply, replySeconds: clock(at, end) }
}

const ofResolution = (
  { customer, touchpoint }: Ticket,
  resolvedAt: Date,
  asOf: Date,
  next: Date | undefined
): Pick<Wait, "resolvedAt" | "settledDays" | "repeat" | "repeatDays"> => {
  const settled = { resolvedAt, settledDays: whole(resolvedAt, asOf, day) }
  if (customer === undefined || touchpoint === undefined) return settled
  return next === undefined
    ? { ...settled, repeat: "no" }
    : { ...settled, repeat: "yes", repeatDays: whole(resolvedAt, next, day) }
}

const ofSla = ({ slaDueAt }: Ticket, resolved: boolean, end: Date | undefined): Pick<Wait, "sla"> => {
  if (slaDueAt === undefined || end === undefined) return {}
  if (end > slaDueAt) return { sla: "breached" }
  return { sla: resolved ? "kept" : "pending" }
}
