import type { ControlChart } from "@throughline/core"
import { label } from "../svg/label.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import type { Pen } from "../svg/Theme.ts"
import { textWidth } from "../text/width.ts"
import type { Periods, Placed } from "./drawTrack.ts"
import { shownPoints } from "./tracks.ts"

/** What a point is: it completes a rule, it belongs to what a rule found, its period is not over, or none of these. */
export type Standing = "met" | "part" | "so far" | "plain"

/** A signal with its number and the rule it meets. */
export interface Numbered {
  readonly key: number
  readonly signal: ControlChart.Signal
}

const diamond = (x: number, y: number, r: number): string => {
  const side = coordinate(r)
  return `M${coordinate(x)} ${coordinate(y - r)}l${side} ${side}l-${side} ${side}l-${side} -${side}z`
}

const between = (least: number, value: number, most: number): number => Math.max(least, Math.min(most, value))

/** The shape of a point among others `pitch` apart: diamonds for signals, filled where a rule is met; circles for the others. */
export const drawMark = ({ paint }: Pen, standing: Standing, x: number, y: number, pitch: number): Markup => {
  if (standing === "met") {
    return element("path", {
      d: diamond(x, y, between(4, pitch / 1.5, 6.5)),
      "stroke-width": 1.5,
      ...paint({ fill: "short", stroke: "background" })
    })
  }
  if (standing === "part") {
    return element("path", {
      d: diamond(x, y, between(3.5, pitch / 2, 5)),
      "stroke-width": 1.75,
      ...paint({ fill: "background", stroke: "short" })
    })
  }
  const colours =
    standing === "so far"
      ? ({ fill: "background", stroke: "experienced" } as const)
      : ({ fill: "experienced", stroke: "background" } as const)
  return element("circle", {
    cx: x,
    cy: y,
    r: between(1.5, pitch / 3.5, 4),
    "stroke-width": standing === "so far" ? 2 : 1,
    ...paint(colours)
  })
}

/** Whether a line of a track is on the side of a signal: sums are drawn above and below zero. */
const onSide = ({ side }: ControlChart.Signal, line: number, lines: number): boolean =>
  lines === 1 || (side === "above") === (line === 0)

/** What each point of a line of a track is. */
export const standingsOf = (
  chart: ControlChart.ControlChart,
  { track }: Pick<Placed, "track">,
  line: number
): ReadonlyArray<Standing> => {
  const here = chart.signals.filter((signal) => track.judges(signal.rule) && onSide(signal, line, track.lines.length))
  const parts = new Set(here.flatMap(({ points }) => points))
  const rules = new Set(here.map(({ rule }) => rule))
  return shownPoints(chart).map(({ inProgress, period, rules: met }) => {
    if (inProgress) return "so far"
    if (!parts.has(period)) return "plain"
    return met.some((rule) => rules.has(rule)) ? "met" : "part"
  })
}

/** The marks of a track's points. */
export const drawMarks = (pen: Pen, chart: ControlChart.ControlChart, placed: Placed, periods: Periods): Markup => {
  const marks = placed.track.lines.flatMap((values, line) => {
    const standings = standingsOf(chart, placed, line)
    return values.flatMap((value, i) => (value === undefined ? [] : [{ i, value, standing: standings[i] ?? "plain" }]))
  })
  const order = ["plain", "so far", "part", "met"]
  return join(
    marks
      .toSorted((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing))
      .map(({ i, standing, value }) => drawMark(pen, standing, periods.x(i), placed.y(value), periods.pitch))
  )
}

const keyType = { size: 11, weight: 700 } as const

/** The numbers of signals above the plots, in rows so that none lies on another, each with a line to its point. */
export const drawKeys = (
  pen: Pen,
  chart: ControlChart.ControlChart,
  signals: ReadonlyArray<Numbered>,
  tracks: ReadonlyArray<Placed>,
  periods: Periods,
  top: number
): { readonly markup: Markup; readonly rows: number } => {
  const places = new Map(shownPoints(chart).map(({ period }, i) => [period, i]))
  const ends: Array<number> = []
  const keys = signals
    .flatMap(({ key, signal }) => {
      const place = places.get(signal.detected)
      return place === undefined ? [] : [{ key, signal, place, x: periods.x(place) }]
    })
    .toSorted((a, b) => a.x - b.x || a.key - b.key)
    .map((each) => {
      const half = textWidth(String(each.key), keyType.size, keyType.weight) / 2
      const free = ends.findIndex((end) => end <= each.x - half)
      const row = free === -1 ? ends.length : free
      ends[row] = each.x + half + 4
      return { ...each, row }
    })
  const y = (row: number): number => top + row * 14
  const target = (signal: ControlChart.Signal, place: number): number | undefined => {
    const placed = tracks.find(({ track }) => track.judges(signal.rule))
    const line = placed?.track.lines.findIndex((_, i) => onSide(signal, i, placed.track.lines.length)) ?? 0
    const value = placed?.track.lines[line]?.[place]
    return placed === undefined || value === undefined ? undefined : placed.y(value)
  }
  return {
    rows: ends.length,
    markup: join([
      ...keys.flatMap(({ place, row, signal, x }) => {
        const end = target(signal, place)
        if (end === undefined) return []
        const d = `M${coordinate(x)} ${coordinate(y(row) + 3)}V${coordinate(end)}`
        return [element("path", { d, "stroke-width": 1, "stroke-opacity": 0.55, ...pen.paint({ stroke: "short" }) })]
      }),
      ...keys.map(({ key, row, x }) =>
        label(pen, String(key), x, y(row), { ...keyType, anchor: "middle", fill: "short", halo: "background" })
      )
    ])
  }
}
