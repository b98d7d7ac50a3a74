import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "../measures/Grouped.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type Excluded, estimate, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"
import * as Rate from "../stats/Rate.ts"
import { column } from "../tally/read.ts"
import { where } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import { type CountedShare, type CountedShareResult, countedShare, shareOf } from "./CountedShare.ts"
import {
  add,
  countBy,
  type HandOffCounts,
  type HandOffKind,
  nothing,
  sidesOf,
  subtract,
  tellsCases
} from "./HandOffCounts.ts"
import { stepCounts } from "./StepCounts.ts"

export type { HandOffKind } from "./HandOffCounts.ts"

/** That customers went from one channel, team or kind of responder to another, or stayed. */
export interface Move {
  readonly from: string
  readonly to: string
  /** `count` is how often, `value` the per cent of the steps from `from` whose other side is known. */
  readonly share: CountedShare
}

/** How often customers were handed over. */
export interface HandOffsReport {
  readonly _tag: "HandOffs"
  readonly between: HandOffKind
  /** The steps that changed it, of those of which both sides are known. */
  readonly share: CountedShare
  /** Hand-offs of a case, of all cases that began; where the tally counts by `"from"` and `"to"`. */
  readonly perCase: Estimate | InsufficientData
  /** From each to each, the same included: the most frequent first, then in code point order. */
  readonly moves: ReadonlyArray<Move>
  /** Missing: steps of which a side is not known. Invalid: what is no text. */
  readonly excluded: Excluded
}

/** Hand-offs, or why they are not known. */
export type HandOffsResult = HandOffsReport | InsufficientData

/** Which hand-offs, and how they are reported. */
export interface HandOffsOptions {
  /** `"channel"` unless told. */
  readonly between?: HandOffKind
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

const nobody = "of no step both sides are known"

const proportion = ({ changed, same }: HandOffCounts): Proportion.Proportion => ({
  successes: changed,
  n: changed + same
})

const excludedOf = ({ invalid, missing }: HandOffCounts): Excluded => ({ missing, invalid })

const finisher = ({ level = 0.95 }: HandOffsOptions): Finisher<HandOffCounts, CountedShareResult> => ({
  add,
  subtract,
  finish: (counts) => shareOf(counts.changed, proportion(counts).n, level, nobody, excludedOf(counts)),
  difference: (a, b) => {
    const [p, q] = [proportion(a), proportion(b)]
    return Math.min(p.n, q.n) === 0 ? insufficientData(`${nobody} on one side`, 0) : Proportion.difference(p, q, level)
  }
})

const all = (tally: Tally, kind: HandOffKind): HandOffCounts => countBy(tally, kind)[0]?.[1] ?? nothing

const perCase = (tally: Tally, { changed, start }: HandOffCounts, level: number): Estimate | InsufficientData => {
  if (!tellsCases(tally)) return insufficientData('the tally does not count by "from" and "to"', 0)
  if (start === 0) return insufficientData("no case began", 0)
  const { high, low, method } = Rate.interval(changed, start, level)
  return estimate(changed / start, { low: low / 100, high: high / 100, level, method }, start)
}

/** Without the steps into a case and out of it, of which a side can but be missing. */
const inside = (tally: Tally): Tally => {
  if (!tellsCases(tally)) return tally
  return where(
    where(tally, "from", (value) => value !== null),
    "to",
    (value) => value !== null
  )
}

const movesOf = (tally: Tally, kind: HandOffKind, level: number): ReadonlyArray<Move> => {
  const { steps } = stepCounts(inside(tally), sidesOf(kind))
  const leaving = new Map<string, number>()
  for (const { count, from } of steps) leaving.set(from, (leaving.get(from) ?? 0) + count)
  return steps.map(({ count, from, to }) => ({
    from,
    to,
    share: countedShare(count, leaving.get(from) ?? count, level)
  }))
}

/**
 * How often customers are handed over to another channel, team or kind of responder, from a tally of the source `steps` by
 * `"fromChannel"` and `"channel"` (`"fromTeam"`, `"team"`; `"fromResponder"`, `"responder"`).
 *
 * The share is of the steps of which both sides are known, in per cent with Wilson's interval; the others are missing. Counted by
 * `"from"` and `"to"` as well, the steps into and out of cases are left out, and hand-offs of a case are a rate with Byar's interval,
 * which takes them as independent of each other. No step with both sides gives `InsufficientData`. Throws `TallyMismatch` when a
 * dimension is not there.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as HandOffs from "./HandOffs.ts"
 *
 * const steps = [
 *   { to: "search", channel: "web" },
 *   { from: "search", fromChannel: "web", to: "order", channel: "web" },
 *   { from: "order", fromChannel: "web", to: "call", channel: "phone" },
 *   { from: "call", fromChannel: "phone" }
 * ]
 * const report = HandOffs.fromTally(Tally.from(steps, { by: ["from", "to", "fromChannel", "channel"] }))
 * report._tag === "HandOffs" ? [report.share.value, report.share.count, report.share.n] : report // => [50, 1, 2]
 * report._tag === "HandOffs" && report.perCase._tag === "Estimate" && report.perCase.value // => 1
 * ```
 */
export const fromTally = (tally: Tally, options: HandOffsOptions = {}): HandOffsResult => {
  const { between = "channel", level = 0.95 } = options
  const counts = all(tally, between)
  const share = finisher(options).finish(counts)
  if (share._tag === "InsufficientData") return share
  return {
    _tag: "HandOffs",
    between,
    share,
    perCase: perCase(tally, counts, level),
    moves: movesOf(tally, between, level),
    excluded: excludedOf(counts)
  }
}

/** The share of each value of a dimension, and its difference from all others, corrected for the number of groups. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: HandOffsOptions = {}
): ReadonlyArray<Group<CountedShareResult>> =>
  compareGroups(countBy(tally, options.between ?? "channel", dimension), finisher(options), options.level ?? 0.95)

/** The share of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: HandOffsOptions = {}
): ReadonlyArray<PeriodResult<CountedShareResult>> =>
  compareInTime(
    countBy(tally, options.between ?? "channel", period),
    column(tally, period).dimension,
    nothing,
    finisher(options)
  )

/** The share of one tally minus that of another, in percentage points. `InsufficientData` when one side has no known step. */
export const difference = (a: Tally, b: Tally, options: HandOffsOptions = {}): Difference | InsufficientData => {
  const { between = "channel" } = options
  return finisher(options).difference(all(a, between), all(b, between))
}
