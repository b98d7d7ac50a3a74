import type { Interaction } from "../domain/Interaction.ts"
import { type ActiveCustomer, activePeriods, type Periods, startOf } from "./activePeriods.ts"

/** That a customer was active in a period: channel and segment are those of their first interaction. */
export interface Retained extends ActiveCustomer {
  /** When the period starts. */
  readonly period: Date
  /** When the period of their first interaction starts; not known of those who came before the first period. */
  readonly cohort?: Date
  /** How many periods after their first it is; not known where the cohort is not. */
  readonly age?: number
}

/**
 * One row for each customer and period they were active in: had an interaction, whatever it was.
 *
 * Takes periods in the order of time without a gap, as `Period.between` gives them. A customer's cohort is the period of
 * their first interaction. Those who came before the first period have no cohort: when they came is not told. What happens
 * after the last period counts for nothing. To count only some interactions, such as purchases, give only those.
 *
 * Rows come in the order of customer and period, whatever the order of the interactions. No periods give no rows.
 *
 * ```ts import.meta.vitest
 * import { Interaction } from "../domain/Interaction.ts"
 * import * as Period from "../tally/Period.ts"
 * import { retention } from "./retention.ts"
 * import { Schema } from "effect"
 *
 * const visit = Schema.decodeUnknownSync(Interaction)
 * const about = { customer: "ada", touchpoint: "checkout", evidence: { source: "shop", kind: "objective" } }
 * const visits = [
 *   visit({ ...about, id: "1", at: "2026-01-05T10:00:00Z" }),
 *   visit({ ...about, id: "2", at: "2026-03-01T10:00:00Z" })
 * ]
 * const months = Period.between("month", "Europe/Berlin", Date.UTC(2026, 0, 15), Date.UTC(2026, 2, 15))
 * Array.from(retention(visits, months), ({ age, period }) => [age, period.toISOString()]) // => [[0, "2025-12-31T23:00:00.000Z"], [2, "2026-02-28T23:00:00.000Z"]]
 * ```
 */
export function* retention(interactions: Iterable<Interaction>, periods: Periods): Generator<Retained> {
  for (const { active, known } of activePeriods(interactions, periods)) {
    const first = active[0]?.[0] ?? 0
    for (const [place] of active) {
      if (place === 0) continue
      const since = first === 0 ? {} : { cohort: startOf(periods, first), age: place - first }
      yield { ...known, period: startOf(periods, place), ...since }
    }
  }
}
