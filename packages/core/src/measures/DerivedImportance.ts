import { exp, log } from "../stats/Elementary.ts"
import {
  type Estimate,
  type Excluded,
  type InsufficientData,
  type Interval,
  insufficientData
} from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import * as Normal from "../stats/Normal.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { ImportancePerformanceResult } from "./ImportancePerformance.ts"
import { type Deviation, locate } from "./Quadrant.ts"

/** Which answers are analysed. */
export interface DerivedOptions<Name extends string> {
  /** The dimensions that hold the answers to the attributes. */
  readonly attributes: ReadonlyArray<Name>
  /** The dimension that holds the overall answer. */
  readonly outcome: Name
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

/** A complete record and how often it occurs: its attributes, then its outcome. */
interface Row {
  readonly answers: ReadonlyArray<number>
  readonly copies: number
}

const completeRows = (tally: Tally, names: ReadonlyArray<string>) => {
  const columns = names.map((name) => column(tally, name))
  const rows: Array<Row> = []
  const excluded = { missing: 0, invalid: 0 }
  tally.counts.forEach((copies, group) => {
    const answers = columns.map((each) => valueAt(each, group))
    if (answers.includes(null)) excluded.missing += copies
    else if (!answers.every(Number.isInteger)) excluded.invalid += copies
    else rows.push({ answers: answers.map(Number), copies })
  })
  return { rows, excluded }
}

/** Exact moments of one attribute with the outcome. */
interface Joint {
  readonly x: Mean.Moments
  readonly y: Mean.Moments
  readonly products: number
}

const jointOf = (rows: ReadonlyArray<Row>, attribute: number, outcome: number): Joint => {
  let [n, x, xx, y, yy, xy] = [0, 0, 0, 0, 0, 0]
  for (const { answers, copies } of rows) {
    const [a, b] = [answers[attribute] ?? 0, answers[outcome] ?? 0]
    n += copies
    x += copies * a
    xx += copies * a * a
    y += copies * b
    yy += copies * b * b
    xy += copies * a * b
  }
  return { x: { n, sum: x, squares: xx }, y: { n, sum: y, squares: yy }, products: xy }
}

/** The sum of squared deviations, times the number of records. */
const spread = ({ n, squares, sum }: Mean.Moments): number => n * squares - sum * sum

const correlationOf = ({ products, x, y }: Joint): number =>
  (x.n * products - x.sum * y.sum) / Math.sqrt(spread(x)) / Math.sqrt(spread(y))

/** How much one record moves the correlation: the influence function of Devlin, Gnanadesikan and Kettenring (1975). */
const influence = ({ x, y }: Joint, correlation: number) => {
  const scale = ({ n, sum }: Mean.Moments, moments: Mean.Moments) => {
    const [centre, deviation] = [sum / n, Math.sqrt(spread(moments)) / n]
    return (value: number): number => (value - centre) / deviation
  }
  const [u, v] = [scale(x, x), scale(y, y)]
  return (a: number, b: number): number => u(a) * v(b) - (correlation * (u(a) * u(a) + v(b) * v(b))) / 2
}

/** Fisher's z interval, with the standard error that the data show instead of that of a normal distribution. */
const fisher = (r: number, error: number, level: number): Interval => {
  const method = "Fisher z, delta method"
  if (error === 0 || Math.abs(r) >= 1) return { low: r, high: r, level, method }
  const z = log((1 + r) / (1 - r)) / 2
  const margin = (Normal.twoSided(level) * error) / (1 - r * r)
  const back = (at: number): number => 1 - 2 / (exp(2 * at) + 1)
  return { low: back(z - margin), high: back(z + margin), level, method }
}

/** An attribute that varies, with what each record adds to its two coordinates. */
interface Attribute<Name extends string> {
  readonly value: Name
  readonly importance: number
  readonly performance: Mean.Moments
  readonly importanceInfluence: ReadonlyArray<number>
  readonly performanceInfluence: ReadonlyArray<number>
}

const attributeOf = <Name extends string>(
  value: Name,
  rows: ReadonlyArray<Row>,
  place: number,
  outcome: number
): Attribute<Name> | InsufficientData => {
  const joint = jointOf(rows, place, outcome)
  if (joint.x.n < 3) return insufficientData("a correlation needs three records", joint.x.n)
  if (spread(joint.y) === 0) return insufficientData("the outcome does not vary", joint.x.n)
  if (spread(joint.x) === 0) return insufficientData("the answers do not vary", joint.x.n)
  const importance = correlationOf(joint)
  const weigh = influence(joint, importance)
  const centre = Mean.mean(joint.x)
  return {
    value,
    importance,
    performance: joint.x,
    importanceInfluence: rows.map(({ answers }) => weigh(answers[place] ?? 0, answers[outcome] ?? 0)),
    performanceInfluence: rows.map(({ answers }) => (answers[place] ?? 0) - centre)
  }
}

const average = (values: ReadonlyArray<number>): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** The mean of influences over attributes, record by record: how each record moves the crosshair. */
const averageInfluence = (influences: ReadonlyArray<ReadonlyArray<number>>): ReadonlyArray<number> =>
  (influences[0] ?? []).map((_, i) => average(influences.map((each) => each[i] ?? 0)))

const minus = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): ReadonlyArray<number> =>
  a.map((value, i) => value - (b[i] ?? 0))

/** The covariance of two estimates by the influence of each record on them. */
const covariance = (rows: ReadonlyArray<Row>, a: ReadonlyArray<number>, b: ReadonlyArray<number>): number => {
  const n = rows.reduce((sum, { copies }) => sum + copies, 0)
  const products = rows.reduce((sum, { copies }, i) => sum + copies * (a[i] ?? 0) * (b[i] ?? 0), 0)
  return products / n / (n - 1)
}

const unbounded = { minimum: Number.NEGATIVE_INFINITY, maximum: Number.POSITIVE_INFINITY }

const estimatesOf = (attribute: Attribute<string>, rows: ReadonlyArray<Row>, excluded: Excluded, level: number) => {
  const { importance, importanceInfluence, performance } = attribute
  const { n } = performance
  const error = Math.sqrt(covariance(rows, importanceInfluence, importanceInfluence))
  const common = { _tag: "Estimate", n, excluded } as const
  return {
    importance: { ...common, value: importance, interval: fisher(importance, error, level) } satisfies Estimate,
    performance: {
      ...common,
      value: Mean.mean(performance),
      interval: Mean.interval(performance, level, unbounded)
    } satisfies Estimate
  }
}

/** Where the attributes lie from the crosshair; their joint records say how much they move together, and with it. */
const deviationsOf = (
  attributes: ReadonlyArray<Attribute<string>>,
  rows: ReadonlyArray<Row>,
  crosshair: { readonly importance: number; readonly performance: number }
): ReadonlyArray<Deviation> => {
  const importances = averageInfluence(attributes.map((each) => each.importanceInfluence))
  const performances = averageInfluence(attributes.map((each) => each.performanceInfluence))
  return attributes.map((each) => {
    const x = minus(each.importanceInfluence, importances)
    const y = minus(each.performanceInfluence, performances)
    return {
      importance: each.importance - crosshair.importance,
      performance: Mean.mean(each.performance) - crosshair.performance,
      importanceVariance: covariance(rows, x, x),
      performanceVariance: covariance(rows, y, y),
      covariance: covariance(rows, x, y)
    }
  })
}

/**
 * Importance–performance analysis of derived importance: the correlation of each attribute's answer with the outcome, against
 * the mean of the answer, from a tally that counts by every attribute and the outcome together.
 *
 * Only records that have every answer count, whole numbers each. The interval of a correlation is Fisher's z with the
 * standard error that the records show (delta method), that of a mean Student's t. The probability of a quadrant is that of
 * the normal approximation of both deviations from the crosshair together; answers of one record stay joint, so attributes
 * need not be independent. An attribute that does not vary is listed in `without`; fewer than two others are
 * `InsufficientData`. Throws `TallyMismatch` when a dimension is not there.
 *
 * Source: Martilla and James (1977); Matzler, Sauerwein and Heischmidt (2003) for derived importance.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import { derived } from "./DerivedImportance.ts"
 *
 * const answers = [[1, 3, 1], [2, 1, 2], [4, 2, 5], [5, 3, 5]].map(([speed, price, overall]) => ({ speed, price, overall }))
 * const map = derived(Tally.from(answers, { by: ["speed", "price", "overall"] }), { attributes: ["speed", "price"], outcome: "overall" })
 * map._tag === "ImportancePerformance" ? map.points.map((point) => point.quadrant) : map // => ["keep up the good work", "low priority"]
 * ```
 */
export const derived = <Name extends string, const Used extends Name>(
  tally: Tally<Name>,
  { attributes, level = 0.95, outcome }: DerivedOptions<Used>
): ImportancePerformanceResult<Used> => {
  const { excluded, rows } = completeRows(tally, [...attributes, outcome])
  const all = attributes.map((value, i) => ({ value, result: attributeOf(value, rows, i, attributes.length) }))
  const known = all.flatMap(({ result }) => ("_tag" in result ? [] : [result]))
  const without = all.flatMap(({ result, value }) =>
    "_tag" in result ? [{ value, why: { ...result, excluded } }] : []
  )
  if (known.length < 2) {
    return insufficientData(
      without[0]?.why.reason ?? "a crosshair at the means needs two attributes",
      known.length,
      excluded
    )
  }
  const crosshair = {
    importance: average(known.map(({ importance }) => importance)),
    performance: average(known.map(({ performance }) => Mean.mean(performance)))
  }
  const deviations = deviationsOf(known, rows, crosshair)
  return {
    _tag: "ImportancePerformance",
    definition: "derived importance (correlation), crosshair at the means",
    crosshair,
    points: known.flatMap((each, i) => {
      const deviation = deviations[i]
      if (deviation === undefined) return []
      return [{ value: each.value, ...estimatesOf(each, rows, excluded, level), ...locate(deviation), diagonal: null }]
    }),
    without
  }
}
