import type { Difference } from "../stats/Difference.ts"
import type { InsufficientData } from "../stats/Estimate.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import type { Group, PeriodResult } from "./Grouped.ts"
import { type TargetDimensions, targetQuestion } from "./TargetQuestion.ts"
import * as TicketShare from "./TicketShare.ts"

/**
 * What a breach is measured against, and how the share is reported: a `target` of seconds, as for `WithinTarget`, or
 * without one the time each ticket was due, from the dimension `"sla"`.
 */
export type SlaBreachOptions<Name extends string> = TicketShare.TicketShareOptions &
  (TargetDimensions<Name> | { readonly target?: never })

const ofDue = (value: Value): TicketShare.Verdict => {
  switch (value) {
    case "breached":
      return "yes"
    case "kept":
      return "no"
    case "pending":
      return "undecided"
    default:
      return value === null ? "missing" : "invalid"
  }
}

const question = (tally: Tally, options: SlaBreachOptions<string>): TicketShare.TicketQuestion => {
  if (options.target !== undefined) return targetQuestion(tally, options, "beyond")
  const sla = column(tally, "sla")
  return { definition: "resolved after it was due", verdict: (group) => ofDue(valueAt(sla, group)) }
}

/**
 * The share of tickets that breached a service-level agreement, in per cent, with Wilson's interval unless told.
 *
 * Takes a tally of the source `waits` by `"sla"`: whether each was resolved by the time it was due. An open ticket that is
 * past it is a breach; one that is not yet is `undecided`, and one that has no such time in `excluded.missing`. With
 * `target`, whatever lasted longer is a breach, as it is not within for `WithinTarget`.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as SlaBreach from "./SlaBreach.ts"
 *
 * const tickets = ["kept", "kept", "kept", "breached", "pending", null].map((sla) => ({ sla }))
 * const result = SlaBreach.fromTally(Tally.from(tickets, { by: ["sla"] }))
 * result._tag === "Estimate" ? [result.value, result.n, result.undecided] : result // => [25, 4, 1]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: SlaBreachOptions<NoInfer<Name>> = {}
): TicketShare.TicketShareResult => TicketShare.ofTally(tally, question(tally, options), options)

/** The share of each value of a dimension, and its difference from all others, corrected for the number of groups. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: SlaBreachOptions<NoInfer<Name>> = {}
): ReadonlyArray<Group<TicketShare.TicketShareResult>> =>
  TicketShare.byDimension(tally, dimension, question(tally, options), options)

/** The share of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: SlaBreachOptions<NoInfer<Name>> = {}
): ReadonlyArray<PeriodResult<TicketShare.TicketShareResult>> =>
  TicketShare.overTime(tally, period, question(tally, options), options)

/**
 * The difference of two shares in percentage points, by Newcombe's interval. `InsufficientData` when one is no estimate;
 * throws `TallyMismatch` for two definitions.
 */
export const difference = (
  a: TicketShare.TicketShareResult,
  b: TicketShare.TicketShareResult,
  options: { readonly level?: number } = {}
): Difference | InsufficientData => TicketShare.difference(a, b, options.level)
