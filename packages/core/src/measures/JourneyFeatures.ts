import { contains, type Scale } from "../domain/Scale.ts"
import type { Excluded } from "../stats/Estimate.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"

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

/** The scale of the scores along the journey, and which of them is the peak. */
export interface FeatureOptions {
  /** The scale of the scores along the journey. */
  readonly scale: Scale
  /** `"furthest"` unless told. */
  readonly peak?: PeakDefinition
}

const peakOf = (
  [lowest, highest]: readonly [number, number],
  { peak = "furthest", scale: { maximum, minimum } }: FeatureOptions
): number => {
  if (peak !== "furthest") return peak === "lowest" ? lowest : highest
  return highest + lowest > minimum + maximum ? highest : lowest
}

const isAbsent = (value: unknown): boolean => value === null || value === undefined || Number.isNaN(value)

/**
 * What a journey is remembered by; `null` for fewer than two scores, or when one is missing or no point of the scale.
 *
 * ```ts import.meta.vitest
 * import * as Scale from "../domain/Scale.ts"
 * import * as JourneyFeatures from "./JourneyFeatures.ts"
 *
 * JourneyFeatures.features([4, 1, 3, 4], { scale: Scale.make(1, 5) }) // => { first: 4, peak: 1, end: 4, mean: 3 }
 * JourneyFeatures.features([4], { scale: Scale.make(1, 5) }) // => null
 * ```
 */
export const features = (
  scores: ReadonlyArray<number | null | undefined>,
  options: FeatureOptions
): JourneyFeatures | null => {
  const points = scores.filter((score): score is number => typeof score === "number" && contains(options.scale, score))
  const [first, end] = [points[0], points.at(-1)]
  if (points.length < Math.max(2, scores.length) || first === undefined || end === undefined) return null
  const mean = points.reduce((sum, score) => sum + score, 0) / points.length
  const ends = [points.reduce((a, b) => Math.min(a, b)), points.reduce((a, b) => Math.max(a, b))] as const
  return { first, peak: peakOf(ends, options), end, mean }
}

/** Journeys with the same features and outcome, and how many there are. */
export interface SameJourneys extends JourneyFeatures {
  readonly outcome: number
  readonly copies: number
}

/** Journeys that a regression is of, and those it is not of. */
export interface Counted {
  readonly journeys: ReadonlyArray<SameJourneys>
  readonly excluded: Excluded
}

/** Journeys, or what they are left out as, with how many there are. */
type Read = SameJourneys | { readonly excluded: keyof Excluded; readonly copies: number }

/** Each journey by itself. */
export const readJourneys = function* (given: Iterable<ScoredJourney>, options: FeatureOptions): Generator<Read> {
  for (const { outcome, scores } of given) {
    const found = features(scores, options)
    if (isAbsent(outcome) || scores.length < 2 || scores.some(isAbsent)) yield { excluded: "missing", copies: 1 }
    else if (found === null || !Number.isSafeInteger(outcome)) yield { excluded: "invalid", copies: 1 }
    else yield { ...found, outcome: Number(outcome), copies: 1 }
  }
}

/** The dimensions of a tally of `Sources.scoredJourneys` that `fromTally` reads. */
export const journeyDimensions = ["length", "first", "last", "lowest", "highest", "total", "outcome"] as const

/** As `features`, from a group of a tally: its extremes tell whether all scores are points of the scale. */
const featuresOf = (
  [length = 0, first = 0, end = 0, lowest = 0, highest = 0, total = 0, outcome = 0]: ReadonlyArray<number>,
  options: FeatureOptions
): Omit<SameJourneys, "copies"> | null => {
  const isOnScale = contains(options.scale, lowest) && contains(options.scale, highest)
  return isOnScale ? { first, peak: peakOf([lowest, highest], options), end, mean: total / length, outcome } : null
}

/** The groups of a tally of `Sources.scoredJourneys`. Throws `TallyMismatch` when a dimension is not there. */
export const readTally = function* (tally: Tally, options: FeatureOptions): Generator<Read> {
  const columns = journeyDimensions.map((name) => column(tally, name))
  for (const [group, copies] of tally.counts.entries()) {
    const values = columns.map((each) => valueAt(each, group))
    const found = values.every(Number.isSafeInteger) ? featuresOf(values.map(Number), options) : null
    if (values.includes(null) || Number(values[0]) < 2) yield { excluded: "missing", copies }
    else if (found === null) yield { excluded: "invalid", copies }
    else yield { ...found, copies }
  }
}

/** Journeys in one order, those that are the same together: means are fractions, and sums of fractions depend on both. */
export const count = (given: Iterable<Read>): Counted => {
  const excluded = { missing: 0, invalid: 0 }
  const same = new Map<string, SameJourneys>()
  for (const each of given) {
    if ("excluded" in each) excluded[each.excluded] += each.copies
    else {
      const key = [each.mean, each.outcome, each.first, each.peak, each.end].join()
      same.set(key, { ...each, copies: each.copies + (same.get(key)?.copies ?? 0) })
    }
  }
  return { journeys: [...same.values()].sort(inOrder), excluded }
}

const inOrder = (a: SameJourneys, b: SameJourneys): number =>
  a.mean - b.mean || a.outcome - b.outcome || a.first - b.first || a.peak - b.peak || a.end - b.end
