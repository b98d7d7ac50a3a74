import { type InsufficientData, insufficientData } from "../../stats/Estimate.ts"
import { sigma as sigmaOf } from "../../stats/MovingRange.ts"
import { type Observed, observe, type SeriesPoint } from "../PeriodSeries.ts"
import { type Baseline, baselineOf, type ChartOptions, isInBaseline } from "./Chart.ts"

/** A period and its value, where it has one that is tested. */
export interface Tested {
  readonly period: string
  readonly value: number
}

/** A series of single values, with the centre and sigma that its limits are made of. */
export interface Individuals {
  readonly _tag: "Individuals"
  readonly points: ReadonlyArray<Observed & { readonly inBaseline: boolean }>
  /** The periods that are over and have a value. */
  readonly tested: ReadonlyArray<Tested>
  readonly baseline: Baseline | null
  readonly centre: number
  /** The mean moving range of the baseline over 1.128, unless it was told. */
  readonly sigma: number
}

/** The options of charts that can be told where the process should be. */
export interface TargetOptions extends ChartOptions {
  /** Where the values should be: the mean of the baseline unless told. */
  readonly target?: number
  /** The standard deviation of a value, above 0: the mean moving range of the baseline over 1.128 unless told. */
  readonly sigma?: number
}

const mean = (values: ReadonlyArray<number>): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Read a series and find its centre and sigma, or why it has none. */
export const individuals = (
  series: Iterable<SeriesPoint>,
  { sigma, target, ...options }: TargetOptions
): Individuals | InsufficientData => {
  if (sigma !== undefined && !(sigma > 0)) throw new RangeError(`sigma is above 0, found ${sigma}`)
  const points = observe(series, options).map((point) => ({ ...point, inBaseline: isInBaseline(point, options) }))
  const tested = points.flatMap(({ inProgress, period, value }) =>
    inProgress || value === null ? [] : [{ period, value }]
  )
  if (tested.length < 2) return insufficientData("fewer than two periods with a value", tested.length)
  if (sigma !== undefined && target !== undefined) {
    return { _tag: "Individuals", points, tested, baseline: null, centre: target, sigma }
  }
  const base = points.flatMap(({ inBaseline, period, value }) =>
    inBaseline && value !== null ? [{ period, value }] : []
  )
  if (base.length < 2) return insufficientData("fewer than two periods with a value in the baseline", base.length)
  const values = base.map(({ value }) => value)
  const found = sigma ?? sigmaOf(values)
  if (found === 0) return insufficientData("nothing varies in the baseline", base.length)
  return {
    _tag: "Individuals",
    points,
    tested,
    baseline: baselineOf(base),
    centre: target ?? mean(values),
    sigma: found
  }
}
