import { type InsufficientData, nothingExcluded } from "../../stats/Estimate.ts"
import { ewmaRunLength } from "../../stats/RunLength.ts"
import type { SeriesPoint } from "../PeriodSeries.ts"
import { type Chart, falseAlarms, type LimitedPoint } from "./Chart.ts"
import { type Individuals, individuals, type TargetOptions } from "./Individuals.ts"
import { type Hit, judge } from "./Signals.ts"

/** A value, and the average up to it that is held against the limits. */
export interface EwmaPoint extends LimitedPoint {
  /** `null` when the period has no value or is not over. */
  readonly average: number | null
}

/** How long a chart takes until its first signal, in periods with a value, on average; at most 1e12. */
export interface RunLength {
  /** Where nothing has changed: a false alarm. */
  readonly inControl: number
  /** After a lasting shift by one sigma. */
  readonly shiftOfOneSigma: number
}

/** A chart of the exponentially weighted moving average, in the unit of the values. */
export interface EwmaChart extends Chart<"EWMA", EwmaPoint> {
  readonly sigma: number
  readonly lambda: number
  readonly width: number
  readonly runLength: RunLength
}

/** The options of an EWMA chart. */
export interface EwmaOptions extends TargetOptions {
  /** The weight of the newest value, from 0.05 to 1: 0.2 unless told. */
  readonly lambda?: number
  /** The limits, in standard deviations of the average, above 0 and at most 6: 3 unless told. */
  readonly width?: number
}

interface Averaged {
  readonly period: string
  readonly average: number
  readonly low: number
  readonly high: number
}

const averages = ({ centre, sigma, tested }: Individuals, lambda: number, width: number): ReadonlyArray<Averaged> => {
  let average = centre
  let faded = 1
  return tested.map(({ period, value }) => {
    average = lambda * value + (1 - lambda) * average
    faded *= (1 - lambda) * (1 - lambda)
    const margin = width * sigma * Math.sqrt((lambda / (2 - lambda)) * (1 - faded))
    return { period, average, low: centre - margin, high: centre + margin }
  })
}

const beyond = ({ average, high, low }: Averaged, i: number): ReadonlyArray<Hit> => {
  if (average <= high && average >= low) return []
  return [{ rule: "EWMA beyond its limits", side: average > high ? "above" : "below", members: [i] }]
}

const check = (lambda: number, width: number): void => {
  if (!(lambda >= 0.05 && lambda <= 1)) throw new RangeError(`lambda is from 0.05 to 1, found ${lambda}`)
  if (!(width > 0 && width <= 6)) throw new RangeError(`width is above 0 and at most 6, found ${width}`)
}

/** A chart of averages in which older values fade. */
export const ewmaChart = (
  series: Iterable<SeriesPoint>,
  { lambda = 0.2, width = 3, ...options }: EwmaOptions
): EwmaChart | InsufficientData => {
  check(lambda, width)
  const read = individuals(series, options)
  if (read._tag === "InsufficientData") return read
  const averaged = averages(read, lambda, width)
  const { metIn, signals } = judge(
    averaged.flatMap(beyond),
    averaged.map(({ period }) => period)
  )
  const averageOf = new Map(averaged.map((each) => [each.period, each]))
  const inControl = ewmaRunLength(lambda, width, 0)
  return {
    _tag: "ControlChart",
    kind: "EWMA",
    centre: read.centre,
    sigma: read.sigma,
    lambda,
    width,
    runLength: { inControl, shiftOfOneSigma: ewmaRunLength(lambda, width, 1) },
    points: read.points.map((point) => {
      const { average = null, high = null, low = null } = averageOf.get(point.period) ?? {}
      return { ...point, average, low, high, rules: metIn(point.period) }
    }),
    signals,
    baseline: read.baseline,
    falseAlarms: falseAlarms(1 / inControl, averaged.length),
    excluded: nothingExcluded
  }
}
