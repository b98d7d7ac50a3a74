import { exp, log } from "../stats/Elementary.ts"
import { insufficientData } from "../stats/Estimate.ts"
import { factor, inverse } from "../stats/linear/Cholesky.ts"
import { at, make } from "../stats/linear/SquareMatrix.ts"
import { maximum } from "../stats/NewtonMaximum.ts"
import { twoSided } from "../stats/Normal.ts"
import { exactCount } from "../tally/exact.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import type { BgNbdParameter, BgNbdResult } from "./BgNbdFit.ts"
import { logLikelihood } from "./BgNbdLikelihood.ts"
import {
  type Histories,
  HistoryCounter,
  type HistoryDimensions,
  type PurchaseHistory,
  readHistories
} from "./PurchaseHistories.ts"

export type { BgNbdFit, BgNbdParameter, BgNbdResult } from "./BgNbdFit.ts"
export { expectedOfNew, expectedPurchases, probabilityAlive } from "./BgNbdPrediction.ts"
export type { PurchaseHistory } from "./PurchaseHistories.ts"

/** How a fit is reported. */
export interface BgNbdOptions {
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Withhold the fit of fewer than this many customers: 1 unless told. */
  readonly minimum?: number
}

/** Where a tally holds the histories, and how the fit is reported. */
export interface BgNbdTallyOptions<Name extends string> extends BgNbdOptions, HistoryDimensions<Name> {}

const names = ["r", "alpha", "a", "b"] as const

/** A parameter beyond a million, or its inverse, is taken to grow or fall without end. */
const beyond = log(1e6)

const start = (scale: number): Float64Array => Float64Array.of(0, log(scale), 0, log(3))

/** Some parameters in words, with what they do. */
const without = (far: ReadonlyArray<number>, does: string): ReadonlyArray<string> => {
  const which = names.filter((_, i) => (far[i] ?? 0) > beyond / 2)
  return which.length === 0 ? [] : [`${which.join(" and ")} would ${does} without end`]
}

/** Why there is no maximum: the parameters that went far, those behind the first ones too. */
const reason = (away: ReadonlyArray<number>): string => {
  const fallen = away.map((each) => -each)
  const ways = [...without(away, "grow"), ...without(fallen, "fall")]
  return `the likelihood has no maximum${ways.length === 0 ? "" : `: ${ways.join(", ")}`}`
}

const sumOf = (values: Float64Array, counts: Float64Array): number =>
  values.reduce((sum, value, i) => sum + value * (counts[i] ?? 0), 0)

const finish = (histories: Histories, { level = 0.95, minimum = 1 }: BgNbdOptions): BgNbdResult => {
  const { age, counts, excluded, frequency, n } = histories
  if (n === 0) return insufficientData("no customers", 0, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const repeatPurchases = sumOf(frequency, counts)
  const scale = sumOf(age, counts) / repeatPurchases
  if (repeatPurchases === 0) return insufficientData("no purchase after the first", n, excluded)
  if (scale === 0) return insufficientData("no time after the first purchase", n, excluded)
  const away = (point: Float64Array): ReadonlyArray<number> =>
    Array.from(point, (each, i) => (i === 1 ? each - log(scale) : each))
  const summit = maximum(
    (point) => logLikelihood(histories, point),
    start(scale),
    (point) => away(point).every((each) => Math.abs(each) < beyond)
  )
  const lower = factor(make(4, (row, column) => -at(summit.hessian, row, column)))
  if (!summit.maximum || lower === null) return insufficientData(reason(away(summit.point)), n, excluded)
  const covariance = inverse(lower)
  const z = twoSided(level)
  const parameter = (i: number): BgNbdParameter => {
    const [place, error] = [summit.point[i] ?? 0, Math.sqrt(at(covariance, i, i))]
    const value = exp(place)
    const interval = { low: exp(place - z * error), high: exp(place + z * error), level, method: "Wald, log scale" }
    return { _tag: "Estimate", value, interval, n, excluded, standardError: value * error }
  }
  return {
    _tag: "BgNbdFit",
    definition: "BG/NBD by maximum likelihood (Fader, Hardie and Lee 2005)",
    n,
    repeatPurchases,
    excluded,
    r: parameter(0),
    alpha: parameter(1),
    a: parameter(2),
    b: parameter(3),
    logLikelihood: summit.value,
    covariance: [...covariance.values]
  }
}

const nobody = new HistoryCounter().finish()

/** The model of a tally that counts customers by frequency, recency and age. As `fromRecords`. Throws `TallyMismatch` when one is not there. */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: BgNbdTallyOptions<NoInfer<Name>> = {}
): BgNbdResult => {
  const [histories = nobody] = readHistories(tally, options, 1, () => 0)
  return finish(histories, options)
}

/**
 * The BG/NBD model of customers who never say that they leave: how often they buy, and when they stop.
 *
 * Takes a purchase history a customer: `frequency`, the purchases after the first; `recency`, the age at the last purchase; and
 * `age` now, in any one unit of time. Incomplete histories are reported as missing; those that cannot be as invalid: broken or
 * negative purchases, a recency beyond the age, or one without a repeat purchase.
 *
 * The maximum of the likelihood is found by Newton's method from the exact derivatives, in the logarithms of the parameters;
 * standard errors are from the observed information. `InsufficientData` without customers, repeat purchases or time, and where
 * the likelihood has no maximum, such as when nobody seems to drop out; the reason says which parameters have none.
 *
 * Source: Fader, Hardie and Lee (2005), "Counting your customers" the easy way, Marketing Science 24.
 *
 * ```ts import.meta.vitest
 * import * as BgNbd from "./BgNbd.ts"
 *
 * const fit = BgNbd.fromColumns({
 *   frequency: [0, 1, 1, 2, 2, 5, 8, 4, 15, 1],
 *   recency: [0, 2, 5, 3, 28, 5, 24, 9, 29, 1],
 *   age: [30, 30, 25, 30, 30, 30, 25, 28, 30, 30],
 *   counts: [30, 10, 10, 10, 10, 10, 10, 10, 10, 10]
 * })
 * fit._tag === "BgNbdFit" ? [fit.n, fit.repeatPurchases, fit.r.value.toFixed(2), fit.a.value.toFixed(2)] : fit // => [120, 390, "0.58", "0.57"]
 * BgNbd.fromRecords([{ frequency: 0, recency: 0, age: 30 }])._tag // => "InsufficientData"
 * ```
 */
export const fromRecords = (
  customers: Iterable<{ readonly [Field in keyof PurchaseHistory]: number | null | undefined }>,
  options: BgNbdOptions = {}
): BgNbdResult => {
  const counter = new HistoryCounter()
  for (const { age, frequency, recency } of customers) counter.add(frequency, recency, age, 1)
  return finish(counter.finish(), options)
}

/** Columns of one length, and optionally how many customers each row stands for. */
export interface HistoryColumns {
  readonly frequency: ArrayLike<number | null>
  readonly recency: ArrayLike<number | null>
  readonly age: ArrayLike<number | null>
  readonly counts?: ArrayLike<number>
}

/**
 * The model of customers in columns, such as typed arrays. As `fromRecords`. Throws a `RangeError` when the columns differ in
 * length, `TallyOverflow` for a count that is no whole number from 0.
 */
export const fromColumns = (
  { age, counts, frequency, recency }: HistoryColumns,
  options: BgNbdOptions = {}
): BgNbdResult => {
  const lengths = new Set([age, frequency, recency, counts ?? age].map(({ length }) => length))
  if (lengths.size > 1) throw new RangeError(`Columns have one length, found ${[...lengths].join(", ")}`)
  const counter = new HistoryCounter()
  for (let row = 0; row < age.length; row++) {
    counter.add(frequency[row], recency[row], age[row], counts === undefined ? 1 : exactCount(counts[row]))
  }
  return finish(counter.finish(), options)
}

/** One model for each value of a dimension, in the order of the values. As `fromTally`. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: BgNbdTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<{ readonly value: Value; readonly result: BgNbdResult }> => {
  const { codes, values } = column(tally, dimension)
  const parts = readHistories(tally, options, values.length, (group) => codes[group] ?? 0)
  return parts.map((histories, i) => ({ value: values[i] ?? null, result: finish(histories, options) }))
}
