import {
  type Estimate,
  type Excluded,
  type InsufficientData,
  type Interval,
  insufficientData
} from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import * as StudentT from "../stats/StudentT.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import { compare, type Value } from "../tally/Value.ts"
import { add, differences, nothing, type PairSums, pair } from "./PairSums.ts"

/** The five dimensions of service quality, RATER. */
export type RaterDimension = "reliability" | "assurance" | "tangibles" | "empathy" | "responsiveness"

/** The five dimensions of service quality, in the order of their initials. */
export const dimensions: ReadonlyArray<RaterDimension> = [
  "reliability",
  "assurance",
  "tangibles",
  "empathy",
  "responsiveness"
]

/** How important each dimension is: points that add up to 100. */
export type ImportancePoints = { readonly [Dimension in RaterDimension]: number }

/** The gap of one dimension, perceived minus expected, in points of the scale. */
export interface ServqualDimension {
  readonly dimension: RaterDimension
  readonly gap: Estimate | InsufficientData
}

/** A SERVQUAL score: the gaps of the five dimensions and of all together. */
export interface ServqualScore {
  readonly _tag: "Servqual"
  readonly definition: "perceived − expected, mean of the five dimensions"
  /**
   * What the intervals count as independent: respondents, each the mean of their items; or single items, which makes the
   * intervals too narrow where one respondent answered several.
   */
  readonly unit: "respondent" | "item"
  readonly dimensions: ReadonlyArray<ServqualDimension>
  /** Every dimension alike. */
  readonly unweighted: Estimate | InsufficientData
  /** Each dimension by its importance points. */
  readonly weighted: Estimate | InsufficientData
  /** Items left out: a side, the dimension or the respondent is missing, or a side or the dimension is not one. */
  readonly excluded: Excluded
}

/** How the score is reported. */
export interface ServqualOptions {
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Points of everyone, or of each respondent where those are given. Without them there is no weighted score. */
  readonly importance?: ImportancePoints | ((respondent: Value) => ImportancePoints | undefined)
}

/** The names of the dimensions of a tally that hold an item. */
export interface ServqualTallyOptions<Name extends string> extends ServqualOptions {
  /** Which of the five it is about: `"dimension"` unless told. */
  readonly dimension?: Name
  /** `"expected"` unless told. */
  readonly expected?: Name
  /** `"perceived"` unless told. */
  readonly perceived?: Name
  /** Who answered; without it the items are taken as independent. */
  readonly respondent?: Name
}

type Sums = ReadonlyMap<RaterDimension, PairSums>

/** Items by respondent; without respondents, all are of one. */
class Items {
  readonly respondents = new Map<Value, Map<RaterDimension, PairSums>>()
  readonly all = new Map<RaterDimension, PairSums>(dimensions.map((dimension) => [dimension, nothing]))
  missing = 0
  invalid = 0

  add(respondent: Value, dimension: unknown, sums: PairSums): void {
    const known = dimensions.find((each) => each === dimension)
    const copies = sums.n + sums.missing + sums.invalid
    if (dimension === null || dimension === undefined) this.missing += copies
    else if (known === undefined) this.invalid += copies
    else this.addKnown(respondent, known, sums)
  }

  private addKnown(respondent: Value, dimension: RaterDimension, sums: PairSums): void {
    this.missing += sums.missing
    this.invalid += sums.invalid
    const own = this.respondents.get(respondent) ?? new Map<RaterDimension, PairSums>()
    this.respondents.set(respondent, own)
    own.set(dimension, add(own.get(dimension) ?? nothing, sums))
    this.all.set(dimension, add(this.all.get(dimension) ?? nothing, sums))
  }
}

const unbounded = { minimum: Number.NEGATIVE_INFINITY, maximum: Number.POSITIVE_INFINITY }

/** The mean of numbers that need not be whole, with Student's t. Taken from the first: equal numbers vary by exactly 0. */
const meanOf = (
  values: ReadonlyArray<number>,
  level: number,
  excluded: Excluded,
  none: string
): Estimate | InsufficientData => {
  const [origin] = values
  if (origin === undefined) return insufficientData(none, 0, excluded)
  if (values.length === 1) return insufficientData("one respondent has no interval", 1, excluded)
  const moments = values.reduce(
    ({ n, squares, sum }, value) => {
      const from = value - origin
      return { n: n + 1, sum: sum + from, squares: squares + from * from }
    },
    { n: 0, sum: 0, squares: 0 }
  )
  const { high, low, ...how } = Mean.interval(moments, level, unbounded)
  return {
    _tag: "Estimate",
    value: origin + Mean.mean(moments),
    interval: { low: origin + low, high: origin + high, ...how },
    n: values.length,
    excluded
  }
}

const gapIn = (sums: Sums, dimension: RaterDimension): number | undefined => {
  const { expected, n, perceived } = sums.get(dimension) ?? nothing
  return n === 0 ? undefined : (perceived - expected) / n
}

/** One gap a dimension; `undefined` unless all five were answered. */
const profile = (sums: Sums): ReadonlyArray<number> | undefined => {
  const gaps = dimensions.flatMap((dimension) => gapIn(sums, dimension) ?? [])
  return gaps.length === dimensions.length ? gaps : undefined
}

const areValid = (points: ImportancePoints): boolean => {
  const each = dimensions.map((dimension) => points[dimension])
  return each.every((point) => point >= 0) && Math.abs(each.reduce((sum, point) => sum + point, 0) - 100) < 1e-6
}

const mixed = (gaps: ReadonlyArray<number>, points: ImportancePoints): number =>
  gaps.reduce((sum, gap, i) => sum + gap * points[dimensions[i] ?? "reliability"], 0) / 100

const even: ImportancePoints = { reliability: 20, assurance: 20, tangibles: 20, empathy: 20, responsiveness: 20 }

/** The overall score of the respondents who answered all five dimensions and have points. */
const overall = (
  respondents: ReadonlyArray<readonly [Value, Sums]>,
  pointsOf: (respondent: Value) => ImportancePoints | undefined,
  level: number
): Estimate | InsufficientData => {
  const scores: Array<number> = []
  const excluded = { missing: 0, invalid: 0 }
  for (const [respondent, sums] of respondents) {
    const [gaps, points] = [profile(sums), pointsOf(respondent)]
    if (gaps === undefined || points === undefined) excluded.missing++
    else if (areValid(points)) scores.push(mixed(gaps, points))
    else excluded.invalid++
  }
  return meanOf(scores, level, excluded, "no respondent with all five dimensions and valid points")
}

const noPoints = insufficientData("no importance points were given", 0)

const byRespondent = ({ respondents }: Items, { importance, level = 0.95 }: ServqualOptions) => {
  const ordered = [...respondents].sort(([a], [b]) => compare(a, b))
  const pointsOf = typeof importance === "function" ? importance : () => importance
  const gapOf = (dimension: RaterDimension): Estimate | InsufficientData => {
    const gaps = ordered.flatMap(([, sums]) => gapIn(sums, dimension) ?? [])
    const excluded = { missing: ordered.length - gaps.length, invalid: 0 }
    return meanOf(gaps, level, excluded, "nobody answered for this dimension")
  }
  return {
    dimensions: dimensions.map((dimension) => ({ dimension, gap: gapOf(dimension) })),
    unweighted: overall(ordered, () => even, level),
    weighted: importance === undefined ? noPoints : overall(ordered, pointsOf, level)
  }
}

/** A weighted mean of independent means, with Satterthwaite's degrees of freedom. */
const mixture = (all: Sums, points: ImportancePoints, level: number): Estimate | InsufficientData => {
  const sums = dimensions.map((dimension) => all.get(dimension) ?? nothing)
  const n = sums.reduce((total, each) => total + each.n, 0)
  if (sums.some((each) => each.n < 2)) return insufficientData("a dimension has fewer than two items", n)
  const parts = sums.map((each, i) => {
    const weight = points[dimensions[i] ?? "reliability"] / 100
    return { variance: (weight * weight * Mean.variance(differences(each))) / each.n, degrees: each.n - 1 }
  })
  const variance = parts.reduce((sum, part) => sum + part.variance, 0)
  const degrees =
    (variance * variance) / parts.reduce((sum, part) => sum + (part.variance * part.variance) / part.degrees, 0)
  const margin = variance === 0 ? 0 : StudentT.quantile((1 + level) / 2, degrees) * Math.sqrt(variance)
  const value = mixed(profile(all) ?? [], points)
  const interval: Interval = { low: value - margin, high: value + margin, level, method: "Student t, Satterthwaite" }
  return { _tag: "Estimate", value, interval, n, excluded: { missing: 0, invalid: 0 } }
}

const itemGap = (sums: PairSums, level: number): Estimate | InsufficientData => {
  const { invalid, missing, n } = sums
  const excluded = { missing, invalid }
  if (n < 2) return insufficientData(n === 0 ? "no items for this dimension" : "one item has no interval", n, excluded)
  const moments = differences(sums)
  return {
    _tag: "Estimate",
    value: Mean.mean(moments),
    interval: Mean.interval(moments, level, unbounded),
    n,
    excluded
  }
}

const byItem = ({ all }: Items, { importance, level = 0.95 }: ServqualOptions) => ({
  dimensions: dimensions.map((dimension) => ({ dimension, gap: itemGap(all.get(dimension) ?? nothing, level) })),
  unweighted: mixture(all, even, level),
  weighted: typeof importance === "object" ? mixture(all, importance, level) : noPoints
})

const finish = (items: Items, unit: ServqualScore["unit"], options: ServqualOptions): ServqualScore => {
  const { importance } = options
  if (typeof importance === "object" && !areValid(importance)) {
    throw new RangeError("Importance points are at least 0 and add up to 100")
  }
  const { invalid, missing } = items
  return {
    _tag: "Servqual",
    definition: "perceived − expected, mean of the five dimensions",
    unit,
    ...(unit === "respondent" ? byRespondent(items, options) : byItem(items, options)),
    excluded: { missing, invalid }
  }
}

/** One item of the questionnaire, answered on both sides as whole points of one scale. */
export interface ServqualAnswer {
  readonly respondent: string | number
  readonly dimension: RaterDimension
  readonly expected: number | null | undefined
  readonly perceived: number | null | undefined
}

/**
 * The SERVQUAL score of plain answers: perceived minus expected in each of the five dimensions, and of all five together,
 * alike and by importance points.
 *
 * A respondent's gap in a dimension is the mean over the items they answered; the score is the mean over respondents, with
 * Student's t interval. Overall only respondents with all five dimensions count. An item with a missing side is reported as
 * missing, with a fraction or another dimension as invalid. Points that do not add up to 100 throw a `RangeError` when they
 * are everyone's, and leave out the respondent when they are one's own. With fewer than two respondents a part is
 * `InsufficientData`.
 *
 * Source: Parasuraman, Zeithaml and Berry (1988); importance points by the same (1991).
 *
 * ```ts import.meta.vitest
 * import * as Servqual from "./Servqual.ts"
 *
 * const answers = ["ada", "bob"].flatMap((respondent, i) =>
 *   Servqual.dimensions.map((dimension) => ({ respondent, dimension, expected: 6, perceived: 5 - i }))
 * )
 * const { unweighted } = Servqual.fromAnswers(answers)
 * unweighted._tag === "Estimate" ? [unweighted.value, unweighted.n] : unweighted // => [-1.5, 2]
 * ```
 */
export const fromAnswers = (answers: Iterable<ServqualAnswer>, options: ServqualOptions = {}): ServqualScore => {
  const items = new Items()
  for (const { dimension, expected, perceived, respondent } of answers) {
    items.add(respondent, dimension, pair(expected, perceived, 1))
  }
  return finish(items, "respondent", options)
}

/**
 * The same of a tally that has dimension, expected and perceived jointly.
 *
 * With a `respondent` dimension the unit is the respondent; without one it is the item, and `unit` says so: items are then
 * taken as independent, and each respondent's own points cannot be used. Throws `TallyMismatch` when a dimension is not there.
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: ServqualTallyOptions<NoInfer<Name>> = {}
): ServqualScore => {
  const names: ServqualTallyOptions<string> = options
  const dimension = column<string>(tally, names.dimension ?? "dimension")
  const expected = column<string>(tally, names.expected ?? "expected")
  const perceived = column<string>(tally, names.perceived ?? "perceived")
  const respondent = names.respondent === undefined ? undefined : column<string>(tally, names.respondent)
  const items = new Items()
  tally.counts.forEach((copies, group) => {
    const who = respondent === undefined ? "" : valueAt(respondent, group)
    const about = who === null ? null : valueAt(dimension, group)
    items.add(who, about, pair(valueAt(expected, group), valueAt(perceived, group), copies))
  })
  return finish(items, respondent === undefined ? "item" : "respondent", options)
}
