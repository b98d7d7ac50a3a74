import { describe } from "../survival-curve/describe.ts"
import { halfGone } from "../survival-curve/half.ts"
import { type Curve, curvesOf } from "../survival-curve/Panel.ts"
import type { SurvivalCurve, SurvivalStep } from "../survival-curve/SurvivalCurve.ts"
import { seriesStyle } from "../svg/series.ts"
import { clean } from "../text/clean.ts"
import { number, percent } from "../text/number.ts"
import { literal } from "./literal.ts"
import { measured, tooltip } from "./parts.ts"
import {
  type Json,
  type Paint,
  type Part,
  type Specification,
  type SpecificationOptions,
  specification
} from "./Specification.ts"
import { type Datum, distinct, finite } from "./values.ts"

const height = 270

/** Of more curves those by which half have gone are not labelled. */
const mostLabels = 8

interface Named extends Curve {
  /** Different from those of the other curves. */
  readonly group: string
}

const words = (group: string, { survival, time }: SurvivalStep, unit: string): string =>
  `${group}: ${percent(survival, 1)} after ${number(time, time % 1 === 0 ? 0 : 1)} ${unit}`

/** A curve begins where all are still there. */
const begin = ({ steps: [first] }: Curve): ReadonlyArray<SurvivalStep> =>
  first === undefined ? [] : [{ time: 0, atRisk: first.atRisk, events: 0, censored: 0, survival: 1, low: 1, high: 1 }]

const valuesOf = (curves: ReadonlyArray<Named>, unit: string): ReadonlyArray<Datum> =>
  curves.flatMap((curve) =>
    [...begin(curve), ...curve.steps].map((step) => ({
      group: curve.group,
      time: finite(step.time),
      survival: finite(step.survival),
      low: finite(step.low),
      high: finite(step.high),
      atRisk: finite(step.atRisk),
      events: finite(step.events),
      censored: finite(step.censored),
      words: words(curve.group, step, unit)
    }))
  )

/** Where half have gone, one label above the other from the bottom; without labels where there are many. */
const halvesOf = (curves: ReadonlyArray<Named>, unit: string, last: number): ReadonlyArray<Datum> => {
  const found = curves.flatMap((curve) => {
    const time = halfGone(curve)
    return time === undefined ? [] : [{ group: curve.group, time }]
  })
  return found.map(({ group, time }, i) => ({
    group,
    time: finite(time),
    share: 0.5,
    text: found.length > mostLabels ? "" : `half gone after ${number(time, 1)} ${unit}`,
    side: time < last * 0.6 ? "right" : "left",
    height: height - 8 - (found.length - 1 - i) * 16
  }))
}

const styles = (curves: ReadonlyArray<Named>, paint: Paint): Part => {
  const group = {
    field: "group",
    type: "nominal",
    legend: { title: null, orient: "right", symbolType: "stroke", symbolOpacity: 1, symbolSize: 300 }
  }
  const domain = curves.map((curve) => curve.group)
  const looks = curves.map((_, i) => seriesStyle(i))
  return {
    color: { ...group, scale: { domain, range: looks.map(({ colour }) => paint(colour)) } },
    strokeDash: {
      ...group,
      scale: {
        domain,
        range: looks.map(({ dashes }) => (dashes === undefined ? [1, 0] : dashes.split(" ").map(Number)))
      }
    }
  }
}

/** What is written on one side of the lines down. */
const halfLabel = (halves: ReadonlyArray<Datum>, side: "left" | "right", x: Part, detail: Part): Json => ({
  data: { values: halves },
  transform: [{ filter: { field: "side", equal: side } }],
  mark: { type: "text", align: side === "right" ? "left" : "right", dx: side === "right" ? 6 : -6, fontWeight: 600 },
  encoding: { x, y: measured("height", { scale: null }), text: { field: "text", type: "nominal" }, ...detail }
})

const layers = (curves: ReadonlyArray<Named>, style: Part, unit: string): Json => {
  const last = Math.max(0, ...curves.map(({ steps }) => steps.at(-1)?.time ?? 0))
  const halves = halvesOf(curves, unit, last)
  const { color } = style
  const share = {
    scale: { domain: [0, 1] },
    axis: { title: null, format: ".0%", values: [0, 0.25, 0.5, 0.75, 1], domain: false, ticks: false }
  }
  const x = measured("time", {
    scale: { domain: [0, last > 0 ? last : 1] },
    axis: { title: literal(unit), grid: false }
  })
  const detail = { color: color ?? null }
  return [
    {
      mark: { type: "area", interpolate: "step-after", opacity: 0.15, line: false },
      encoding: { x, y: measured("low", share), y2: { field: "high" }, ...detail }
    },
    {
      mark: { type: "line", interpolate: "step-after", strokeWidth: 2.5 },
      encoding: { x, y: measured("survival", share), ...style }
    },
    {
      transform: [{ filter: { field: "censored", gt: 0 } }],
      mark: { type: "tick", orient: "vertical", size: 8, thickness: 1.2 },
      encoding: { x, y: measured("survival", share), ...detail }
    },
    {
      mark: { type: "point", size: 60, opacity: 0 },
      encoding: { x, y: measured("survival", share), tooltip }
    },
    {
      data: { values: halves },
      mark: { type: "point", filled: true, size: 50, opacity: 1 },
      encoding: { x, y: measured("share", share), ...detail }
    },
    {
      data: { values: halves },
      mark: { type: "rule", strokeDash: [3, 4] },
      encoding: { x, y: measured("share", share), y2: { datum: 0 }, ...detail }
    },
    ...(["left", "right"] as const).map((side) => halfLabel(halves, side, x, detail))
  ]
}

/**
 * Kaplan–Meier curves as a Vega-Lite specification: steps, their band of confidence as a layer of its own, ticks where
 * customers were last seen still there, and where half have left. How many each step stands on is in the data.
 *
 * @example
 * ```ts import.meta.vitest
 * import { survivalCurve } from "./survivalCurve.ts"
 *
 * const steps = [{ time: 2, atRisk: 4, events: 1, censored: 0, survival: 0.75, low: 0.4, high: 0.9 }]
 * const spec = survivalCurve({ title: "One in four left", subtitle: "", unit: "months", groups: [{ name: "All", steps }] })
 * const { data } = JSON.parse(JSON.stringify(spec))
 * data.values.map(({ time, survival }) => [time, survival]) // => [[0, 1], [2, 0.75]]
 * ```
 */
export const survivalCurve = (input: SurvivalCurve, options: SpecificationOptions = {}): Specification => {
  const { groups, subtitle, title } = input
  const unit = clean(input.unit)
  const names = distinct(groups.map(({ name }) => name))
  const curves = curvesOf(input).map((curve, i): Named => ({ ...curve, group: names[i] ?? "" }))
  return specification({ title, subtitle, description: describe(curves, unit) }, options, (paint) => ({
    width: 540,
    height,
    data: { values: valuesOf(curves, unit) },
    layer: layers(curves, styles(curves, paint), unit)
  }))
}
