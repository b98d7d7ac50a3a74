import type { NumberFormat } from "../text/NumberFormat.ts"
import { formatted } from "../text/number.ts"
import { ellipsis } from "../text/wrap.ts"
import { describe, spotInWords } from "../trend-line/describe.ts"
import { stretches } from "../trend-line/lines.ts"
import { type Known, plot, type Spot, scaleOf, smallSample, spotsOf } from "../trend-line/Spot.ts"
import type { TrendLine } from "../trend-line/TrendLine.ts"
import { dashes, having, measured, named, onTicks, tooltip } from "./parts.ts"
import {
  type Json,
  type Paint,
  type Part,
  type Specification,
  type SpecificationOptions,
  specification
} from "./Specification.ts"
import { type Datum, distinct, finite, limits } from "./values.ts"

/** The narrowest a period can be with its value above it. */
const labelled = 46

const isGoing = ({ period }: Spot): boolean => period.inProgress === true

const valuesOf = (
  spots: ReadonlyArray<Spot>,
  names: ReadonlyArray<string>,
  format: NumberFormat
): ReadonlyArray<Datum> => {
  const found = stretches(spots)
  const pitch = (plot.right - plot.left) / Math.max(1, spots.length)
  const last = spots.findLast((spot) => spot.estimate !== undefined && !isGoing(spot))
  return spots.map((spot, i) => {
    const { estimate, period } = spot
    const stretch = found.findIndex((one) => one.some((known) => known === spot))
    const isSmall = estimate === undefined || estimate.n < smallSample
    return {
      period: names[i] ?? "",
      ...limits(estimate),
      n: finite(period.value.n),
      inProgress: isGoing(spot),
      hollow: isGoing(spot) || isSmall,
      stretch,
      alone: found[stretch]?.length === 1,
      text: !isSmall && (pitch >= labelled || spot === last) ? formatted(estimate.value, format) : "",
      words: spotInWords(spot, format)
    }
  })
}

/** Each pair of neighbours as a line of its own: dotted towards a period in progress. */
const linesOf = (spots: ReadonlyArray<Spot>, names: ReadonlyArray<string>): ReadonlyArray<Datum> => {
  const places = new Map<Spot, number>(spots.map((spot, i) => [spot, i]))
  const end = (line: number, spot: Known, dotted: boolean): Datum => ({
    line,
    period: names[places.get(spot) ?? 0] ?? "",
    dotted,
    value: finite(spot.estimate.value)
  })
  const pairs = stretches(spots).flatMap((stretch) => stretch.slice(1).map((to, i) => [stretch[i] ?? to, to] as const))
  return pairs.flatMap(([from, to], line) => [end(line, from, isGoing(to)), end(line, to, isGoing(to))])
}

const ends = { y: measured("low"), y2: { field: "high" } }

const layers = (paint: Paint, lines: ReadonlyArray<Datum>, y: Part): Json => {
  const colour = paint("experienced")
  return [
    {
      transform: having("low"),
      mark: { type: "area", color: colour, opacity: 0.16 },
      encoding: { ...ends, detail: { field: "stretch", type: "nominal" } }
    },
    {
      transform: [...having("low"), { filter: { field: "alone", equal: true } }],
      mark: { type: "rule", color: colour, strokeWidth: 1.5 },
      encoding: ends
    },
    {
      data: { values: lines },
      mark: { type: "line", color: colour, strokeWidth: 2.5, strokeCap: "round" },
      encoding: {
        y,
        detail: { field: "line", type: "nominal" },
        strokeDash: { condition: { test: { field: "dotted", equal: true }, value: [2, 5] }, value: [1, 0] }
      }
    },
    {
      transform: having("value"),
      mark: { type: "point", size: 70, strokeWidth: 2, stroke: colour, opacity: 1, filled: false },
      encoding: {
        y,
        fill: {
          condition: { test: { field: "hollow", equal: true }, value: paint("background") },
          value: colour
        },
        tooltip
      }
    },
    {
      transform: having("high"),
      mark: { type: "text", color: colour, fontWeight: 700, dy: -10 },
      encoding: { y: measured("high"), text: { field: "text", type: "nominal" } }
    },
    dashes("value", { y: { value: plot.height - 8 } }, paint)
  ]
}

/**
 * A measure over periods as a Vega-Lite specification: its band of confidence as a layer of its own, the line broken where
 * there is no value, dotted towards a period in progress, and points hollow where it is in progress or below 30 answers.
 *
 * @example
 * ```ts import.meta.vitest
 * import { trendLine } from "./trendLine.ts"
 *
 * const value = { _tag: "InsufficientData", reason: "no answers", n: 0, excluded: { missing: 0, invalid: 0 } }
 * const periods = [{ label: "2026-01", value }]
 * const spec = trendLine({ title: "Nothing yet", subtitle: "", format: { style: "signed" }, periods })
 * const { data } = JSON.parse(JSON.stringify(spec))
 * data.values.map(({ value, words }) => [value, words]) // => [[null, "2026-01: no answers"]]
 * ```
 */
export const trendLine = (input: TrendLine, options: SpecificationOptions = {}): Specification => {
  const { format, periods, subtitle, title } = input
  const names = distinct(
    periods.map(({ label }) => label),
    (label, i) =>
      `${ellipsis(label, 120, { size: 12, weight: 400 })}${periods[i]?.inProgress === true ? "\nso far" : ""}`
  )
  const spots = spotsOf(input)
  return specification({ title, subtitle, description: describe(spots, format) }, options, (paint) => ({
    width: plot.right - plot.left,
    height: plot.height,
    data: { values: valuesOf(spots, names, format) },
    encoding: {
      x: named("period", names, {
        labelAngle: 0,
        labelOverlap: "parity",
        labelFontSize: 12,
        labelColor: paint("muted")
      })
    },
    layer: layers(
      paint,
      linesOf(spots, names),
      measured("value", onTicks(scaleOf(spots, format, 0).ticks, format.style))
    )
  }))
}
