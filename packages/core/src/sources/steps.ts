import type { TouchpointId } from "../domain/Ids.ts"
import type { Interaction } from "../domain/Interaction.ts"
import { byTime } from "./byTime.ts"
import { grouped } from "./grouped.ts"
import { pick } from "./pick.ts"

/** That a customer went from one touchpoint to the next: `at`, channel and segment are those of the second. */
export interface Step extends Pick<Interaction, "customer" | "at" | "channel" | "segment"> {
  readonly from: TouchpointId
  readonly to: TouchpointId
  /** Whole seconds between the two, rounded down. */
  readonly seconds: number
}

/**
 * One row for each two consecutive interactions of a customer, by time and then id in code point order.
 *
 * Rows come in the order of customer and time, whatever the order of the interactions. A customer with one interaction
 * gives no row.
 *
 * ```ts import.meta.vitest
 * import { Interaction } from "../domain/Interaction.ts"
 * import { steps } from "./steps.ts"
 * import { Schema } from "effect"
 *
 * const visit = Schema.decodeUnknownSync(Interaction)
 * const evidence = { source: "shop", kind: "objective" }
 * const visits = [
 *   visit({ id: "1", customer: "ada", touchpoint: "cart", at: "2026-03-01T10:00:00Z", evidence }),
 *   visit({ id: "2", customer: "ada", touchpoint: "checkout", at: "2026-03-01T10:01:30.900Z", evidence })
 * ]
 * Array.from(steps(visits), (row) => [row.from, row.to, row.seconds]) // => [["cart", "checkout", 90]]
 * ```
 */
export function* steps(interactions: Iterable<Interaction>): Generator<Step> {
  for (const [, ofCustomer] of grouped(interactions, (interaction) => interaction.customer)) {
    let before: Interaction | undefined
    for (const interaction of ofCustomer.sort(byTime)) {
      if (before !== undefined) {
        yield {
          ...pick(interaction, ["customer", "at", "channel", "segment"]),
          from: before.touchpoint,
          to: interaction.touchpoint,
          seconds: Math.floor((interaction.at.getTime() - before.at.getTime()) / 1000)
        }
      }
      before = interaction
    }
  }
}
