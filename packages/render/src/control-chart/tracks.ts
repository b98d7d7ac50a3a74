import type { ControlChart } from "@throughline/core"
import type { NumberFormat } from "../text/NumberFormat.ts"
import { number } from "../text/number.ts"

type Chart = ControlChart.ControlChart
/** A period of any chart. */
export type Point = Chart["points"][number]
type Values = ReadonlyArray<number | undefined>

/** One plot of a chart: what is held against limits, period by period. */
export interface Track {
  readonly name: string
  /** Before a value in words. */
  readonly what: "" | "moving range " | "average " | "sums "
  readonly height: number
  /** Distances have no sign, whatever values have. */
  readonly unsigned: boolean
  readonly centre: number | undefined
  readonly low: Values
  readonly high: Values
  /** What is joined by a line and judged. */
  readonly lines: ReadonlyArray<Values>
  /** What is only shown beside it. */
  readonly dots: Values
  /** The rules that are judged here. */
  readonly judges: (rule: ControlChart.Rule) => boolean
}

/** More periods are not told apart: the last ones are drawn. */
export const mostPeriods = 400

/** The periods that are drawn. */
export const shownPoints = (chart: Chart): ReadonlyArray<Point> => chart.points.slice(-mostPeriods)

/** Whether values are shares in per cent. */
export const isShares = ({ kind }: Chart): boolean => kind === "p" || kind === "Laney p′"

/** Shares as they are written, from 0 to 1. */
const scaled = (chart: Chart, value: number | null): number | undefined => {
  if (value === null || !(Math.abs(value) <= 1e12)) return undefined
  return isShares(chart) ? value / 100 : value
}

/** The centre line, if it can be drawn. */
export const centreOf = (chart: Chart): number | undefined => scaled(chart, chart.centre)

const range = "moving range beyond its limit"

/** The values of the periods that are drawn. */
const read = (chart: Chart, values: ReadonlyArray<number | null>): Values =>
  values.slice(-mostPeriods).map((value) => scaled(chart, value))

const track = (name: string, what: Track["what"], height: number, given: Partial<Track>): Track => ({
  name,
  what,
  height,
  unsigned: what === "moving range " || what === "sums ",
  centre: undefined,
  low: [],
  high: [],
  lines: [],
  dots: [],
  judges: () => false,
  ...given
})

const limits = (chart: Exclude<Chart, ControlChart.CusumChart>): Pick<Track, "centre" | "low" | "high"> => ({
  centre: centreOf(chart),
  low: read(
    chart,
    chart.points.map(({ low }: Pick<ControlChart.LimitedPoint, "low">) => low)
  ),
  high: read(
    chart,
    chart.points.map(({ high }: Pick<ControlChart.LimitedPoint, "high">) => high)
  )
})

const values = (chart: Chart): Values =>
  read(
    chart,
    chart.points.map(({ value }: ControlChart.ChartPoint) => value)
  )

const rangeTrack = (chart: ControlChart.XmrChart): Track => {
  const limit = scaled(chart, chart.movingRangeLimit)
  const ranges = read(
    chart,
    chart.points.map(({ movingRange }) => movingRange)
  )
  return track("Moving range: how far from the one before", "moving range ", 96, {
    centre: scaled(chart, chart.meanMovingRange),
    high: ranges.map((value) => (value === undefined ? undefined : limit)),
    lines: [ranges],
    judges: (rule) => rule === range
  })
}

const sumTrack = (chart: ControlChart.CusumChart): Track => {
  const interval = scaled(chart, chart.decisionInterval)
  const up = read(
    chart,
    chart.points.map((point) => point.up)
  )
  const down = read(
    chart,
    chart.points.map((point) => (point.down === null ? null : -point.down))
  )
  const bound = (side: number): Values =>
    up.map((sum) => (sum === undefined || interval === undefined ? undefined : side * interval))
  return track("Sums above and below the target and its allowance", "sums ", 170, {
    centre: 0,
    low: bound(-1),
    high: bound(1),
    lines: [up, down],
    judges: () => true
  })
}

const valueTrack = (chart: ControlChart.PChart | ControlChart.XmrChart, name: string): Track =>
  track(name, "", 210, { ...limits(chart), lines: [values(chart)], judges: (rule) => rule !== range })

const averageTrack = (chart: ControlChart.EwmaChart): Track =>
  track(
    `Moving average, the newest value with a weight of ${number(chart.lambda, 2)}; dots are values`,
    "average ",
    230,
    {
      ...limits(chart),
      lines: [
        read(
          chart,
          chart.points.map(({ average }) => average)
        )
      ],
      dots: values(chart),
      judges: () => true
    }
  )

/** The plots of a chart, the values first. */
export const tracksOf = (chart: Chart): ReadonlyArray<Track> => {
  switch (chart.kind) {
    case "XmR":
      return [valueTrack(chart, "Values"), rangeTrack(chart)]
    case "EWMA":
      return [averageTrack(chart)]
    case "CUSUM":
      return [track("Values", "", 120, { centre: centreOf(chart), lines: [values(chart)] }), sumTrack(chart)]
    default:
      return [valueTrack(chart, "Share")]
  }
}

/** How the values of a track are written. */
export const formatIn = ({ unsigned }: Track, format: NumberFormat): NumberFormat =>
  unsigned && format.style === "signed" ? { ...format, style: "number" } : format
