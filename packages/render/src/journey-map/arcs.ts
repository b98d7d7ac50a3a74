import { hint, label } from "../svg/label.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import type { Pen } from "../svg/Theme.ts"
import { inWords, percent } from "../text/number.ts"
import { textWidth } from "../text/width.ts"
import type { Column } from "./Column.ts"
import type { Way } from "./ways.ts"

/** How high the arcs of ways stand above the line of touchpoints, and how deep they hang below it. */
export interface Reach {
  readonly above: number
  readonly below: number
}

const thickest = 14
const labelSize = 11
const labelHeight = 13

/** The longest ways are as high as those of five columns. */
const height = (span: number): number => 24 + 18 * (Math.min(Math.abs(span), 5) - 1)

/** A way to the same touchpoint again. */
const loopDepth = 24

const depthOf = ({ span }: Way): number => (span === 0 ? loopDepth : height(span))

/** The room that ways need, with that of their labels. */
export const reachOf = (ways: ReadonlyArray<Way>): Reach => {
  const most = (chosen: ReadonlyArray<Way>): number => Math.max(0, ...chosen.map(depthOf))
  const above = most(ways.filter(({ span }) => span > 1))
  const below = most(ways.filter(({ span }) => span <= 0))
  return { above: Math.max(20, above + (above > 0 ? labelHeight : 0)), below: below + (below > 0 ? labelHeight : 8) }
}

/** A way as it is drawn: its path, where its label stands, and where its point is. */
interface Drawn {
  readonly way: Way
  readonly d: string
  readonly width: number
  readonly labelY: number
  readonly point: { readonly x: number; readonly y: number; readonly turn: 0 | 180 } | undefined
}

const pair = (x: number, y: number): string => `${coordinate(x)} ${coordinate(y)}`

const straight = (way: Way, y: number, width: number): Drawn => ({
  way,
  d: `M${pair(way.from.center, y)}H${coordinate(way.to.center)}`,
  width,
  labelY: y - width / 2 - 5,
  point: undefined
})

/** Beside the middle of its column, so that what comes and what goes don't meet. */
const foot = 9

const loop = (way: Way, y: number, width: number): Drawn => {
  const x = way.from.center
  const bottom = y + (loopDepth * 4) / 3
  return {
    way,
    d: `M${pair(x + 4, y)}C${pair(x + 26, bottom)} ${pair(x - 26, bottom)} ${pair(x - 4, y + 5)}`,
    width,
    labelY: y + loopDepth + 4,
    point: { x: x - 5, y: y + 5, turn: 180 }
  }
}

const arc = (way: Way, y: number, width: number): Drawn => {
  const side = way.span > 0 ? 1 : -1
  const [start, end] = [way.from.center + side * foot, way.to.center - side * foot]
  const top = y - side * height(way.span)
  const control = y - (side * height(way.span) * 4) / 3
  const lean = (end - start) * 0.12
  const tip = y - side * 6
  return {
    way,
    d: `M${pair(start, y)}C${pair(start + lean, control)} ${pair(end - lean, control)} ${pair(end, tip)}`,
    width,
    labelY: top + 4,
    point: { x: end, y: tip, turn: side > 0 ? 0 : 180 }
  }
}

const drawnOf = (way: Way, y: number, width: number): Drawn => {
  if (way.span === 1) return straight(way, y, width)
  return way.span === 0 ? loop(way, y, width) : arc(way, y, width)
}

/** Forward ways have the colour of the customers, ways back one of their own, and hang below the line. */
const colourOf = ({ span }: Way) => (span > 0 ? "customers" : "violet")

const inWordsOf = ({ from, share, to }: Way): string =>
  `${from.touchpoint.name} → ${to.touchpoint.name}: ${inWords(share, { style: "number", decimals: 1 })} in 100 of those at ${from.touchpoint.name}`

const stroke = ({ paint }: Pen, { d, point, way, width }: Drawn): Markup => {
  const fill = colourOf(way)
  const line = element("path", {
    d,
    fill: "none",
    "stroke-width": width,
    "stroke-opacity": way.span === 1 ? 0.7 : 0.5,
    "stroke-linecap": "butt",
    ...paint({ stroke: fill })
  })
  const size = Math.max(4, width / 2 + 2)
  const tip =
    point &&
    element("path", {
      d: `M${-size} ${-size * 0.5}H${size}L0 ${size}Z`,
      transform: `translate(${coordinate(point.x)} ${coordinate(point.y)})${point.turn === 0 ? "" : " rotate(180)"}`,
      ...paint({ fill })
    })
  return element("g", {}, hint(inWordsOf(way)), line, ...(tip === undefined ? [] : [tip]))
}

/** Where a label stands. */
interface Box {
  readonly left: number
  readonly right: number
  readonly y: number
}

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right + 4 && b.left < a.right + 4 && Math.abs(a.y - b.y) < labelHeight

/** The labels that have room, those of the most travelled ways first. */
const labels = (pen: Pen, columns: ReadonlyArray<Column>, drawn: ReadonlyArray<Drawn>): Markup => {
  const taken: Array<Box> = []
  return join(
    drawn.flatMap(({ labelY, way: { from, share, span, to } }) => {
      const text = percent(share.value / 100)
      const half = textWidth(text, labelSize, 600) / 2
      const x = (from.center + to.center) / 2
      const box = { left: x - half, right: x + half, y: labelY }
      if (taken.some((other) => overlaps(box, other))) return []
      taken.push(box)
      const fill = span > 0 ? "ink" : "violet"
      const behind = columns.find(({ left, width }) => x >= left + 4 && x <= left + width - 4)
      const halo = behind?.touchpoint.momentOfTruth ? "moment" : "background"
      return [label(pen, text, x, labelY, { size: labelSize, weight: 600, anchor: "middle", fill, halo })]
    })
  )
}

/** Ways along the line of touchpoints at `y`: on with the plan upon it, past touchpoints above it, back and again below it. */
export const drawArcs = (pen: Pen, columns: ReadonlyArray<Column>, ways: ReadonlyArray<Way>, y: number): Markup => {
  const most = Math.max(1, ...ways.map(({ share }) => share.count))
  const drawn = ways.map((way) => drawnOf(way, y, Math.max(1.25, (way.share.count / most) * thickest)))
  return join([...drawn.map((each) => stroke(pen, each)), labels(pen, columns, drawn)])
}
