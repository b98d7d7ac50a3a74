import { type Expected, type GapResult, by as gapsBy } from "../measures/Gap.ts"
import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "../measures/Grouped.ts"
import * as ScoreCounts from "../measures/ScoreCounts.ts"
import { type Read, reading, type ScoreReading } from "../measures/ScoreReading.ts"
import * as ScoreStrata from "../measures/ScoreStrata.ts"
import {
  type Estimate,
  type Excluded,
  estimate,
  type InsufficientData,
  insufficientData,
  type Suppressed
} from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import { rankIntervals } from "../stats/RankIntervals.ts"
import { column } from "../tally/read.ts"
import { by as slices, where } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { type JourneyPart, journeyDifference, journeyScore } from "./JourneyScore.ts"
import { boundsOf } from "./ScoreBounds.ts"
import type { OrderedTouchpoint } from "./TouchpointOrder.ts"

export type { Read } from "../measures/ScoreReading.ts"
export type { JourneyPart } from "./JourneyScore.ts"
export { type OrderedTouchpoint, order, type TouchpointOrder } from "./TouchpointOrder.ts"

/** One touchpoint of the curve. */
export interface CurvePoint extends OrderedTouchpoint {
  readonly score: Estimate | InsufficientData | Suppressed
  /** What was expected there beside what was experienced, from pairs of both; only where a tally of gaps is given. */
  readonly gap?: GapResult
  /** Its part of the score of the journey; only where it has a score. */
  readonly part?: JourneyPart
}

/** How a journey feels along the way. */
export interface EmotionCurve {
  readonly _tag: "EmotionCurve"
  /** What the scores are: `"mean on 1-5"`. */
  readonly definition: string
  /** In the order given. */
  readonly points: ReadonlyArray<CurvePoint>
  /** The mean of the touchpoints' scores, weighted by how many cases met each. */
  readonly journey: Estimate
  /** The touchpoints by which a journey is remembered: the first, the one furthest from the middle of the scale, the last. */
  readonly moments: { readonly first: string; readonly peak: string; readonly end: string }
  /** The lowest touchpoint, and all that may be the lowest at the level asked for, in the order of the journey. */
  readonly weakest: { readonly touchpoint: string; readonly among: ReadonlyArray<string> }
  /** Answers about what is not on the curve, by touchpoint; `null` are answers about none. */
  readonly elsewhere: ReadonlyArray<{ readonly touchpoint: Value; readonly answers: number }>
}

/** A curve, or why there is none. */
export type EmotionCurveResult = EmotionCurve | InsufficientData

/** The order of the touchpoints, what is made of the answers, and how it is reported. */
export type EmotionCurveOptions<Name extends string> = Read & {
  /** The touchpoints from the first to the last, each once: as `order` gives them, or as planned. */
  readonly along: ReadonlyArray<OrderedTouchpoint>
  /** A tally of `Sources.gaps` by touchpoint, expected and perceived point. */
  readonly gaps?: Tally
  /** Which expectation of `gaps`: `"predicted"` unless told. */
  readonly against?: Expected
  /** The dimension that holds the touchpoint, in both tallies: `"touchpoint"` unless told. */
  readonly touchpoint?: Name
  /** The dimension that holds the answer, in both tallies: `"score"` unless told. */
  readonly score?: Name
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Withhold the score of fewer than this many answers: 2 unless told. */
  readonly minimum?: number
}

type All = EmotionCurveOptions<string>

/** A point with its answers. */
interface Counted extends OrderedTouchpoint {
  readonly counts: ScoreCounts.ScoreCounts
  readonly score: CurvePoint["score"]
}

const scoreOf = (
  counts: ScoreCounts.ScoreCounts,
  read: ScoreReading,
  { level = 0.95, minimum = 2 }: All
): CurvePoint["score"] => {
  const excluded: Excluded = { missing: counts.missing, invalid: counts.invalid }
  const moments = read.moments(counts)
  const { n } = moments
  if (n === 0) return insufficientData("no valid answers", 0, excluded)
  if (n === 1) return insufficientData("one answer has no interval", 1, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  return estimate(Mean.mean(moments), read.interval(counts, level), n, excluded)
}

const countedAlong = (all: ScoreStrata.ScoreStrata, read: ScoreReading, options: All) => {
  const { along } = options
  const points = along.map((each): Counted => {
    const counts = all.get(each.touchpoint) ?? ScoreCounts.nothing(read.scale)
    return { touchpoint: each.touchpoint, cases: each.cases, counts, score: scoreOf(counts, read, options) }
  })
  const known = new Set<Value>(along.map((each) => each.touchpoint))
  if (known.size < along.length) throw new RangeError("along names each touchpoint once")
  if (!along.every(({ cases }) => cases >= 0 && cases < Number.POSITIVE_INFINITY)) {
    throw new RangeError("The cases of a touchpoint are a number from 0")
  }
  const elsewhere = [...all].flatMap(([value, each]) =>
    known.has(value) ? [] : [{ touchpoint: value, answers: ScoreCounts.answered(each) }]
  )
  return { points, elsewhere }
}

const meanOf = ({ counts }: Counted, read: ScoreReading): number => Mean.mean(read.moments(counts))

/** The furthest from the middle of the scale; of several, the lowest and then the first. */
const peakOf = (scored: ReadonlyArray<Counted>, read: ScoreReading): string => {
  const { high, low } = boundsOf(read)
  const from = (point: Counted): number => Math.abs(2 * meanOf(point, read) - low - high)
  const sorted = scored.toSorted((a, b) => from(b) - from(a) || meanOf(a, read) - meanOf(b, read))
  return sorted[0]?.touchpoint ?? ""
}

/** The lowest, and those that cannot be told from it: their rank from below may be the first. */
const weakestOf = (scored: ReadonlyArray<Counted>, read: ScoreReading, level: number) => {
  const sorted = scored.toSorted((a, b) => meanOf(a, read) - meanOf(b, read))
  const p = (low: number, high: number): number => {
    const [a, b] = [sorted[low], sorted[high]]
    if (a === undefined || b === undefined) return 1
    return (read.difference(a.counts, b.counts, level).p ?? 1) / 2
  }
  const ranks = rankIntervals(
    sorted.map((each) => 0 - meanOf(each, read)),
    p,
    level
  )
  const maybe = new Set(sorted.filter((_, i) => ranks[i]?.low === 1))
  return {
    touchpoint: sorted[0]?.touchpoint ?? "",
    among: scored.filter((each) => maybe.has(each)).map(({ touchpoint }) => touchpoint)
  }
}

/** The curve of counted answers, without what was expected. */
const finish = (all: ScoreStrata.ScoreStrata, read: ScoreReading, options: All): EmotionCurveResult => {
  const { elsewhere, points } = countedAlong(all, read, options)
  const scored = points.filter(({ score }) => score._tag === "Estimate")
  const [first, end] = [scored[0], scored.at(-1)]
  const answers = points.reduce((sum, { counts }) => sum + ScoreCounts.answered(counts), 0)
  if (first === undefined || end === undefined) return insufficientData("no touchpoint with a score", answers)
  if (scored.every(({ cases }) => cases === 0))
    return insufficientData("no case met a touchpoint with a score", answers)
  const level = options.level ?? 0.95
  const { parts, score: journey } = journeyScore(scored, read, level)
  const partOf = new Map(scored.map((point, i) => [point, parts[i]]))
  return {
    _tag: "EmotionCurve",
    definition: read.definition,
    points: points.map((point): CurvePoint => {
      const { cases, score, touchpoint } = point
      const part = partOf.get(point)
      return { touchpoint, cases, score, ...(part === undefined ? {} : { part }) }
    }),
    journey,
    moments: { first: first.touchpoint, peak: peakOf(scored, read), end: end.touchpoint },
    weakest: weakestOf(scored, read, level),
    elsewhere
  }
}

const nothingExpected = insufficientData("no pairs of expectation and experience", 0)

/** A curve with what was expected beside it, where a tally of gaps is given. */
const withGaps = (curve: EmotionCurveResult, gaps: Tally | undefined, options: All): EmotionCurveResult => {
  if (gaps === undefined || curve._tag !== "EmotionCurve") return curve
  const { against, level = 0.95, score = "score", touchpoint = "touchpoint" } = options
  const asked = { ...(against === undefined ? {} : { against }), perceived: score, level }
  const found = new Map(gapsBy(gaps, touchpoint, asked).map(({ result, value }) => [value, result]))
  const points = curve.points.map(
    ({ part, ...point }): CurvePoint => ({
      ...point,
      gap: found.get(point.touchpoint) ?? nothingExpected,
      ...(part === undefined ? {} : { part })
    })
  )
  return { ...curve, points }
}

const strataOf = (
  tally: Tally,
  read: ScoreReading,
  { score = "score", touchpoint = "touchpoint" }: All
): ScoreStrata.ScoreStrata => new Map(ScoreCounts.byDimension(tally, touchpoint, score, read.scale))

/**
 * How a journey feels from touchpoint to touchpoint: the score of each with its interval, in the order that customers met them.
 *
 * Takes a tally of answers by touchpoint and score, and the order: what `order` makes of a tally of cases, or a planned one. The
 * score of the journey is what customers meet on average: the touchpoints' scores weighted by the cases that met them, and not by
 * who was asked where. Each touchpoint's `part` adds up to it. Touchpoints without enough answers stay on the curve without a
 * score, and are in no sum. Answers of one customer to several touchpoints count as independent. No touchpoint with a score gives
 * `InsufficientData`. Throws `TallyMismatch` when a dimension is not there or the answers are on another scale, and a
 * `RangeError` when a touchpoint is named twice or its cases are no number from 0.
 *
 * Source of the weights: direct standardisation, Cochran (1977), Sampling Techniques, chapter 5; of the weakest: Mogstad, Romano,
 * Shaikh and Wilhelm (2024), Inference for ranks.
 *
 * ```ts import.meta.vitest
 * import * as Scale from "../domain/Scale.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as EmotionCurve from "./EmotionCurve.ts"
 *
 * const scores = { search: [4, 5, 4, 4], cart: [3, 4, 3, 4], delivery: [1, 2, 1, 2] }
 * const answers = Object.entries(scores).flatMap(([touchpoint, all]) => all.map((score) => ({ touchpoint, score })))
 * const tally = Tally.from(answers, { by: ["touchpoint", "score"] })
 * const along = [{ touchpoint: "search", cases: 200 }, { touchpoint: "cart", cases: 100 }, { touchpoint: "delivery", cases: 100 }]
 * const curve = EmotionCurve.fromTally(tally, { measure: "mean", scale: Scale.make(1, 5), along })
 * const [journey, pulls] = curve._tag === "EmotionCurve" ? [curve.journey.value, curve.points.map(({ part }) => part?.pull.value)] : []
 * journey // => 3.375
 * pulls // => [0.4375, 0.03125, -0.46875]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: EmotionCurveOptions<NoInfer<Name>>
): EmotionCurveResult => {
  const all: All = options
  const read = reading(all)
  return withGaps(finish(strataOf(tally, read, all), read, all), all.gaps, all)
}

/** What curves are compared by: the scores at the touchpoints that both have one at, in the weights that all have. */
const finisher = (read: ScoreReading, options: All): Finisher<ScoreStrata.ScoreStrata, EmotionCurveResult> => ({
  add: (a, b) => ScoreStrata.add(a, b, read.scale),
  subtract: (a, b) => ScoreStrata.subtract(a, b, read.scale),
  finish: (strata) => finish(strata, read, options),
  difference: (a, b) => {
    const theirs = countedAlong(b, read, options).points
    const both = countedAlong(a, read, options).points.flatMap(({ cases, counts, score }, i) => {
      const other = theirs[i]
      return score._tag === "Estimate" && other?.score._tag === "Estimate" && cases > 0
        ? [{ cases, counts, other: other.counts }]
        : []
    })
    return journeyDifference(both, read, options.level ?? 0.95)
  }
})

/** The parts of a tally by the values of a dimension, each with its answers. */
const parts = (tally: Tally, dimension: string, read: ScoreReading, options: All) =>
  slices(tally, dimension).map((part) => [part.value, strataOf(part.tally, read, options)] as const)

/** What was expected, by the value of a dimension; a value that nothing was expected of has an empty tally. */
const gapsOf = ({ gaps }: All, dimension: string): ((value: Value) => Tally | undefined) => {
  if (gaps === undefined) return () => undefined
  const found = new Map<Value, Tally>(slices(gaps, dimension).map((part) => [part.value, part.tally]))
  const nothing = where(gaps, dimension, () => false)
  return (value) => found.get(value) ?? nothing
}

/**
 * One curve for each value of a dimension, such as a segment, its journey compared with that of all others together, corrected
 * for the number of groups.
 *
 * All curves go along the same touchpoints with the same weights, so groups differ by their scores and not by the way they took.
 * The difference is of the touchpoints that have a score on both sides. `gaps` are counted by the dimension as well. As
 * `fromTally`.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as EmotionCurve from "./EmotionCurve.ts"
 *
 * const at = (segment: string, touchpoint: string, scores: ReadonlyArray<number>) => scores.map((score) => ({ segment, touchpoint, score }))
 * const answers = [
 *   ...at("new", "cart", [9, 10, 9, 10, 9, 8]), ...at("new", "delivery", [3, 2, 4, 1, 3, 2]),
 *   ...at("known", "cart", [9, 9, 10, 9, 8, 9]), ...at("known", "delivery", [9, 10, 9, 8, 9, 10])
 * ]
 * const tally = Tally.from(answers, { by: ["segment", "touchpoint", "score"] })
 * const along = [{ touchpoint: "cart", cases: 60 }, { touchpoint: "delivery", cases: 40 }]
 * const groups = EmotionCurve.by(tally, "segment", { measure: "nps", along })
 * groups.map(({ differs, result, value }) => [value, result._tag === "EmotionCurve" && result.weakest.touchpoint, differs]) // => [["known", "cart", true], ["new", "delivery", true]]
 * ```
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: EmotionCurveOptions<NoInfer<Name>>
): ReadonlyArray<Group<EmotionCurveResult>> => {
  const all: All = options
  const read = reading(all)
  const expected = gapsOf(all, dimension)
  return compareGroups(parts(tally, dimension, read, all), finisher(read, all), all.level ?? 0.95).map((group) => ({
    ...group,
    result: withGaps(group.result, expected(group.value), all)
  }))
}

/**
 * The curve of each period of a dimension, from the first to the last, its journey with its change from the one before. As `by`:
 * with the same weights throughout, so that the change is of the scores.
 */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: EmotionCurveOptions<NoInfer<Name>>
): ReadonlyArray<PeriodResult<EmotionCurveResult>> => {
  const all: All = options
  const read = reading(all)
  const expected = gapsOf(all, period)
  const { dimension } = column(tally, period)
  const series = compareInTime(parts(tally, period, read, all), dimension, new Map(), finisher(read, all))
  return series.map((each) => ({ ...each, result: withGaps(each.result, expected(each.period), all) }))
}
