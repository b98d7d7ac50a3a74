import { hint, label } from "../svg/label.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import type { Colour, Pen } from "../svg/Theme.ts"
import { type Item, itemInWords } from "./items.ts"
import { type Box, keyType, nameType, type Placed } from "./placeLabels.ts"

/** Where everything of the map is. */
export interface Plot extends Box {
  readonly x: (performance: number) => number
  readonly y: (importance: number) => number
  readonly across: ReadonlyArray<number>
  readonly up: ReadonlyArray<number>
  readonly centre: { readonly x: number; readonly y: number }
}

/** What needs attention has a colour of its own. */
const colourOf = ({ quadrant }: Item): Colour => (quadrant === "concentrate here" ? "short" : "experienced")

/** A point, hollow where its quadrant is not certain. */
export const drawPoint = ({ paint }: Pen, certain: boolean, colour: Colour, x: number, y: number): Markup =>
  element("circle", {
    cx: x,
    cy: y,
    r: 5,
    "stroke-width": 2,
    ...paint(certain ? { fill: colour, stroke: "background" } : { fill: "background", stroke: colour })
  })

const cross = ({ paint }: Pen, item: Item, { x, y }: Plot): Markup => {
  const { importance, performance } = item
  const [across, up] = [performance.interval, importance.interval]
  const [cx, cy] = [x(performance.value), y(importance.value)]
  return element("path", {
    d: `M${coordinate(x(across.low))} ${coordinate(cy)}H${coordinate(x(across.high))}M${coordinate(cx)} ${coordinate(y(up.low))}V${coordinate(y(up.high))}`,
    "stroke-width": 1.25,
    "stroke-opacity": 0.45,
    ...paint({ stroke: colourOf(item) })
  })
}

const leader = ({ paint }: Pen, { away, box }: Placed, x: number, y: number): Markup => {
  if (!away) return join([])
  const to = { x: Math.min(box.right, Math.max(box.left, x)), y: Math.min(box.bottom, Math.max(box.top, y)) }
  return element("path", {
    d: `M${coordinate(x)} ${coordinate(y)}L${coordinate(to.x)} ${coordinate(to.y)}`,
    "stroke-width": 1,
    ...paint({ stroke: "faint" })
  })
}

const name = (pen: Pen, item: Item, { key, text, x, y }: Placed): Markup =>
  label(pen, text, x, y, {
    ...(key === undefined ? nameType : keyType),
    fill: colourOf(item) === "short" ? "short" : "ink",
    halo: "background"
  })

/** The items: crosses first, then lines to numbers, points, and names on top. */
export const drawItems = (
  pen: Pen,
  items: ReadonlyArray<Item>,
  places: ReadonlyArray<Placed | undefined>,
  plot: Plot
): Markup => {
  const at = (item: Item): readonly [number, number] => [plot.x(item.performance.value), plot.y(item.importance.value)]
  const placed = items.flatMap((item, i) => {
    const place = places[i]
    return place === undefined ? [] : [{ item, place }]
  })
  return join([
    ...items.map((item) => cross(pen, item, plot)),
    ...placed.map(({ item, place }) => leader(pen, place, ...at(item))),
    ...items.map((item) =>
      element("g", {}, hint(itemInWords(item)), drawPoint(pen, item.certain, colourOf(item), ...at(item)))
    ),
    ...placed.map(({ item, place }) => name(pen, item, place))
  ])
}
