import { heading } from "../svg/heading.ts"
import { hint, label } from "../svg/label.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import { drawPeriodNames } from "../svg/periodNames.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import type { Pen } from "../svg/Theme.ts"
import { clean } from "../text/clean.ts"
import type { NumberFormat } from "../text/NumberFormat.ts"
import { formatted, reason } from "../text/number.ts"
import { describe } from "./describe.ts"
import { band, line, point, stretches } from "./lines.ts"
import { isKnown, type Known, plot, type Scale, type Spot, scaleOf, smallSample, spotsOf, width } from "./Spot.ts"
import type { TrendLine } from "./TrendLine.ts"
import { tickText } from "./tickText.ts"

const grid = (pen: Pen, { ticks, format, y }: Scale): Markup =>
  join(
    ticks.flatMap((tick) => [
      element("line", {
        x1: plot.left,
        x2: plot.right,
        y1: y(tick),
        y2: y(tick),
        ...pen.paint({ stroke: tick === 0 ? "faint" : "grid" })
      }),
      label(pen, tickText(tick, format, plot.left - 16, 12), plot.left - 12, y(tick) + 4, {
        size: 12,
        anchor: "end",
        fill: "muted"
      })
    ])
  )

const values = (pen: Pen, spots: ReadonlyArray<Known>, { y }: Scale, format: NumberFormat, pitch: number): Markup => {
  const last = spots.findLast(({ period }) => period.inProgress !== true)
  const shown = spots.filter((spot) => spot.estimate.n >= smallSample && (pitch >= 46 || spot === last))
  return join(
    shown.map(({ x, estimate }) =>
      label(pen, formatted(estimate.value, format), x, y(estimate.interval.high) - 7, {
        size: 12,
        weight: 700,
        anchor: "middle",
        fill: "experienced",
        halo: "background"
      })
    )
  )
}

const gaps = (pen: Pen, spots: ReadonlyArray<Spot>, y: number): Markup =>
  join(
    spots
      .filter((spot) => !isKnown(spot))
      .map((spot) =>
        label(pen, "–", spot.x, y, { size: 12, anchor: "middle", fill: "muted" }, hint(reason(spot.period.value)))
      )
  )

const draw = (input: TrendLine, pen: Pen): Drawing => {
  const head = heading(pen, input.title, input.subtitle, width - 48, 18)
  const top = 102 + head.extra
  const spots = spotsOf(input)
  const scale = scaleOf(spots, input.format, top)
  const pitch = (plot.right - plot.left) / Math.max(1, spots.length)
  const bottom = top + plot.height
  const found = stretches(spots)
  return {
    width,
    height: bottom + 52,
    title: clean(input.title),
    description: describe(spots, input.format),
    body: join([
      head.markup,
      grid(pen, scale),
      ...found.map((stretch) => band(pen, stretch, scale)),
      ...found.map((stretch) => line(pen, stretch, scale)),
      ...found.flatMap((stretch) => stretch.map((spot) => point(pen, spot, scale, stretch.length === 1))),
      values(pen, found.flat(), scale, input.format, pitch),
      gaps(pen, spots, bottom - 6),
      drawPeriodNames(
        pen,
        spots.map(({ label: name, period, x }) => ({ label: name, x, inProgress: period.inProgress === true })),
        pitch,
        bottom + 20,
        12
      )
    ])
  }
}

/**
 * Draw a measure over periods as SVG, with its band of confidence. A period in progress is hollow and dotted; one with
 * fewer than 30 answers is hollow without a label; where there is no value the line breaks and a dash tells why.
 *
 * Never throws; the same input gives the same bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { trendLine } from "./trendLineSvg.ts"
 *
 * const value = { _tag: "InsufficientData", reason: "no answers", n: 0, excluded: { missing: 0, invalid: 0 } }
 * const periods = [{ label: "2026-01", value }]
 * const svg = trendLine({ title: "Nothing yet", subtitle: "", format: { style: "signed" }, periods })
 * svg.includes("no answers") // => true
 * ```
 */
export const trendLine = (input: TrendLine, options: PictureOptions = {}): string =>
  picture("trend", input, options, draw)
