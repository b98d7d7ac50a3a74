import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "./Grouped.ts"

/** The share of good ratings, in per cent from 0 to 100. `n` is good and bad; the rest is in `excluded.missing`. */
export interface ZendeskCsatEstimate extends Estimate {
  readonly definition: "good, of good and bad ratings"
  readonly good: number
  readonly bad: number
  /** Asked, and not answered. */
  readonly offered: number
  /** Never asked. */
  readonly unoffered: number
}

/** A share, or why there is none. */
export type ZendeskCsatResult = ZendeskCsatEstimate | InsufficientData | Suppressed

/** How the share is reported. */
export interface ZendeskCsatOptions {
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** Withhold the share of fewer than this many ratings: 1 unless told. */
  readonly minimum?: number
  /** How the interval is found: Wilson's unless told. `ProportionInterval` has others. */
  readonly interval?: Proportion.ProportionMethod
}

/** The options for a tally, and the name of its dimension that holds the rating: `"score"` unless told, as Zendesk calls it. */
export interface ZendeskCsatTallyOptions<Name extends string> extends ZendeskCsatOptions {
  readonly score?: Name
}

/** How often each rating was found. */
interface Ratings {
  readonly good: number
  readonly bad: number
  readonly offered: number
  readonly unoffered: number
  readonly missing: number
  readonly invalid: number
}

const nothing: Ratings = { good: 0, bad: 0, offered: 0, unoffered: 0, missing: 0, invalid: 0 }

const kindOf = (rating: unknown): keyof Ratings => {
  switch (rating) {
    case "good":
    case "bad":
    case "offered":
    case "unoffered":
      return rating
    case null:
    case undefined:
      return "missing"
    default:
      return Number.isNaN(rating) ? "missing" : "invalid"
  }
}

const combine =
  (sign: 1 | -1) =>
  (a: Ratings, b: Ratings): Ratings => ({
    good: a.good + sign * b.good,
    bad: a.bad + sign * b.bad,
    offered: a.offered + sign * b.offered,
    unoffered: a.unoffered + sign * b.unoffered,
    missing: a.missing + sign * b.missing,
    invalid: a.invalid + sign * b.invalid
  })

const finish = (
  { bad, good, invalid, missing, offered, unoffered }: Ratings,
  { interval = Proportion.interval, level = 0.95, minimum = 1 }: ZendeskCsatOptions
): ZendeskCsatResult => {
  const n = good + bad
  const excluded = { missing: missing + offered + unoffered, invalid }
  if (n === 0) return insufficientData("no good or bad ratings", 0, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  return {
    _tag: "Estimate",
    value: (100 * good) / n,
    interval: interval({ successes: good, n }, level),
    n,
    excluded,
    definition: "good, of good and bad ratings",
    good,
    bad,
    offered,
    unoffered
  }
}

const compare = (
  a: Pick<Ratings, "bad" | "good">,
  b: Pick<Ratings, "bad" | "good">,
  level = 0.95
): Difference | InsufficientData => {
  const [x, y] = [a.good + a.bad, b.good + b.bad]
  return Math.min(x, y) === 0
    ? insufficientData("no good or bad ratings on one side", 0)
    : Proportion.difference({ successes: a.good, n: x }, { successes: b.good, n: y }, level)
}

const finisher = (options: ZendeskCsatOptions): Finisher<Ratings, ZendeskCsatResult> => ({
  add: combine(1),
  subtract: combine(-1),
  finish: (ratings) => finish(ratings, options),
  difference: (a, b) => compare(a, b, options.level)
})

const parts = (tally: Tally, dimension: string, score = "score"): ReadonlyArray<readonly [Value, Ratings]> => {
  const { codes, values } = column(tally, dimension)
  const ratings = values.map(() => ({ ...nothing }))
  const scores = column(tally, score)
  tally.counts.forEach((count, group) => {
    const part = ratings[codes[group] ?? 0]
    if (part !== undefined) part[kindOf(valueAt(scores, group))] += count
  })
  return values.map((value, i) => [value, ratings[i] ?? nothing] as const)
}

/**
 * Customer satisfaction as Zendesk reports it: good ratings, of good and bad ones, in per cent, with Wilson's interval
 * unless told.
 *
 * Takes the texts of `satisfaction_rating.score`. `"offered"` and `"unoffered"` are no answers: reported, and with `null` in
 * `excluded.missing`. Any other text is invalid. No good or bad rating gives `InsufficientData`.
 *
 * Source: Zendesk, "About CSAT ratings"; Wilson (1927).
 *
 * ```ts import.meta.vitest
 * import * as ZendeskCsat from "./ZendeskCsat.ts"
 *
 * const result = ZendeskCsat.fromRatings(["good", "good", "good", "bad", "offered", "unoffered", null])
 * result._tag === "Estimate" ? [result.value, result.n, result.offered] : result // => [75, 4, 1]
 * ```
 */
export const fromRatings = (
  ratings: Iterable<string | null | undefined>,
  options: ZendeskCsatOptions = {}
): ZendeskCsatResult => {
  const counted = { ...nothing }
  for (const rating of ratings) counted[kindOf(rating)]++
  return finish(counted, options)
}

/** Satisfaction of everyone in a tally that has the rating as a dimension. Throws `TallyMismatch` when it has not. */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: ZendeskCsatTallyOptions<NoInfer<Name>> = {}
): ZendeskCsatResult => {
  const score: string = options.score ?? "score"
  const all: Tally = tally
  return finish(
    parts(all, score, score).reduce((sum, [, ratings]) => combine(1)(sum, ratings), nothing),
    options
  )
}

/** Satisfaction of each value of a dimension, and its difference from all others, corrected for the number of groups. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: ZendeskCsatTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<Group<ZendeskCsatResult>> =>
  compareGroups(parts(tally, dimension, options.score), finisher(options), options.level ?? 0.95)

/** Satisfaction of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: ZendeskCsatTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<PeriodResult<ZendeskCsatResult>> =>
  compareInTime(parts(tally, period, options.score), column(tally, period).dimension, nothing, finisher(options))

/** The difference of two shares in percentage points, by Newcombe's interval. `InsufficientData` when one is no estimate. */
export const difference = (
  a: ZendeskCsatResult,
  b: ZendeskCsatResult,
  options: { readonly level?: number } = {}
): Difference | InsufficientData =>
  a._tag === "Estimate" && b._tag === "Estimate"
    ? compare(a, b, options.level)
    : insufficientData("a share is missing on one side", 0)
