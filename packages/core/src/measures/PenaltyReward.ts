import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import {
  type Excluded,
  type InsufficientData,
  type Interval,
  insufficientData,
  type Suppressed
} from "../stats/Estimate.ts"
import * as LeastSquares from "../stats/LeastSquares.ts"
import * as StudentT from "../stats/StudentT.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"

/** How far the outcome of one kind of answer lies from that of middling answers, in points of the outcome. */
export interface Contrast {
  readonly _tag: "Contrast"
  readonly value: number
  readonly interval: Interval
  readonly standardError: number
  /** Two-sided p-value of no contrast; `null` when there is no variation to test against. */
  readonly p: number | null
  /** How many answers are of this kind. */
  readonly n: number
}

/** How much of an attribute's range is reward, less how much is penalty: from −1 (all penalty) to 1 (all reward). */
export interface ImpactAsymmetry {
  readonly _tag: "ImpactAsymmetry"
  readonly value: number
  readonly interval: Interval
  /** Share of the range that satisfies: the satisfaction-generating potential, from 0 to 1. */
  readonly sgp: number
  /** Share of the range that dissatisfies: the dissatisfaction-generating potential, 1 − `sgp`. */
  readonly dgp: number
  /** p-value of reward and penalty being of one size, corrected for the number of attributes (Benjamini–Hochberg). */
  readonly adjustedP: number | null
}

/**
 * What kind of factor an attribute is.
 *
 * `"basic"`: the penalty is larger than the reward. `"excitement"`: the reward is larger than the penalty. `"performance"`:
 * there is an effect, and no asymmetry is shown. `"no effect shown"`: neither is.
 */
export type FactorClass = "basic" | "performance" | "excitement" | "no effect shown"

/** One attribute, the others held equal. */
export interface AttributeContrast<Name extends string = string> {
  readonly attribute: Name
  /** Low answers against middling ones: usually below 0. */
  readonly penalty: Contrast | InsufficientData
  /** High answers against middling ones: usually above 0. */
  readonly reward: Contrast | InsufficientData
  /** Reward minus penalty, in points of the outcome; `null` when one of them is not known. */
  readonly range: number | null
  readonly impactAsymmetry: ImpactAsymmetry | InsufficientData
  /** `null` when the reward or the penalty is not known, or nothing varies. */
  readonly factor: FactorClass | null
}

/** A penalty–reward contrast analysis. */
export interface PenaltyRewardFit<Name extends string = string> {
  readonly _tag: "PenaltyReward"
  readonly method: "ordinary least squares on low and high dummies, middle answers as reference"
  readonly n: number
  readonly excluded: Excluded
  /** Mean outcome of those with a middling answer everywhere. */
  readonly intercept: Contrast | InsufficientData
  /** Share of the outcome's variation that the answers account for; `null` when it does not vary. */
  readonly r2: number | null
  /** In the order asked. */
  readonly attributes: ReadonlyArray<AttributeContrast<Name>>
}

/** An analysis, or why there is none. */
export type PenaltyRewardResult<Name extends string = string> = PenaltyRewardFit<Name> | InsufficientData | Suppressed

/** Which answers are analysed, and what is low and high on their scale. */
export interface PenaltyRewardOptions<Name extends string> {
  /** The fields or dimensions that hold the answers to the attributes. */
  readonly attributes: ReadonlyArray<Name>
  /** The field or dimension that holds the overall answer. */
  readonly outcome: Name
  /** An answer up to this point is low. */
  readonly low: number
  /** An answer from this point on is high; above `low` + 1, so that some answers are middling. */
  readonly high: number
  /** Confidence level of the intervals, and of the classes: 0.95 unless told. */
  readonly level?: number
  /** Withhold the analysis of fewer than this many records: 2 unless told. */
  readonly minimum?: number
}

const check = ({ attributes, high, low, outcome }: PenaltyRewardOptions<string>): void => {
  if (!(high > low + 1)) throw new RangeError(`high is above low + 1, found low ${low} and high ${high}`)
  if (attributes.length === 0) throw new RangeError("There is no attribute")
  if (new Set([...attributes, outcome]).size <= attributes.length) throw new RangeError("A name is used twice")
}

/** Answers that are counted on their way into a regression. */
class Contrasts {
  readonly observations: Array<LeastSquares.Observation> = []
  /** Low answers of each attribute, then high ones: two a column, as the dummies. */
  readonly occurrences: Array<number>
  private readonly options: PenaltyRewardOptions<string>
  missing = 0
  invalid = 0

  constructor(options: PenaltyRewardOptions<string>) {
    check(options)
    this.options = options
    this.occurrences = options.attributes.flatMap(() => [0, 0])
  }

  add(read: (name: string) => unknown, copies: number): void {
    const { attributes, high, low, outcome } = this.options
    const answers = attributes.map(read)
    const y = read(outcome)
    const all = [...answers, y]
    if (all.some((each) => each === null || each === undefined || Number.isNaN(each))) this.missing += copies
    else if (!all.every(Number.isInteger)) this.invalid += copies
    else {
      const x = answers.flatMap((answer) => [Number(Number(answer) <= low), Number(Number(answer) >= high)])
      x.forEach((is, j) => {
        this.occurrences[j] = (this.occurrences[j] ?? 0) + is * copies
      })
      this.observations.push({ x, y: Number(y), copies })
    }
  }
}

/** Two-sided p-value of a sum of coefficients being zero, by Student's t. */
const testZero = (value: number, variance: number, { degrees }: LeastSquares.LeastSquares): number | null =>
  variance <= 0 ? null : Math.min(1, 2 * StudentT.upperTail(Math.abs(value) / Math.sqrt(variance), degrees))

const contrast = (fit: LeastSquares.LeastSquares, j: number, n: number, level: number): Contrast | InsufficientData => {
  const coefficient = fit.coefficients[j] ?? null
  if (n === 0) return insufficientData("no such answers", 0)
  if (coefficient === null) return insufficientData("not to be told apart from other answers", n)
  const { p, standardError, value } = coefficient
  const margin = standardError === 0 ? 0 : StudentT.quantile((1 + level) / 2, fit.degrees) * standardError
  const interval = { low: value - margin, high: value + margin, level, method: "Student t" }
  return { _tag: "Contrast", value, interval, standardError, p, n }
}

/** Variances and the covariance of reward + penalty and reward − penalty. */
interface Pair {
  readonly sum: number
  readonly range: number
  readonly sumVariance: number
  readonly rangeVariance: number
  readonly covariance: number
}

const pairOf = ({ coefficients, covariance }: LeastSquares.LeastSquares, j: number): Pair | null => {
  const [penalty, reward] = [coefficients[j], coefficients[j + 1]]
  if (!(penalty && reward)) return null
  const [v, w, c] = [covariance[j]?.[j] ?? 0, covariance[j + 1]?.[j + 1] ?? 0, covariance[j]?.[j + 1] ?? 0]
  return {
    sum: reward.value + penalty.value,
    range: reward.value - penalty.value,
    sumVariance: w + v + 2 * c,
    rangeVariance: w + v - 2 * c,
    covariance: w - v
  }
}

const within = (value: number): number => Math.min(1, Math.max(-1, value))

/** Fieller's interval of a ratio, within −1 and 1; all of that when the denominator may be 0. */
const fieller = (pair: Pair, degrees: number, level: number): Interval => {
  const method = "Fieller"
  const t = StudentT.quantile((1 + level) / 2, degrees)
  const a = pair.range * pair.range - t * t * pair.rangeVariance
  if (a <= 0) return { low: -1, high: 1, level, method }
  const b = pair.sum * pair.range - t * t * pair.covariance
  const c = pair.sum * pair.sum - t * t * pair.sumVariance
  const root = Math.sqrt(Math.max(0, b * b - a * c))
  return { low: within((b - root) / a), high: within((b + root) / a), level, method }
}

const asymmetry = (
  pair: Pair | null,
  { degrees }: LeastSquares.LeastSquares,
  adjustedP: number | null,
  level: number
): ImpactAsymmetry | InsufficientData => {
  if (pair === null) return insufficientData("the reward or the penalty is not known", 0)
  if (pair.range <= 0) return insufficientData("high answers do not go with a better outcome than low ones", 0)
  const value = within(pair.sum / pair.range)
  const [sgp, dgp] = [(1 + value) / 2, (1 - value) / 2]
  return { _tag: "ImpactAsymmetry", value, interval: fieller(pair, degrees, level), sgp, dgp, adjustedP }
}

const classOf = (
  pair: Pair | null,
  asymmetryP: number | null,
  rangeP: number | null,
  alpha: number
): FactorClass | null => {
  if (pair === null || asymmetryP === null || rangeP === null) return null
  if (asymmetryP < alpha) return pair.sum < 0 ? "basic" : "excitement"
  return rangeP < alpha ? "performance" : "no effect shown"
}

const finish = <Name extends string>(
  contrasts: Contrasts,
  options: PenaltyRewardOptions<Name>
): PenaltyRewardResult<Name> => {
  const { attributes, level = 0.95, minimum = 2 } = options
  const { invalid, missing, observations, occurrences } = contrasts
  const excluded = { missing, invalid }
  const products = LeastSquares.crossProducts(observations, 2 * attributes.length)
  const n = products.xx[0]?.[0] ?? 0
  if (n === 0) return insufficientData("no complete records", 0, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const fit = LeastSquares.fit(products)
  if (fit._tag !== "LeastSquares") return { ...fit, excluded }
  const pairs = attributes.map((_, i) => pairOf(fit, 1 + 2 * i))
  const sums = benjaminiHochberg(pairs.map((pair) => pair && testZero(pair.sum, pair.sumVariance, fit)))
  const ranges = benjaminiHochberg(pairs.map((pair) => pair && testZero(pair.range, pair.rangeVariance, fit)))
  return {
    _tag: "PenaltyReward",
    method: "ordinary least squares on low and high dummies, middle answers as reference",
    n,
    excluded,
    intercept: contrast(fit, 0, n, level),
    r2: fit.r2,
    attributes: attributes.map((attribute, i) => {
      const pair = pairs[i] ?? null
      return {
        attribute,
        penalty: contrast(fit, 1 + 2 * i, occurrences[2 * i] ?? 0, level),
        reward: contrast(fit, 2 + 2 * i, occurrences[2 * i + 1] ?? 0, level),
        range: pair?.range ?? null,
        impactAsymmetry: asymmetry(pair, fit, sums[i] ?? null, level),
        factor: classOf(pair, sums[i] ?? null, ranges[i] ?? null, 1 - level)
      }
    })
  }
}

/**
 * Penalty–reward contrasts of plain records: how much lower the outcome is where an attribute was answered low, and how much
 * higher where it was answered high, than where it was middling, all attributes at once.
 *
 * Answers and outcome are whole numbers. A record that lacks one of them is reported as missing, with a fraction as invalid.
 * A kind of answer that does not occur, or that always comes with another, is `InsufficientData` and leaves the others
 * standing; no more records than contrasts are `InsufficientData` as a whole. The impact asymmetry is (r − |p|) / (r + |p|)
 * of reward r and penalty p, with Fieller's interval; with a p above 0 or an r below 0 it is 1 or −1. The class rests on the
 * test of r = |p|, corrected for the number of attributes. Throws a `RangeError` when no answer lies between low and high.
 *
 * Source: Brandt (1987); Matzler and Sauerwein (2002); Mikulić and Prebežac (2008) for the impact asymmetry.
 *
 * ```ts import.meta.vitest
 * import * as PenaltyReward from "./PenaltyReward.ts"
 *
 * const records = [1, 3, 5, 1, 3, 5].map((speed, i) => ({ speed, overall: [2, 6, 7, 3, 7, 7][i] }))
 * const result = PenaltyReward.fromRecords(records, { attributes: ["speed"], outcome: "overall", low: 2, high: 4 })
 * result._tag === "PenaltyReward" ? result.attributes.map((each) => [each.range?.toFixed(1), each.factor]) : result // => [["4.5", "basic"]]
 * ```
 */
export const fromRecords = <const Name extends string>(
  records: Iterable<{ readonly [N in Name]?: number | null | undefined }>,
  options: PenaltyRewardOptions<Name>
): PenaltyRewardResult<Name> => {
  const contrasts = new Contrasts(options)
  for (const record of records) contrasts.add((name) => record[name as Name], 1)
  return finish(contrasts, options)
}

/**
 * The same of a tally that counts by every attribute and the outcome together: the answers of a record stay joint.
 *
 * Throws `TallyMismatch` when one of the dimensions is not there.
 */
export const fromTally = <Name extends string, const Used extends Name>(
  tally: Tally<Name>,
  options: PenaltyRewardOptions<Used>
): PenaltyRewardResult<Used> => {
  const contrasts = new Contrasts(options)
  const columns = new Map([...options.attributes, options.outcome].map((name) => [name as string, column(tally, name)]))
  tally.counts.forEach((copies, group) => {
    contrasts.add((name) => {
      const found = columns.get(name)
      return found && valueAt(found, group)
    }, copies)
  })
  return finish(contrasts, options)
}
