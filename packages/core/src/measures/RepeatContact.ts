import type { Difference } from "../stats/Difference.ts"
import type { InsufficientData, Interval } from "../stats/Estimate.ts"
import type { Tally } from "../tally/Tally.ts"
import { by as resolvedBy } from "./FirstContactResolution.ts"
import type { Group } from "./Grouped.ts"
import type { TicketShareEstimate, TicketShareOptions, TicketShareResult } from "./TicketShare.ts"

/** The share of resolved tickets after which the customer came again, in per cent, with what fewer of them would save. */
export interface RepeatContactEstimate extends TicketShareEstimate {
  /** Tickets that would not have been made if no customer came again: `count`, one for each ticket that was followed by another. */
  readonly savedAtMost: number
  /**
   * Tickets that would not have been made if as few customers came again as after all other tickets: below 0 where fewer do
   * already; `null` when there are no others.
   */
  readonly savedAsTheRest: { readonly value: number; readonly interval: Interval } | null
}

/** A share, or why there is none. */
export type RepeatContactResult = RepeatContactEstimate | Exclude<TicketShareResult, TicketShareEstimate>

/** How long after a ticket a contact is a repeat, and how the share is reported. */
export interface RepeatContactOptions extends TicketShareOptions {
  /** Days after the ticket was resolved: 7 unless told. */
  readonly days?: number
}

const mirrored = (interval: Interval, sum: number): Interval => ({
  ...interval,
  low: sum - interval.high,
  high: sum - interval.low
})

const reversed = (difference: Difference | InsufficientData): Difference | InsufficientData =>
  difference._tag === "Difference"
    ? { ...difference, value: 0 - difference.value, interval: mirrored(difference.interval, 0) }
    : difference

const repeats = (
  resolved: TicketShareResult,
  fromRest: Difference | InsufficientData,
  days: number
): RepeatContactResult => {
  if (resolved._tag !== "Estimate") return resolved
  const { count, interval, n, value } = resolved
  const tickets = (points: number): number => (points * n) / 100
  return {
    ...resolved,
    value: 100 - value,
    interval: mirrored(interval, 100),
    definition: `repeat contact within ${days} days, of those resolved`,
    count: n - count,
    savedAtMost: n - count,
    savedAsTheRest:
      fromRest._tag === "Difference"
        ? {
            value: tickets(fromRest.value),
            interval: {
              ...fromRest.interval,
              low: tickets(fromRest.interval.low),
              high: tickets(fromRest.interval.high)
            }
          }
        : null
  }
}

/**
 * How often customers come again after a ticket, by topic or another dimension, and how many tickets that makes.
 *
 * Takes a tally of the source `waits` with `"resolution"`, `"repeat"`, `Dimension.bin("repeatDays", 7)` and
 * `Dimension.bin("settledDays", 7)`, as `FirstContactResolution` with `"no repeat contact"` does, of which this is the other
 * side: a ticket of the same customer about the same touchpoint within `days` of the resolution. Tickets resolved fewer days
 * ago are `undecided`. Each value is compared with all others, corrected for their number (Benjamini–Hochberg). What would be
 * saved is an association: it supposes that nothing else changes. Throws `TallyMismatch` when a dimension is not there.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as RepeatContact from "./RepeatContact.ts"
 *
 * const ticket = (topic: string, repeatDays: number | null) =>
 *   ({ topic, resolution: "resolved", repeat: repeatDays === null ? "none" : "again", repeatDays, settledDays: 30 })
 * const tickets = [...[2, 3, null, null].map((days) => ticket("refund", days)), ...[1, null, null, null].map((days) => ticket("login", days))]
 * const tally = Tally.from(tickets, { by: ["topic", "resolution", "repeat", "repeatDays", "settledDays"] })
 * const [login, refund] = RepeatContact.by(tally, "topic")
 * refund?.result._tag === "Estimate" ? [refund.result.value, refund.result.savedAtMost, refund.result.savedAsTheRest?.value] : refund // => [50, 2, 1]
 * login?.result._tag === "Estimate" ? login.result.value : login // => 25
 * ```
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: RepeatContactOptions = {}
): ReadonlyArray<Group<RepeatContactResult>> =>
  resolvedBy(tally, dimension, { ...options, definition: "no repeat contact" }).map((group) => {
    const fromRest = reversed(group.fromRest)
    return { ...group, fromRest, result: repeats(group.result, fromRest, options.days ?? 7) }
  })
