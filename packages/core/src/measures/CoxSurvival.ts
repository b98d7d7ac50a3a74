import { exp } from "../stats/Elementary.ts"
import { type Excluded, type InsufficientData, insufficientData, type Measured } from "../stats/Estimate.ts"
import { limits } from "../stats/KaplanMeier.ts"
import { twoSided } from "../stats/Normal.ts"
import type { Value } from "../tally/Value.ts"
import type { CoxBaseline, CoxStratum } from "./CoxBaseline.ts"
import type { CoxCoefficient, CoxModel } from "./CoxModel.ts"

/** Of whom survival is predicted: a value of each covariate, and the stratum where there are any. */
export interface CoxSubject<Name extends string = string> {
  readonly covariates: { readonly [N in Name]: Value }
  readonly stratum?: Value
}

/** A predicted survival curve: one entry for each time of an event, ascending. */
export interface CoxSurvival {
  readonly _tag: "CoxSurvival"
  readonly times: ReadonlyArray<number>
  /** The cumulative hazard up to and with the time. */
  readonly cumulativeHazard: ReadonlyArray<number>
  /** The share that stays longer than the time, from 1 down to 0. */
  readonly survival: ReadonlyArray<number>
  readonly standardError: ReadonlyArray<number | null>
  /** Confidence limits of the share; `null` where they cannot be estimated. */
  readonly low: ReadonlyArray<number | null>
  readonly high: ReadonlyArray<number | null>
  /** The longest time that anyone was followed: nothing is known beyond. */
  readonly until: number
  readonly level: number
  readonly method: string
  readonly n: number
  readonly excluded: Excluded
}

const finite = (value: Value): number | null => (typeof value === "number" && Number.isFinite(value) ? value : null)

/** The number that a subject has for a coefficient; `null` when the model knows none. */
const numberOf = (model: CoxModel, { category, covariate, reference }: CoxCoefficient, value: Value | undefined) => {
  if (value === undefined) throw new RangeError(`The subject has no ${covariate}`)
  if (reference === null) return typeof value === "boolean" ? Number(value) : finite(value)
  if (value === category || value === reference) return value === category ? 1 : 0
  const others = model.coefficients.filter((each) => each.covariate === covariate)
  return others.some((each) => each.category === value) ? 0 : null
}

/** The numbers of a subject, one a coefficient; `null` when one is not known. */
const numbersOf = <Name extends string>(
  model: CoxModel<Name>,
  { covariates }: CoxSubject<Name>
): ReadonlyArray<number> | null => {
  const numbers = model.coefficients.map((each) => numberOf(model, each, covariates[each.covariate]))
  const known = numbers.filter((number) => number !== null)
  return known.length === numbers.length ? known : null
}

const sum = (count: number, term: (i: number) => number): number => {
  let total = 0
  for (let i = 0; i < count; i++) total += term(i)
  return total
}

/** The cumulative hazards of a subject, with their standard errors. */
const hazards = ({ coefficients, covariance }: CoxModel, stratum: CoxStratum, numbers: ReadonlyArray<number>) => {
  const width = numbers.length
  const away = numbers.map((number, j) => number - (stratum.centre[j] ?? 0))
  const risk = exp(sum(width, (j) => (coefficients[j]?.coefficient ?? 0) * (away[j] ?? 0)))
  return Array.from(stratum.cumulativeHazard, (base, time) => {
    const drift = away.map((each, j) => each * base - (stratum.means[j]?.[time] ?? 0))
    const moved = sum(width, (i) => sum(width, (j) => (drift[i] ?? 0) * (covariance[i]?.[j] ?? 0) * (drift[j] ?? 0)))
    return { hazard: base * risk, error: risk * Math.sqrt((stratum.variance[time] ?? 0) + moved) }
  })
}

/**
 * The share of subjects with given covariates that stays, over time, by a model and its baseline.
 *
 * The interval allows for the baseline's and the coefficients' uncertainty, on the log-log scale. `InsufficientData` for a
 * stratum without events, and for a category or number that is not known. Throws a `RangeError` when a covariate of the model
 * is left out.
 *
 * Link (1984), Confidence intervals for the survival function using Cox's proportional-hazard model with covariates,
 * Biometrics 40; as `survfit` of R's survival package.
 *
 * ```ts import.meta.vitest
 * import * as Cox from "./Cox.ts"
 *
 * const columns = {
 *   time: [1, 2, 3, 4, 5, 6],
 *   event: [1, 1, 1, 1, 1, 0],
 *   covariates: { visits: [3, 1, 2, 4, 1, 0] }
 * }
 * const model = Cox.fromColumns(columns)
 * if (model._tag !== "CoxModel") throw new Error("no model")
 * const curve = Cox.survival(model, Cox.baseline(columns, model), { covariates: { visits: 2 } })
 * curve._tag === "CoxSurvival" && curve.survival.map((share) => share.toFixed(2)) // => ["0.86", "0.70", "0.56", "0.41", "0.17"]
 * ```
 */
export const survival = <Name extends string>(
  model: CoxModel<Name>,
  baseline: CoxBaseline,
  subject: CoxSubject<Name>
): CoxSurvival | InsufficientData => {
  const { excluded, level, n } = model
  const stratum = baseline.strata.find((each) => each.stratum === (subject.stratum ?? null))
  if (stratum === undefined) return insufficientData("no events in this stratum", n, excluded)
  const numbers = numbersOf(model, subject)
  if (numbers === null) return insufficientData("a covariate has a value that the model does not know", n, excluded)
  const z = twoSided(level)
  const steps = hazards(model, stratum, numbers).map(({ error, hazard }) => {
    const share = exp(-hazard)
    const standardError = share > 0 ? share * error : null
    return { hazard, share, standardError, ends: limits("log-log", share, standardError, z) }
  })
  return {
    _tag: "CoxSurvival",
    times: [...stratum.times],
    cumulativeHazard: steps.map(({ hazard }) => hazard),
    survival: steps.map(({ share }) => share),
    standardError: steps.map(({ standardError }) => standardError),
    low: steps.map(({ ends }) => ends.low),
    high: steps.map(({ ends }) => ends.high),
    until: stratum.until,
    level,
    method: `${model.method}, log-log`,
    n,
    excluded
  }
}

/**
 * The share of a predicted curve that stays longer than a time, with its interval.
 *
 * `InsufficientData` beyond the longest time that anyone was followed, and where the interval cannot be estimated: before the
 * first event, and once the share is 0.
 *
 * ```ts import.meta.vitest
 * import * as Cox from "./Cox.ts"
 *
 * const columns = {
 *   time: [1, 2, 3, 4, 5, 6],
 *   event: [1, 1, 1, 1, 1, 0],
 *   covariates: { visits: [3, 1, 2, 4, 1, 0] }
 * }
 * const model = Cox.fromColumns(columns)
 * if (model._tag !== "CoxModel") throw new Error("no model")
 * const curve = Cox.survival(model, Cox.baseline(columns, model), { covariates: { visits: 2 } })
 * if (curve._tag !== "CoxSurvival") throw new Error("no curve")
 * const [during, beyond] = [Cox.survivalAt(curve, 3.5), Cox.survivalAt(curve, 7)]
 * during._tag === "Estimate" && [during.value.toFixed(2), beyond._tag] // => ["0.56", "InsufficientData"]
 * ```
 */
export const survivalAt = (curve: CoxSurvival, time: number): Measured => {
  const { excluded, high, level, low, method, n, survival: shares, times, until } = curve
  if (!(time >= 0 && time <= until)) return insufficientData("nobody was followed to this time", n, excluded)
  const place = times.findLastIndex((each) => each <= time)
  const [value, from, to] = [shares[place] ?? 1, low[place] ?? null, high[place] ?? null]
  if (from === null || to === null)
    return insufficientData(value > 0 ? "no event until this time" : "the share is 0", n, excluded)
  return { _tag: "Estimate", value, interval: { low: from, high: to, level, method }, n, excluded }
}
