import type { Interaction } from "../domain/Interaction.ts"
import { type ActiveCustomer, activePeriods, type Periods, placeIn, startOf } from "./activePeriods.ts"

/**
 * What a customer is in a period.
 *
 * - `"new"`: active for the first time.
 * - `"returning"`: active, and in the period before.
 * - `"resurrecting"`: active again, after a period without.
 * - `"dormant"`: not active any more, but in the period before.
 */
export type ActivityState = "new" | "returning" | "resurrecting" | "dormant"

/** What a customer is in a period: channel and segment are those of their first interaction. */
export interface Activity extends ActiveCustomer {
  /** When the period starts. */
  readonly period: Date
  /** Not known in the first period, of those who came before it. */
  readonly state?: ActivityState
  /** On how many of the days in the period they were active; 0 when dormant. */
  readonly days: number
}

/**
 * One row for each customer and period they were active in, and one for the first period after in which they were not.
 *
 * Takes the periods, and the days to count within them, each in the order of time without a gap, as `Period.between` gives
 * them. What happened before the first period tells who is not new; whether they were active in the period just before it
 * is not known, so in the first period they have no state. What happens after the last period counts for nothing, and a
 * customer who stays away is dormant once. To count only some interactions, such as purchases, give only those.
 *
 * Rows come in the order of customer and period, whatever the order of the interactions. No periods give no rows.
 *
 * ```ts import.meta.vitest
 * import { Interaction } from "../domain/Interaction.ts"
 * import * as Period from "../tally/Period.ts"
 * import { activity } from "./activity.ts"
 * import { Schema } from "effect"
 *
 * const visit = Schema.decodeUnknownSync(Interaction)
 * const about = { customer: "ada", touchpoint: "checkout", evidence: { source: "shop", kind: "objective" } }
 * const visits = ["2026-01-05", "2026-01-06", "2026-03-01"].map((day) => visit({ ...about, id: day, at: `${day}T10:00:00Z` }))
 * const between = (unit) => Period.between(unit, "Europe/Berlin", Date.UTC(2026, 0, 15), Date.UTC(2026, 3, 15))
 * const rows = activity(visits, between("month"), Period.between("day", "Europe/Berlin", Date.UTC(2026, 0), Date.UTC(2026, 3, 30)))
 * Array.from(rows, ({ days, state }) => [state, days]) // => [["new", 2], ["dormant", 0], ["resurrecting", 1], ["dormant", 0]]
 * ```
 */
export function* activity(interactions: Iterable<Interaction>, periods: Periods, days: Periods): Generator<Activity> {
  for (const { active, known } of activePeriods(interactions, periods)) {
    let before: number | undefined
    for (const [i, [place, here]] of active.entries()) {
      if (place > 0) {
        yield { ...known, period: startOf(periods, place), ...stateOf(place, before), days: countDays(here, days) }
      }
      const leaves = place > 0 && place < periods.length && active[i + 1]?.[0] !== place + 1
      if (leaves) yield { ...known, period: startOf(periods, place + 1), state: "dormant", days: 0 }
      before = place
    }
  }
}

const stateOf = (place: number, before: number | undefined): Pick<Activity, "state"> => {
  if (before === undefined) return { state: "new" }
  if (place === 1) return {}
  return { state: before === place - 1 ? "returning" : "resurrecting" }
}

const countDays = (interactions: ReadonlyArray<Interaction>, days: Periods): number => {
  const places = interactions.map(({ at }) => placeIn(days, at))
  return new Set(places.filter((place) => place > 0 && place <= days.length)).size
}
