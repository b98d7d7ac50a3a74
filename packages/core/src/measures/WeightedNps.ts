import { contains, nps as scale } from "../domain/Scale.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as Normal from "../stats/Normal.ts"
import { normalDifference } from "../stats/NormalDifference.ts"
import { compare as compareValues, fromField, type Value } from "../tally/Value.ts"
import { compareGroups, type Group } from "./Grouped.ts"

/** An answer from 0 to 10, and how many customers it stands for: any number above 0. */
export interface WeightedAnswer {
  readonly score: number | null | undefined
  readonly weight: number | null | undefined
}

/** Where the standard error comes from: linearised (Taylor), or as of Kish's effective number of answers. */
export type WeightedError = "linearised" | "Kish"

/** A Net Promoter Score of weighted answers in points from −100 to 100. `n` is the number of answers, not of weights. */
export interface WeightedNpsEstimate extends Estimate {
  readonly definition: "weight of promoters 9–10 minus detractors 0–6, of the weight of all valid answers from 0 to 10"
  /** The sum of the weights. */
  readonly weight: number
  /** (Σw)² / Σw²: as many answers of equal weight would say as much. */
  readonly effectiveN: number
  /** n over the effective n: how many times the weights enlarge the variance. */
  readonly designEffect: number
  /** In points. */
  readonly standardError: number
}

/** A score, or why there is none. */
export type WeightedNpsResult = WeightedNpsEstimate | InsufficientData | Suppressed

/** How the score is reported. */
export interface WeightedNpsOptions {
  /** `"linearised"` unless told. */
  readonly error?: WeightedError
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** Withhold the score of fewer than this many answers: 2 unless told. */
  readonly minimum?: number
}

/** Answers of one group: how many, and the sums of their weights and of the squares of these. */
interface Weights {
  readonly n: number
  readonly sum: number
  readonly squares: number
}

interface Sums {
  readonly groups: ReadonlyArray<Weights>
  readonly missing: number
  readonly invalid: number
}

/** What an answer of each group is worth: detractors, passives, promoters. */
const worth = [-1, 0, 1]

/** From the smallest weight to the largest, so that the order of the answers leaves no trace in the last digits. */
const sumUp = (weights: ReadonlyArray<number>): Weights => {
  let [sum, squares] = [0, 0]
  for (const weight of Float64Array.from(weights).sort()) {
    sum += weight
    squares += weight * weight
  }
  return { n: weights.length, sum, squares }
}

const absent = (field: number | null | undefined): boolean =>
  field === null || field === undefined || Number.isNaN(field)

const place = (score: number): number => {
  if (score > 8) return 2
  return score > 6 ? 1 : 0
}

const read = (answers: Iterable<WeightedAnswer>): Sums => {
  const groups: ReadonlyArray<Array<number>> = worth.map(() => [])
  let [missing, invalid] = [0, 0]
  for (const { score, weight } of answers) {
    const [point, copies] = [Number(score), Number(weight)]
    if (absent(score) || absent(weight)) missing++
    else if (contains(scale, point) && copies > 0 && copies < Number.POSITIVE_INFINITY)
      groups[place(point)]?.push(copies)
    else invalid++
  }
  return { groups: groups.map(sumUp), missing, invalid }
}

const combine =
  (sign: 1 | -1) =>
  (a: Sums, b: Sums): Sums => ({
    groups: a.groups.map(({ n, squares, sum }, i) => ({
      n: n + sign * (b.groups[i]?.n ?? 0),
      sum: sum + sign * (b.groups[i]?.sum ?? 0),
      squares: squares + sign * (b.groups[i]?.squares ?? 0)
    })),
    missing: a.missing + sign * b.missing,
    invalid: a.invalid + sign * b.invalid
  })

const total = (groups: ReadonlyArray<Weights>, of: (group: Weights, worth: number) => number): number =>
  groups.reduce((sum, group, i) => sum + of(group, worth[i] ?? 0), 0)

const standardErrors: Record<WeightedError, (groups: ReadonlyArray<Weights>, mean: number) => number> = {
  linearised: (groups, mean) => {
    const n = total(groups, (group) => group.n)
    const squares = total(groups, (group, x) => group.squares * (x - mean) * (x - mean))
    return Math.sqrt((n / (n - 1)) * squares) / total(groups, ({ sum }) => sum)
  },
  Kish: (groups, mean) => {
    const weight = total(groups, ({ sum }) => sum)
    const variance = total(groups, ({ sum }, x) => sum * (x - mean) * (x - mean)) / weight
    return Math.sqrt((variance * total(groups, ({ squares }) => squares)) / (weight * weight))
  }
}

const finish = (
  { groups, invalid, missing }: Sums,
  { error = "linearised", level = 0.95, minimum = 2 }: WeightedNpsOptions
): WeightedNpsResult => {
  const n = total(groups, (group) => group.n)
  const excluded = { missing, invalid }
  if (n === 0) return insufficientData("no valid answers", 0, excluded)
  if (n === 1) return insufficientData("one answer has no interval", 1, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const weight = total(groups, ({ sum }) => sum)
  const mean = total(groups, ({ sum }, x) => sum * x) / weight
  const effectiveN = (weight * weight) / total(groups, ({ squares }) => squares)
  const standardError = 100 * standardErrors[error](groups, mean)
  const margin = Normal.twoSided(level) * standardError
  return {
    _tag: "Estimate",
    value: 100 * mean,
    interval: {
      low: Math.max(-100, 100 * mean - margin),
      high: Math.min(100, 100 * mean + margin),
      level,
      method: error === "Kish" ? "Wald, Kish effective n" : "Wald, linearised"
    },
    n,
    excluded,
    definition: "weight of promoters 9–10 minus detractors 0–6, of the weight of all valid answers from 0 to 10",
    weight,
    effectiveN,
    designEffect: n / effectiveN,
    standardError
  }
}

/**
 * The Net Promoter Score of answers that have survey weights.
 *
 * Weights are real numbers, so this reads records and not a tally of whole counts. An answer that stands for three
 * customers is in the score as three copies of it, but not in the interval: it is still one answer. Without a score or a
 * weight an answer is reported as missing; with a weight that is not above 0, or a score that is no point of the scale,
 * as invalid. Fewer than two answers give `InsufficientData`. The interval is the normal one, clipped to −100 and 100; of
 * no width when all answers are alike.
 *
 * Source: Kish (1965), Survey Sampling; linearised standard error as in R's survey package, `svymean`.
 *
 * ```ts import.meta.vitest
 * import * as WeightedNps from "./WeightedNps.ts"
 *
 * const result = WeightedNps.fromRecords([{ score: 10, weight: 1.5 }, { score: 8, weight: 0.5 }, { score: 2, weight: 0.5 }])
 * result._tag === "Estimate" ? [result.value, result.n, result.weight] : result // => [40, 3, 2.5]
 * ```
 */
export const fromRecords = (answers: Iterable<WeightedAnswer>, options: WeightedNpsOptions = {}): WeightedNpsResult =>
  finish(read(answers), options)

/**
 * The score of each value of a field, and its difference from all others, corrected for the number of groups. Weights stay
 * as they are: a group is not weighted anew to its own total.
 */
export const by = <Field extends string>(
  answers: Iterable<WeightedAnswer & { readonly [F in Field]?: unknown }>,
  field: Field,
  options: WeightedNpsOptions = {}
): ReadonlyArray<Group<WeightedNpsResult>> => {
  const parts = new Map<Value, Array<WeightedAnswer>>()
  for (const answer of answers) {
    const value = fromField(answer[field])
    const part = parts.get(value)
    if (part === undefined) parts.set(value, [answer])
    else part.push(answer)
  }
  const sums = [...parts].map(([value, part]) => [value, read(part)] as const)
  return compareGroups(
    sums.sort(([a], [b]) => compareValues(a, b)),
    {
      add: combine(1),
      subtract: combine(-1),
      finish: (part) => finish(part, options),
      difference: (a, b) =>
        difference(finish(a, { ...options, minimum: 2 }), finish(b, { ...options, minimum: 2 }), options)
    },
    options.level ?? 0.95
  )
}

/**
 * The difference of two scores of different customers in points, the first minus the second, by their standard errors.
 *
 * `InsufficientData` when one of them is no estimate; `p` is `null` when neither varies.
 */
export const difference = (
  a: WeightedNpsResult,
  b: WeightedNpsResult,
  options: { readonly level?: number } = {}
): Difference | InsufficientData => {
  if (a._tag !== "Estimate" || b._tag !== "Estimate") return insufficientData("a score is missing on one side", 0)
  return normalDifference({
    value: a.value - b.value,
    error: Math.sqrt(a.standardError * a.standardError + b.standardError * b.standardError),
    n: [a.n, b.n],
    level: options.level ?? 0.95,
    method: "Wald",
    bound: 200
  })
}
