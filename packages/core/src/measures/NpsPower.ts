import { type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import { moments, type Trinomial } from "../stats/NetScore.ts"
import * as Normal from "../stats/Normal.ts"

/** Answers now: numbers or shares, only their proportions count. An estimate of `Nps` is one. */
export interface NpsShares {
  readonly promoters: number
  readonly passives: number
  readonly detractors: number
}

/** A comparison of two scores, planned: what can be seen with how many answers, and how surely. */
export interface NpsPlan {
  readonly _tag: "Plan"
  readonly definition: "two-sided z test of two samples of one size; promoters gained from detractors, then from passives"
  /** Answers needed in each of the two samples. */
  readonly answers: number
  /** In points, below 0 for a loss. */
  readonly change: number
  /** The probability that the test sees this change. */
  readonly power: number
  /** The probability that it sees one where there is none. */
  readonly alpha: number
}

const between = (low: number, value: number, high: number, name: string): void => {
  if (!(low < value && value < high)) throw new RangeError(`${name} is above ${low} and below ${high}, found ${value}`)
}

const sharesOf = ({ detractors, passives, promoters }: NpsShares): Trinomial | undefined => {
  const total = detractors + passives + promoters
  if (!(Math.min(detractors, passives, promoters) >= 0 && total < Number.POSITIVE_INFINITY)) {
    throw new RangeError("Shares are numbers from 0")
  }
  if (total === 0) return undefined
  return { negative: detractors / total, neutral: passives / total, positive: promoters / total }
}

/** Variances of −1, 0 and 1 before and after a change from −2 to 2, added; passives move when nobody is left to turn. */
const variances = (now: Trinomial, change: number): number => {
  const { net, variance } = moments(now)
  const outer = now.negative + now.positive
  const turning = change > 0 ? now.negative : now.positive
  const after = outer + Math.max(0, Math.abs(change) - 2 * turning) - (net + change) * (net + change)
  return variance + Math.max(0, after)
}

const powerOf = (now: Trinomial, change: number, answers: number, alpha: number): number => {
  const error = Math.sqrt(variances(now, change) / answers)
  if (error === 0) return 1
  return Normal.upperTail(Normal.twoSided(1 - alpha) - Math.abs(change) / error)
}

const plan = (answers: number, change: number, power: number, alpha: number): NpsPlan => ({
  _tag: "Plan",
  definition: "two-sided z test of two samples of one size; promoters gained from detractors, then from passives",
  answers,
  change,
  power,
  alpha
})

const nobody = insufficientData("no valid answers now", 0)

const refuseImpossible = (now: Trinomial, change: number): void => {
  const to = 100 * moments(now).net + change
  if (!(change !== 0 && to > -100 - 1e-9 && to < 100 + 1e-9)) {
    throw new RangeError(`A change is not 0 and leads to a score from −100 to 100; ${change} leads to ${to}`)
  }
}

/** A change to look for, in points. */
export interface AnswersNeededOptions {
  /** In points; below 0 for a loss. */
  readonly change: number
  /** The probability of seeing it: 0.8 unless told. */
  readonly power?: number
  /** The probability of seeing a change where there is none: 0.05 unless told. */
  readonly alpha?: number
}

/**
 * How many answers each of two samples needs to see a change of the Net Promoter Score.
 *
 * A gain is taken to come from detractors who turn promoters, then from
 * passives; a loss the other way. Nobody now gives `InsufficientData`; a change of 0, or beyond −100 or 100, throws a
 * `RangeError`, as does a `power` that is not between `alpha` and 1.
 *
 * Normal approximation: n = (z₁₋α/₂ + z_power)² (v + v′) / d², v = p + d − (p − d)² before and v′ after.
 * Source: Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, chapter 4, with these variances.
 *
 * ```ts import.meta.vitest
 * import * as NpsPower from "./NpsPower.ts"
 *
 * const plan = NpsPower.answersNeeded({ promoters: 50, passives: 30, detractors: 20 }, { change: 5 })
 * plan._tag === "Plan" ? plan.answers : plan // => 3729
 * ```
 */
export const answersNeeded = (
  now: NpsShares,
  { alpha = 0.05, change, power = 0.8 }: AnswersNeededOptions
): NpsPlan | InsufficientData => {
  between(0, alpha, 1, "alpha")
  between(alpha, power, 1, "power")
  const shares = sharesOf(now)
  if (shares === undefined) return nobody
  refuseImpossible(shares, change)
  const z = Normal.twoSided(1 - alpha) + Normal.quantile(power)
  const answers = Math.max(1, Math.ceil((z * z * variances(shares, change / 100) * 10_000) / (change * change)))
  return plan(answers, change, powerOf(shares, change / 100, answers, alpha), alpha)
}

/** So many answers, and how surely the change is to be seen. */
export interface DetectableChangeOptions {
  /** In each of the two samples: a number above 0. */
  readonly answers: number
  /** `"gain"` unless told. */
  readonly direction?: "gain" | "loss"
  /** The probability of seeing it: 0.8 unless told. */
  readonly power?: number
  /** The probability of seeing a change where there is none: 0.05 unless told. */
  readonly alpha?: number
}

/**
 * The smallest change of the Net Promoter Score, in points, that two samples of so many answers each can see.
 *
 * `InsufficientData` when there is nobody now, or so few answers that no possible change is seen as surely.
 *
 * ```ts import.meta.vitest
 * import * as NpsPower from "./NpsPower.ts"
 *
 * const plan = NpsPower.detectableChange({ promoters: 50, passives: 30, detractors: 20 }, { answers: 400 })
 * plan._tag === "Plan" ? plan.change.toFixed(1) : plan // => "14.8"
 * ```
 */
export const detectableChange = (
  now: NpsShares,
  { alpha = 0.05, answers, direction = "gain", power = 0.8 }: DetectableChangeOptions
): NpsPlan | InsufficientData => {
  between(0, alpha, 1, "alpha")
  between(alpha, power, 1, "power")
  between(0, answers, Number.POSITIVE_INFINITY, "answers")
  const shares = sharesOf(now)
  if (shares === undefined) return nobody
  const sign = direction === "gain" ? 1 : -1
  let [low, high] = [0, 1 - sign * moments(shares).net]
  if (!(high > 0 && powerOf(shares, sign * high, answers, alpha) >= power)) {
    return insufficientData("no possible change is seen as surely with so few answers", Math.floor(answers))
  }
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (powerOf(shares, sign * middle, answers, alpha) >= power) high = middle
    else low = middle
  }
  return plan(answers, 100 * sign * high, power, alpha)
}

/** A change and so many answers. */
export interface PowerOptions {
  /** In points; below 0 for a loss. */
  readonly change: number
  /** In each of the two samples: a number above 0. */
  readonly answers: number
  /** The probability of seeing a change where there is none: 0.05 unless told. */
  readonly alpha?: number
}

/**
 * How surely two samples of so many answers each see a change of the Net Promoter Score.
 *
 * ```ts import.meta.vitest
 * import * as NpsPower from "./NpsPower.ts"
 *
 * const plan = NpsPower.power({ promoters: 50, passives: 30, detractors: 20 }, { change: 5, answers: 400 })
 * plan._tag === "Plan" ? plan.power.toFixed(2) : plan // => "0.15"
 * ```
 */
export const power = (now: NpsShares, { alpha = 0.05, answers, change }: PowerOptions): NpsPlan | InsufficientData => {
  between(0, alpha, 1, "alpha")
  between(0, answers, Number.POSITIVE_INFINITY, "answers")
  const shares = sharesOf(now)
  if (shares === undefined) return nobody
  refuseImpossible(shares, change)
  return plan(answers, change, powerOf(shares, change / 100, answers, alpha), alpha)
}
