import type { Interaction } from "../domain/Interaction.ts"
import { byTime } from "./byTime.ts"
import { grouped } from "./grouped.ts"
import { pick } from "./pick.ts"

/** Whether a customer came a second time, and how long after the first: channel and segment are those of the first. */
export interface Repeat extends Pick<Interaction, "customer" | "channel" | "segment"> {
  /** When they came first. */
  readonly at: Date
  readonly outcome: "repeated" | "once"
  /** Whole days of 24 hours, rounded down: until the second time, or until now for those who came once. */
  readonly days: number
}

const day = 86_400_000

/**
 * One row for each customer with an interaction by `asOf`: from their first to their second.
 *
 * Give only the interactions that count, such as purchases. What happens at the very time of the first is part of it: the
 * second is the first later one. What happens after `asOf` counts for nothing. Of several at the first time, channel and
 * segment are those with the smallest id in code point order.
 *
 * Rows come in the order of the customers, whatever the order of the interactions.
 *
 * ```ts import.meta.vitest
 * import { Interaction } from "../domain/Interaction.ts"
 * import { repeats } from "./repeats.ts"
 * import { Schema } from "effect"
 *
 * const visit = Schema.decodeUnknownSync(Interaction)
 * const about = { customer: "ada", touchpoint: "checkout", evidence: { source: "shop", kind: "objective" } }
 * const visits = ["2026-01-05", "2026-02-04"].map((on) => visit({ ...about, id: on, at: `${on}T10:00:00Z` }))
 * const row = (on) => Array.from(repeats(visits, new Date(on)), ({ days, outcome }) => [outcome, days])
 * row("2026-01-15") // => [["once", 9]]
 * row("2026-03-01") // => [["repeated", 30]]
 * ```
 */
export function* repeats(interactions: Iterable<Interaction>, asOf: Date): Generator<Repeat> {
  const seen = [...interactions].filter(({ at }) => at <= asOf)
  for (const [, ofCustomer] of grouped(seen, (interaction) => interaction.customer)) {
    const first = ofCustomer.reduce((a, b) => (byTime(b, a) < 0 ? b : a))
    const start = first.at.getTime()
    const second = ofCustomer.reduce((earliest, { at }) => {
      const time = at.getTime()
      return time > start && time < earliest ? time : earliest
    }, Number.POSITIVE_INFINITY)
    const isRepeated = second < Number.POSITIVE_INFINITY
    yield {
      ...pick(first, ["customer", "channel", "segment"]),
      at: first.at,
      outcome: isRepeated ? "repeated" : "once",
      days: Math.floor(((isRepeated ? second : asOf.getTime()) - start) / day)
    }
  }
}
