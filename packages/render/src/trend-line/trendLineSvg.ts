import type { Estimate } from "@throughline/core"
import { runs } from "../svg/curve.ts"
import { heading } from "../svg/heading.ts"
import { hint, label } from "../svg/label.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import { linear, niceStep } from "../svg/scale.ts"
import type { Pen } from "../svg/Theme.ts"
import { clean } from "../text/clean.ts"
import type { NumberFormat } from "../text/NumberFormat.ts"
import { formatted, inWords, known, plural, reason } from "../text/number.ts"
import { textWidth } from "../text/width.ts"
import { ellipsis } from "../text/wrap.ts"
import type { TrendLine, TrendPeriod } from "./TrendLine.ts"

const width = 780
const plot = { left: 70, right: 720, height: 190 }
const smallSample = 30

/** A period and where its point stands. */
interface Spot {
  readonly period: TrendPeriod
  readonly label: string
  readonly estimate: Estimate | undefined
  readonly x: number
}

interface Scale {
  readonly ticks: ReadonlyArray<number>
  readonly format: NumberFormat
  readonly y: (value: number) => number
}

const spotsOf = ({ periods }: TrendLine): ReadonlyArray<Spot> => {
  const pitch = (plot.right - plot.left) / Math.max(1, periods.length)
  return periods.map((period, i) => ({
    period,
    label: clean(period.label),
    estimate: known(period.value),
    x: plot.left + (i + 0.5) * pitch
  }))
}

/** Decimals that tell ticks of this step apart. */
const decimalsOf = (step: number, { style }: NumberFormat): number => {
  const shown = style === "percent" ? step * 100 : step
  return shown >= 0.999 ? 0 : shown >= 0.0999 ? 1 : 2
}

const scaleOf = (spots: ReadonlyArray<Spot>, format: NumberFormat, top: number): Scale => {
  const values = spots.flatMap(({ estimate }) =>
    estimate ? [estimate.interval.low, estimate.interval.high, estimate.value] : []
  )
  const least = values.length === 0 ? 0 : Math.min(...values)
  const most = Math.max(least + (format.style === "percent" ? 0.04 : 0.4), ...values)
  const step = niceStep((most - least) / 4)
  const low = Math.floor(least / step + 1e-9) * step
  const high = Math.ceil(most / step - 1e-9) * step
  return {
    ticks: Array.from({ length: Math.min(12, Math.round((high - low) / step) + 1) }, (_, i) =>
      Number((low + i * step).toPrecision(12))
    ),
    format: { ...format, decimals: decimalsOf(step, format) },
    y: linear([low, high], [top + plot.height, top])
  }
}

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
      label(pen, formatted(tick, format), plot.left - 12, y(tick) + 4, { size: 12, anchor: "end", fill: "muted" })
    ])
  )

type Known = Spot & { readonly estimate: Estimate }

const isKnown = (spot: Spot): spot is Known => spot.estimate !== undefined

/** Stretches of periods that have a value. */
const stretches = (spots: ReadonlyArray<Spot>): ReadonlyArray<ReadonlyArray<Known>> =>
  runs(spots.map(isKnown)).map((run) => run.flatMap((i) => spots[i] ?? []).filter(isKnown))

const polyline = (points: ReadonlyArray<readonly [number, number]>): string =>
  points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${coordinate(x)} ${coordinate(y)}`).join("")

const band = ({ paint }: Pen, spots: ReadonlyArray<Known>, { y }: Scale): Markup => {
  const upper = spots.map(({ x, estimate }) => [x, y(estimate.interval.high)] as const)
  const lower = spots.map(({ x, estimate }) => [x, y(estimate.interval.low)] as const)
  return spots.length < 2
    ? join([])
    : element("path", {
        d: `${polyline([...upper, ...lower.toReversed()])}Z`,
        "fill-opacity": 0.16,
        ...paint({ fill: "experienced" })
      })
}

/** Solid between finished periods, dotted towards one in progress. */
const line = ({ paint }: Pen, spots: ReadonlyArray<Known>, { y }: Scale): Markup => {
  const pairs = spots.slice(1).flatMap((to, i) => (spots[i] ? [[spots[i], to] as const] : []))
  const path = (progress: boolean): string =>
    pairs
      .filter(([, to]) => (to.period.inProgress === true) === progress)
      .map((pair) => polyline(pair.map(({ x, estimate }) => [x, y(estimate.value)] as const)))
      .join("")
  const common = { fill: "none", "stroke-linecap": "round", "stroke-linejoin": "round" }
  const solid = path(false)
  const dotted = path(true)
  return join([
    ...(solid === ""
      ? []
      : [element("path", { d: solid, "stroke-width": 2.5, ...common, ...paint({ stroke: "experienced" }) })]),
    ...(dotted === ""
      ? []
      : [
          element("path", {
            d: dotted,
            "stroke-width": 2,
            "stroke-dasharray": "2 5",
            ...common,
            ...paint({ stroke: "experienced" })
          })
        ])
  ])
}

const point = (pen: Pen, { x, estimate, period }: Known, { y }: Scale, alone: boolean): Markup => {
  const hollow = period.inProgress === true || estimate.n < smallSample
  const [high, low] = [coordinate(y(estimate.interval.high)), coordinate(y(estimate.interval.low))]
  const whisker = element("path", {
    d: `M${coordinate(x - 5)} ${high}h10m-5 0V${low}m-5 0h10`,
    fill: "none",
    "stroke-width": 1.5,
    ...pen.paint({ stroke: "experienced" })
  })
  const dot = element("circle", {
    cx: x,
    cy: y(estimate.value),
    r: 4.5,
    "stroke-width": 2,
    ...pen.paint(hollow ? { fill: "background", stroke: "experienced" } : { fill: "experienced", stroke: "background" })
  })
  return join(alone ? [whisker, dot] : [dot])
}

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

/** As many names of periods as fit side by side, the last one always. */
const periodNames = (pen: Pen, spots: ReadonlyArray<Spot>, pitch: number, y: number): Markup => {
  const widest = Math.min(120, Math.max(1, ...spots.map((spot) => textWidth(spot.label, 12, 400))))
  const every = Math.max(1, Math.ceil((widest + 10) / pitch))
  return join(
    spots.flatMap((spot, i) => {
      if ((spots.length - 1 - i) % every !== 0) return []
      const style = { size: 12, anchor: "middle", fill: "muted" } as const
      return [
        label(pen, ellipsis(spot.label, Math.max(widest, pitch - 10), { size: 12, weight: 400 }), spot.x, y, style),
        ...(spot.period.inProgress ? [label(pen, "so far", spot.x, y + 15, { ...style, size: 11 })] : [])
      ]
    })
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

const describe = (spots: ReadonlyArray<Spot>, format: NumberFormat): string => {
  const facts = spots.map(({ label: name, estimate, period }) => {
    const about = estimate ? inWords(estimate, format) : reason(period.value)
    return `${name}${period.inProgress ? " (so far)" : ""}: ${about}`
  })
  return `A measure over ${plural(spots.length, "period")}. ${facts.join("; ")}.`
}

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
      periodNames(pen, spots, pitch, bottom + 20)
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
