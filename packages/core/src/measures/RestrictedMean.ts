import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import { twoSided } from "../stats/Normal.ts"
import { normalDifference } from "../stats/NormalDifference.ts"
import * as Stats from "../stats/RestrictedMean.ts"
import type { SurvivalCurve, SurvivalResult } from "./SurvivalCurve.ts"

/** The mean time stayed up to `tau`, in the unit of the times, with its interval. */
export interface RestrictedMean extends Estimate {
  /** The time up to which is looked. */
  readonly tau: number
  readonly standardError: number
}

const checked = (tau: number): number => {
  if (tau > 0 && tau < Number.POSITIVE_INFINITY) return tau
  throw new RangeError(`A restricted mean has a time above 0 up to which it looks, found ${tau}`)
}

/**
 * The mean time stayed, of the time up to `tau`: the area under the curve. Of the first year, customers stay 290 days.
 *
 * Unlike the mean it can be known while many are still there, and unlike the median it uses the whole curve. The interval is
 * normal, within 0 and `tau`; where nobody left before `tau`, it has no width. `InsufficientData` when nobody was followed
 * to `tau` while some were left. Throws a `RangeError` unless `tau` is above 0.
 *
 * Meier (1975); Royston and Parmar (2013); as the restricted mean of R's survival package.
 *
 * ```ts import.meta.vitest
 * import * as Survival from "./Survival.ts"
 *
 * const curve = Survival.fromLifetimes([{ time: 30, event: true }, { time: 60, event: false }])
 * const mean = curve._tag === "SurvivalCurve" && Survival.restrictedMean(curve, 50)
 * mean && mean._tag === "Estimate" && mean.value // => 40
 * ```
 */
export const restrictedMean = (
  curve: SurvivalCurve,
  tau: number,
  options: { readonly level?: number } = {}
): RestrictedMean | InsufficientData => {
  const { excluded, n, survival, times } = curve
  if (checked(tau) > (times.at(-1) ?? 0) && survival.at(-1) !== 0) {
    return insufficientData("nobody was followed to this time", n, excluded)
  }
  const { mean: value, standardError } = Stats.restrictedMean(curve, tau)
  const level = options.level ?? 0.95
  const margin = twoSided(level) * standardError
  const interval = { low: Math.max(0, value - margin), high: Math.min(tau, value + margin), level, method: "normal" }
  return { _tag: "Estimate", value, interval, n, excluded, tau, standardError }
}

/**
 * The difference of two restricted means, the first minus the second, with a normal interval and z test.
 *
 * It says how much longer, in days, and holds whether or not the curves cross. `InsufficientData` when a side has none.
 *
 * ```ts import.meta.vitest
 * import * as Survival from "./Survival.ts"
 *
 * const all = (times) => Survival.fromLifetimes(times.map((time) => ({ time, event: true })))
 * const longer = Survival.restrictedMeanDifference(all([40, 80]), all([20, 40]), 60)
 * longer._tag === "Difference" && longer.value // => 20
 * ```
 */
export const restrictedMeanDifference = (
  a: SurvivalResult,
  b: SurvivalResult,
  tau: number,
  options: { readonly level?: number } = {}
): Difference | InsufficientData => {
  const [first, second] = [a, b].map((each) => (each._tag === "SurvivalCurve" ? restrictedMean(each, tau) : each))
  if (first?._tag !== "Estimate" || second?._tag !== "Estimate") {
    return insufficientData("a restricted mean is missing on one side", 0)
  }
  return normalDifference({
    value: first.value - second.value,
    error: Math.sqrt(first.standardError * first.standardError + second.standardError * second.standardError),
    n: [first.n, second.n],
    level: options.level ?? 0.95,
    method: "normal",
    bound: tau
  })
}
