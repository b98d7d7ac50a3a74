import { type Estimate, type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { againstDiagonal, type Deviation, type Located, locate } from "./Quadrant.ts"

export { type DerivedOptions, derived } from "./DerivedImportance.ts"
export type { Located, Quadrant } from "./Quadrant.ts"

/** One item on the map: how important it is, how well it performs, and in which quadrant that is. */
export interface ImportancePerformancePoint<Item extends Value = Value> extends Located {
  readonly value: Item
  readonly importance: Estimate
  readonly performance: Estimate
  /** Against the 45° line, where both are asked on one scale; `null` where they are not. */
  readonly diagonal: {
    /** Importance exceeds performance: room to improve. */
    readonly above: boolean
    /** Probability that the point lies on its side of the line, from 0 to 1. */
    readonly probability: number
  } | null
}

/** Items by importance and performance, with the crosshair that makes the quadrants. */
export interface ImportancePerformanceMap<Item extends Value = Value> {
  readonly _tag: "ImportancePerformance"
  readonly definition:
    | "stated importance, crosshair at the means"
    | "derived importance (correlation), crosshair at the means"
  readonly crosshair: { readonly importance: number; readonly performance: number }
  readonly points: ReadonlyArray<ImportancePerformancePoint<Item>>
  /** Items that have no point, and why. */
  readonly without: ReadonlyArray<{ readonly value: Item; readonly why: InsufficientData }>
}

/** A map, or why there is none. */
export type ImportancePerformanceResult<Item extends Value = Value> = ImportancePerformanceMap<Item> | InsufficientData

/** Which dimensions of a tally hold the two answers, and how they are reported. */
export interface ImportancePerformanceOptions<Name extends string> {
  /** `"importance"` unless told. */
  readonly importance?: Name
  /** `"score"` unless told. */
  readonly performance?: Name
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

/** Exact sums over answers that have both sides. */
interface Both {
  n: number
  importance: number
  importanceSquares: number
  performance: number
  performanceSquares: number
  products: number
  missing: number
  invalid: number
}

const count = (into: Both, importance: Value, performance: Value, copies: number): void => {
  if (importance === null || performance === null) into.missing += copies
  else if (!(Number.isInteger(importance) && Number.isInteger(performance))) into.invalid += copies
  else {
    const [x, y] = [Number(importance), Number(performance)]
    into.n += copies
    into.importance += copies * x
    into.importanceSquares += copies * x * x
    into.performance += copies * y
    into.performanceSquares += copies * y * y
    into.products += copies * x * y
  }
}

const sumsOf = (tally: Tally, dimension: string, options: ImportancePerformanceOptions<string>) => {
  const { codes, values } = column(tally, dimension)
  const importance = column(tally, options.importance ?? "importance")
  const performance = column(tally, options.performance ?? "score")
  const parts = values.map((value) => ({ value, sums: nothing() }))
  tally.counts.forEach((copies, group) => {
    const part = parts[codes[group] ?? 0]
    if (part !== undefined) count(part.sums, valueAt(importance, group), valueAt(performance, group), copies)
  })
  return parts
}

const nothing = (): Both => ({
  n: 0,
  importance: 0,
  importanceSquares: 0,
  performance: 0,
  performanceSquares: 0,
  products: 0,
  missing: 0,
  invalid: 0
})

const unbounded = { minimum: Number.NEGATIVE_INFINITY, maximum: Number.POSITIVE_INFINITY }

const estimateOf = (moments: Mean.Moments, level: number, excluded: Excluded): Estimate => ({
  _tag: "Estimate",
  value: Mean.mean(moments),
  interval: Mean.interval(moments, level, unbounded),
  n: moments.n,
  excluded
})

/** The two means of an item, with the variances and covariance of the means. */
const meansOf = (sums: Both, level: number) => {
  const { importance, importanceSquares, invalid, missing, n, performance, performanceSquares, products } = sums
  const [x, y] = [
    { n, sum: importance, squares: importanceSquares },
    { n, sum: performance, squares: performanceSquares }
  ]
  const place: Deviation = {
    importance: Mean.mean(x),
    performance: Mean.mean(y),
    importanceVariance: Mean.variance(x) / n,
    performanceVariance: Mean.variance(y) / n,
    covariance: (n * products - importance * performance) / (n * n * (n - 1))
  }
  const excluded = { missing, invalid }
  return { place, importance: estimateOf(x, level, excluded), performance: estimateOf(y, level, excluded) }
}

const average = (values: ReadonlyArray<number>): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** How far independent points lie from their mean: it moves with each of them. */
const fromMean = (places: ReadonlyArray<Deviation>): ReadonlyArray<Deviation> => {
  const k = places.length
  const centre = (read: (place: Deviation) => number): number => average(places.map(read))
  const spread = (read: (place: Deviation) => number) => {
    const shared = centre(read) / k
    return (place: Deviation): number => (1 - 2 / k) * read(place) + shared
  }
  const [x, y] = [centre((each) => each.importance), centre((each) => each.performance)]
  const [xx, yy] = [spread((each) => each.importanceVariance), spread((each) => each.performanceVariance)]
  const xy = spread((each) => each.covariance)
  return places.map((place) => ({
    importance: place.importance - x,
    performance: place.performance - y,
    importanceVariance: xx(place),
    performanceVariance: yy(place),
    covariance: xy(place)
  }))
}

const tooFew = ({ invalid, missing, n }: Both): InsufficientData =>
  insufficientData(n === 0 ? "no answers with importance and performance" : "one answer has no interval", n, {
    missing,
    invalid
  })

/**
 * Importance–performance analysis of stated importance: each value of a dimension, such as touchpoint, by the mean of how
 * important customers say it is and the mean of how well it does, with the quadrants at the means over the items.
 *
 * Only answers that have both count, whole numbers each; the rest is in `excluded`. Each mean has Student's t interval. The
 * probability of a quadrant is that of the normal approximation of both deviations from the crosshair together, which moves
 * with every item; items are taken as independent of each other. A value on a line counts as high. An item with fewer than
 * two answers is listed in `without`; fewer than two items with a point are `InsufficientData`. `diagonal` says on which
 * side of importance = performance the item lies: it has a meaning only where both are asked on one scale.
 *
 * Source: Martilla and James (1977); the 45° line after Hawes and Rao (1985).
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as ImportancePerformance from "./ImportancePerformance.ts"
 *
 * const answers = [
 *   { touchpoint: "delivery", importance: 5, score: 2 },
 *   { touchpoint: "delivery", importance: 4, score: 2 },
 *   { touchpoint: "search", importance: 2, score: 4 },
 *   { touchpoint: "search", importance: 3, score: 4 }
 * ]
 * const map = ImportancePerformance.by(Tally.from(answers, { by: ["touchpoint", "importance", "score"] }), "touchpoint")
 * map._tag === "ImportancePerformance" ? map.points.map((point) => point.quadrant) : map // => ["concentrate here", "possible overkill"]
 * ```
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: ImportancePerformanceOptions<NoInfer<Name>> = {}
): ImportancePerformanceResult => {
  const items = sumsOf(tally, dimension, options)
  const known = items.filter(({ sums }) => sums.n > 1)
  if (known.length < 2) return insufficientData("a crosshair at the means needs two items", known.length)
  const means = known.map(({ sums }) => meansOf(sums, options.level ?? 0.95))
  const places = means.map(({ place }) => place)
  const deviations = fromMean(places)
  return {
    _tag: "ImportancePerformance",
    definition: "stated importance, crosshair at the means",
    crosshair: {
      importance: average(places.map((place) => place.importance)),
      performance: average(places.map((place) => place.performance))
    },
    points: means.flatMap(({ importance, performance, place }, i) => {
      const [item, deviation] = [known[i], deviations[i]]
      if (item === undefined || deviation === undefined) return []
      return [{ value: item.value, importance, performance, ...locate(deviation), diagonal: againstDiagonal(place) }]
    }),
    without: items.flatMap(({ sums, value }) => (sums.n > 1 ? [] : [{ value, why: tooFew(sums) }]))
  }
}
