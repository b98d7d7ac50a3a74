import type { ControlChart as Core } from "@throughline/core"
import { heading } from "../svg/heading.ts"
import { hint, label, run } from "../svg/label.ts"
import { type LegendItem, legend } from "../svg/legend.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import { notes } from "../svg/notes.ts"
import { drawPeriodNames } from "../svg/periodNames.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import type { Pen } from "../svg/Theme.ts"
import { untold } from "../svg/untold.ts"
import { clean } from "../text/clean.ts"
import type { NumberFormat } from "../text/NumberFormat.ts"
import { plural } from "../text/number.ts"
import { ellipsis } from "../text/wrap.ts"
import type { ControlChart } from "./ControlChart.ts"
import {
  drawGaps,
  drawGrid,
  drawLimitNames,
  drawLimits,
  drawLines,
  type Periods,
  type Placed,
  placeTrack
} from "./drawTrack.ts"
import { drawKeys, drawMark, drawMarks, type Numbered, type Standing, standingsOf } from "./marks.ts"
import { formatIn, shownPoints, type Track, tracksOf } from "./tracks.ts"
import { describe, formatOf, pointInWords, signalInWords, standing } from "./words.ts"

const width = 832

/** More signals are not read. */
const mostSignals = 24

const periodsOf = (chart: Core.ControlChart): Periods => {
  const points = shownPoints(chart)
  const [left, right] = [76, 712]
  const pitch = (right - left) / Math.max(1, points.length)
  return {
    left,
    right,
    pitch,
    x: (place) => left + (place + 0.5) * pitch,
    inProgress: points.map((point) => point.inProgress)
  }
}

const placeTracks = (chart: Core.ControlChart, format: NumberFormat, top: number): ReadonlyArray<Placed> => {
  let y = top
  return tracksOf(chart).map((track) => {
    const placed = placeTrack(track, formatIn(track, format), y)
    y = placed.bottom + 44
    return placed
  })
}

/** The periods that the limits stand on, where these are not all. */
const baseline = (
  { paint }: Pen,
  chart: Core.ControlChart,
  { pitch, x }: Periods,
  top: number,
  bottom: number
): Markup => {
  const points = shownPoints(chart)
  const [from, through] = [
    points.findIndex((point) => point.inBaseline),
    points.findLastIndex((point) => point.inBaseline)
  ]
  if (from === -1 || points.every((point) => point.inBaseline)) return join([])
  const left = x(from) - pitch / 2
  return element("rect", {
    x: left,
    y: top,
    width: x(through) + pitch / 2 - left,
    height: bottom - top,
    ...paint({ fill: "moment" })
  })
}

const keys = (pen: Pen, chart: Core.ControlChart, tracks: ReadonlyArray<Placed>): ReadonlyArray<LegendItem> => {
  const { paint } = pen
  const found = new Set<Standing>(
    tracks.flatMap((placed) =>
      placed.track.lines.flatMap((values, line) =>
        standingsOf(chart, placed, line).filter((_, i) => values[i] !== undefined)
      )
    )
  )
  const points = shownPoints(chart)
  const some = points.some((point) => point.inBaseline) && !points.every((point) => point.inBaseline)
  const limit = element("path", {
    d: "M0 0H22",
    "stroke-width": 1.75,
    "stroke-dasharray": "6 3",
    ...paint({ stroke: "expected" })
  })
  const centre = element("path", { d: "M0 0H22", "stroke-width": 1.5, ...paint({ stroke: "faint" }) })
  return [
    { sign: centre, text: "centre line" },
    { sign: limit, text: "control limit" },
    ...(found.has("met")
      ? [{ sign: drawMark(pen, "met", 11, 0, 14), text: "a rule is met, by its number above" }]
      : []),
    ...(found.has("part") ? [{ sign: drawMark(pen, "part", 11, 0, 14), text: "part of the pattern" }] : []),
    ...(found.has("so far") ? [{ sign: drawMark(pen, "so far", 11, 0, 14), text: "not over, not judged" }] : []),
    ...(some
      ? [
          {
            sign: element("rect", { x: 0, y: -8, width: 22, height: 16, ...paint({ fill: "moment", stroke: "grid" }) }),
            text: "the limits stand on these periods"
          }
        ]
      : [])
  ]
}

const listSignals = (
  pen: Pen,
  chart: Core.ControlChart,
  signals: ReadonlyArray<Numbered>,
  top: number
): { readonly markup: Markup; readonly bottom: number } => {
  const rest = chart.signals.length - signals.length
  const type = { size: 12, weight: 700, fill: "short" } as const
  const lines = signals.map(({ key, signal }, i) => {
    const text = ellipsis(signalInWords(signal), width - 90, { size: 12, weight: 400 })
    return label(pen, String(key), 24, top + i * 19, type, run(pen, text, 7, { size: 12, fill: "ink" }))
  })
  const more =
    rest > 0
      ? [
          label(pen, `Not shown: ${plural(rest, "earlier signal")}.`, 24, top + signals.length * 19, {
            size: 12,
            fill: "muted"
          })
        ]
      : []
  const none =
    chart.signals.length === 0
      ? [label(pen, "No rule is met: nothing that chance would not give.", 24, top, { size: 12, fill: "ink" })]
      : []
  const all = [...lines, ...more, ...none]
  return { markup: join(all), bottom: top + all.length * 19 }
}

const hints = (
  chart: Core.ControlChart,
  tracks: ReadonlyArray<Track>,
  { pitch, x }: Periods,
  format: NumberFormat,
  top: number,
  bottom: number
): Markup =>
  join(
    shownPoints(chart).map((point, i) =>
      element(
        "g",
        {},
        hint(pointInWords(point, tracks, i, format)),
        element("rect", { x: x(i) - pitch / 2, y: top, width: pitch, height: bottom - top, "fill-opacity": 0 })
      )
    )
  )

const draw = (input: ControlChart, pen: Pen): Drawing => {
  const { chart } = input
  if (chart._tag !== "ControlChart") return untold(pen, input, `No control chart: ${clean(chart.reason)}`, width)
  const format = formatOf(chart, input.format)
  const head = heading(pen, input.title, input.subtitle, width - 48, 18)
  const periods = periodsOf(chart)
  const signals = chart.signals.slice(-mostSignals).map((signal, i) => ({ key: i + 1, signal }))
  const lane = 96 + head.extra
  const { rows } = drawKeys(pen, chart, signals, [], periods, lane)
  const top = lane + 14 * rows + 14
  const tracks = placeTracks(chart, format, top)
  const bottom = tracks.at(-1)?.bottom ?? top
  const names = shownPoints(chart).map(({ inProgress, period }, i) => ({
    label: clean(period),
    x: periods.x(i),
    inProgress
  }))
  const shown = legend(pen, keys(pen, chart, tracks), { x: 24, y: bottom + 60, width: width - 48 })
  const list = listSignals(pen, chart, signals, shown.bottom + 14)
  const said = notes(pen, standing(chart), list.bottom + 8, width - 48)
  return {
    width,
    height: said.bottom,
    title: clean(input.title),
    description: describe(
      chart,
      tracks.map(({ track }) => track),
      format
    ),
    body: join([
      head.markup,
      ...tracks.map((placed) => baseline(pen, chart, periods, placed.top, placed.bottom)),
      ...tracks.map((placed) => drawGrid(pen, placed, periods)),
      ...tracks.map((placed) => drawLimits(pen, placed, periods)),
      drawKeys(pen, chart, signals, tracks, periods, lane).markup,
      ...tracks.map((placed) => drawLines(pen, placed, periods)),
      ...tracks.map((placed) => drawMarks(pen, chart, placed, periods)),
      ...tracks.map((placed) => drawLimitNames(pen, placed, periods)),
      drawGaps(pen, tracks, periods),
      drawPeriodNames(pen, names, periods.pitch, bottom + 18, 11),
      hints(
        chart,
        tracks.map(({ track }) => track),
        periods,
        format,
        top,
        bottom
      ),
      shown.markup,
      list.markup,
      said.markup
    ])
  }
}

/**
 * Draw a control chart as SVG: the centre line, the limits as steps, what is judged period by period, and the rules that are
 * met.
 *
 * Takes what `ControlChart` of the core package gives: charts of shares (p, Laney's p′), of single values with their moving
 * range (XmR), EWMA with the values as dots, CUSUM with its sums above and below zero. A point that meets a rule is a filled
 * diamond with the number under which the rule is named below; the other points of the pattern are hollow diamonds. A period
 * that is not over is a hollow circle. At most the last 400 periods and the last 24 signals. A chart that is not known is a line
 * that tells why. Never throws; the same input gives the same bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { ControlChart } from "@throughline/core"
 * import { controlChart } from "./controlChartSvg.ts"
 *
 * const months = [11, 9, 10, 10, 24].map((successes, i) => ({ period: `2026-0${i + 1}`, successes, n: 100 }))
 * const chart = ControlChart.pFromShares(months, { baseline: { through: "2026-04" } })
 * const svg = controlChart({ title: "Complaints went up in May", subtitle: "", chart })
 * svg.includes("1 beyond 3 sigma, above: 2026-05") // => true
 * svg.includes("2026-05: 24.0\u00a0% (limits 1.0\u00a0% to 19.0\u00a0%), 1 beyond 3 sigma") // => true
 * ```
 */
export const controlChart = (input: ControlChart, options: PictureOptions = {}): string =>
  picture("control", input, options, draw)
