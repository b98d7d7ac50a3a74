import type { TouchpointId } from "../domain/Ids.ts"
import type { Interaction } from "../domain/Interaction.ts"
import { type CaseRule, inCases } from "./inCases.ts"
import { pathMarks, pathText } from "./pathText.ts"
import { pick } from "./pick.ts"

/** One case from its first interaction to its last. `at`, channel, team and segment are those of the first. */
export interface Case extends Pick<Interaction, "customer" | "at" | "channel" | "team" | "segment"> {
  /** The touchpoints in their order, as `pathText` writes them; missing where there are more than 256. */
  readonly path?: string
  readonly first: TouchpointId
  readonly last: TouchpointId
  /** How many interactions. */
  readonly length: number
  /** Whole seconds from the first to the last, rounded down. */
  readonly seconds: number
}

/**
 * One row for each case: the path taken, where it began and ended, how many interactions and how long it took.
 *
 * A case is a customer unless `rule` says sessions. Interactions follow each other by time and then id in code point
 * order. Rows come in the order of customer and time, whatever the order of the interactions. No interactions give no rows.
 *
 * ```ts import.meta.vitest
 * import { Interaction } from "../domain/Interaction.ts"
 * import { cases } from "./cases.ts"
 * import { touchpointsOf } from "./pathText.ts"
 * import { Schema } from "effect"
 *
 * const visit = Schema.decodeUnknownSync(Interaction)
 * const evidence = { source: "shop", kind: "objective" }
 * const visits = [
 *   visit({ id: "1", customer: "ada", touchpoint: "cart", at: "2026-03-01T10:00:00Z", evidence }),
 *   visit({ id: "2", customer: "ada", touchpoint: "checkout", at: "2026-03-01T10:01:30Z", evidence }),
 *   visit({ id: "3", customer: "ada", touchpoint: "cart", at: "2026-03-09T10:00:00Z", evidence })
 * ]
 * const paths = Array.from(cases(visits, { sessionGap: 1800 }), ({ path = "" }) => touchpointsOf(path))
 * paths // => [["cart", "checkout"], ["cart"]]
 * ```
 */
export function* cases(interactions: Iterable<Interaction>, rule: CaseRule = {}): Generator<Case> {
  for (const inCase of inCases(interactions, rule)) {
    const [first] = inCase
    const last = inCase.at(-1) ?? first
    yield {
      ...pick(first, ["customer", "at", "channel", "team", "segment"]),
      ...(inCase.length > pathMarks.longestPath ? {} : { path: pathText(inCase.map(({ touchpoint }) => touchpoint)) }),
      first: first.touchpoint,
      last: last.touchpoint,
      length: inCase.length,
      seconds: Math.floor((last.at.getTime() - first.at.getTime()) / 1000)
    }
  }
}
