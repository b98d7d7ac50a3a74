import type { Difference } from "../stats/Difference.ts"
import {
  type Estimate,
  type InsufficientData,
  type Interval,
  insufficientData,
  type Suppressed
} from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import { column, valueAt } from "../tally/read.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "./Grouped.ts"

/** The three questions, each answered from 1 to 10: overall satisfaction, against expectations, against the ideal. */
export interface AcsiAnswer {
  readonly satisfaction: number | null | undefined
  readonly expectancy: number | null | undefined
  readonly ideal: number | null | undefined
}

/** What the three questions count, in their order: numbers from 0, of which only the proportions matter. */
export type AcsiWeights = readonly [satisfaction: number, expectancy: number, ideal: number]

/** A customer satisfaction index from 0 to 100. `n` is the number of customers who answered all three questions. */
export interface AcsiEstimate extends Estimate {
  readonly definition:
    | "unweighted: (sum of three answers from 1 to 10 − 3) / 27 × 100"
    | "weighted: sum of weight × (answer − 1) / 9 × 100 over three answers from 1 to 10"
  /** The weights, made to add up to 1. */
  readonly weights: AcsiWeights
  /** The mean answer to each question, from 1 to 10. */
  readonly items: readonly [satisfaction: number, expectancy: number, ideal: number]
  /** The sample standard deviation of the customers' indices. */
  readonly standardDeviation: number
  /** Sums behind the index: over customers, of their weighted answers less 1. */
  readonly moments: Mean.Moments
}

/** An index, or why there is none. */
export type AcsiResult = AcsiEstimate | InsufficientData | Suppressed

/** How the index is reported. */
export interface AcsiOptions {
  /** Equal unless told: the unweighted index. */
  readonly weights?: AcsiWeights
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** Withhold the index of fewer than this many customers: 2 unless told. */
  readonly minimum?: number
}

/** The options for a tally, and the names of its dimensions that hold the three answers. */
export interface AcsiTallyOptions<Name extends string> extends AcsiOptions {
  /** `["satisfaction", "expectancy", "ideal"]` unless told. */
  readonly items?: readonly [satisfaction: Name, expectancy: Name, ideal: Name]
}

type Three = readonly [number, number, number]

/** Exact sums over customers of their three answers less 1. */
interface ItemSums {
  readonly n: number
  readonly sums: Three
  /** Of the squares of the first, second and third. */
  readonly squares: Three
  /** Of the products of the first and second, second and third, third and first. */
  readonly products: Three
  readonly missing: number
  readonly invalid: number
}

const none: Three = [0, 0, 0]
const nothing: ItemSums = { n: 0, sums: none, squares: none, products: none, missing: 0, invalid: 0 }

const three = (a: Three, b: Three, of: (a: number, b: number) => number): Three => [
  of(a[0], b[0]),
  of(a[1], b[1]),
  of(a[2], b[2])
]
const times = (a: number, b: number): number => a * b
const dot = (a: Three, b: Three): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
/** Each with the next, the last with the first. */
const pairs = ([a, b, c]: Three): Three => [a * b, b * c, c * a]

const combine = (sign: 1 | -1) => {
  const plus = (a: number, b: number): number => a + sign * b
  return (a: ItemSums, b: ItemSums): ItemSums => ({
    n: plus(a.n, b.n),
    sums: three(a.sums, b.sums, plus),
    squares: three(a.squares, b.squares, plus),
    products: three(a.products, b.products, plus),
    missing: plus(a.missing, b.missing),
    invalid: plus(a.invalid, b.invalid)
  })
}
const add = combine(1)

const absent = (answer: unknown): boolean => answer === null || answer === undefined || Number.isNaN(answer)
const onScale = (answer: unknown): boolean => Number.isInteger(answer) && Number(answer) >= 1 && Number(answer) <= 10

const customer = (answers: readonly [unknown, unknown, unknown], copies: number): ItemSums => {
  if (answers.some(absent)) return { ...nothing, missing: copies }
  if (!answers.every(onScale)) return { ...nothing, invalid: copies }
  const [a, b, c] = answers
  const above: Three = [Number(a) - 1, Number(b) - 1, Number(c) - 1]
  const all: Three = [copies, copies, copies]
  return {
    ...nothing,
    n: copies,
    sums: three(above, all, times),
    squares: three(three(above, above, times), all, times),
    products: three(pairs(above), all, times)
  }
}

const equal: AcsiWeights = [1, 1, 1]

const total = (weights: Three): number => weights[0] + weights[1] + weights[2]

/** Moments of the weighted sum of the answers less 1. Exact when the weights are whole. */
const moments = ({ n, products, squares, sums }: ItemSums, weights: Three): Mean.Moments => ({
  n,
  sum: dot(weights, sums),
  squares: dot(three(weights, weights, times), squares) + 2 * dot(pairs(weights), products)
})

const scaled = ({ high, low, ...rest }: Interval, factor: number): Interval => ({
  low: low * factor,
  high: high * factor,
  ...rest
})

/** Equal weights as 1, so that their sums stay whole; others made to add up to 1. */
const usual = ({ weights = equal }: AcsiOptions): Three => {
  const [first] = weights
  const sum = total(weights)
  if (!(weights.every((weight) => weight >= 0) && sum > 0 && sum < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`Weights are numbers from 0, one of them above 0; found ${weights.join(", ")}`)
  }
  return weights.every((weight) => weight === first) ? equal : three(weights, [sum, sum, sum], (a, b) => a / b)
}

/** What turns the weighted sum of the answers less 1 into an index. */
const toIndex = (weights: Three): number => 100 / (9 * total(weights))

const finish = (sums: ItemSums, options: AcsiOptions): AcsiResult => {
  const { level = 0.95, minimum = 2 } = options
  const { invalid, missing, n } = sums
  const weights = usual(options)
  const excluded = { missing, invalid }
  if (n === 0) return insufficientData("no customer answered all three questions", 0, excluded)
  if (n === 1) return insufficientData("one customer has no interval", 1, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const of = moments(sums, weights)
  const factor = toIndex(weights)
  const [a, b, c] = sums.sums
  return {
    _tag: "Estimate",
    value: Mean.mean(of) * factor,
    interval: scaled(Mean.interval(of, level, { minimum: 0, maximum: 100 / factor }), factor),
    n,
    excluded,
    definition:
      weights === equal
        ? "unweighted: (sum of three answers from 1 to 10 − 3) / 27 × 100"
        : "weighted: sum of weight × (answer − 1) / 9 × 100 over three answers from 1 to 10",
    weights: weights === equal ? [1 / 3, 1 / 3, 1 / 3] : weights,
    items: [(n + a) / n, (n + b) / n, (n + c) / n],
    standardDeviation: factor * Math.sqrt(Mean.variance(of)),
    moments: of
  }
}

const compare = (a: Mean.Moments, b: Mean.Moments, factor: number, level = 0.95): Difference | InsufficientData => {
  const n = Math.min(a.n, b.n)
  if (n < 2) return insufficientData("too few customers on one side", n)
  const of = Mean.difference(a, b, level)
  return { ...of, value: of.value * factor, interval: scaled(of.interval, factor) }
}

const finisher = (options: AcsiOptions): Finisher<ItemSums, AcsiResult> => ({
  add,
  subtract: combine(-1),
  finish: (sums) => finish(sums, options),
  difference: (a, b) => {
    const weights = usual(options)
    return compare(moments(a, weights), moments(b, weights), toIndex(weights), options.level)
  }
})

/**
 * The customer satisfaction index of plain answers, from 0 to 100, with its interval.
 *
 * Each customer answers three questions with a whole number from 1 to 10, and has an index; the result is their mean, with
 * Student's t interval, clipped to 0 and 100. Only who answered all three counts: with one missing a customer is reported
 * as missing, with one that is no point of the scale as invalid. `weights` say what the questions count. Fewer than two
 * customers give `InsufficientData`. Throws a `RangeError` for weights below 0, or all 0.
 *
 * Source: Fornell, Johnson, Anderson, Cha and Bryant (1996), The American Customer Satisfaction Index, Journal of
 * Marketing 60. The weights of the published index come from its model; without it, equal weights are the custom.
 *
 * ```ts import.meta.vitest
 * import * as Acsi from "./Acsi.ts"
 *
 * const answers = [
 *   { satisfaction: 10, expectancy: 10, ideal: 10 },
 *   { satisfaction: 8, expectancy: 7, ideal: 6 },
 *   { satisfaction: 8, expectancy: null, ideal: 6 }
 * ]
 * const result = Acsi.fromAnswers(answers)
 * result._tag === "Estimate" ? [result.value.toFixed(1), result.n, result.excluded.missing] : result // => ["83.3", 2, 1]
 * ```
 */
export const fromAnswers = (answers: Iterable<AcsiAnswer>, options: AcsiOptions = {}): AcsiResult => {
  let sums = nothing
  for (const { expectancy, ideal, satisfaction } of answers) {
    sums = add(sums, customer([satisfaction, expectancy, ideal], 1))
  }
  return finish(sums, options)
}

const bySlot = (tally: Tally, slots: ArrayLike<number>, size: number, items: ReadonlyArray<string>) => {
  const [satisfaction = "satisfaction", expectancy = "expectancy", ideal = "ideal"] = items
  const [a, b, c] = [column(tally, satisfaction), column(tally, expectancy), column(tally, ideal)]
  const sums = Array.from({ length: size }, () => nothing)
  tally.counts.forEach((count, group) => {
    const slot = slots[group] ?? 0
    const each = customer([valueAt(a, group), valueAt(b, group), valueAt(c, group)], count)
    sums[slot] = add(sums[slot] ?? nothing, each)
  })
  return sums
}

const parts = (
  tally: Tally,
  dimension: string,
  items: ReadonlyArray<string> = []
): ReadonlyArray<readonly [Value, ItemSums]> => {
  const { codes, values } = column(tally, dimension)
  const sums = bySlot(tally, codes, values.length, items)
  return values.map((value, i) => [value, sums[i] ?? nothing] as const)
}

/**
 * The index of everyone in a tally that has the three answers as dimensions: each customer's answers stay joint.
 *
 * Throws `TallyMismatch` when one of the dimensions is not there.
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: AcsiTallyOptions<NoInfer<Name>> = {}
): AcsiResult => finish(bySlot(tally, [], 1, options.items ?? [])[0] ?? nothing, options)

/** The index of each value of a dimension, and its difference from all others, corrected for the number of groups. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: AcsiTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<Group<AcsiResult>> =>
  compareGroups(parts(tally, dimension, options.items), finisher(options), options.level ?? 0.95)

/** The index of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: AcsiTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<PeriodResult<AcsiResult>> =>
  compareInTime(parts(tally, period, options.items), column(tally, period).dimension, nothing, finisher(options))

/**
 * The difference of two indices, the first minus the second, by Welch's t.
 *
 * Two with other weights do not compare: `TallyMismatch`. `InsufficientData` when one side is no estimate.
 */
export const difference = (
  a: AcsiResult,
  b: AcsiResult,
  options: { readonly level?: number } = {}
): Difference | InsufficientData => {
  if (a._tag !== "Estimate" || b._tag !== "Estimate") return insufficientData("an index is missing on one side", 0)
  if (a.weights.some((weight, i) => weight !== b.weights[i])) {
    throw new TallyMismatch(
      `An index with the weights ${a.weights.join(", ")} does not compare with one with ${b.weights.join(", ")}`
    )
  }
  return compare(a.moments, b.moments, toIndex(usual(a)), options.level)
}
