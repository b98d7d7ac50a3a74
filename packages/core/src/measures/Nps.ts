import { nps as scale } from "../domain/Scale.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as NetScore from "../stats/NetScore.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Group, PeriodResult } from "./Grouped.ts"
import { npsGroups } from "./npsGroups.ts"
import * as ScoreCounts from "./ScoreCounts.ts"
import * as ScoreMeasure from "./ScoreMeasure.ts"

/** A Net Promoter Score in points from −100 to 100, with its interval and the answers it stands on. */
export interface NpsEstimate extends Estimate {
  readonly definition: "promoters 9–10 minus detractors 0–6, of all valid answers from 0 to 10"
  readonly promoters: number
  readonly passives: number
  readonly detractors: number
}

/** A score, or why there is none. */
export type NpsResult = NpsEstimate | InsufficientData | Suppressed

/** How the score is reported. */
export interface NpsOptions {
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** Withhold the score of fewer than this many answers: 1 unless told. */
  readonly minimum?: number
  /** How the interval is found: adjusted Wald unless told. `NpsInterval` has others. */
  readonly interval?: NetScore.IntervalMethod
  /** How two scores are compared: adjusted Wald unless told; `NpsInterval.waldDifference` is the other. */
  readonly difference?: NetScore.DifferenceMethod
}

/** The options for a tally, and the name of its dimension that holds the answer: `"score"` unless told. */
export interface NpsTallyOptions<Name extends string> extends NpsOptions {
  readonly score?: Name
}

const finish = (
  counts: ScoreCounts.ScoreCounts,
  { interval: method = NetScore.interval, level = 0.95, minimum = 1 }: NpsOptions
): NpsResult => {
  const n = ScoreCounts.answered(counts)
  const excluded = { missing: counts.missing, invalid: counts.invalid }
  if (n === 0) return insufficientData("no valid answers", 0, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const trinomial = npsGroups(counts)
  const interval = method(trinomial, level)
  if ("reason" in interval) return { ...interval, excluded }
  return {
    _tag: "Estimate",
    value: NetScore.net(trinomial),
    interval,
    n,
    excluded,
    definition: "promoters 9–10 minus detractors 0–6, of all valid answers from 0 to 10",
    promoters: trinomial.positive,
    passives: trinomial.neutral,
    detractors: trinomial.negative
  }
}

const compare = (
  a: NetScore.Trinomial,
  b: NetScore.Trinomial,
  { difference: method = NetScore.difference, level = 0.95 }: NpsOptions
): Difference | InsufficientData => {
  const n = Math.min(a.negative + a.neutral + a.positive, b.negative + b.neutral + b.positive)
  return n === 0 ? insufficientData("no valid answers on one side", 0) : method(a, b, level)
}

const measure = (options: NpsTallyOptions<string>): ScoreMeasure.ScoreMeasure<NpsResult> => {
  const { level = 0.95, score = "score" } = options
  return {
    scale,
    level,
    score,
    finish: (counts) => finish(counts, options),
    difference: (a, b) => compare(npsGroups(a), npsGroups(b), options)
  }
}

/**
 * The Net Promoter Score of plain answers.
 *
 * Only whole numbers from 0 to 10 count: `null`, `undefined` and `NaN` are reported as missing, anything else (11, 6.5) as
 * invalid, and neither is in the denominator. Nobody's NPS is `InsufficientData`, not 0. The value is the raw score; the
 * interval is adjusted Wald unless told, centred on the score with three neutral answers added, so for very few answers
 * it can lie beside the raw score. A method that has no interval for these answers gives its `InsufficientData`.
 *
 * Source: Reichheld (2003); interval by Rocks (2016), The American Statistician 70.
 *
 * ```ts import.meta.vitest
 * import * as Nps from "./Nps.ts"
 *
 * const result = Nps.fromScores([10, 9, 9, 7, 3, null, 11])
 * result._tag === "Estimate" ? [result.value, result.n, result.excluded] : result // => [40, 5, { missing: 1, invalid: 1 }]
 * Nps.fromScores([])._tag // => "InsufficientData"
 * ```
 *
 * With another interval:
 *
 * ```ts import.meta.vitest
 * import * as NpsInterval from "../stats/NpsInterval.ts"
 * import * as Nps from "./Nps.ts"
 *
 * const result = Nps.fromScores([10, 9, 9, 7, 3], { interval: NpsInterval.tango })
 * result._tag === "Estimate" ? result.interval.method : result // => "Tango score"
 * ```
 */
export const fromScores = (scores: Iterable<number | null | undefined>, options: NpsOptions = {}): NpsResult =>
  ScoreMeasure.ofScores(scores, measure(options))

/**
 * The score of everyone in a tally that has the answer as a dimension. Throws `TallyMismatch` when it has not, or when the
 * tally has a dimension `scale` with another scale than `0-10`.
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: NpsTallyOptions<NoInfer<Name>> = {}
): NpsResult => ScoreMeasure.ofTally(tally, measure(options))

/**
 * The score of each value of a dimension, and its difference from all others together.
 *
 * The p-values of the differences are corrected for the number of groups (Benjamini–Hochberg).
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Nps from "./Nps.ts"
 *
 * const answers = [{ team: "a", score: 10 }, { team: "a", score: 9 }, { team: "b", score: 2 }]
 * Nps.by(Tally.from(answers, { by: ["team", "score"] }), "team").map((group) => group.value) // => ["a", "b"]
 * ```
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: NpsTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<Group<NpsResult>> => ScoreMeasure.byDimension(tally, dimension, measure(options))

/** The score of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: NpsTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<PeriodResult<NpsResult>> => ScoreMeasure.overTime(tally, period, measure(options))

const trinomial = ({ detractors, passives, promoters }: NpsEstimate): NetScore.Trinomial => ({
  negative: detractors,
  neutral: passives,
  positive: promoters
})

/**
 * The difference of two scores in points, the first minus the second, by adjusted Wald on both sides unless told.
 *
 * `InsufficientData` when one of them is no estimate.
 */
export const difference = (
  a: NpsResult,
  b: NpsResult,
  options: Pick<NpsOptions, "difference" | "level"> = {}
): Difference | InsufficientData =>
  a._tag === "Estimate" && b._tag === "Estimate"
    ? compare(trinomial(a), trinomial(b), options)
    : insufficientData("a score is missing on one side", 0)
