import { contains, type Scale } from "../domain/Scale.ts"
import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import {
  type Estimate,
  type Excluded,
  estimate,
  type InsufficientData,
  insufficientData,
  type Suppressed
} from "../stats/Estimate.ts"
import * as LeastSquares from "../stats/LeastSquares.ts"
import * as StudentT from "../stats/StudentT.ts"
import type { Collinear } from "./Collinear.ts"

/** What a journey is remembered by: its first score, its peak, its last score, and, for comparison, its mean. */
export interface JourneyFeatures {
  readonly first: number
  readonly peak: number
  readonly end: number
  readonly mean: number
}

/**
 * Which score of a journey is its peak.
 *
 * - `"furthest"`: the one furthest from the middle of the scale; of two equally far, the lower.
 * - `"lowest"`, `"highest"`: what it says.
 */
export type PeakDefinition = "furthest" | "lowest" | "highest"

/** One journey of one customer: the scores in the order of what happened, and the score of the journey as a whole. */
export interface ScoredJourney {
  readonly scores: ReadonlyArray<number | null | undefined>
  readonly outcome: number | null | undefined
}

/** How the effects are computed and reported. */
export interface PeakEndOptions {
  /** The scale of the scores along the journey. */
  readonly scale: Scale
  /** `"furthest"` unless told. */
  readonly peak?: PeakDefinition
  /** The features that stand side by side in the regression: first, peak and end unless told. */
  readonly features?: ReadonlyArray<keyof JourneyFeatures>
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Withhold the effects of fewer than this many journeys: unless told, as many as have a fit. */
  readonly minimum?: number
}

/** How a feature is associated with the score of the journey as a whole. */
export interface FeatureEffect {
  readonly feature: keyof JourneyFeatures
  /** Points of the outcome for one point of the feature, the other features held the same. */
  readonly coefficient: Estimate
  /** Two-sided p-value of none; `null` when the features fit the outcome without any error. */
  readonly p: number | null
  /** The same, corrected for the number of features (Benjamini–Hochberg). */
  readonly adjustedP: number | null
  /** Variance inflation: how many times the other features multiply the variance of the coefficient. 1 is not at all. */
  readonly inflation: number
}

/** The effects of the features on the score of the journey as a whole. */
export interface PeakEndEffects {
  readonly _tag: "PeakEnd"
  readonly peak: PeakDefinition
  /** One a feature, in the order asked for. */
  readonly effects: ReadonlyArray<FeatureEffect>
  /** Share of the outcome's variance that goes with the features together, from 0 to 1. */
  readonly r2: number
  /** The same for the mean of the scores alone. */
  readonly meanR2: number
  readonly n: number
  readonly excluded: Excluded
}

/** Effects, or why there are none. */
export type PeakEndResult = PeakEndEffects | Collinear<keyof JourneyFeatures> | InsufficientData | Suppressed

const peakOf = (scores: ReadonlyArray<number>, { maximum, minimum }: Scale, definition: PeakDefinition): number => {
  const [lowest, highest] = [scores.reduce((a, b) => Math.min(a, b)), scores.reduce((a, b) => Math.max(a, b))]
  if (definition !== "furthest") return definition === "lowest" ? lowest : highest
  return highest + lowest > minimum + maximum ? highest : lowest
}

const isAbsent = (value: unknown): boolean => value === null || value === undefined || Number.isNaN(value)

/**
 * What a journey is remembered by; `null` for fewer than two scores, or when one is missing or no point of the scale.
 *
 * ```ts import.meta.vitest
 * import * as Scale from "../domain/Scale.ts"
 * import * as PeakEnd from "./PeakEnd.ts"
 *
 * PeakEnd.features([4, 1, 3, 4], { scale: Scale.make(1, 5) }) // => { first: 4, peak: 1, end: 4, mean: 3 }
 * PeakEnd.features([4], { scale: Scale.make(1, 5) }) // => null
 * ```
 */
export const features = (
  scores: ReadonlyArray<number | null | undefined>,
  { peak = "furthest", scale }: Pick<PeakEndOptions, "peak" | "scale">
): JourneyFeatures | null => {
  const points = scores.filter((score): score is number => typeof score === "number" && contains(scale, score))
  const [first, end] = [points[0], points.at(-1)]
  if (points.length < Math.max(2, scores.length) || first === undefined || end === undefined) return null
  const mean = points.reduce((sum, score) => sum + score, 0) / points.length
  return { first, peak: peakOf(points, scale, peak), end, mean }
}

interface Counted {
  readonly journeys: ReadonlyArray<JourneyFeatures & { readonly outcome: number }>
  readonly excluded: Excluded
}

const read = (given: Iterable<ScoredJourney>, options: PeakEndOptions): Counted => {
  const journeys: Array<Counted["journeys"][number]> = []
  const excluded = { missing: 0, invalid: 0 }
  for (const { outcome, scores } of given) {
    const found = features(scores, options)
    if (isAbsent(outcome) || scores.length < 2 || scores.some(isAbsent)) excluded.missing++
    else if (found === null || !Number.isSafeInteger(outcome)) excluded.invalid++
    else journeys.push({ ...found, outcome: Number(outcome) })
  }
  return { journeys: journeys.sort(inOrder), excluded }
}

/** One order for all: means are fractions, and the sum of fractions depends on it. */
const inOrder = (a: Counted["journeys"][number], b: Counted["journeys"][number]): number =>
  a.mean - b.mean || a.outcome - b.outcome || a.first - b.first || a.peak - b.peak || a.end - b.end

const regress = (journeys: Counted["journeys"], names: ReadonlyArray<keyof JourneyFeatures>) =>
  LeastSquares.fit(
    LeastSquares.crossProducts(
      journeys.map((journey) => ({ x: names.map((name) => journey[name]), y: journey.outcome })),
      names.length
    )
  )

/** The features without a coefficient of their own; `null` when all have one. */
const collinear = (
  { excluded, journeys }: Counted,
  names: ReadonlyArray<keyof JourneyFeatures>,
  coefficients: ReadonlyArray<LeastSquares.Coefficient | null>
): Collinear<keyof JourneyFeatures> | null => {
  const unknown = names.filter((_, j) => coefficients[j + 1] === null)
  const constant = unknown.filter((name) => journeys.every((journey) => journey[name] === journeys[0]?.[name]))
  const mixed = unknown.filter((name) => !constant.includes(name))
  if (unknown.length === 0) return null
  return { _tag: "Collinear", constant, dependent: mixed.length === 0 ? [] : [mixed], n: journeys.length, excluded }
}

const effectsOf = (
  fit: LeastSquares.LeastSquares,
  names: ReadonlyArray<keyof JourneyFeatures>,
  excluded: Excluded,
  level: number
): ReadonlyArray<FeatureEffect> => {
  const quantile = StudentT.quantile((1 + level) / 2, fit.degrees)
  const adjusted = benjaminiHochberg(names.map((_, j) => fit.coefficients[j + 1]?.p ?? null))
  return names.flatMap((feature, j) => {
    const coefficient = fit.coefficients[j + 1] ?? null
    if (coefficient === null) return []
    const { inflation, p, standardError, value } = coefficient
    const margin = quantile * standardError
    const interval = { low: value - margin, high: value + margin, level, method: "Student t" }
    return [
      { feature, coefficient: estimate(value, interval, fit.n, excluded), p, adjustedP: adjusted[j] ?? null, inflation }
    ]
  })
}

/**
 * How the first, the peak and the last score of a journey are associated with the score of the journey as a whole.
 *
 * Takes, for each journey of a customer, its scores in order and the score given to the whole, whole numbers; gives the
 * coefficients of one linear regression with Student's t intervals, and R² beside that of the plain mean: the peak–end rule
 * says that peak and end tell more. A journey with a missing score, a missing outcome or fewer than two scores is reported
 * as missing, one with a score off the scale as invalid. Features that do not vary or are a mix of each other (of two scores
 * one is the peak) give `Collinear`, too few journeys or an outcome that does not vary `InsufficientData`. Throws a
 * `RangeError` without features or with one named twice.
 *
 * Source: Kahneman, Fredrickson, Schreiber and Redelmeier (1993), When more pain is preferred to less, Psychological
 * Science 4; as regression: Verhoef, Antonides and de Hoog (2004), Service
 * encounters as a sequence of events, Journal of Service Research 7.
 *
 * ```ts import.meta.vitest
 * import * as Scale from "../domain/Scale.ts"
 * import * as PeakEnd from "./PeakEnd.ts"
 *
 * const journeys = [[3, 1, 5], [4, 4, 2], [2, 5, 4], [5, 3, 1], [3, 4, 3], [4, 2, 5], [1, 3, 4], [2, 2, 4]].map((scores) => ({
 *   scores,
 *   outcome: 2 * (scores[2] ?? 0) + (scores[0] ?? 0)
 * }))
 * const result = PeakEnd.fromJourneys(journeys, { scale: Scale.make(1, 5) })
 * const coefficients = result._tag === "PeakEnd" ? result.effects.map(({ coefficient }) => Math.abs(coefficient.value).toFixed(2)) : result
 * coefficients // => ["1.00", "0.00", "2.00"]
 * ```
 */
export const fromJourneys = (journeys: Iterable<ScoredJourney>, options: PeakEndOptions): PeakEndResult => {
  const { features: names = ["first", "peak", "end"], level = 0.95, minimum = 0, peak = "furthest" } = options
  if (names.length === 0 || new Set(names).size < names.length) {
    throw new RangeError("features names at least one feature, each once")
  }
  const counted = read(journeys, options)
  const { excluded } = counted
  const n = counted.journeys.length
  if (n === 0) return insufficientData("no journeys with scores and an outcome", 0, excluded)
  if (n < names.length + 2) return insufficientData("too few journeys for so many features", n, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const [fit, byMean] = [regress(counted.journeys, names), regress(counted.journeys, ["mean"])]
  if (fit._tag !== "LeastSquares" || byMean._tag !== "LeastSquares" || fit.r2 === null || byMean.r2 === null) {
    return insufficientData("the outcome does not vary", n, excluded)
  }
  const unclear = collinear(counted, names, fit.coefficients)
  if (unclear !== null) return unclear
  const effects = effectsOf(fit, names, excluded, level)
  return { _tag: "PeakEnd", peak, effects, r2: fit.r2, meanR2: byMean.r2, n, excluded }
}
