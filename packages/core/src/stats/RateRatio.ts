import * as Beta from "./Beta.ts"
import * as Binomial from "./Binomial.ts"
import { exp, log } from "./Elementary.ts"
import { type Excluded, type InsufficientData, insufficientData, nothingExcluded } from "./Estimate.ts"
import * as Normal from "./Normal.ts"

/** Events that happened over an exposure: contacts of so many customers, tickets of so many days. */
export interface EventRate {
  readonly events: number
  /** Above 0, in a unit that both rates share. */
  readonly exposure: number
}

/** How two Poisson rates are tested: on the condition of their total, exactly or with half the probability of the observed; or by a normal approximation. */
export type RateTest = "exact-cond" | "cond-midp" | "score" | "score-log" | "sqrt" | "wald" | "wald-log"

/** How the interval of the ratio is made. `"waldcc"` is Wald on the logarithm with half an event added on each side. */
export type RateInterval = "exact-cond" | "score" | "wald-log" | "waldcc" | "mover"

/** How many times as high the first rate is as the second. */
export interface RateRatio {
  readonly _tag: "RateRatio"
  /** `null` when the second had no event: the ratio has no upper bound. */
  readonly value: number | null
  /** `high` is `null` when nothing bounds the ratio from above. */
  readonly interval: {
    readonly low: number
    readonly high: number | null
    readonly level: number
    readonly method: RateInterval
  }
  /** Two-sided p-value of "no difference"; `null` where the method has none, as for the logarithm of no events. */
  readonly p: number | null
  readonly test: RateTest
  /** How many events stand behind it. */
  readonly n: number
  readonly excluded: Excluded
}

/** How two rates are compared. */
export interface RateRatioOptions {
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** `"exact-cond"` unless told. */
  readonly test?: RateTest
  /** `"exact-cond"` unless told. */
  readonly interval?: RateInterval
}

/** The events x and y, and r: what the ratio of the events is when the rates are the same. */
type Statistic = (x: number, y: number, r: number) => number

const anscombe = (events: number): number => Math.sqrt(events + 3 / 8)

const statistics: { readonly [Test in Exclude<RateTest, "exact-cond" | "cond-midp">]: Statistic } = {
  score: (x, y, r) => (x - y * r) / Math.sqrt((x + y) * r),
  wald: (x, y, r) => (x - y * r) / Math.sqrt(x + y * r * r),
  "score-log": (x, y, r) => log(x / y / r) / Math.sqrt((2 + 1 / r + r) / (x + y)),
  "wald-log": (x, y, r) => log(x / y / r) / Math.sqrt(1 / x + 1 / y),
  sqrt: (x, y, r) => (2 * (anscombe(x) - anscombe(y) * Math.sqrt(r))) / Math.sqrt(1 + r)
}

/**
 * The z statistic of a test by approximation; `null` where it is not defined.
 *
 * Gu, Ng, Tang and Schucany (2008), Testing the ratio of two Poisson rates.
 */
export const statistic = (
  a: EventRate,
  b: EventRate,
  method: Exclude<RateTest, "exact-cond" | "cond-midp">
): number | null => {
  const z = statistics[method](a.events, b.events, a.exposure / b.exposure)
  return Number.isFinite(z) ? z : null
}

/** Two-sided p-value of "the rates are the same"; `null` where the method has none. */
export const p = (a: EventRate, b: EventRate, method: RateTest): number | null => {
  if (method === "exact-cond" || method === "cond-midp") {
    const share = a.exposure / (a.exposure + b.exposure)
    const n = a.events + b.events
    if (n === 0) return null
    const half = method === "exact-cond" ? 0 : Binomial.probability(a.events, n, share) / 2
    return Binomial.twoSidedP(a.events, n, share) - half
  }
  const z = statistic(a, b, method)
  return z === null ? null : Math.min(1, 2 * Normal.upperTail(Math.abs(z)))
}

interface Bounds {
  readonly low: number
  readonly high: number | null
}

/** Ends of the ratio of events, from the events x and y and the z of the level. */
type Ends = (x: number, y: number, z: number, level: number) => Bounds | null

const waldLog: Ends = (x, y, z) => {
  if (x === 0 || y === 0) return null
  const factor = exp(z * Math.sqrt(1 / x + 1 / y))
  return { low: x / y / factor, high: (x / y) * factor }
}

const scoreEnds: Ends = (x, y, z) => {
  const middle = x * y + (z * z * (x + y)) / 2
  const spread = Math.sqrt(Math.max(0, middle * middle - x * x * y * y))
  return {
    low: (x * x) / (middle + spread),
    high: y === 0 ? null : (middle + spread) / (y * y)
  }
}

/** A share of the total as a ratio of its two parts. */
const odds = (share: number): number => share / (1 - share)

const exactEnds: Ends = (x, y, _, level) => {
  const alpha = (1 - level) / 2
  return {
    low: x === 0 ? 0 : odds(Beta.quantile(alpha, x, y + 1)),
    high: y === 0 ? null : odds(Beta.quantile(1 - alpha, x + 1, y))
  }
}

/** The method of variance estimates recovery, from the score intervals of the two counts. Li, Tang and Wong (2014). */
const moverEnds: Ends = (x, y, z) => {
  const score = (events: number, side: number): number =>
    events + (z * z) / 2 + side * z * Math.sqrt(events + (z * z) / 4)
  const end = (of: number, against: number, side: number): number => {
    const denominator = against * (2 * y - against)
    return (x * y + side * Math.sqrt(Math.max(0, x * y * x * y - of * (2 * x - of) * denominator))) / denominator
  }
  return {
    low: x === 0 ? 0 : end(score(x, -1), score(y, 1), -1),
    high: y === 0 ? null : end(score(x, 1), score(y, -1), 1)
  }
}

const ends: { readonly [Method in RateInterval]: Ends } = {
  "exact-cond": exactEnds,
  score: scoreEnds,
  "wald-log": waldLog,
  waldcc: (x, y, z, level) => waldLog(x + 0.5, y + 0.5, z, level),
  mover: moverEnds
}

/** The interval of the ratio of two rates with at least one event; `null` where the method has none. */
export const interval = (a: EventRate, b: EventRate, level: number, method: RateInterval): Bounds | null => {
  const found = ends[method](a.events, b.events, Normal.twoSided(level), level)
  const scale = b.exposure / a.exposure
  return found && { low: found.low * scale, high: found.high === null ? null : found.high * scale }
}

const check = ({ events, exposure }: EventRate): void => {
  if (!Number.isSafeInteger(events) || events < 0) {
    throw new RangeError(`events is a whole number from 0, found ${events}`)
  }
  if (!(exposure >= 0 && exposure < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`exposure is a number from 0, found ${exposure}`)
  }
}

/**
 * How many times as high one rate of events is as another: their ratio, with its interval and the p-value of "the same".
 *
 * Given the total, the first count is binomial: so the default test and interval are exact, as in R's `poisson.test`. The
 * usual approximations are options, by the names they have in statsmodels. No exposure, or no event on either side, is
 * `InsufficientData`. Throws a `RangeError` for events that are not whole numbers from 0.
 *
 * Przyborowski and Wilenski (1940), Homogeneity of results in testing samples from Poisson series.
 *
 * ```ts import.meta.vitest
 * import * as RateRatio from "./RateRatio.ts"
 *
 * const result = RateRatio.compare({ events: 30, exposure: 100 }, { events: 20, exposure: 110 })
 * result._tag === "RateRatio" ? [result.value, result.p?.toFixed(4)] : result // => [1.65, "0.0895"]
 * RateRatio.compare({ events: 0, exposure: 1 }, { events: 0, exposure: 1 })._tag // => "InsufficientData"
 * ```
 */
export const compare = (
  a: EventRate,
  b: EventRate,
  { interval: method = "exact-cond", level = 0.95, test = "exact-cond" }: RateRatioOptions = {}
): RateRatio | InsufficientData => {
  check(a)
  check(b)
  const n = a.events + b.events
  if (a.exposure === 0 || b.exposure === 0) return insufficientData("no exposure on one side", n)
  if (n === 0) return insufficientData("no events on either side", 0)
  const bounds = interval(a, b, level, method)
  if (bounds === null) return insufficientData(`no events on one side: no ${method} interval`, n)
  return {
    _tag: "RateRatio",
    value: b.events === 0 ? null : (a.events * b.exposure) / (b.events * a.exposure),
    interval: { ...bounds, level, method },
    p: p(a, b, test),
    test,
    n,
    excluded: nothingExcluded
  }
}
