import type { ControlChart as Core } from "@throughline/core"
import type { ControlChart } from "../control-chart/ControlChart.ts"
import { type Placed, placeTrack } from "../control-chart/drawTrack.ts"
import { standingsOf } from "../control-chart/marks.ts"
import { formatIn, shownPoints, tracksOf } from "../control-chart/tracks.ts"
import { describe, formatOf, pointInWords, signalInWords, standing } from "../control-chart/words.ts"
import { clean } from "../text/clean.ts"
import { ellipsis, wrap } from "../text/wrap.ts"
import { having, measured, named, onTicks, tooltip } from "./parts.ts"
import {
  type Json,
  type Paint,
  type Part,
  type Specification,
  type SpecificationOptions,
  specification,
  untold
} from "./Specification.ts"
import { type Datum, distinct, finite } from "./values.ts"

/** More signals are not listed. */
const mostSignals = 24

const textWidth = 640

const namesOf = (chart: Core.ControlChart): ReadonlyArray<string> => {
  const points = shownPoints(chart)
  return distinct(
    points.map(({ period }) => period),
    (name, i) => `${ellipsis(name, 120, { size: 12, weight: 400 })}${points[i]?.inProgress === true ? "\nso far" : ""}`
  )
}

/** Each period of a plot, with its limits and what it is. */
const valuesOf = (
  chart: Core.ControlChart,
  placed: Placed,
  names: ReadonlyArray<string>,
  words: ReadonlyArray<string>
): ReadonlyArray<Datum> => {
  const { centre, dots, high, lines, low } = placed.track
  return lines.flatMap((values, line) => {
    const standings = standingsOf(chart, placed, line)
    return shownPoints(chart).map((point, i) => ({
      period: names[i] ?? "",
      line,
      value: finite(values[i]),
      low: finite(low[i]),
      high: finite(high[i]),
      centre: finite(centre),
      beside: finite(dots[i]),
      inBaseline: point.inBaseline,
      standing: standings[i] ?? "plain",
      rules: point.rules,
      words: words[i] ?? ""
    }))
  })
}

const isStanding = (...kinds: ReadonlyArray<string>): Part => ({ field: "standing", oneOf: kinds })

const points = (y: Part, paint: Paint): Json => ({
  transform: having("value"),
  mark: { type: "point", size: 70, strokeWidth: 1.75, opacity: 1 },
  encoding: {
    y,
    shape: { condition: { test: isStanding("met", "part"), value: "diamond" }, value: "circle" },
    fill: {
      condition: [
        { test: isStanding("met"), value: paint("short") },
        { test: isStanding("part", "so far"), value: paint("background") }
      ],
      value: paint("experienced")
    },
    stroke: { condition: { test: isStanding("met", "part"), value: paint("short") }, value: paint("experienced") },
    tooltip
  }
})

const plot = (placed: Placed, values: ReadonlyArray<Datum>, names: ReadonlyArray<string>, paint: Paint): Json => {
  const { ticks, tickFormat, track } = placed
  const axis = onTicks(ticks, tickFormat.style)
  const y = (field: string): Part => measured(field, axis)
  const limit = (field: "low" | "high"): Json => ({
    transform: [{ filter: { field: "line", equal: 0 } }],
    mark: { type: "line", interpolate: "step", color: paint("expected"), strokeWidth: 1.75, strokeDash: [6, 3] },
    encoding: { y: y(field) }
  })
  return {
    title: { text: track.name, fontSize: 12, fontWeight: 600, offset: 8 },
    width: textWidth,
    height: track.height,
    data: { values },
    encoding: {
      x: named("period", names, {
        labelAngle: 0,
        labelOverlap: "parity",
        labelFontSize: 11,
        labelColor: paint("muted"),
        grid: false
      })
    },
    layer: [
      limit("low"),
      limit("high"),
      { mark: { type: "line", color: paint("faint"), strokeWidth: 1.5 }, encoding: { y: y("centre") } },
      {
        mark: { type: "line", color: paint("experienced"), strokeWidth: 2 },
        encoding: { y: y("value"), detail: { field: "line", type: "nominal" } }
      },
      {
        transform: having("beside"),
        mark: { type: "point", filled: true, size: 16, color: paint("muted"), opacity: 1 },
        encoding: { y: y("beside"), tooltip }
      },
      points(y("value"), paint)
    ]
  }
}

/** The rules that are met, the newest last, and what the limits stand on. */
const notes = (chart: Core.ControlChart, paint: Paint): Json => {
  const signals = chart.signals.slice(-mostSignals).map((signal) => ({ text: signalInWords(signal), isSignal: true }))
  const none =
    signals.length === 0 ? [{ text: "No rule is met: nothing that chance would not give.", isSignal: true }] : []
  const below = standing(chart).flatMap((text) => wrap(text, textWidth, 2, { size: 12, weight: 400 }).lines)
  const lines = [...signals, ...none, ...below.map((text) => ({ text, isSignal: false }))]
  return {
    width: textWidth,
    height: { step: 18 },
    data: {
      values: lines.map(({ isSignal, text }, place) => ({
        place,
        text: ellipsis(text, textWidth, { size: 12, weight: 400 }),
        isSignal
      }))
    },
    mark: { type: "text", align: "left" },
    encoding: {
      y: { field: "place", type: "ordinal", axis: null },
      x: { value: 0 },
      text: { field: "text", type: "nominal" },
      color: { condition: { test: { field: "isSignal", equal: true }, value: paint("ink") }, value: paint("muted") }
    }
  }
}

/**
 * A control chart as a Vega-Lite specification: its centre line, the limits as steps in layers of their own, what is judged
 * period by period, and the rules that are met in words. A point that meets a rule is a filled diamond, the other points of the
 * pattern are hollow ones; a period that is not over is a hollow circle. Shares are from 0 to 1.
 *
 * @example
 * ```ts import.meta.vitest
 * import { ControlChart } from "@throughline/core"
 * import { controlChart } from "./controlChart.ts"
 *
 * const months = [11, 9, 10, 10, 24].map((successes, i) => ({ period: `2026-0${i + 1}`, successes, n: 100 }))
 * const chart = ControlChart.pFromShares(months, { baseline: { through: "2026-04" } })
 * const spec = controlChart({ title: "Complaints went up in May", subtitle: "", chart })
 * const { vconcat } = JSON.parse(JSON.stringify(spec))
 * vconcat[0].data.values.map(({ standing, value }) => [value, standing])[4] // => [0.24, "met"]
 * ```
 */
export const controlChart = (input: ControlChart, options: SpecificationOptions = {}): Specification => {
  const { chart, subtitle, title } = input
  if (chart._tag !== "ControlChart") return untold(input, `No control chart: ${clean(chart.reason)}`, options)
  const format = formatOf(chart, input.format)
  const tracks = tracksOf(chart)
  const names = namesOf(chart)
  const words = shownPoints(chart).map((point, i) => pointInWords(point, tracks, i, format))
  const placed = tracks.map((track) => placeTrack(track, formatIn(track, format), 0))
  return specification({ title, subtitle, description: describe(chart, tracks, format) }, options, (paint) => ({
    spacing: 20,
    vconcat: [
      ...placed.map((each) => plot(each, valuesOf(chart, each, names, words), names, paint)),
      notes(chart, paint)
    ]
  }))
}
