import type { Estimate } from "@throughline/core"
import { axisOf } from "../svg/axis.ts"
import { linear } from "../svg/scale.ts"
import { clean } from "../text/clean.ts"
import type { NumberFormat } from "../text/NumberFormat.ts"
import { known } from "../text/number.ts"
import type { TrendLine, TrendPeriod } from "./TrendLine.ts"

/** The picture's width, where its axes are, and the least answers for a full point with its label. */
export const width = 780
export const plot = { left: 70, right: 720, height: 190 }
export const smallSample = 30

/** A period and where its point stands. */
export interface Spot {
  readonly period: TrendPeriod
  readonly label: string
  readonly estimate: Estimate | undefined
  readonly x: number
}

/** The vertical axis. */
export interface Scale {
  readonly ticks: ReadonlyArray<number>
  readonly format: NumberFormat
  readonly y: (value: number) => number
}

/** Periods side by side. */
export const spotsOf = (
  { periods }: Pick<TrendLine, "periods">,
  { left, right }: { readonly left: number; readonly right: number } = plot
): ReadonlyArray<Spot> => {
  const pitch = (right - left) / Math.max(1, periods.length)
  return periods.map((period, i) => ({
    period,
    label: clean(period.label),
    estimate: known(period.value),
    x: left + (i + 0.5) * pitch
  }))
}

/** Decimals that tell ticks of this step apart. */
const decimalsOf = (step: number, { style }: NumberFormat): number => {
  const shown = style === "percent" ? step * 100 : step
  return shown >= 0.999 ? 0 : shown >= 0.0999 ? 1 : 2
}

/** An axis around every interval, its ends on ticks. */
export const scaleOf = (
  spots: ReadonlyArray<Spot>,
  format: NumberFormat,
  top: number,
  height: number = plot.height
): Scale => {
  const values = spots.flatMap(({ estimate }) =>
    estimate ? [estimate.interval.low, estimate.interval.high, estimate.value] : []
  )
  const { high, low, step, ticks } = axisOf(values, 4, format.style === "percent" ? 0.04 : 0.4)
  return {
    ticks,
    format: { ...format, decimals: decimalsOf(step, format) },
    y: linear([low, high], [top + height, top])
  }
}

/** A period with a value. */
export type Known = Spot & { readonly estimate: Estimate }

export const isKnown = (spot: Spot): spot is Known => spot.estimate !== undefined
