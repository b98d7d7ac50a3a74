import { exp, log } from "../stats/Elementary.ts"
import { type Estimate, type InsufficientData, type Interval, insufficientData } from "../stats/Estimate.ts"
import { at } from "../stats/linear/SquareMatrix.ts"
import { twoSided } from "../stats/Normal.ts"
import { expectedCount } from "../stats/StoppedCount.ts"
import type { BgNbdFit } from "./BgNbdFit.ts"
import { dropout, type Parameters } from "./BgNbdLikelihood.ts"
import { isHistory, type PurchaseHistory } from "./PurchaseHistories.ts"

/** How a prediction is reported. */
export interface PredictionOptions {
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
}

const parametersOf = ({ a, alpha, b, r }: BgNbdFit): Parameters => [r.value, alpha.value, a.value, b.value]

/** The standard error of a function of the parameters, from its derivatives by their logarithms. */
const errorOf = ({ covariance }: BgNbdFit, slope: ReadonlyArray<number>): number => {
  const matrix = { size: 4, values: Float64Array.from(covariance) }
  let variance = 0
  slope.forEach((x, i) => {
    slope.forEach((y, j) => {
      variance += x * y * at(matrix, i, j)
    })
  })
  return Math.sqrt(Math.max(0, variance))
}

const estimate = ({ excluded, n }: BgNbdFit, value: number, interval: Interval): Estimate => ({
  _tag: "Estimate",
  value,
  interval,
  n,
  excluded
})

const noHistory = ({ excluded, n }: BgNbdFit): InsufficientData =>
  insufficientData("this is no purchase history", n, excluded)

/** The probability of being alive, given a history. */
export const alive = (parameters: Parameters, { age, frequency, recency }: PurchaseHistory): number =>
  frequency === 0 ? 1 : 1 / (1 + exp(dropout(parameters, frequency, recency, age).odds))

/** The purchases to expect in the time after a history; `null` when it is too long. */
export const expected = (parameters: Parameters, history: PurchaseHistory, time: number): number | null => {
  const [r, alpha, a, b] = parameters
  const { age, frequency } = history
  const process = { shape: r + frequency, time: time / (alpha + age), a, b: b + frequency }
  const count = expectedCount(process)
  return count === null ? null : count * alive(parameters, history)
}

/**
 * The probability that a customer is still there, from 0 to 1, with its interval (delta method, on the log odds).
 *
 * The interval is that of the probability for such a history, from the uncertainty of the parameters. A customer without a
 * repeat purchase is alive for certain: in this model one drops out after a repeat purchase or never. What is no history
 * gives `InsufficientData`. Fader, Hardie and Lee (2008), Computing P(alive) using the BG/NBD model.
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
 * const alive = (recency: number) => {
 *   const found = fit._tag === "BgNbdFit" && BgNbd.probabilityAlive(fit, { frequency: 5, recency, age: 30 })
 *   return found && found._tag === "Estimate" && found.value.toFixed(2)
 * }
 * [alive(28), alive(5)] // => ["0.87", "0.00"]
 * ```
 */
export const probabilityAlive = (
  fit: BgNbdFit,
  history: PurchaseHistory,
  { level = 0.95 }: PredictionOptions = {}
): Estimate | InsufficientData => {
  if (!isHistory(history)) return noHistory(fit)
  const { age, frequency, recency } = history
  const parameters = parametersOf(fit)
  const method = "delta, log odds"
  if (frequency === 0) return estimate(fit, 1, { low: 1, high: 1, level, method })
  const { odds, slope } = dropout(parameters, frequency, recency, age)
  const margin =
    twoSided(level) *
    errorOf(
      fit,
      slope.map((each, i) => each * (parameters[i] ?? 0))
    )
  const [low, high] = [1 / (1 + exp(odds + margin)), 1 / (1 + exp(odds - margin))]
  return estimate(fit, alive(parameters, history), { low, high, level, method })
}

/** Half of the step in the logarithm of a parameter from which a derivative is taken. */
const little = 1e-4

/** The derivatives of the logarithm of a function by the logarithms of the parameters, by central differences. */
const slopes = (parameters: Parameters, value: (parameters: Parameters) => number): ReadonlyArray<number> => {
  const at = (place: number, by: number): number => {
    const [r, alpha, a, b] = parameters.map((each, i) => (i === place ? each * exp(by) : each))
    return log(value([r ?? 0, alpha ?? 0, a ?? 0, b ?? 0]))
  }
  return parameters.map((_, place) => (at(place, little) - at(place, -little)) / (2 * little))
}

/**
 * How many purchases to expect of a customer in the `time` to come, with its interval (delta method, on the log scale).
 *
 * The time is from 0, in the unit of the histories. The interval is that of the expectation for such a history; what one
 * customer will do varies far more. What is no history, and a time too long to compute, give `InsufficientData`; a time that is
 * no number from 0 throws a `RangeError`. Fader, Hardie and Lee (2005), equation 10, summed as in `StoppedCount`.
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
 * const next = fit._tag === "BgNbdFit" && BgNbd.expectedPurchases(fit, { frequency: 8, recency: 24, age: 25 }, 10)
 * next && next._tag === "Estimate" && next.value.toFixed(2) // => "2.67"
 * ```
 */
export const expectedPurchases = (
  fit: BgNbdFit,
  history: PurchaseHistory,
  time: number,
  { level = 0.95 }: PredictionOptions = {}
): Estimate | InsufficientData => {
  if (!(time >= 0 && time < Number.POSITIVE_INFINITY)) throw new RangeError(`A time is a number from 0, found ${time}`)
  if (!isHistory(history)) return noHistory(fit)
  const parameters = parametersOf(fit)
  const value = expected(parameters, history, time)
  if (value === null) return insufficientData("too far ahead of what was observed", fit.n, fit.excluded)
  const slope = value === 0 ? [] : slopes(parameters, (near) => expected(near, history, time) ?? value)
  const margin = exp(twoSided(level) * errorOf(fit, slope))
  return estimate(fit, value, { low: value / margin, high: value * margin, level, method: "delta, log scale" })
}

/**
 * How many purchases to expect of a new customer in the `time` after the first. As `expectedPurchases`.
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
 * const first = fit._tag === "BgNbdFit" && BgNbd.expectedOfNew(fit, 30)
 * first && first._tag === "Estimate" && first.value.toFixed(2) // => "3.65"
 * ```
 */
export const expectedOfNew = (
  fit: BgNbdFit,
  time: number,
  options: PredictionOptions = {}
): Estimate | InsufficientData => expectedPurchases(fit, { frequency: 0, recency: 0, age: 0 }, time, options)
