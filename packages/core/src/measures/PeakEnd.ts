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
import type { Tally } from "../tally/Tally.ts"
import type { Collinear } from "./Collinear.ts"
import {
  type Counted,
  count,
  type FeatureOptions,
  type JourneyFeatures,
  type PeakDefinition,
  readJourneys,
  readTally,
  type ScoredJourney
} from "./JourneyFeatures.ts"

export {
  features,
  type JourneyFeatures,
  journeyDimensions,
  type PeakDefinition,
  type ScoredJourney
} from "./JourneyFeatures.ts"

/** How the effects are computed and reported. */
export interface PeakEndOptions extends FeatureOptions {
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

const regress = (journeys: Counted["journeys"], names: ReadonlyArray<keyof JourneyFeatures>) =>
  LeastSquares.fit(
    LeastSquares.crossProducts(
      journeys.map((journey) => ({
        x: names.map((name) => journey[name]),
        y: journey.outcome,
        copies: journey.copies
      })),
      names.length
    )
  )

/** The features without a coefficient of their own; `null` when all have one. */
const collinear = (
  { excluded, journeys }: Counted,
  names: ReadonlyArray<keyof JourneyFeatures>,
  { coefficients, n }: LeastSquares.LeastSquares
): Collinear<keyof JourneyFeatures> | null => {
  const unknown = names.filter((_, j) => coefficients[j + 1] === null)
  const constant = unknown.filter((name) => journeys.every((journey) => journey[name] === journeys[0]?.[name]))
  const mixed = unknown.filter((name) => !constant.includes(name))
  if (unknown.length === 0) return null
  return { _tag: "Collinear", constant, dependent: mixed.length === 0 ? [] : [mixed], n, excluded }
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
export const fromJourneys = (journeys: Iterable<ScoredJourney>, options: PeakEndOptions): PeakEndResult =>
  finish(count(readJourneys(journeys, options)), options)

/**
 * The effects from a tally of `Sources.scoredJourneys` by `length`, `first`, `last`, `lowest`, `highest`, `total` and `outcome`, as any
 * store counts it: exactly those of `fromJourneys`, in memory that grows with the journeys that differ. Throws `TallyMismatch`
 * when one of these dimensions is not there.
 *
 * ```ts import.meta.vitest
 * import * as Scale from "../domain/Scale.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as PeakEnd from "./PeakEnd.ts"
 *
 * const journeys = [[3, 1, 5], [4, 4, 2], [2, 5, 4], [5, 3, 1], [3, 4, 3], [4, 2, 5], [1, 3, 4], [2, 2, 4]].map((scores) => {
 *   const [first = 0, , last = 0] = scores
 *   const total = scores.reduce((sum, score) => sum + score, 0)
 *   return { scores, length: 3, first, last, lowest: Math.min(...scores), highest: Math.max(...scores), total, outcome: 2 * last + first }
 * })
 * const tally = Tally.from(journeys, { by: PeakEnd.journeyDimensions })
 * const options = { scale: Scale.make(1, 5) }
 * JSON.stringify(PeakEnd.fromTally(tally, options)) === JSON.stringify(PeakEnd.fromJourneys(journeys, options)) // => true
 * ```
 */
export const fromTally = (tally: Tally, options: PeakEndOptions): PeakEndResult =>
  finish(count(readTally(tally, options)), options)

const finish = (counted: Counted, options: PeakEndOptions): PeakEndResult => {
  const { features: names = ["first", "peak", "end"], level = 0.95, minimum = 0, peak = "furthest" } = options
  if (names.length === 0 || new Set(names).size < names.length) {
    throw new RangeError("features names at least one feature, each once")
  }
  const { excluded } = counted
  const n = counted.journeys.reduce((sum, { copies }) => sum + copies, 0)
  if (n === 0) return insufficientData("no journeys with scores and an outcome", 0, excluded)
  if (n < names.length + 2) return insufficientData("too few journeys for so many features", n, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const [fit, byMean] = [regress(counted.journeys, names), regress(counted.journeys, ["mean"])]
  if (fit._tag !== "LeastSquares" || byMean._tag !== "LeastSquares" || fit.r2 === null || byMean.r2 === null) {
    return insufficientData("the outcome does not vary", n, excluded)
  }
  const unclear = collinear(counted, names, fit)
  if (unclear !== null) return unclear
  const effects = effectsOf(fit, names, excluded, level)
  return { _tag: "PeakEnd", peak, effects, r2: fit.r2, meanR2: byMean.r2, n, excluded }
}
