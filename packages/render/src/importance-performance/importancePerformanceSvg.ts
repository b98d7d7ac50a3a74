import { heading } from "../svg/heading.ts"
import { legend } from "../svg/legend.ts"
import { join } from "../svg/Markup.ts"
import { notes } from "../svg/notes.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import { linear } from "../svg/scale.ts"
import type { Pen } from "../svg/Theme.ts"
import { untold } from "../svg/untold.ts"
import { clean } from "../text/clean.ts"
import { number, plural } from "../text/number.ts"
import { drawAxes } from "./axes.ts"
import { axisFor } from "./axisFor.ts"
import type { ImportancePerformanceMap } from "./ImportancePerformanceMap.ts"
import { type Item, itemInWords, itemsOf, namer, rankOf } from "./items.ts"
import { drawKeys, signs } from "./keys.ts"
import { drawItems, type Plot } from "./marks.ts"
import { type Placed, placeLabels } from "./placeLabels.ts"

const width = 832

/** More are not told apart. */
const mostItems = 100

const plotOf = (
  items: ReadonlyArray<Item>,
  crosshair: { readonly importance: number; readonly performance: number },
  top: number
): Plot => {
  const box = { left: 70, right: width - 24, top, bottom: top + 470 }
  const across = axisFor(items, "performance", crosshair.performance)
  const up = axisFor(items, "importance", crosshair.importance)
  const x = linear([across.low, across.high], [box.left, box.right])
  const y = linear([up.low, up.high], [box.bottom, box.top])
  return { ...box, x, y, across: across.ticks, up: up.ticks, centre: { x: x(across.centre), y: y(up.centre) } }
}

const restOf = (rest: number): ReadonlyArray<string> => (rest > 0 ? [`Not shown: ${plural(rest, "more item")}.`] : [])

const draw = (input: ImportancePerformanceMap, pen: Pen): Drawing => {
  const { map } = input
  if (map._tag !== "ImportancePerformance") return untold(pen, input, `No map: ${clean(map.reason)}`, width)
  const all = itemsOf(input)
  const items = all.slice(0, mostItems)
  const head = heading(pen, input.title, input.subtitle, width - 48, 18)
  const plot = plotOf(items, map.crosshair, 130 + head.extra)
  const places: ReadonlyArray<Placed | undefined> = placeLabels(
    items.map((item) => ({
      x: plot.x(item.performance.value),
      y: plot.y(item.importance.value),
      name: item.name,
      rank: rankOf(item)
    })),
    plot
  )
  const keys = signs(pen, items)
  const shown = legend(pen, keys, { x: 24, y: plot.bottom + 62, width: width - 48 })
  const list = drawKeys(pen, items, places, shown.bottom + 12)
  const nameOf = namer(input)
  const without = map.without.map(({ value, why }) => `${nameOf(value)}: ${clean(why.reason)}`)
  const missing = without.length === 0 ? [] : [`${number(without.length, 0)} without a point: ${without.join("; ")}`]
  const said = notes(
    pen,
    [...restOf(all.length - items.length), ...missing, `Quadrants: ${map.definition}.`],
    list.bottom + 14,
    width - 48
  )
  return {
    width,
    height: said.bottom,
    title: clean(input.title),
    description: `A map of ${plural(all.length, "item")} by importance and performance. ${[...all.map(itemInWords), ...without].join(". ")}.`,
    body: join([
      head.markup,
      drawAxes(pen, plot, map.definition),
      drawItems(pen, items, places, plot),
      shown.markup,
      list.markup,
      said.markup
    ])
  }
}

/**
 * Draw an importance–performance map as SVG: a point for each item with the cross of its two intervals, in the quadrants
 * "Concentrate here", "Keep up the good work", "Low priority" and "Possible overkill".
 *
 * Takes what `ImportancePerformance` of the core package gives. A point is hollow when its quadrant is less probable than its
 * intervals are confident. Names stand beside their points where there is room; else a number does, and the names follow
 * below. At most 100 items, the others counted in words. A map that is not known is a line that tells why. Never
 * throws; the same input gives the same bytes.
 *
 * Martilla and James (1977), Importance–performance analysis, Journal of Marketing 41.
 *
 * @example
 * ```ts import.meta.vitest
 * import { ImportancePerformance, Tally } from "@throughline/core"
 * import { importancePerformanceMap } from "./importancePerformanceSvg.ts"
 *
 * const answers = [
 *   { touchpoint: "delivery", importance: 5, score: 2 },
 *   { touchpoint: "delivery", importance: 4, score: 2 },
 *   { touchpoint: "search", importance: 2, score: 4 },
 *   { touchpoint: "search", importance: 3, score: 4 }
 * ]
 * const map = ImportancePerformance.by(Tally.from(answers, { by: ["touchpoint", "importance", "score"] }), "touchpoint")
 * const svg = importancePerformanceMap({ title: "Delivery matters and is slow", subtitle: "", map })
 * svg.includes("delivery: concentrate here, with a probability of 100\u00a0%") // => true
 * ```
 */
export const importancePerformanceMap = (input: ImportancePerformanceMap, options: PictureOptions = {}): string =>
  picture("importance", input, options, draw)
