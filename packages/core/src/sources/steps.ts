import type { TouchpointId } from "../domain/Ids.ts"
import type { Interaction } from "../domain/Interaction.ts"
import { type CaseRule, inCases } from "./inCases.ts"
import { pick } from "./pick.ts"

/**
 * That a customer went from one touchpoint to the next. The first step of a case comes from nowhere and its last leads
 * nowhere: there `from` or `to`, and what belongs to it, is missing.
 *
 * `at` and `segment` are those of the interaction gone to; of the last step, those of the interaction that was left.
 */
export interface Step extends Pick<Interaction, "customer" | "at" | "segment" | "channel" | "team" | "responder"> {
  readonly from?: TouchpointId
  readonly to?: TouchpointId
  readonly fromChannel?: Exclude<Interaction["channel"], undefined>
  readonly fromTeam?: Exclude<Interaction["team"], undefined>
  readonly fromResponder?: Exclude<Interaction["responder"], undefined>
  /** Whole seconds between the two, rounded down. */
  readonly seconds?: number
}

/**
 * A row for each step of each case: into its first interaction, from each to the next, and out of its last. So a
 * touchpoint is come to as often as it is left, and both are the number of its interactions.
 *
 * A case is a customer unless `rule` says sessions. Interactions follow each other by time and then id in code point
 * order. Rows come in the order of customer and time, whatever the order of the interactions. No interactions give no rows.
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
 * const rows = Array.from(steps(visits), (row) => [row.from, row.to, row.seconds])
 * rows // => [[undefined, "cart", undefined], ["cart", "checkout", 90], ["checkout", undefined, undefined]]
 * ```
 */
export function* steps(interactions: Iterable<Interaction>, rule: CaseRule = {}): Generator<Step> {
  for (const inCase of inCases(interactions, rule)) {
    let before: Interaction | undefined
    for (const interaction of inCase) {
      yield {
        ...pick(interaction, ["customer", "at", "segment", "channel", "team", "responder"]),
        ...(before === undefined ? {} : left(before)),
        to: interaction.touchpoint,
        ...(before === undefined
          ? {}
          : { seconds: Math.floor((interaction.at.getTime() - before.at.getTime()) / 1000) })
      }
      before = interaction
    }
    if (before !== undefined) yield { ...pick(before, ["customer", "at", "segment"]), ...left(before) }
  }
}

const left = ({
  channel,
  responder,
  team,
  touchpoint
}: Interaction): Pick<Step, "from" | "fromChannel" | "fromTeam" | "fromResponder"> => ({
  from: touchpoint,
  ...(channel === undefined ? {} : { fromChannel: channel }),
  ...(team === undefined ? {} : { fromTeam: team }),
  ...(responder === undefined ? {} : { fromResponder: responder })
})
