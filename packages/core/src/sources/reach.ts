import type { Interaction } from "../domain/Interaction.ts"
import { byTime } from "./byTime.ts"
import { grouped } from "./grouped.ts"
import { pick } from "./pick.ts"

/** That a customer reached a touchpoint, and when for the first time. */
export type Reach = Pick<Interaction, "customer" | "touchpoint" | "at" | "channel" | "team" | "segment">

/**
 * One row for each customer and touchpoint they met: their first interaction there, by time and then id.
 *
 * Rows come in the order of customer and touchpoint, whatever the order of the interactions. No interactions give no rows.
 *
 * ```ts import.meta.vitest
 * import { Interaction } from "../domain/Interaction.ts"
 * import { reach } from "./reach.ts"
 * import { Schema } from "effect"
 *
 * const visit = Schema.decodeUnknownSync(Interaction)
 * const evidence = { source: "shop", kind: "objective" }
 * const visits = [
 *   visit({ id: "2", customer: "ada", touchpoint: "checkout", at: "2026-03-02T10:00:00Z", evidence }),
 *   visit({ id: "1", customer: "ada", touchpoint: "checkout", at: "2026-03-01T10:00:00Z", evidence })
 * ]
 * Array.from(reach(visits), (row) => row.at.toISOString()) // => ["2026-03-01T10:00:00.000Z"]
 * ```
 */
export function* reach(interactions: Iterable<Interaction>): Generator<Reach> {
  for (const [, ofCustomer] of grouped(interactions, (interaction) => interaction.customer)) {
    for (const [, [first, ...later]] of grouped(ofCustomer, (interaction) => interaction.touchpoint)) {
      if (first === undefined) continue
      const earliest = later.reduce((a, b) => (byTime(b, a) < 0 ? b : a), first)
      yield pick(earliest, ["customer", "touchpoint", "at", "channel", "team", "segment"])
    }
  }
}
