import type { DwellCurves } from "../dwell-curves/DwellCurves.ts"
import { type Stage, stagesOf } from "../dwell-curves/stages.ts"
import { describe, halfInWords, stageInWords, targetInWords } from "../dwell-curves/words.ts"
import { clean } from "../text/clean.ts"
import { percent } from "../text/number.ts"
import { ellipsis } from "../text/wrap.ts"
import { measured, onTicks, tooltip } from "./parts.ts"
import {
  type Json,
  type Paint,
  type Specification,
  type SpecificationOptions,
  specification,
  untold
} from "./Specification.ts"
import { type Datum, distinct, finite } from "./values.ts"

/** The curve, which begins where all are still there. */
const stepsOf = (stage: Stage, name: string, unit: string): ReadonlyArray<Datum> => {
  const { steps } = stage.curve
  const [first] = steps
  const begin = { time: 0, atRisk: first?.atRisk ?? 0, events: 0, censored: 0, survival: 1, low: 1, high: 1 }
  return (first === undefined ? [] : [begin, ...steps]).map((step) => ({
    stage: name,
    kind: "step",
    stuck: stage.stuck,
    time: finite(step.time),
    share: finite(step.survival),
    low: finite(step.low),
    high: finite(step.high),
    atRisk: finite(step.atRisk),
    events: finite(step.events),
    censored: finite(step.censored),
    words: `${stage.curve.name}: ${percent(step.survival, 1)} still there after ${step.time} ${unit}`
  }))
}

const marksOf = (stage: Stage, name: string, unit: string): ReadonlyArray<Datum> => {
  const { half, stuck, target, why } = stage
  const common = { stage: name, stuck, words: stageInWords(stage, unit) }
  if (half === undefined) return [{ ...common, kind: "none", text: why }]
  const gone = { time: finite(half.value), low: finite(half.low), high: finite(half.high) }
  return [
    { ...common, kind: "half", share: 0.5, ...gone },
    ...(target === undefined
      ? []
      : [
          {
            ...common,
            kind: target.kind,
            time: finite(target.days),
            share: finite(1 - target.share),
            words: targetInWords(target, unit)
          }
        ])
  ]
}

const only = (...kinds: ReadonlyArray<string>): ReadonlyArray<Json> => [{ filter: { field: "kind", oneOf: kinds } }]

const layers = (longest: number, title: string, paint: Paint): Json => {
  const x = (field: string): Json =>
    measured(field, { scale: { domain: [0, longest], nice: false }, axis: { title, grid: false, tickCount: 5 } })
  const y = (field: string): Json => measured(field, onTicks([0, 0.5, 1], "percent"))
  const color = {
    condition: { test: { field: "stuck", equal: true }, value: paint("short") },
    value: paint("experienced")
  }
  return [
    {
      transform: only("step"),
      mark: { type: "area", interpolate: "step-after", opacity: 0.15, line: false },
      encoding: { x: x("time"), y: y("low"), y2: { field: "high" }, color }
    },
    {
      transform: only("step"),
      mark: { type: "line", interpolate: "step-after", strokeWidth: 2.25 },
      encoding: { x: x("time"), y: y("share"), color }
    },
    {
      transform: [...only("step"), { filter: { field: "censored", gt: 0 } }],
      mark: { type: "tick", orient: "vertical", size: 8, thickness: 1.2 },
      encoding: { x: x("time"), y: y("share"), color }
    },
    {
      transform: [
        ...only("half"),
        { filter: { field: "low", valid: true } },
        { filter: { field: "high", valid: true } }
      ],
      mark: { type: "rule", strokeWidth: 1.75 },
      encoding: { x: x("low"), x2: { field: "high" }, y: y("share"), color }
    },
    {
      transform: [...only("half"), { filter: { field: "time", valid: true } }],
      mark: { type: "point", filled: true, size: 70, opacity: 1 },
      encoding: { x: x("time"), y: y("share"), color, tooltip }
    },
    {
      transform: only("plan", "reference"),
      mark: { type: "point", shape: "diamond", filled: true, size: 70, opacity: 1, color: paint("expected") },
      encoding: { x: x("time"), y: y("share"), tooltip }
    },
    {
      transform: only("none"),
      mark: { type: "text", color: paint("muted") },
      encoding: { x: { value: 120 }, y: { value: 50 }, text: { field: "text", type: "nominal" } }
    }
  ]
}

const columns = 3

const belowName = (stage: Stage | undefined, unit: string): string =>
  stage?.half === undefined ? "" : ellipsis(halfInWords(stage.half, unit), 230, { size: 13, weight: 400 })

/**
 * How long customers stay in stages as a Vega-Lite specification: a panel for each stage with the share still there, its band of
 * confidence as a layer of its own, ticks where customers were last seen still there, the time by which half have gone with its
 * interval, and a diamond where the stage ought to be by its plan or reference. ▲ marks a stuck stage.
 *
 * @example
 * ```ts import.meta.vitest
 * import { Dwell } from "@throughline/core"
 * import { dwellCurves } from "./dwellCurves.ts"
 *
 * const stays = [
 *   { stage: "cart", days: 1, outcome: "moved on" },
 *   { stage: "cart", days: 2, outcome: "still there" }
 * ]
 * const spec = dwellCurves({ title: "Half go on after a day", subtitle: "", stages: Dwell.fromStays(stays) })
 * const { data } = JSON.parse(JSON.stringify(spec))
 * data.values.map(({ kind, share, time }) => [kind, time, share])[1] // => ["step", 1, 0.5]
 * ```
 */
export const dwellCurves = (input: DwellCurves, options: SpecificationOptions = {}): Specification => {
  const { subtitle, title } = input
  const unit = ellipsis(clean(input.unit ?? "days"), 110, { size: 12, weight: 400 })
  const stages = stagesOf(input)
  const names = distinct(
    stages.map(({ curve }) => curve.name),
    (name, i) =>
      `${stages[i]?.stuck ? "▲ " : ""}${ellipsis(name, 210, { size: 13, weight: 600 })}\n${belowName(stages[i], unit)}`
  )
  const values = stages.flatMap((stage, i) => [
    ...stepsOf(stage, names[i] ?? "", unit),
    ...marksOf(stage, names[i] ?? "", unit)
  ])
  const times = values.flatMap(({ time }) => (typeof time === "number" ? [time] : []))
  const longest = Math.max(0, ...times)
  const held = stages.flatMap(({ target }) =>
    target === undefined ? [] : target.kind === "plan" ? "planned" : "expected"
  )
  const below = held[0] === undefined ? `time in ${unit}` : `time in ${unit} · ◆ ${held[0]}`
  if (stages.length === 0) return untold(input, "No stages.", options)
  return specification({ title, subtitle, description: describe(stages, unit) }, options, (paint) => ({
    data: { values },
    facet: {
      field: "stage",
      type: "nominal",
      sort: names,
      header: {
        title: null,
        labelExpr: "split(datum.label, '\\n')",
        labelAnchor: "start",
        labelFontSize: 13,
        labelColor: paint("ink"),
        labelLimit: 0
      }
    },
    columns,
    spacing: 28,
    spec: { width: 240, height: 110, layer: layers(longest > 0 ? longest : 1, below, paint) }
  }))
}
