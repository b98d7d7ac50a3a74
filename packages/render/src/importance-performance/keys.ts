import { label, run } from "../svg/label.ts"
import type { LegendItem } from "../svg/legend.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import type { Pen } from "../svg/Theme.ts"
import { level } from "../text/number.ts"
import { ellipsis } from "../text/wrap.ts"
import type { Item } from "./items.ts"
import { drawPoint } from "./marks.ts"
import type { Placed } from "./placeLabels.ts"

const only = (items: ReadonlyArray<Item>): number | undefined => {
  const [first, ...others] = new Set(items.map(({ importance }) => importance.interval.level))
  return others.length === 0 ? first : undefined
}

/** What points and crosses mean. */
export const signs = (pen: Pen, items: ReadonlyArray<Item>): ReadonlyArray<LegendItem> => {
  const confidence = only(items)
  const sure = confidence === undefined ? "" : `, ${level(confidence)} or more`
  const cross = element("path", { d: "M0 0H22M11 -8V8", "stroke-width": 1.25, ...pen.paint({ stroke: "experienced" }) })
  return [
    ...(items.some(({ certain }) => certain)
      ? [{ sign: drawPoint(pen, true, "experienced", 11, 0), text: `its quadrant is certain${sure}` }]
      : []),
    ...(items.some(({ certain }) => !certain)
      ? [{ sign: drawPoint(pen, false, "experienced", 11, 0), text: "its quadrant is not certain" }]
      : []),
    ...(items.length === 0
      ? []
      : [{ sign: cross, text: `${confidence === undefined ? "" : `${level(confidence)} `}confidence intervals` }])
  ]
}

const columns = 3
const columnWidth = 261
const rowHeight = 19

/** The names that found no room, by the numbers that stand for them: down one column after the other. */
export const drawKeys = (
  pen: Pen,
  items: ReadonlyArray<Item>,
  places: ReadonlyArray<Placed | undefined>,
  top: number
): { readonly markup: Markup; readonly bottom: number } => {
  const keyed = items.flatMap(({ name }, i) => {
    const key = places[i]?.key
    return key === undefined ? [] : [{ key, name }]
  })
  const rows = Math.ceil(keyed.length / columns)
  return {
    bottom: top + rows * rowHeight,
    markup: join(
      keyed.map(({ key, name }, i) => {
        const text = ellipsis(name, columnWidth - 44, { size: 12, weight: 400 })
        const x = 24 + Math.floor(i / rows) * columnWidth
        const type = { size: 12, weight: 700, fill: "ink" } as const
        return label(
          pen,
          String(key),
          x,
          top + 12 + (i % rows) * rowHeight,
          type,
          run(pen, text, 6, { size: 12, fill: "ink" })
        )
      })
    )
  }
}
