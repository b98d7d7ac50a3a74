import type { TouchpointId } from "../domain/Ids.ts"
import type { Interaction } from "../domain/Interaction.ts"
import { FunnelAttempts } from "./FunnelAttempts.ts"
import { compileFunnel, type FunnelRule } from "./funnelRule.ts"
import { type CaseRule, inCases } from "./inCases.ts"
import { pick } from "./pick.ts"

/** That a case came to a step of a funnel. `at`, channel, team and segment are those of the first interaction of the case. */
export interface Progress extends Pick<Interaction, "customer" | "at" | "channel" | "team" | "segment"> {
  /** From 1; every case has a row of 0 too. */
  readonly step: number
  /** Whether the case came no further. */
  readonly furthest: boolean
  /** Whole seconds, rounded down, from the begin of the attempt to the first time that this step was reached. */
  readonly seconds?: number
  /** Of the furthest step: the touchpoint right after the last time that it was reached; missing when nothing followed. */
  readonly next?: TouchpointId
}

/** Which funnel, and what a case is. */
export interface ProgressRule extends FunnelRule, CaseRule {}

/**
 * A row for each case and step of a funnel that it reached, from step 0, which all reach: how long it took and where those
 * who came no further went.
 *
 * An attempt at step k is interactions of one case that meet the steps 1 to k one after the other, a later interaction for
 * each step; others may come between, but none that is excluded, and no more than `window` seconds lie between the first and
 * the last. Unordered, they meet k different steps in any order. A step is reached when there is such an attempt. Of the
 * attempts that end where the step is first reached, `seconds` is of the one that began last.
 *
 * So in a database: number the pieces that excluded touchpoints cut a case into; an interaction of step 1 has its own time
 * as its begin, and one of step k the greatest begin of step k − 1 before it in its piece, unless that is too long ago.
 * Unordered, the begin for k steps is the k-th latest of the times at which each step was met last in its piece.
 *
 * Interactions follow each other by time and then id in code point order. Rows come in the order of customer, time and step,
 * whatever the order of the interactions. No interactions give no rows. Throws a `RangeError` for a funnel without steps, a
 * step without touchpoints, a step that is excluded, a window that is no whole number above 0, and unordered for a touchpoint
 * in two steps.
 *
 * ```ts import.meta.vitest
 * import { Interaction } from "../domain/Interaction.ts"
 * import { progress } from "./progress.ts"
 * import { Schema } from "effect"
 *
 * const visit = Schema.decodeUnknownSync(Interaction)
 * const evidence = { source: "shop", kind: "objective" }
 * const visits = [
 *   visit({ id: "1", customer: "ada", touchpoint: "cart", at: "2026-03-01T10:00:00Z", evidence }),
 *   visit({ id: "2", customer: "ada", touchpoint: "checkout", at: "2026-03-01T10:01:30Z", evidence }),
 *   visit({ id: "3", customer: "ada", touchpoint: "help", at: "2026-03-01T10:05:00Z", evidence })
 * ]
 * const rows = progress(visits, { steps: ["cart", "checkout", "paid"], window: 3600 })
 * Array.from(rows, ({ furthest, next, seconds, step }) => [step, seconds, furthest, next]) // => [[0, undefined, false, undefined], [1, 0, false, undefined], [2, 90, true, "help"]]
 * ```
 */
export function* progress(interactions: Iterable<Interaction>, rule: ProgressRule): Generator<Progress> {
  const attempts = new FunnelAttempts(compileFunnel(rule))
  for (const inCase of inCases(interactions, rule)) {
    attempts.start()
    for (const { at, touchpoint } of inCase) attempts.meet(touchpoint, at.getTime())
    const about = pick(inCase[0], ["customer", "at", "channel", "team", "segment"])
    for (let step = 0; step <= attempts.furthest; step++) {
      yield { ...about, step, furthest: step === attempts.furthest, ...reached(attempts, step, inCase) }
    }
  }
}

const reached = (
  attempts: FunnelAttempts,
  step: number,
  inCase: ReadonlyArray<Interaction>
): Pick<Progress, "seconds" | "next"> => {
  if (step === 0) return {}
  const next = step === attempts.furthest ? inCase[attempts.after(step)] : undefined
  return { seconds: attempts.seconds(step), ...(next === undefined ? {} : { next: next.touchpoint }) }
}
