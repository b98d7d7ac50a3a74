import { label } from "../svg/label.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import { decimalsFor, linear, niceStep } from "../svg/scale.ts"
import type { Pen } from "../svg/Theme.ts"
import { known, number } from "../text/number.ts"
import { type Column, edge, gutter } from "./Column.ts"
import type { JourneyMap } from "./JourneyMap.ts"

const chartHeight = 248

/** The vertical axis: whole points of the scale, cut where nobody is. */
export interface Axis {
  readonly top: number
  readonly bottom: number
  readonly low: number
  readonly ticks: ReadonlyArray<number>
  readonly y: (value: number) => number
  /** Decimals of the values on it. */
  readonly decimals: number
}

/** The scale as given, or one point wide where its ends make no sense. */
const scaleOf = ({ scale: { minimum, maximum } }: JourneyMap): { minimum: number; maximum: number } => {
  const from = Math.abs(minimum) <= 1e9 ? minimum : 0
  return { minimum: from, maximum: maximum <= 1e9 && maximum - from >= 1e-3 ? maximum : from + 1 }
}

const lowest = (columns: ReadonlyArray<Column>): ReadonlyArray<number> =>
  columns.flatMap(({ touchpoint: { expected, experienced } }) => {
    const found = [known(expected)?.value, known(experienced)?.interval.low]
    return found.filter((value) => value !== undefined)
  })

const ticksFrom = (high: number, low: number, step: number): ReadonlyArray<number> => {
  const count = Math.floor((high - low) / step + 1e-9)
  const ticks = Array.from({ length: count + 1 }, (_, i) => Number((high - i * step).toPrecision(12)))
  const room = (high - count * step - low) * (chartHeight / (high - low))
  return room >= 16 ? [...ticks, low] : ticks
}

/** Lay the axis out below `top`. */
export const axisOf = (map: JourneyMap, columns: ReadonlyArray<Column>, top: number): Axis => {
  const { minimum, maximum } = scaleOf(map)
  const unit = maximum - minimum >= 3 ? 1 : niceStep((maximum - minimum) / 6)
  const least = Math.min(maximum - (maximum - minimum) / 2, ...lowest(columns).map((value) => value - 0.05 * unit))
  const span = Math.min(maximum - minimum, Math.ceil((maximum - least) / unit - 1e-9) * unit)
  const step = Math.max(unit, niceStep(span / 6))
  const low = Math.max(minimum, maximum - Math.ceil(span / step - 1e-9) * step)
  const bottom = top + chartHeight
  return {
    top,
    bottom,
    low,
    ticks: ticksFrom(maximum, low, step),
    y: linear([low, maximum], [bottom, top]),
    decimals: maximum - minimum > 20 ? 0 : 1
  }
}

const mouths = { happy: "M-3.8 2q3.8 4 7.6 0", neutral: "M-3.5 3h7", sad: "M-3.8 4.4q3.8 -4 7.6 0" }

const face = ({ paint }: Pen, y: number, mouth: keyof typeof mouths): Markup =>
  element(
    "g",
    {
      fill: "none",
      "stroke-width": 1.3,
      "stroke-linecap": "round",
      transform: `translate(84 ${coordinate(y)})`,
      ...paint({ stroke: "faint" })
    },
    element("circle", { r: 8 }),
    element("path", { d: "M-2.7 -2.2v.01M2.7 -2.2v.01", "stroke-width": 2 }),
    element("path", { d: mouths[mouth] })
  )

const faces = (pen: Pen, map: JourneyMap, { low, y }: Axis): Markup => {
  const { minimum, maximum } = scaleOf(map)
  const middle = (minimum + maximum) / 2
  return join([
    face(pen, y(maximum), "happy"),
    ...(middle >= low ? [face(pen, y(middle), "neutral")] : []),
    ...(low === minimum ? [face(pen, y(minimum), "sad")] : [])
  ])
}

/** Grid lines, their values, faces, and the lane's name. */
export const drawAxis = (pen: Pen, map: JourneyMap, axis: Axis, right: number): Markup => {
  const { minimum, maximum } = scaleOf(map)
  const decimals = decimalsFor(axis.ticks)
  const small = { size: 11, fill: "muted" } as const
  const grid = axis.ticks.flatMap((tick) => [
    element("line", { x1: gutter, x2: right, y1: axis.y(tick), y2: axis.y(tick), ...pen.paint({ stroke: "grid" }) }),
    label(pen, number(tick, decimals), gutter - 12, axis.y(tick) + 4, { ...small, anchor: "end" })
  ])
  const ends = decimalsFor([minimum, maximum])
  return join([
    ...grid,
    label(pen, "Score", edge, axis.top + 4, { size: 12, weight: 600, fill: "ink" }),
    label(pen, `${number(minimum, ends)} to ${number(maximum, ends)}`, edge, axis.top + 19, small),
    ...(axis.low > minimum
      ? [label(pen, "axis cut", gutter - 12, axis.bottom - 12, { size: 10.5, anchor: "end", fill: "muted" })]
      : []),
    faces(pen, map, axis)
  ])
}
