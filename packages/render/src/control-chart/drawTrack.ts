import { axisOf } from "../svg/axis.ts"
import { runs } from "../svg/curve.ts"
import { label } from "../svg/label.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import { linear } from "../svg/scale.ts"
import { spread } from "../svg/spread.ts"
import type { Pen } from "../svg/Theme.ts"
import type { NumberFormat } from "../text/NumberFormat.ts"
import { compact, formatted } from "../text/number.ts"
import { ellipsis } from "../text/wrap.ts"
import type { Track } from "./tracks.ts"

/** Where the periods are, side by side. */
export interface Periods {
  readonly left: number
  readonly right: number
  readonly pitch: number
  readonly x: (place: number) => number
  readonly inProgress: ReadonlyArray<boolean>
}

/** A track with its vertical axis. */
export interface Placed {
  readonly track: Track
  readonly top: number
  readonly bottom: number
  readonly ticks: ReadonlyArray<number>
  /** How values are written, and ticks. */
  readonly format: NumberFormat
  readonly tickFormat: NumberFormat
  readonly y: (value: number) => number
}

const tickDecimals = (step: number, { style }: NumberFormat): number => {
  const shown = style === "percent" ? step * 100 : step
  return shown >= 0.999 ? 0 : shown >= 0.0999 ? 1 : 2
}

/** Lay a track out below `top`. */
export const placeTrack = (track: Track, format: NumberFormat, top: number): Placed => {
  const all = [...track.lines.flat(), ...track.dots, ...track.low, ...track.high, track.centre]
  const values = all.flatMap((value) => value ?? [])
  const axis = axisOf(values, track.height < 150 ? 2 : 4, format.style === "percent" ? 0.01 : 0.1)
  const bottom = top + track.height
  return {
    track,
    top,
    bottom,
    ticks: axis.ticks,
    format,
    tickFormat: { ...format, decimals: tickDecimals(axis.step, format) },
    y: linear([axis.low, axis.high], [bottom, top])
  }
}

const tickText = (tick: number, format: NumberFormat): string =>
  ellipsis(Math.abs(tick) < 1e4 ? formatted(tick, format) : compact(tick), 50, { size: 11, weight: 400 })

/** Lines at the ticks, with their values on the left, and the name of the track. */
export const drawGrid = (pen: Pen, { tickFormat, ticks, top, track, y }: Placed, { left, right }: Periods): Markup =>
  join([
    label(pen, track.name, 24, top - 12, { size: 12, weight: 600, fill: "ink" }),
    ...ticks.flatMap((tick) => [
      element("line", { x1: left, x2: right, y1: y(tick), y2: y(tick), ...pen.paint({ stroke: "grid" }) }),
      label(pen, tickText(tick, tickFormat), left - 10, y(tick) + 4, { size: 11, anchor: "end", fill: "muted" })
    ])
  ])

const present = (values: ReadonlyArray<number | undefined>): ReadonlyArray<ReadonlyArray<number>> =>
  runs(values.map((value) => value !== undefined))

/** A limit as steps, as wide as its period each. */
const limitPath = (values: ReadonlyArray<number | undefined>, { y }: Placed, { pitch, x }: Periods): string =>
  present(values)
    .map((run) =>
      run
        .map(
          (i, k) =>
            `${k === 0 ? `M${coordinate(x(i) - pitch / 2)} ` : "V"}${coordinate(y(values[i] ?? 0))}H${coordinate(x(i) + pitch / 2)}`
        )
        .join("")
    )
    .join("")

/** The centre line and the limits. */
export const drawLimits = ({ paint }: Pen, placed: Placed, periods: Periods): Markup => {
  const { track, y } = placed
  const limits = [track.low, track.high].map((values) => limitPath(values, placed, periods)).join("")
  return join([
    ...(track.centre === undefined
      ? []
      : [
          element("line", {
            x1: periods.left,
            x2: periods.right,
            y1: y(track.centre),
            y2: y(track.centre),
            "stroke-width": 1.5,
            ...paint({ stroke: "faint" })
          })
        ]),
    ...(limits === ""
      ? []
      : [
          element("path", {
            d: limits,
            fill: "none",
            "stroke-width": 1.75,
            "stroke-dasharray": "6 3",
            ...paint({ stroke: "expected" })
          })
        ])
  ])
}

/** On the right, the values of the centre line and of the last limits. */
export const drawLimitNames = (pen: Pen, { bottom, format, top, track, y }: Placed, { right }: Periods): Markup => {
  const names = [
    { name: "limit", value: track.high.findLast((value) => value !== undefined) },
    { name: "centre", value: track.centre },
    { name: "limit", value: track.low.findLast((value) => value !== undefined) }
  ].flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]))
  const heights = spread(
    names.map(({ value }) => y(value)),
    15,
    top,
    bottom
  )
  const text = (value: number): string => (Math.abs(value) < 1e4 ? formatted(value, format) : compact(value))
  return join(
    names.map(({ name, value }, i) =>
      label(
        pen,
        ellipsis(`${name} ${text(value)}`, 104, { size: 11.5, weight: 500 }),
        right + 8,
        (heights[i] ?? top) + 4,
        {
          size: 11.5,
          weight: 500,
          fill: name === "centre" ? "muted" : "expected"
        }
      )
    )
  )
}

const polyline = (points: ReadonlyArray<readonly [number, number]>): string =>
  points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${coordinate(x)} ${coordinate(y)}`).join("")

/** What is joined by lines, dotted to a period in progress, and the dots beside them. */
export const drawLines = ({ paint }: Pen, { track, y }: Placed, { inProgress, pitch, x }: Periods): Markup => {
  const path = (values: ReadonlyArray<number | undefined>, progress: boolean): string =>
    values
      .flatMap((value, i) => {
        const before = values[i - 1]
        if (value === undefined || before === undefined || inProgress[i] !== progress) return []
        return [
          polyline([
            [x(i - 1), y(before)],
            [x(i), y(value)]
          ])
        ]
      })
      .join("")
  const [solid, dotted] = [false, true].map((progress) => track.lines.map((values) => path(values, progress)).join(""))
  const stroke = { fill: "none", "stroke-linecap": "round", ...paint({ stroke: "experienced" }) } as const
  const radius = Math.max(1.2, Math.min(3, pitch / 4))
  return join([
    ...track.dots.flatMap((value, i) =>
      value === undefined ? [] : [element("circle", { cx: x(i), cy: y(value), r: radius, ...paint({ fill: "faint" }) })]
    ),
    ...(solid === "" ? [] : [element("path", { d: solid, "stroke-width": 2, ...stroke })]),
    ...(dotted === "" ? [] : [element("path", { d: dotted, "stroke-width": 2, "stroke-dasharray": "2 5", ...stroke })])
  ])
}

/** A dash below where the values have a hole. */
export const drawGaps = (pen: Pen, tracks: ReadonlyArray<Placed>, { pitch, x }: Periods): Markup => {
  const [first] = tracks
  if (first === undefined || pitch < 8) return join([])
  const { bottom, track } = first
  const known = (i: number): boolean => [...track.lines, track.dots].some((values) => values[i] !== undefined)
  return join(
    (track.lines[0] ?? []).flatMap((_, i) =>
      known(i) ? [] : [label(pen, "–", x(i), bottom - 6, { size: 12, anchor: "middle", fill: "muted" })]
    )
  )
}
