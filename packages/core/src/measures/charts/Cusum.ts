import { type InsufficientData, nothingExcluded } from "../../stats/Estimate.ts"
import { cusumRunLength } from "../../stats/RunLength.ts"
import type { SeriesPoint } from "../PeriodSeries.ts"
import { type Chart, type ChartPoint, falseAlarms } from "./Chart.ts"
import type { RunLength } from "./Ewma.ts"
import { type Individuals, individuals, type TargetOptions } from "./Individuals.ts"
import { type Hit, judge, type Side } from "./Signals.ts"

/** A value, and the sums up to it, in the unit of the values. */
export interface CusumPoint extends ChartPoint {
  /** What has come together above the target and its allowance; `null` when the period has no value or is not over. */
  readonly up: number | null
  /** What has come together below, as a number above 0. */
  readonly down: number | null
  /** For how many periods with a value each sum has been above 0: a shift is likely to have begun then. */
  readonly upFor: number | null
  readonly downFor: number | null
}

/** A tabular CUSUM chart. */
export interface CusumChart extends Chart<"CUSUM", CusumPoint> {
  readonly sigma: number
  readonly k: number
  readonly h: number
  /** `h` sigmas in the unit of the values: a sum beyond it is a signal. */
  readonly decisionInterval: number
  readonly runLength: RunLength
}

/** The options of a CUSUM chart. */
export interface CusumOptions extends TargetOptions {
  /** The allowance, half the shift to be found, in sigmas: 0.5 unless told. Above 0 and at most 3. */
  readonly k?: number
  /** The decision interval in sigmas: 5 unless told. Above 0 and at most 20. */
  readonly h?: number
}

interface Sums {
  readonly period: string
  readonly up: number
  readonly down: number
  readonly upFor: number
  readonly downFor: number
}

const accumulate = ({ centre, sigma, tested }: Individuals, k: number): ReadonlyArray<Sums> => {
  let [up, down, upFor, downFor] = [0, 0, 0, 0]
  return tested.map(({ period, value }) => {
    up = Math.max(0, value - (centre + k * sigma) + up)
    down = Math.max(0, centre - k * sigma - value + down)
    upFor = up > 0 ? upFor + 1 : 0
    downFor = down > 0 ? downFor + 1 : 0
    return { period, up, down, upFor, downFor }
  })
}

/** The run that leads to a sum beyond the interval, then each period in which it stays there. */
const beyond = (
  side: Side,
  sums: ReadonlyArray<readonly [sum: number, steps: number]>,
  interval: number
): ReadonlyArray<Hit> =>
  sums.flatMap(([sum, steps], i) => {
    if (sum <= interval) return []
    const before = sums[i - 1]?.[0] ?? 0
    const run = before > interval ? 1 : steps
    const members = Array.from({ length: run }, (_, step) => i - run + 1 + step)
    return [{ rule: "sum beyond the decision interval", side, members }]
  })

const check = (k: number, h: number): void => {
  if (!(k > 0 && k <= 3)) throw new RangeError(`k is above 0 and at most 3, found ${k}`)
  if (!(h > 0 && h <= 20)) throw new RangeError(`h is above 0 and at most 20, found ${h}`)
}

/** A chart of what values above and below their target add up to. */
export const cusumChart = (
  series: Iterable<SeriesPoint>,
  { h = 5, k = 0.5, ...options }: CusumOptions
): CusumChart | InsufficientData => {
  check(k, h)
  const read = individuals(series, options)
  if (read._tag === "InsufficientData") return read
  const sums = accumulate(read, k)
  const decisionInterval = h * read.sigma
  const { metIn, signals } = judge(
    [
      ...beyond(
        "above",
        sums.map(({ up, upFor }) => [up, upFor] as const),
        decisionInterval
      ),
      ...beyond(
        "below",
        sums.map(({ down, downFor }) => [down, downFor] as const),
        decisionInterval
      )
    ],
    sums.map(({ period }) => period)
  )
  const sumsOf = new Map(sums.map((each) => [each.period, each]))
  const inControl = cusumRunLength(k, h, 0)
  return {
    _tag: "ControlChart",
    kind: "CUSUM",
    centre: read.centre,
    sigma: read.sigma,
    k,
    h,
    decisionInterval,
    runLength: { inControl, shiftOfOneSigma: cusumRunLength(k, h, 1) },
    points: read.points.map((point) => {
      const { down = null, downFor = null, up = null, upFor = null } = sumsOf.get(point.period) ?? {}
      return { ...point, up, down, upFor, downFor, rules: metIn(point.period) }
    }),
    signals,
    baseline: read.baseline,
    falseAlarms: falseAlarms(1 / inControl, sums.length),
    excluded: nothingExcluded
  }
}
