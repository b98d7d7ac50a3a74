import { exp, log } from "../stats/Elementary.ts"
import { type Estimate, type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import type { SquareMatrix } from "../stats/linear/SquareMatrix.ts"
import { make, at as valueIn } from "../stats/linear/SquareMatrix.ts"
import * as StudentT from "../stats/StudentT.ts"
import {
  fitted,
  neweyWest,
  varianceOf,
  type WeightedRegression,
  type WeightedRow,
  weightedRegression
} from "../stats/WeightedRegression.ts"
import { periodsInYear, type Season, season, seasonOf } from "./Season.ts"
import { reached, type Target, type TargetReached } from "./TargetReached.ts"

/** A change that a regression tells, with its interval. */
export interface SeriesChange extends Pick<Estimate, "value" | "interval"> {
  readonly standardError: number
  /** Two-sided p-value of none; `null` when the regression fits without any error. */
  readonly p: number | null
}

/** One period of a series as the regression sees it. */
export interface FittedPeriod {
  readonly period: string
  readonly value: number
  readonly fitted: number
  /** Where the trend of before would have led; `null` before the change. */
  readonly continued: number | null
}

/**
 * The change of a series that is associated with an improvement: what the periods after it are above the trend of before,
 * continued, on average.
 */
export interface InterruptedSeries extends Estimate, SeriesChange {
  readonly definition: "interrupted time series: mean of the periods after minus the trend of before, continued"
  /** What was measured: `"NPS"`, `"top 2 of 5 points"`; `"values"` for a series of plain values. */
  readonly measured: string
  /** The step in the first period after the change. */
  readonly levelChange: SeriesChange
  /** How much steeper the trend is after the change, a period. */
  readonly slopeChange: SeriesChange
  /** The trend of before, a period. */
  readonly trendBefore: SeriesChange
  /** Of what the standard errors are made: `"overdispersion"` or `"Newey–West, lag 2"`. */
  readonly errors: string
  /** How many times the variance of periods is that of sampling alone; `null` when that is not known. */
  readonly dispersion: number | null
  /** How a period resembles the one before, from −1 to 1: far above 0, take Newey–West errors. `null` without residuals. */
  readonly autocorrelation: number | null
  readonly season: Season
  /** The periods in the regression. */
  readonly periods: { readonly before: number; readonly after: number }
  /** One a period, for a picture. */
  readonly series: ReadonlyArray<FittedPeriod>
  /** Whether the fitted value of the last period is what was aimed at. Only there with a target. */
  readonly target?: TargetReached
}

/** A change of a series, or why there is none. */
export type InterruptedResult = InterruptedSeries | InsufficientData

/** How a change of a series is estimated and reported. */
export interface InterruptedOptions extends Target {
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /**
   * `"overdispersion"` unless told: periods are independent, and vary by no less than sampling. `"Newey–West"` lets
   * neighbouring periods resemble each other, and needs many of them.
   */
  readonly errors?: "overdispersion" | "Newey–West"
  /** How many periods apart still resemble each other, for Newey–West: 4 (periods ⁄ 100)^(2⁄9), rounded down, unless told. */
  readonly lag?: number
  /** Give each month or quarter a level of its own: `false` unless told. Needs two full years. */
  readonly seasonal?: boolean
}

/** A period of a series, ready for the regression. */
export interface WeightedPeriod {
  readonly period: string
  /** How many periods after the change; below 0 before it. */
  readonly at: number
  readonly value: number
  /** How much it counts: its answers. */
  readonly weight: number
}

/** What is known of a series beside its values. */
export interface SeriesContext {
  readonly measured: string
  /** Variance of a value that counts 1, by sampling alone; `null` when it is not known. */
  readonly sampling: number | null
  readonly n: number
  readonly excluded: Excluded
}

const seasonsOf = (periods: ReadonlyArray<WeightedPeriod>): ReadonlyArray<string> =>
  [...new Set(periods.map(({ period }) => seasonOf(period)))].sort().slice(1)

const columnsOf = (at: number, isAfter: boolean, seasons: ReadonlyArray<string>, period: string) => [
  1,
  at,
  isAfter ? 1 : 0,
  isAfter ? at : 0,
  ...seasons.map((each) => (each === seasonOf(period) ? 1 : 0))
]

/** Newey and West's (1994) rule of thumb for the lag. */
const usualLag = (periods: number): number => Math.floor(4 * exp((2 / 9) * log(periods / 100)))

/** The covariances of the coefficients, and of what they are made. */
const covarianceOf = (
  rows: ReadonlyArray<WeightedRow>,
  fit: WeightedRegression,
  sampling: number | null,
  { errors = "overdispersion", lag = usualLag(rows.length) }: InterruptedOptions
): { readonly errors: string; readonly covariance: SquareMatrix } => {
  if (errors === "Newey–West") return { errors: `Newey–West, lag ${lag}`, covariance: neweyWest(rows, fit, lag) }
  const variance = Math.max(fit.variance, sampling ?? 0)
  return { errors, covariance: make(fit.inverse.size, (j, k) => variance * valueIn(fit.inverse, j, k)) }
}

const autocorrelation = (residuals: ReadonlyArray<number>): number | null => {
  const squares = residuals.reduce((sum, each) => sum + each * each, 0)
  const products = residuals.reduce((sum, each, i) => sum + each * (residuals[i - 1] ?? 0), 0)
  return squares === 0 ? null : products / squares
}

/** Why a regression of these periods would say nothing; `null` when it may. */
const objection = (periods: ReadonlyArray<WeightedPeriod>, span: number, seasonal: boolean): string | null => {
  const after = periods.filter(({ at }) => at >= 0).length
  if (after < 2) return "fewer than two periods after the change"
  if (periods.length - after < 2) return "fewer than two periods before the change"
  if (!seasonal) return null
  const perYear = periodsInYear(periods[0]?.period ?? "")
  if (perYear !== 12 && perYear !== 4) return "seasons are modelled for months and quarters only"
  return span < 2 * perYear ? "fewer than two full years do not tell seasons" : null
}

/** Segmented regression of periods in the order of time. */
export const interrupted = (
  periods: ReadonlyArray<WeightedPeriod>,
  { excluded, measured, n, sampling }: SeriesContext,
  options: InterruptedOptions
): InterruptedResult => {
  const { level = 0.95, seasonal = false } = options
  checkLag(options)
  const [first, last] = [periods[0], periods.at(-1)]
  const span = (last?.at ?? 0) - (first?.at ?? 0) + 1
  const problem = objection(periods, span, seasonal)
  if (problem !== null || first === undefined || last === undefined) return insufficientData(problem ?? "", n, excluded)
  const seasons = seasonal ? seasonsOf(periods) : []
  const rows = periods.map(({ at, period, value, weight }) => ({
    x: columnsOf(at, at >= 0, seasons, period),
    y: value,
    weight
  }))
  const fit = weightedRegression(rows)
  if (fit === null)
    return insufficientData("too few periods to tell the change from the trend and the seasons", n, excluded)
  const { covariance, errors } = covarianceOf(rows, fit, sampling, options)
  const quantile = StudentT.quantile((1 + level) / 2, fit.degrees)
  const changeOf = (weights: ReadonlyArray<number>): SeriesChange => {
    const [value, standardError] = [fitted(fit.coefficients, weights), Math.sqrt(varianceOf(covariance, weights))]
    const margin = standardError === 0 ? 0 : quantile * standardError
    const p =
      standardError === 0 ? null : Math.min(1, 2 * StudentT.upperTail(Math.abs(value) / standardError, fit.degrees))
    const interval = { low: value - margin, high: value + margin, level, method: `Student t, ${errors}` }
    return { value, standardError, interval, p }
  }
  const after = periods.filter(({ at }) => at >= 0)
  const meanAt = after.reduce((sum, { at }) => sum + at, 0) / after.length
  const now = rows.at(-1)?.x ?? []
  const level0 = fitted(fit.coefficients, now)
  return {
    _tag: "Estimate",
    ...changeOf([0, 0, 1, meanAt]),
    n,
    excluded,
    definition: "interrupted time series: mean of the periods after minus the trend of before, continued",
    measured,
    levelChange: changeOf([0, 0, 1]),
    slopeChange: changeOf([0, 0, 0, 1]),
    trendBefore: changeOf([0, 1]),
    errors,
    dispersion: sampling === null || sampling === 0 ? null : fit.variance / sampling,
    autocorrelation: autocorrelation(fit.residuals),
    season: season(first.period, span, seasonal),
    periods: { before: periods.length - after.length, after: after.length },
    series: periods.map(({ at, period, value }) => ({
      period,
      value,
      fitted: fitted(fit.coefficients, columnsOf(at, at >= 0, seasons, period)),
      continued: at < 0 ? null : fitted(fit.coefficients, columnsOf(at, false, seasons, period))
    })),
    ...reached(
      { value: level0, centre: level0, variance: varianceOf(covariance, now), degrees: fit.degrees },
      options,
      level
    )
  }
}

const checkLag = ({ lag }: InterruptedOptions): void => {
  if (lag !== undefined && !(Number.isSafeInteger(lag) && lag >= 0)) {
    throw new RangeError(`lag is a whole number from 0, found ${lag}`)
  }
}
