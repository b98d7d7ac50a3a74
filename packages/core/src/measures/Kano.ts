import * as Beta from "../stats/Beta.ts"
import {
  type Excluded,
  type InsufficientData,
  type Interval,
  insufficientData,
  type Suppressed
} from "../stats/Estimate.ts"
import { wilson } from "../stats/Wilson.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

/** What a feature is to a customer. */
export type KanoCategory = "attractive" | "oneDimensional" | "mustBe" | "indifferent" | "reverse" | "questionable"

/** How many customers put a feature in each category. */
export type KanoCounts = { readonly [Category in KanoCategory]: number }

/** A customer satisfaction coefficient with its Wilson interval. */
export interface KanoCoefficient {
  readonly value: number
  readonly interval: Interval
}

/** What a feature is to customers, by their answers to the question with it and the question without it. */
export interface KanoProfile {
  readonly _tag: "Kano"
  readonly definition: "five-by-five evaluation table"
  /** Pairs of answers counted, questionable and reverse ones included. */
  readonly n: number
  readonly excluded: Excluded
  readonly counts: KanoCounts
  /** How much having it satisfies, (A + O) / (A + O + M + I), from 0 to 1; `null` when no one is in those four. */
  readonly better: KanoCoefficient | null
  /** How much not having it dissatisfies, −(O + M) / (A + O + M + I), from −1 to 0; `null` when no one is in those four. */
  readonly worse: KanoCoefficient | null
  /** The category with the most customers; of equal ones the first of must-be, one-dimensional, attractive, indifferent. */
  readonly category: KanoCategory
  /** The category with the second most customers, by the same order. */
  readonly runnerUp: KanoCategory
  /** Two-sided p-value of the two being equally frequent: the exact binomial test, given both together. */
  readonly p: number
  /** Whether the category is the most frequent of all customers' beyond chance: `p` is below 1 − level. */
  readonly clear: boolean
}

/** A profile, or why there is none. */
export type KanoResult = KanoProfile | InsufficientData | Suppressed

/** How the profile is reported. */
export interface KanoOptions {
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Withhold the profile of fewer than this many pairs of answers: 1 unless told. */
  readonly minimum?: number
}

/** The names of the two dimensions of a tally that hold the pair of answers. */
export interface KanoTallyOptions<Name extends string> extends KanoOptions {
  /** How one feels with the feature: `"functional"` unless told. */
  readonly functional?: Name
  /** How one feels without it: `"dysfunctional"` unless told. */
  readonly dysfunctional?: Name
}

/** One row an answer with the feature, one letter an answer without it; both from like to dislike. */
const table = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]

const letters: Readonly<Record<string, KanoCategory>> = {
  A: "attractive",
  O: "oneDimensional",
  M: "mustBe",
  I: "indifferent",
  R: "reverse",
  Q: "questionable"
}

/**
 * The category of one pair of answers, each 1 like, 2 must be, 3 neutral, 4 can live with, 5 dislike; `undefined` for
 * anything else.
 *
 * Source: Kano, Seraku, Takahashi and Tsuji (1984), the table as in Berger et al. (1993).
 *
 * ```ts import.meta.vitest
 * import * as Kano from "./Kano.ts"
 *
 * Kano.categoryOf(1, 5) // => "oneDimensional"
 * Kano.categoryOf(3, 5) // => "mustBe"
 * Kano.categoryOf(0, 5) // => undefined
 * ```
 */
export const categoryOf = (functional: number, dysfunctional: number): KanoCategory | undefined =>
  letters[table[functional - 1]?.[dysfunctional - 1] ?? ""]

type Counting = { -readonly [Category in KanoCategory]: number } & { missing: number; invalid: number }

const nothing = (): Counting => ({
  attractive: 0,
  oneDimensional: 0,
  mustBe: 0,
  indifferent: 0,
  reverse: 0,
  questionable: 0,
  missing: 0,
  invalid: 0
})

const count = (into: Counting, functional: unknown, dysfunctional: unknown, copies: number): void => {
  const answers = [functional, dysfunctional]
  if (answers.some((each) => each === null || each === undefined || Number.isNaN(each))) into.missing += copies
  else {
    const numbers = answers.every((each) => typeof each === "number")
    into[(numbers && categoryOf(Number(functional), Number(dysfunctional))) || "invalid"] += copies
  }
}

/** Of equal counts the category that matters most comes first (Matzler and Hinterhuber 1998: M > O > A > I). */
const precedence: ReadonlyArray<KanoCategory> = [
  "mustBe",
  "oneDimensional",
  "attractive",
  "indifferent",
  "reverse",
  "questionable"
]

const coefficient = (successes: number, n: number, level: number): KanoCoefficient | null => {
  if (n === 0) return null
  return { value: successes / n, interval: { ...wilson(successes, n, level), level, method: "Wilson" } }
}

/** Adding 0 makes −0 a plain 0. */
const opposite = (of: KanoCoefficient | null): KanoCoefficient | null =>
  of && { value: 0 - of.value, interval: { ...of.interval, low: 0 - of.interval.high, high: 0 - of.interval.low } }

/**
 * The exact binomial test of two counts being even, given their sum. Taken of the largest and the second, it holds its level
 * for the largest being the largest (Hung and Fithian 2019).
 */
const testEven = (largest: number, second: number): number => Math.min(1, 2 * Beta.cdf(0.5, largest, second + 1))

const finish = ({ invalid, missing, ...counts }: Counting, { level = 0.95, minimum = 1 }: KanoOptions): KanoResult => {
  const excluded = { missing, invalid }
  const n = precedence.reduce((sum, category) => sum + counts[category], 0)
  if (n === 0) return insufficientData("no valid pairs of answers", 0, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const { attractive, indifferent, mustBe, oneDimensional } = counts
  const judged = attractive + oneDimensional + mustBe + indifferent
  const [category = "mustBe", runnerUp = "mustBe"] = precedence.toSorted((a, b) => counts[b] - counts[a])
  const p = testEven(counts[category], counts[runnerUp])
  return {
    _tag: "Kano",
    definition: "five-by-five evaluation table",
    n,
    excluded,
    counts,
    better: coefficient(attractive + oneDimensional, judged, level),
    worse: opposite(coefficient(oneDimensional + mustBe, judged, level)),
    category,
    runnerUp,
    p,
    clear: p < 1 - level
  }
}

/**
 * What a feature is to customers: must-be, one-dimensional, attractive, indifferent, reverse or questionable.
 *
 * Each customer says how they feel with the feature (`functional`) and without it (`dysfunctional`): 1 like, 2 must be,
 * 3 neutral, 4 can live with, 5 dislike. A pair with a missing side is reported as missing, any other answer as invalid.
 * Questionable and reverse pairs are counted, and are not in the denominator of `better` and `worse`. No valid pairs give
 * `InsufficientData`.
 *
 * Source: Kano et al. (1984); coefficients by Berger et al. (1993); the test of the category by Hung and Fithian (2019).
 *
 * ```ts import.meta.vitest
 * import * as Kano from "./Kano.ts"
 *
 * const result = Kano.fromAnswers([{ functional: 1, dysfunctional: 5 }, { functional: 1, dysfunctional: 3 }])
 * result._tag === "Kano" ? [result.counts.attractive, result.better?.value, result.worse?.value] : result // => [1, 1, -0.5]
 * ```
 */
export const fromAnswers = (
  answers: Iterable<{
    readonly functional: number | null | undefined
    readonly dysfunctional: number | null | undefined
  }>,
  options: KanoOptions = {}
): KanoResult => {
  const counts = nothing()
  for (const { dysfunctional, functional } of answers) count(counts, functional, dysfunctional, 1)
  return finish(counts, options)
}

const bySlot = (tally: Tally, slots: ArrayLike<number>, size: number, options: KanoTallyOptions<string>) => {
  const functional = column(tally, options.functional ?? "functional")
  const dysfunctional = column(tally, options.dysfunctional ?? "dysfunctional")
  const counts = Array.from({ length: size }, nothing)
  tally.counts.forEach((copies, group) => {
    const into = counts[slots[group] ?? 0]
    if (into !== undefined) count(into, valueAt(functional, group), valueAt(dysfunctional, group), copies)
  })
  return counts
}

/** The profile of everyone in a tally that has both answers as dimensions, jointly. Throws `TallyMismatch` otherwise. */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: KanoTallyOptions<NoInfer<Name>> = {}
): KanoResult => finish(bySlot(tally, [], 1, options)[0] ?? nothing(), options)

/** The profile of each value of a dimension, such as feature or segment. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: KanoTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<{ readonly value: Value; readonly result: KanoResult }> => {
  const { codes, values } = column(tally, dimension)
  const counts = bySlot(tally, codes, values.length, options)
  return values.map((value, i) => ({ value, result: finish(counts[i] ?? nothing(), options) }))
}
