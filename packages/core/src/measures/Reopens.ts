import type { Difference } from "../stats/Difference.ts"
import type { InsufficientData } from "../stats/Estimate.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Group, PeriodResult } from "./Grouped.ts"
import * as TicketShare from "./TicketShare.ts"

const question = (tally: Tally): TicketShare.TicketQuestion => {
  const [resolution, reopens] = [column(tally, "resolution"), column(tally, "reopens")]
  return {
    definition: "reopened, of those ever resolved",
    verdict: (group) => {
      const [state, times] = [valueAt(resolution, group), valueAt(reopens, group)]
      if (typeof times === "number" && times > 0) return "yes"
      if (state === "open") return "ignored"
      if (state === null || times === null) return "missing"
      return times === 0 ? "no" : "invalid"
    }
  }
}

/**
 * The share of tickets that were opened again after they were resolved, in per cent, with Wilson's interval unless told.
 *
 * Takes a tally of the source `waits` by `"resolution"` and `"reopens"`. Of those ever resolved: resolved now, or open
 * again. A ticket resolved yesterday can still be opened again, so look at periods that are over. Throws `TallyMismatch`
 * when a dimension is not there.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Reopens from "./Reopens.ts"
 *
 * const tickets = [
 *   { resolution: "resolved", reopens: 0 },
 *   { resolution: "resolved", reopens: 0 },
 *   { resolution: "resolved", reopens: 2 },
 *   { resolution: "open", reopens: 1 },
 *   { resolution: "open", reopens: 0 }
 * ]
 * const result = Reopens.fromTally(Tally.from(tickets, { by: ["resolution", "reopens"] }))
 * result._tag === "Estimate" ? [result.value, result.count, result.n] : result // => [50, 2, 4]
 * ```
 */
export const fromTally = (tally: Tally, options: TicketShare.TicketShareOptions = {}): TicketShare.TicketShareResult =>
  TicketShare.ofTally(tally, question(tally), options)

/** The share of each value of a dimension, and its difference from all others, corrected for the number of groups. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: TicketShare.TicketShareOptions = {}
): ReadonlyArray<Group<TicketShare.TicketShareResult>> =>
  TicketShare.byDimension(tally, dimension, question(tally), options)

/** The share of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: TicketShare.TicketShareOptions = {}
): ReadonlyArray<PeriodResult<TicketShare.TicketShareResult>> =>
  TicketShare.overTime(tally, period, question(tally), options)

/** The difference of two shares in percentage points, by Newcombe's interval. `InsufficientData` when one is no estimate. */
export const difference = (
  a: TicketShare.TicketShareResult,
  b: TicketShare.TicketShareResult,
  options: { readonly level?: number } = {}
): Difference | InsufficientData => TicketShare.difference(a, b, options.level)
