import { axisOf, type ScoreAxis } from "../nps-bars/axis.ts"
import { describe, groupInWords } from "../nps-bars/describe.ts"
import type { NpsBars, NpsGroup } from "../nps-bars/NpsBars.ts"
import { known, number, signed } from "../text/number.ts"
import { dashes, having, measured, named, tooltip, whiskers } from "./parts.ts"
import {
  type Json,
  type Paint,
  type Part,
  type Specification,
  type SpecificationOptions,
  specification
} from "./Specification.ts"
import { type Datum, distinct, finite, limits } from "./values.ts"

const kinds = ["detractors", "passives", "promoters"] as const

const mark = { higher: "▲ ", lower: "▼ " } as const

const textOf = ({ differs, nps: { score } }: NpsGroup): string => {
  const estimate = known(score)
  const than = differs === undefined ? "" : ` · ${mark[differs]}${differs} than the rest`
  return `${estimate ? signed(estimate.value, 0) : "–"} · n = ${number(score.n, 0)}${estimate ? than : ""}`
}

const valuesOf = ({ groups }: NpsBars, names: ReadonlyArray<string>): ReadonlyArray<Datum> =>
  groups.map((group, i) => ({
    group: names[i] ?? "",
    ...limits(known(group.nps.score)),
    n: finite(group.nps.score.n),
    differs: group.differs ?? null,
    text: textOf(group),
    words: groupInWords(group)
  }))

const isCount = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value) && value > 0

const answersOf = ({ groups }: NpsBars, names: ReadonlyArray<string>): ReadonlyArray<Datum> =>
  groups.flatMap(({ nps: { counts } }, i) =>
    kinds.flatMap((kind, place) => {
      const count = counts?.[kind]
      return isCount(count) ? [{ group: names[i] ?? "", kind, place, count }] : []
    })
  )

const scores = ({ high, low, ticks }: ScoreAxis, paint: Paint): Json => [
  {
    transform: having("value"),
    mark: { type: "bar", color: paint("river"), height: 16, cornerRadius: 2 },
    encoding: {
      x: measured("value", {
        scale: { domain: [low, high], clamp: true },
        axis: {
          title: "NPS",
          values: ticks,
          format: "+d",
          labelExpr: "datum.value === 0 ? '0' : datum.label",
          domain: false,
          ticks: false
        }
      }),
      tooltip
    }
  },
  whiskers(paint),
  {
    transform: having("value"),
    mark: {
      type: "point",
      filled: true,
      size: 60,
      opacity: 1,
      color: paint("experienced"),
      stroke: paint("background")
    },
    encoding: { x: measured("value"), tooltip }
  },
  dashes("value", { x: { datum: 0, type: "quantitative" } }, paint)
]

const facts = (names: ReadonlyArray<string>, paint: Paint): Part => ({
  width: 160,
  mark: { type: "text", align: "left", baseline: "middle" },
  encoding: {
    y: named("group", names, null),
    x: { value: 0 },
    text: { field: "text", type: "nominal" },
    color: {
      condition: [
        { test: { field: "differs", equal: "higher" }, value: paint("over") },
        { test: { field: "differs", equal: "lower" }, value: paint("short") }
      ],
      value: paint("ink")
    }
  }
})

const answers = (values: ReadonlyArray<Datum>, groups: ReadonlyArray<string>, paint: Paint): Part => ({
  width: 176,
  data: { values },
  mark: { type: "bar", height: 10, tooltip: true },
  encoding: {
    y: named("group", groups, null),
    x: measured("count", { stack: "normalize", axis: null }),
    order: { field: "place", type: "quantitative" },
    color: {
      field: "kind",
      type: "nominal",
      scale: { domain: kinds, range: [paint("detractor"), paint("passive"), paint("promoter")] },
      legend: { title: null, orient: "bottom", direction: "horizontal" }
    }
  }
})

/**
 * Net Promoter Scores of groups as a Vega-Lite specification: bars with their intervals as a layer of their own, how many
 * answered, and the three kinds of answers beside them.
 *
 * @example
 * ```ts import.meta.vitest
 * import { npsBars } from "./npsBars.ts"
 *
 * const score = { _tag: "Suppressed", minimum: 10, n: 4 }
 * const spec = npsBars({ title: "One channel only", subtitle: "", groups: [{ name: "Chat", nps: { score } }] })
 * const { data } = JSON.parse(JSON.stringify(spec))
 * data.values.map(({ group, value }) => [group, value]) // => [["Chat", null]]
 * ```
 */
export const npsBars = (input: NpsBars, options: SpecificationOptions = {}): Specification => {
  const { groups, subtitle, title } = input
  const names = distinct(groups.map(({ name }) => name))
  const counted = answersOf(input, names)
  return specification({ title, subtitle, description: describe(input) }, options, (paint) => ({
    data: { values: valuesOf(input, names) },
    spacing: 16,
    resolve: { scale: { color: "independent" }, legend: { color: "independent" } },
    hconcat: [
      {
        width: 260,
        height: { step: 40 },
        encoding: { y: named("group", names) },
        layer: scores(axisOf(groups.flatMap(({ nps }) => known(nps.score) ?? [])), paint)
      },
      { height: { step: 40 }, ...facts(names, paint) },
      ...(counted.length === 0 ? [] : [{ height: { step: 40 }, ...answers(counted, names, paint) }])
    ]
  }))
}
