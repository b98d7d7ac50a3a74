import type { Difference } from "../stats/Difference.ts"
import type { InsufficientData } from "../stats/Estimate.ts"
import * as Dimension from "../tally/Dimension.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Group, PeriodResult } from "./Grouped.ts"
import { type TargetDimensions, targetQuestion } from "./TargetQuestion.ts"
import * as TicketShare from "./TicketShare.ts"

/** The target, where a tally holds the durations, and how the share is reported. */
export interface WithinTargetOptions<Name extends string>
  extends TargetDimensions<Name>,
    TicketShare.TicketShareOptions {}

/**
 * A dimension named `"target"` that cuts durations exactly at a target: the first bin holds 0 to `seconds`, both included.
 *
 * Buckets do not do: the target falls inside one. Throws a `RangeError` unless the target is a whole number from 0.
 *
 * ```ts import.meta.vitest
 * import { dimension } from "./WithinTarget.ts"
 *
 * dimension("replySeconds", 3600) // => { kind: "bin", name: "target", field: "replySeconds", width: 3601 }
 * ```
 */
export const dimension = <const Field extends string>(
  field: Field,
  seconds: number
): Dimension.BinDimension<"target", Field> => Dimension.named(Dimension.bin(field, seconds + 1), "target")

/**
 * The share of tickets that were answered within a target, in per cent, with Wilson's interval unless told.
 *
 * Takes a tally of the source `waits` by `dimension("replySeconds", target)` and `"reply"`; `time` names other durations,
 * as for `ServiceTime`. Those who have waited longer than the target count as missed, though they wait still; those who
 * have waited less are `undecided`, and in no denominator. Exact: the cut is at the target. Throws `TallyMismatch` when it
 * is not, or a dimension is not there.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as WithinTarget from "./WithinTarget.ts"
 *
 * const waits = [
 *   { replySeconds: 60, reply: "replied" },
 *   { replySeconds: 3600, reply: "replied" },
 *   { replySeconds: 3601, reply: "replied" },
 *   { replySeconds: 7200, reply: "waiting" },
 *   { replySeconds: 300, reply: "waiting" }
 * ]
 * const tally = Tally.from(waits, { by: [WithinTarget.dimension("replySeconds", 3600), "reply"] })
 * const result = WithinTarget.fromTally(tally, { target: 3600 })
 * result._tag === "Estimate" ? [result.value, result.n, result.undecided] : result // => [50, 4, 1]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: WithinTargetOptions<NoInfer<Name>>
): TicketShare.TicketShareResult => TicketShare.ofTally(tally, targetQuestion(tally, options, "within"), options)

/** The share of each value of a dimension, and its difference from all others, corrected for the number of groups. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: WithinTargetOptions<NoInfer<Name>>
): ReadonlyArray<Group<TicketShare.TicketShareResult>> =>
  TicketShare.byDimension(tally, dimension, targetQuestion(tally, options, "within"), options)

/** The share of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: WithinTargetOptions<NoInfer<Name>>
): ReadonlyArray<PeriodResult<TicketShare.TicketShareResult>> =>
  TicketShare.overTime(tally, period, targetQuestion(tally, options, "within"), options)

/**
 * The difference of two shares in percentage points, by Newcombe's interval. `InsufficientData` when one is no estimate;
 * throws `TallyMismatch` for two targets.
 */
export const difference = (
  a: TicketShare.TicketShareResult,
  b: TicketShare.TicketShareResult,
  options: { readonly level?: number } = {}
): Difference | InsufficientData => TicketShare.difference(a, b, options.level)
