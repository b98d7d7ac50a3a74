import * as ScoreCounts from "../measures/ScoreCounts.ts"
import { type Read, reading, type ScoreReading } from "../measures/ScoreReading.ts"
import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import { betweenVariance } from "../stats/BetweenVariance.ts"
import { type Estimate, estimate, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import { by as slices } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { withinBounds } from "./ScoreBounds.ts"

export type { Read } from "../measures/ScoreReading.ts"

/** How far groups' scores differ beyond sampling: the standard deviation of their true means, in points. 0 is alike. */
export interface ConsistencyEstimate extends Estimate {
  /** What is compared: `"mean on 1-5"`. */
  readonly definition: string
  /** The square of the value (τ²). */
  readonly variance: Estimate
  /** Share of the spread between the groups' scores that is more than sampling (as I²), from 0 to 1. */
  readonly share: Estimate
  /** The score of all, and between which bounds that of one more such group would lie. */
  readonly newGroup: Estimate
  /** p-value of no difference between the groups. */
  readonly p: number
  /** The groups compared, in the order of their values, each with its own score. */
  readonly groups: ReadonlyArray<{ readonly value: Value; readonly score: Estimate }>
  /** What has fewer answers than `minimum`, and is not in `groups` and `n`. */
  readonly tooSmall: { readonly groups: number; readonly answers: number }
}

/** How consistent a score is, or why that is not known. */
export type ConsistencyResult = ConsistencyEstimate | InsufficientData

/** What is made of the answers, and how the result is reported. */
export type ConsistencyOptions<Name extends string> = Read & {
  /** The dimension of the tally that holds the answer: `"score"` unless told. */
  readonly score?: Name
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Groups of fewer answers are left out: 2 unless told, and never less. */
  readonly minimum?: number
}

/** The consistency of one among several, such as a touchpoint. */
export interface ConsistencyGroup {
  readonly value: Value
  readonly result: ConsistencyResult
  /** The p-value, corrected for the number of results (Benjamini–Hochberg). */
  readonly adjustedP: number | null
  /** Whether the groups differ: the corrected p-value is below 1 − level. */
  readonly varies: boolean
}

/** The consistency where several dimensions meet, such as touchpoint and component. */
export interface ConsistencyCell<Name extends string = string> extends Omit<ConsistencyGroup, "value"> {
  readonly values: { readonly [N in Name]: Value }
}

/** The counts of each group, and what belongs to none. */
const groupsOf = (tally: Tally, over: string, { scale }: ScoreReading, score: string) => {
  const all = ScoreCounts.byDimension(tally, over, score, scale)
  const known = all.filter(([value]) => value !== null)
  const invalid = all.reduce((sum, [, counts]) => sum + counts.invalid, 0)
  const unanswered = all.reduce((sum, [, counts]) => sum + counts.missing, 0)
  const nowhere = all.find(([value]) => value === null)?.[1] ?? ScoreCounts.nothing(scale)
  return { known, excluded: { missing: unanswered + ScoreCounts.answered(nowhere), invalid } }
}

const total = (parts: ReadonlyArray<readonly [Value, ScoreCounts.ScoreCounts]>): number =>
  parts.reduce((sum, [, counts]) => sum + ScoreCounts.answered(counts), 0)

/**
 * How alike the groups of a dimension are scored: whether a channel, a team, a place or a month matters, and how much.
 *
 * Takes a tally by `over` and score; gives how far the groups' true scores are apart (their standard deviation) beyond what
 * sampling alone makes them, with interval, test, share and the range in which one more group is to be expected. Answers
 * without a group are missing. Fewer than two groups of two answers, or answers that are the same within each group, give
 * `InsufficientData`. Where the groups differ less than sampling makes them, the value is 0, and where they differ so little
 * that even no difference is unlikely, the interval is from 0 to 0; neither is beyond half the range of the scale, which is as
 * far as means can be apart. Throws `TallyMismatch` when a dimension is not there, and
 * a `RangeError` for top boxes that the scale has not.
 *
 * Source: `betweenVariance` by the test of Brown and Forsythe (1974) and Mehrotra (1997), Communications in Statistics 26;
 * the interval holds what the test does not reject: Jackson (2013), Research Synthesis Methods 4.
 *
 * ```ts import.meta.vitest
 * import * as Scale from "../domain/Scale.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as Consistency from "./Consistency.ts"
 *
 * const scores = { app: [5, 4, 5, 4, 5, 5], phone: [2, 1, 3, 2, 2, 1], web: [4, 5, 4, 4, 5, 4] }
 * const answers = Object.entries(scores).flatMap(([channel, all]) => all.map((score) => ({ channel, score })))
 * const tally = Tally.from(answers, { by: ["channel", "score"] })
 * const result = Consistency.fromTally(tally, "channel", { measure: "mean", scale: Scale.make(1, 5) })
 * result._tag === "Estimate" ? [result.value.toFixed(2), result.share.value.toFixed(2), result.p < 0.001] : result // => ["1.53", "0.97", true]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  over: NoInfer<Name>,
  options: ConsistencyOptions<NoInfer<Name>>
): ConsistencyResult => {
  const { level = 0.95, minimum = 2, score = "score" }: ConsistencyOptions<string> = options
  const read = reading(options)
  const { excluded, known } = groupsOf(tally, over, read, score)
  const [least, all] = [Math.max(2, minimum), total(known)]
  const parts = known.filter(([, counts]) => ScoreCounts.answered(counts) >= least)
  if (parts.length < 2) return insufficientData(`fewer than two groups of ${least} answers`, all, excluded)
  const moments = parts.map(([, counts]) => read.moments(counts))
  if (moments.every((each) => Mean.variance(each) === 0)) {
    return insufficientData("the answers do not vary within a group", all, excluded)
  }
  const { interval, mean, newGroup, p, share, shareInterval, variance } = betweenVariance(moments, level)
  const possible = (each: number): number => Math.min((read.range / 2) ** 2, each)
  const limits = { ...interval, low: possible(interval.low), high: possible(interval.high) }
  const n = total(parts)
  const of = (value: number, its: Estimate["interval"]): Estimate => estimate(value, its, n, excluded)
  return {
    ...of(Math.sqrt(possible(variance)), { ...limits, low: Math.sqrt(limits.low), high: Math.sqrt(limits.high) }),
    definition: read.definition,
    variance: of(possible(variance), limits),
    share: of(share, shareInterval),
    newGroup: of(mean, withinBounds(newGroup, read)),
    p,
    groups: parts.map(([value, counts], i) => {
      const each = moments[i] ?? read.moments(counts)
      return { value, score: estimate(Mean.mean(each), read.interval(counts, level), each.n) }
    }),
    tooSmall: { groups: known.length - parts.length, answers: all - n }
  }
}

interface Slice {
  readonly values: ReadonlyArray<Value>
  readonly tally: Tally
}

/** One part of a tally for each combination of values that occurs. */
const slicesOf = (tally: Tally, dimensions: ReadonlyArray<string>): ReadonlyArray<Slice> =>
  dimensions.reduce<ReadonlyArray<Slice>>(
    (parts, name) =>
      parts.flatMap((part) =>
        slices(part.tally, name).map(({ tally: each, value }) => ({ values: [...part.values, value], tally: each }))
      ),
    [{ values: [], tally }]
  )

const corrected = (
  tally: Tally,
  dimensions: ReadonlyArray<string>,
  over: string,
  options: ConsistencyOptions<string>
): ReadonlyArray<Omit<ConsistencyGroup, "value"> & Pick<Slice, "values">> => {
  const parts = slicesOf(tally, dimensions)
  const results = parts.map((part) => fromTally(part.tally, over, options))
  const adjusted = benjaminiHochberg(results.map((result) => (result._tag === "Estimate" ? result.p : null)))
  return parts.map(({ values }, i) => {
    const adjustedP = adjusted[i] ?? null
    return {
      values,
      result: results[i] ?? insufficientData("no answers", 0),
      adjustedP,
      varies: adjustedP !== null && adjustedP < 1 - (options.level ?? 0.95)
    }
  })
}

/**
 * How consistent each touchpoint is over the groups of a dimension, corrected for the number of touchpoints. As `fromTally`.
 *
 * ```ts import.meta.vitest
 * import * as Scale from "../domain/Scale.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as Consistency from "./Consistency.ts"
 *
 * const scores = [["delivery", "dhl", [5, 4, 5, 4]], ["delivery", "own van", [2, 1, 3, 2]], ["checkout", "dhl", [3, 4]], ["checkout", "own van", [4, 3]]] as const
 * const answers = scores.flatMap(([touchpoint, team, all]) => all.map((score) => ({ touchpoint, team, score })))
 * const tally = Tally.from(answers, { by: ["touchpoint", "team", "score"] })
 * const rows = Consistency.by(tally, "touchpoint", "team", { measure: "mean", scale: Scale.make(1, 5) })
 * rows.map(({ value, varies }) => [value, varies]) // => [["checkout", false], ["delivery", true]]
 * ```
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  over: NoInfer<Name>,
  options: ConsistencyOptions<NoInfer<Name>>
): ReadonlyArray<ConsistencyGroup> =>
  corrected(tally, [dimension], over, options).map(({ values: [value = null], ...row }) => ({ value, ...row }))

/**
 * How consistent each combination of several dimensions is, such as touchpoint and component, over the groups of another one.
 * All of them are one family: corrected for the number of combinations. As `fromTally`.
 */
export const across = <Name extends string, const Dimension extends Name>(
  tally: Tally<Name>,
  dimensions: ReadonlyArray<Dimension>,
  over: NoInfer<Name>,
  options: ConsistencyOptions<NoInfer<Name>>
): ReadonlyArray<ConsistencyCell<Dimension>> =>
  corrected(tally, dimensions, over, options).map(({ values, ...row }) => ({
    values: Object.fromEntries(
      dimensions.map((name, d) => [name, values[d] ?? null])
    ) as ConsistencyCell<Dimension>["values"],
    ...row
  }))
