import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"
import { column } from "../tally/read.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "./Grouped.ts"
import { add, countAnswers, type LoopCounts, type LowScores, nothing, parts, subtract } from "./LoopCounts.ts"
import { fromLifetimes, type SurvivalCurve, type SurvivalTime } from "./Survival.ts"

export type { LowScores } from "./LoopCounts.ts"
export { type LowAnswersOptions, type LowAnswersQuery, lowAnswers } from "./LowAnswers.ts"
export {
  fromPairs as uplift,
  fromTally as upliftFromTally,
  type NextAnswer,
  type RecoveryUplift,
  type ScoreChange,
  type UpliftOptions,
  type UpliftResult,
  type UpliftTallyOptions
} from "./RecoveryUplift.ts"

/** The share of low answers that were followed up in time, in per cent, with its interval. */
export interface FollowedUpShare extends Estimate {
  /** `"followed up within 2 days, of answers from 0 to 6"`. */
  readonly definition: string
  /** How many were followed up in time. */
  readonly followedUp: number
  /** How many are still waiting and not that old yet: they count for as long as they were waited for. */
  readonly pending: number
  /** As many answers, none of them pending, would have an interval this wide. */
  readonly effective: number
  /** The days by which half of them are followed up. `null` while fewer are. */
  readonly timeToAnswer: SurvivalTime
}

/** A share, or why there is none. */
export type FollowedUpResult = FollowedUpShare | InsufficientData | Suppressed

/** What counts as low and as in time, and how the share is reported. */
export interface ClosingTheLoopOptions {
  /** In time is within this many days of 24 hours, a whole number from 1: 2 unless told. */
  readonly within?: number
  /** The scores that are to be followed up, both ends included: detractors, 0 to 6, unless told. */
  readonly low?: LowScores
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** Withhold the share of fewer than this many answers: 1 unless told. */
  readonly minimum?: number
}

/** The options for a tally, and the names of its dimensions. */
export interface ClosingTheLoopTallyOptions<Name extends string> extends ClosingTheLoopOptions {
  /** The answer: `"score"` unless told. */
  readonly score?: Name
  /** Whole days from the answer to the contact, or to now: `"days"` unless told. */
  readonly days?: Name
  /** Whether the customer was contacted, `true` or `false`: `"contacted"` unless told. */
  readonly contacted?: Name
}

/** A customer's answer, and how long it waited, or has been waiting. */
export interface AnswerToFollowUp {
  readonly score: number | null | undefined
  readonly days: number | null | undefined
  readonly contacted: boolean | null | undefined
}

const sum = (counts: ReadonlyMap<number, number>, keep: (days: number) => boolean): number => {
  let total = 0
  for (const [days, count] of counts) if (keep(days)) total += count
  return total
}

const curveOf = ({ answered, waiting }: LoopCounts, level: number) =>
  fromLifetimes(
    [
      ...Array.from(answered, ([time, weight]) => ({ time, event: true, weight })),
      ...Array.from(waiting, ([time, weight]) => ({ time, event: false, weight }))
    ],
    { level }
  )

/** The share not followed up before a day, and how many answers without censoring would tell it as well (Rothman 1978). */
const effective = ({ standardError, survival, times }: SurvivalCurve, within: number, judged: number) => {
  const place = times.findLastIndex((time) => time < within)
  const [left, error] = [survival[place] ?? 1, standardError[place] ?? 0]
  return { left, n: left > 0 && left < 1 && error > 0 ? (left * (1 - left)) / (error * error) : judged }
}

const check = ({ low = [0, 6], within = 2 }: ClosingTheLoopOptions): void => {
  if (!(Number.isSafeInteger(within) && within >= 1))
    throw new RangeError(`within is a whole number from 1, found ${within}`)
  if (!(low[0] <= low[1])) throw new RangeError(`low goes up, found ${low[0]} to ${low[1]}`)
}

const finish = (counts: LoopCounts, options: ClosingTheLoopOptions): FollowedUpResult => {
  const { level = 0.95, low = [0, 6], minimum = 1, within = 2 } = options
  const excluded = { missing: counts.missing, invalid: counts.invalid }
  const curve = curveOf(counts, level)
  if (curve._tag !== "SurvivalCurve") return insufficientData("no low answers", 0, excluded)
  if (curve.n < minimum) return { _tag: "Suppressed", minimum, n: curve.n }
  const pending = sum(counts.waiting, (days) => days < within)
  const { left, n } = effective(curve, within, curve.n - pending)
  if (left > 0 && (curve.times.at(-1) ?? 0) < within - 1) {
    return insufficientData(`no low answer has waited for ${within} days yet`, curve.n, excluded)
  }
  if (n === 0) return insufficientData(`no low answer has waited for ${within} days yet`, curve.n, excluded)
  return {
    _tag: "Estimate",
    value: 100 * (1 - left),
    interval: { ...Proportion.interval({ successes: n * (1 - left), n }, level), method: "Kaplan–Meier, Wilson" },
    n: curve.n,
    excluded,
    definition: `followed up within ${within} days, of answers from ${low[0]} to ${low[1]}`,
    followedUp: sum(counts.answered, (days) => days < within),
    pending,
    effective: n,
    timeToAnswer: curve.median
  }
}

const compare = (a: FollowedUpResult, b: FollowedUpResult, level: number): Difference | InsufficientData => {
  if (a._tag !== "Estimate" || b._tag !== "Estimate") return insufficientData("a share is missing on one side", 0)
  const share = ({ effective: n, value }: FollowedUpShare) => ({ successes: (n * value) / 100, n })
  return { ...Proportion.difference(share(a), share(b), level), n: [a.n, b.n] }
}

const finisher = (options: ClosingTheLoopOptions): Finisher<LoopCounts, FollowedUpResult> => {
  check(options)
  const { minimum: _, ...all } = options
  return {
    add,
    subtract,
    finish: (counts) => finish(counts, options),
    difference: (a, b) => compare(finish(a, all), finish(b, all), options.level ?? 0.95)
  }
}

const read = (tally: Tally, options: ClosingTheLoopTallyOptions<string>, dimension?: string) => {
  const { contacted = "contacted", days = "days", low = [0, 6], score = "score" } = options
  return parts(tally, { score, days, contacted }, low, dimension)
}

/**
 * The share of low answers that were followed up in time, and how long that took, from plain answers.
 *
 * Takes of each answer its score, whole days of 24 hours until the customer was contacted, or until now, and whether the
 * customer was contacted. An answer that is still waiting and younger than `within` is neither a success nor a failure: it
 * counts as long as it was waited for (Kaplan–Meier), so that a share of last week is neither too high nor too low. Without
 * such answers the share is the plain one, with Wilson's interval. `within` days are the whole days 0 to `within` − 1. Missing
 * scores, days and contacts are reported; days that are no whole number from 0 are invalid. Throws a `RangeError` for `within`
 * that is no whole number from 1.
 *
 * Source: Kaplan and Meier (1958); interval by Rothman (1978), Journal of Chronic Diseases 31.
 *
 * ```ts import.meta.vitest
 * import * as ClosingTheLoop from "./ClosingTheLoop.ts"
 *
 * const result = ClosingTheLoop.fromAnswers([
 *   { score: 3, days: 0, contacted: true },
 *   { score: 6, days: 5, contacted: true },
 *   { score: 2, days: 30, contacted: false },
 *   { score: 9, days: 30, contacted: false }
 * ])
 * result._tag === "Estimate" ? [result.value.toFixed(1), result.n, result.timeToAnswer.value] : result // => ["33.3", 3, 5]
 * ```
 */
export const fromAnswers = (
  answers: Iterable<AnswerToFollowUp>,
  options: ClosingTheLoopOptions = {}
): FollowedUpResult => finisher(options).finish(countAnswers(answers, options.low ?? [0, 6]))

/**
 * The share of everyone in a tally by score, days and contact, such as the derived source `recoveries` gives. As
 * `fromAnswers`. Throws `TallyMismatch` when a dimension is not there.
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: ClosingTheLoopTallyOptions<NoInfer<Name>> = {}
): FollowedUpResult => finisher(options).finish(read(tally, options)[0]?.[1] ?? nothing)

/** The share of each value of a dimension, such as the team, and its difference from all others, corrected for their number. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: ClosingTheLoopTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<Group<FollowedUpResult>> =>
  compareGroups(read(tally, options, dimension), finisher(options), options.level ?? 0.95)

/** The share of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: ClosingTheLoopTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<PeriodResult<FollowedUpResult>> => {
  const whole: Tally = tally
  return compareInTime(read(whole, options, period), column(whole, period).dimension, nothing, finisher(options))
}

/**
 * The difference of two shares in percentage points, by Newcombe's hybrid score interval over the effective numbers of
 * answers. `InsufficientData` when one side is no estimate; throws `TallyMismatch` for two definitions.
 */
export const difference = (
  a: FollowedUpResult,
  b: FollowedUpResult,
  options: Pick<ClosingTheLoopOptions, "level"> = {}
): Difference | InsufficientData => {
  if (a._tag === "Estimate" && b._tag === "Estimate" && a.definition !== b.definition) {
    throw new TallyMismatch(`${a.definition} does not compare with ${b.definition}`)
  }
  return compare(a, b, options.level ?? 0.95)
}
