import { linear, niceStep } from "../svg/scale.ts"
import { type SeriesStyle, seriesStyle } from "../svg/series.ts"
import { nameOf } from "../text/clean.ts"
import { type Lines, wrap } from "../text/wrap.ts"
import type { SurvivalCurve, SurvivalStep } from "./SurvivalCurve.ts"

/** A group with what it is drawn with. */
export interface Curve {
  readonly name: string
  readonly lines: Lines
  readonly steps: ReadonlyArray<SurvivalStep>
  readonly style: SeriesStyle
}

/** Where the curves are drawn. */
export interface Panel {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly ticks: ReadonlyArray<number>
  readonly x: (time: number) => number
  readonly y: (share: number) => number
}

/** Room for the curves' names. */
export const nameWidth = 176

const finite = (step: SurvivalStep): boolean =>
  [step.time, step.survival, step.low, step.high].every((value) => Math.abs(value) <= 1e9) && step.time >= 0

/** The groups with what can be drawn of them, in ascending time. */
export const curvesOf = ({ groups }: Pick<SurvivalCurve, "groups">): ReadonlyArray<Curve> =>
  groups.map((group, index) => {
    const name = nameOf(group.name)
    const lines = wrap(name, nameWidth, 2, { size: 13, weight: 700 })
    return {
      name,
      lines,
      style: seriesStyle(index),
      steps: group.steps.filter(finite).toSorted((a, b) => a.time - b.time)
    }
  })

const calendar = [1, 2, 3, 6, 12, 24, 36, 60, 120, 240]

const stepOf = (longest: number, unit: string, count: number): number => {
  const months = /^month/i.test(unit) ? calendar.find((step) => longest / step <= count + 1) : undefined
  return months ?? niceStep(longest / count)
}

/** The time that curves share. */
export interface TimeAxis {
  readonly longest: number
  readonly ticks: ReadonlyArray<number>
}

/** When the last of the curves ends. */
export const lastTime = (curves: ReadonlyArray<Curve>): number =>
  Math.max(0, ...curves.map(({ steps }) => steps.at(-1)?.time ?? 0))

/** From zero to the last time, with about `count` ticks. */
export const timeAxis = (last: number, unit: string, count: number): TimeAxis => {
  const longest = last >= 1e-6 ? last : 1
  const step = stepOf(longest, unit, count)
  const ticks = Array.from({ length: Math.floor(longest / step + 1e-9) + 1 }, (_, i) =>
    Number((i * step).toPrecision(12))
  )
  return { longest, ticks }
}

/** Curves of one time axis in a box. */
export const plotIn = (
  { longest, ticks }: TimeAxis,
  box: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
): Panel => ({
  ...box,
  ticks,
  x: linear([0, longest], [box.left, box.right]),
  y: linear([0, 1], [box.bottom, box.top])
})

/** Height that a curve's name and share need beside the others. */
export const nameHeight = 36

/** Lay the panel out below `top`, for curves in `unit`. */
export const panelOf = (curves: ReadonlyArray<Curve>, unit: string, top: number): Panel =>
  plotIn(timeAxis(lastTime(curves), unit, 7), {
    left: 70,
    right: 610,
    top,
    bottom: top + Math.max(270, curves.length * nameHeight)
  })
