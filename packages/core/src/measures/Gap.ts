import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "./Grouped.ts"

/** What customers experienced minus what they expected, on the scale of the answers: below zero falls short. */
export interface GapEstimate extends Estimate {
  /** Mean of what was expected, over the pairs. */
  readonly expected: number
  /** Mean of what was experienced, over the same pairs. */
  readonly perceived: number
  /** Two-sided p-value of no gap, by the paired t test; `null` when every pair has the same gap. */
  readonly p: number | null
  /** The gap in standard deviations of the paired differences (Cohen's d_z); `null` when they do not vary. */
  readonly effectSize: number | null
}

/** A gap, or why there is none. */
export type GapResult = GapEstimate | InsufficientData | Suppressed

/** How the gap is reported. */
export interface GapOptions {
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** Withhold the gap of fewer than this many pairs: 2 unless told. */
  readonly minimum?: number
}

/** The names of the two dimensions of a tally that hold a pair. */
export interface GapTallyOptions<Name extends string> extends GapOptions {
  /** `"predicted"` unless told (disconfirmation); `"minimum"` gives service adequacy, `"desired"` superiority. */
  readonly expected?: Name
  /** `"score"` unless told. */
  readonly perceived?: Name
}

/** Exact sums over pairs of whole numbers. */
interface PairSums {
  readonly n: number
  readonly expected: number
  readonly perceived: number
  /** Sum of the squared paired differences. */
  readonly squares: number
  readonly missing: number
  readonly invalid: number
}

const nothing: PairSums = { n: 0, expected: 0, perceived: 0, squares: 0, missing: 0, invalid: 0 }

const combine =
  (sign: 1 | -1) =>
  (a: PairSums, b: PairSums): PairSums => ({
    n: a.n + sign * b.n,
    expected: a.expected + sign * b.expected,
    perceived: a.perceived + sign * b.perceived,
    squares: a.squares + sign * b.squares,
    missing: a.missing + sign * b.missing,
    invalid: a.invalid + sign * b.invalid
  })

const add = combine(1)

const pair = (expected: unknown, perceived: unknown, copies: number): PairSums => {
  const absent = [expected, perceived].some((each) => each === null || each === undefined || Number.isNaN(each))
  if (absent) return { ...nothing, missing: copies }
  if (!Number.isInteger(expected) || !Number.isInteger(perceived)) return { ...nothing, invalid: copies }
  const [x, y] = [Number(expected), Number(perceived)]
  return { ...nothing, n: copies, expected: x * copies, perceived: y * copies, squares: (y - x) ** 2 * copies }
}

const differences = ({ expected, n, perceived, squares }: PairSums): Mean.Moments => ({
  n,
  sum: perceived - expected,
  squares
})

const unbounded = { minimum: Number.NEGATIVE_INFINITY, maximum: Number.POSITIVE_INFINITY }

const finish = (sums: PairSums, { level = 0.95, minimum = 2 }: GapOptions): GapResult => {
  const { missing, invalid, n } = sums
  const excluded = { missing, invalid }
  if (n === 0) return insufficientData("no pairs of expectation and experience", 0, excluded)
  if (n === 1) return insufficientData("one pair has no interval", 1, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const moments = differences(sums)
  const value = Mean.mean(moments)
  const deviation = Math.sqrt(Mean.variance(moments))
  return {
    _tag: "Estimate",
    value,
    interval: { ...Mean.interval(moments, level, unbounded), method: "paired Student t" },
    n,
    excluded,
    expected: sums.expected / n,
    perceived: sums.perceived / n,
    p: Mean.testZero(moments),
    effectSize: deviation === 0 ? null : value / deviation
  }
}

const finisher = (options: GapOptions): Finisher<PairSums, GapResult> => ({
  add,
  subtract: combine(-1),
  finish: (sums) => finish(sums, options),
  difference: (a, b) => compare(differences(a), differences(b), options.level ?? 0.95)
})

const compare = (a: Mean.Moments, b: Mean.Moments, level: number): Difference | InsufficientData => {
  const n = Math.min(a.n, b.n)
  return n < 2 ? insufficientData("too few pairs on one side", n) : Mean.difference(a, b, level)
}

/**
 * The expectation gap of plain pairs: the mean of perceived minus expected, with its paired interval.
 *
 * Both are whole points of one scale; a pair with a missing side is reported as missing, with a fraction as invalid. The
 * answers stay paired, so the interval is that of the differences (Student's t), not of two means apart. Fewer than two
 * pairs give `InsufficientData`.
 *
 * Source: Parasuraman, Zeithaml and Berry (1994); Oliver (1980) for disconfirmation.
 *
 * ```ts import.meta.vitest
 * import * as Gap from "./Gap.ts"
 *
 * const result = Gap.fromPairs([{ expected: 5, perceived: 3 }, { expected: 4, perceived: 3 }, { expected: 4, perceived: 4 }])
 * result._tag === "Estimate" ? [result.value, result.n] : result // => [-1, 3]
 * ```
 */
export const fromPairs = (
  pairs: Iterable<{ readonly expected: number | null | undefined; readonly perceived: number | null | undefined }>,
  options: GapOptions = {}
): GapResult => {
  let sums = nothing
  for (const { expected, perceived } of pairs) sums = add(sums, pair(expected, perceived, 1))
  return finish(sums, options)
}

const bySlot = (tally: Tally, slots: ReadonlyArray<number>, size: number, options: GapTallyOptions<string>) => {
  const expected = column(tally, options.expected ?? "predicted")
  const perceived = column(tally, options.perceived ?? "score")
  const sums = Array.from({ length: size }, () => nothing)
  tally.counts.forEach((count, group) => {
    const slot = slots[group] ?? 0
    const each = pair(valueAt(expected, group), valueAt(perceived, group), count)
    sums[slot] = add(sums[slot] ?? nothing, each)
  })
  return sums
}

const parts = (
  tally: Tally,
  dimension: string,
  options: GapTallyOptions<string>
): ReadonlyArray<readonly [Value, PairSums]> => {
  const { codes, values } = column(tally, dimension)
  const sums = bySlot(tally, Array.from(codes), values.length, options)
  return values.map((value, i) => [value, sums[i] ?? nothing] as const)
}

/**
 * The gap of everyone in a tally that has the expected and the perceived point as two dimensions: the answers stay joint.
 *
 * Throws `TallyMismatch` when one of the dimensions is not there.
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: GapTallyOptions<NoInfer<Name>> = {}
): GapResult => finish(bySlot(tally, [], 1, options)[0] ?? nothing, options)

/** The gap of each value of a dimension, and its difference from all others, corrected for the number of groups. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: GapTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<Group<GapResult>> =>
  compareGroups(parts(tally, dimension, options), finisher(options), options.level ?? 0.95)

/** The gap of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: GapTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<PeriodResult<GapResult>> =>
  compareInTime(parts(tally, period, options), column(tally, period).dimension, nothing, finisher(options))
