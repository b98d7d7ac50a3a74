import { type InsufficientData, nothingExcluded } from "../../stats/Estimate.ts"
import { d2, d4, movingRanges } from "../../stats/MovingRange.ts"
import type { SeriesPoint } from "../PeriodSeries.ts"
import { type Chart, falseAlarms, type LimitedPoint } from "./Chart.ts"
import { individuals } from "./Individuals.ts"
import type { PointChartOptions } from "./PChart.ts"
import { chance, hits, rulesOf } from "./Rules.ts"
import { type Hit, judge } from "./Signals.ts"

/** A value, and how far it is from the one before. */
export interface XmrPoint extends LimitedPoint {
  /** `null` for the first value, and where there is none or the period is not over. */
  readonly movingRange: number | null
}

/** A chart of individuals and their moving range, in the unit of the values. */
export interface XmrChart extends Chart<"XmR", XmrPoint> {
  readonly meanMovingRange: number
  readonly movingRangeLimit: number
  /** The standard deviation that the limits are three of: the mean moving range over 1.128. */
  readonly sigma: number
}

/** P(a moving range is beyond its limit), for normal values. */
const rangeChance = 0.009165650309243843

/** Moving ranges beyond their limit, among those of tested values: the first is that of the second value. */
const rangeHits = (ranges: ReadonlyArray<number>, limit: number): ReadonlyArray<Hit> =>
  ranges.flatMap((range, i) =>
    range > limit ? [{ rule: "moving range beyond its limit", side: "above", members: [i + 1] }] : []
  )

/** A chart of single values and their moving ranges. */
export const xmrChart = (
  series: Iterable<SeriesPoint>,
  { rules = "Western Electric", ...options }: PointChartOptions
): XmrChart | InsufficientData => {
  const read = individuals(series, options)
  if (read._tag === "InsufficientData") return read
  const { baseline, centre, points, sigma, tested } = read
  const set = rulesOf(rules)
  const ranges = movingRanges(tested.map(({ value }) => value))
  const movingRangeLimit = d4 * d2 * sigma
  const distances = tested.map(({ value }) => (value - centre) / sigma)
  const { metIn, signals } = judge(
    [...hits(distances, set), ...rangeHits(ranges, movingRangeLimit)],
    tested.map(({ period }) => period)
  )
  const rangeOf = new Map(tested.slice(1).map(({ period }, i) => [period, ranges[i]]))
  return {
    _tag: "ControlChart",
    kind: "XmR",
    centre,
    sigma,
    meanMovingRange: d2 * sigma,
    movingRangeLimit,
    points: points.map((point) => ({
      ...point,
      low: point.value === null ? null : centre - 3 * sigma,
      high: point.value === null ? null : centre + 3 * sigma,
      movingRange: rangeOf.get(point.period) ?? null,
      rules: metIn(point.period)
    })),
    signals,
    baseline,
    falseAlarms: falseAlarms(chance(set) + rangeChance, tested.length),
    excluded: nothingExcluded
  }
}
