import { axisFor } from "../importance-performance/axisFor.ts"
import type { ImportancePerformanceMap } from "../importance-performance/ImportancePerformanceMap.ts"
import { type Item, itemInWords, itemsOf, namer, rankOf } from "../importance-performance/items.ts"
import { nameType, placeLabels } from "../importance-performance/placeLabels.ts"
import type { Axis } from "../svg/axis.ts"
import { linear } from "../svg/scale.ts"
import { clean } from "../text/clean.ts"
import { plural } from "../text/number.ts"
import { measured, onTicks, tooltip } from "./parts.ts"
import {
  type Json,
  type Paint,
  type Part,
  type Specification,
  type SpecificationOptions,
  specification,
  untold
} from "./Specification.ts"
import { type Datum, finite } from "./values.ts"

/** In pixels. */
const box = { left: 0, right: 640, top: 0, bottom: 440 }

/** Of more items the first have names. */
const mostNamed = 100

/** Where there is room for names. */
const labelsOf = (items: ReadonlyArray<Item>, across: Axis, up: Axis): ReadonlyArray<Datum> => {
  const x = linear([across.low, across.high], [box.left, box.right])
  const y = linear([up.low, up.high], [box.bottom, box.top])
  const spots = items.slice(0, mostNamed).map((item) => ({
    x: x(item.performance.value),
    y: y(item.importance.value),
    name: item.name,
    rank: rankOf(item)
  }))
  return placeLabels(spots, box).flatMap((placed) =>
    placed === undefined || placed.key !== undefined
      ? []
      : [{ x: finite(placed.x), y: finite(placed.y), text: placed.text }]
  )
}

const valuesOf = (items: ReadonlyArray<Item>): ReadonlyArray<Datum> =>
  items.map((item) => {
    const { certain, importance, name, performance, probability, quadrant } = item
    return {
      name,
      importance: finite(importance.value),
      importanceLow: finite(importance.interval.low),
      importanceHigh: finite(importance.interval.high),
      performance: finite(performance.value),
      performanceLow: finite(performance.interval.low),
      performanceHigh: finite(performance.interval.high),
      quadrant,
      probability: finite(probability),
      certain,
      words: itemInWords(item)
    }
  })

const corners = [
  ["Concentrate here", 0, -9, "left"],
  ["Keep up the good work", "width", -9, "right"],
  ["Low priority", 0, "height", "left"],
  ["Possible overkill", "width", "height", "right"]
] as const

const corner = ([text, x, y, align]: (typeof corners)[number], paint: Paint): Json => ({
  data: { values: [{ text }] },
  mark: {
    type: "text",
    align,
    baseline: y === "height" ? "top" : "bottom",
    dy: y === "height" ? 34 : 0,
    fontWeight: 600,
    color: paint(text === "Concentrate here" ? "short" : "muted")
  },
  encoding: { x: { value: x }, y: { value: y }, text: { field: "text", type: "nominal" } }
})

const layers = (
  values: ReadonlyArray<Datum>,
  axes: { readonly x: Part; readonly y: Part },
  labels: ReadonlyArray<Datum>,
  paint: Paint
): ReadonlyArray<Json> => {
  const whisker = { type: "rule", color: paint("experienced"), strokeWidth: 1.25, opacity: 0.55 }
  const x = measured("performance", axes.x)
  const y = measured("importance", axes.y)
  return [
    {
      data: { values },
      mark: whisker,
      encoding: { x: measured("performanceLow", axes.x), x2: { field: "performanceHigh" }, y }
    },
    {
      data: { values },
      mark: whisker,
      encoding: { x, y: measured("importanceLow", axes.y), y2: { field: "importanceHigh" } }
    },
    {
      data: { values },
      mark: { type: "point", size: 80, strokeWidth: 2, opacity: 1, stroke: paint("experienced") },
      encoding: {
        x,
        y,
        fill: {
          condition: { test: { field: "certain", equal: true }, value: paint("experienced") },
          value: paint("background")
        },
        tooltip
      }
    },
    {
      data: { values: labels },
      mark: {
        type: "text",
        align: "left",
        baseline: "alphabetic",
        fontSize: nameType.size,
        fontWeight: nameType.weight
      },
      encoding: {
        x: measured("x", { scale: null }),
        y: measured("y", { scale: null }),
        text: { field: "text", type: "nominal" }
      }
    }
  ]
}

/**
 * An importance–performance map as a Vega-Lite specification: a point for each item, its two intervals as layers of their own,
 * and the crosshair that makes the quadrants. A point is hollow when its quadrant is less probable than its intervals are
 * confident. Names stand beside their points where there is room, those to concentrate on first.
 *
 * @example
 * ```ts import.meta.vitest
 * import { ImportancePerformance, Tally } from "@throughline/core"
 * import { importancePerformanceMap } from "./importancePerformanceMap.ts"
 *
 * const answers = [
 *   { touchpoint: "delivery", importance: 5, score: 2 },
 *   { touchpoint: "delivery", importance: 4, score: 2 },
 *   { touchpoint: "search", importance: 2, score: 4 },
 *   { touchpoint: "search", importance: 3, score: 4 }
 * ]
 * const map = ImportancePerformance.by(Tally.from(answers, { by: ["touchpoint", "importance", "score"] }), "touchpoint")
 * const spec = importancePerformanceMap({ title: "Delivery matters and is slow", subtitle: "", map })
 * JSON.stringify(spec).includes('"importance":4.5') // => true
 * ```
 */
export const importancePerformanceMap = (
  input: ImportancePerformanceMap,
  options: SpecificationOptions = {}
): Specification => {
  const { map, subtitle, title } = input
  if (map._tag !== "ImportancePerformance") return untold(input, `No map: ${clean(map.reason)}`, options)
  const items = itemsOf(input)
  const called = namer(input)
  const without = map.without.map(({ value, why }) => `${called(value)}: ${clean(why.reason)}`)
  const description = `A map of ${plural(items.length, "item")} by importance and performance. ${[...items.map(itemInWords), ...without].join(". ")}.`
  const across = axisFor(items, "performance", map.crosshair.performance)
  const up = axisFor(items, "importance", map.crosshair.importance)
  return specification({ title, subtitle, description }, options, (paint) => {
    const x = onTicks(across.ticks, "number", { title: "Performance", grid: false })
    const y = onTicks(up.ticks, "number", {
      title: `Importance, ${map.definition.startsWith("stated") ? "as stated" : "as derived"}`,
      grid: false
    })
    const line = { type: "rule", color: paint("faint") }
    return {
      width: box.right,
      height: box.bottom,
      layer: [
        {
          data: { values: [{ performance: finite(across.centre) }] },
          mark: line,
          encoding: { x: measured("performance", x) }
        },
        {
          data: { values: [{ importance: finite(up.centre) }] },
          mark: line,
          encoding: { y: measured("importance", y) }
        },
        ...corners.map((each) => corner(each, paint)),
        ...layers(valuesOf(items), { x, y }, labelsOf(items, across, up), paint)
      ]
    }
  })
}
