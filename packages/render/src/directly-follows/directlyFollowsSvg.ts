import { heading } from "../svg/heading.ts"
import { hint, label } from "../svg/label.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import type { Pen } from "../svg/Theme.ts"
import { clean } from "../text/clean.ts"
import { textWidth } from "../text/width.ts"
import { ellipsis } from "../text/wrap.ts"
import { boxWidth, lineHeight, nameType } from "./box.ts"
import type { DirectlyFollowsMap } from "./DirectlyFollowsMap.ts"
import { layoutOf } from "./layout.ts"
import type { Box, Edge } from "./Placed.ts"

const least = 560
const edgeType = { size: 11, weight: 500 } as const
/** What is written on ways back is cut to so many pixels. */
const backWidth = 260

const pair = ({ x, y }: { readonly x: number; readonly y: number }): string => `${coordinate(x)} ${coordinate(y)}`

/** The curve down, as even at both ends as `acrossAt` is. */
const downPath = ({ points }: Edge): string => {
  const [first] = points
  if (first === undefined) return ""
  const curves = points.map(([from, to], i) => {
    const third = (to.y - from.y) / 3
    const over = i === 0 ? "" : `L${pair(from)}`
    return `${over}C${pair({ x: from.x, y: from.y + third })} ${pair({ x: to.x, y: to.y - third })} ${pair(to)}`
  })
  return `M${pair(first[0])}${curves.join("")}`
}

const backPath = ({ down, in: into, lane, out, up }: NonNullable<Edge["back"]>): string =>
  `M${pair(out)}V${coordinate(down)}H${coordinate(lane)}V${coordinate(up)}H${coordinate(into.x)}V${coordinate(into.y)}`

const arrow = ({ paint }: Pen, { x, y }: { readonly x: number; readonly y: number }, fill: "customers" | "violet") =>
  element("path", {
    d: `M${coordinate(x - 5)} ${coordinate(y - 8)}H${coordinate(x + 5)}L${pair({ x, y })}Z`,
    ...paint({ fill })
  })

const drawEdge = (pen: Pen, edge: Edge): Markup => {
  const stroke = edge.back === undefined ? "customers" : "violet"
  const end = edge.back?.in ?? edge.points.at(-1)?.[1] ?? { x: 0, y: 0 }
  const d = edge.back === undefined ? downPath(edge) : backPath(edge.back)
  const line = { d, fill: "none", "stroke-width": edge.width, "stroke-linejoin": "round", opacity: 0.7 }
  const dashes = edge.back === undefined ? {} : { "stroke-dasharray": "7 4" }
  const path = element("path", { ...line, ...dashes, ...pen.paint({ stroke }), fill: "none" }, hint(edge.words))
  return join([path, arrow(pen, end, stroke)])
}

/** What is written on a line, on a ground of its own. */
const drawLabel = (pen: Pen, { back, label: at, text }: Edge, y: number): Markup => {
  if (back !== undefined)
    return label(pen, ellipsis(text, backWidth, edgeType), at.x, y, { ...edgeType, fill: "violet" })
  const width = textWidth(text, edgeType.size, edgeType.weight)
  const ground = { x: at.x - width / 2 - 2, y: at.y - 11, width: width + 4, height: 15, rx: 3 }
  return join([
    element("rect", { ...ground, ...pen.paint({ fill: "background" }) }),
    label(pen, text, at.x, at.y, { ...edgeType, anchor: "middle", fill: "ink" })
  ])
}

const drawBox = (pen: Pen, { facts, height, lines, name, x, y }: Box): Markup => {
  const text = (line: string, i: number) =>
    label(pen, line, x + boxWidth / 2, y + 21 + i * lineHeight, { ...nameType, anchor: "middle", fill: "ink" })
  const under = y + 21 + lines.length * lineHeight - 2
  return element(
    "g",
    {},
    hint([name, ...facts].join(", ")),
    element("rect", {
      x,
      y,
      width: boxWidth,
      height,
      rx: 8,
      "stroke-width": 1,
      ...pen.paint({ fill: "chip", stroke: "grid" })
    }),
    ...lines.map(text),
    ...facts.map((fact, i) =>
      label(pen, ellipsis(fact, boxWidth - 8, { size: 10.5, weight: 400 }), x + boxWidth / 2, under + i * 14, {
        size: 10.5,
        anchor: "middle",
        fill: "muted"
      })
    )
  )
}

const describe = ({
  boxes,
  edges
}: {
  readonly boxes: ReadonlyArray<Box>
  readonly edges: ReadonlyArray<Edge>
}): string =>
  `${[...boxes.map(({ facts, name }) => [name, ...facts].join(", ")), ...edges.map(({ words }) => words)].join("; ")}.`

const draw = (input: DirectlyFollowsMap, pen: Pen): Drawing => {
  const back = (edges: ReadonlyArray<Edge>) => edges.filter((edge) => edge.back !== undefined)
  const probe = layoutOf(input, 24, 0, least)
  const lanes = back(probe.edges)
  const labels = Math.max(
    0,
    ...lanes.map(({ text }) => Math.min(backWidth, textWidth(text, edgeType.size, edgeType.weight)))
  )
  const right = lanes.length === 0 ? probe.right : Math.max(...lanes.map((edge) => edge.label.x)) + labels
  const width = Math.ceil(right + 24)
  const head = heading(pen, input.title, input.subtitle, width - 48, 18)
  const layout = layoutOf(input, 24, 88 + head.extra, least)
  const spread = apart(back(layout.edges).map((edge) => edge.label.y))
  const bottom = Math.max(layout.bottom, ...spread.map((y) => y + 12))
  return {
    width,
    height: Math.ceil(bottom),
    title: clean(input.title),
    description: describe(layout),
    body: join([
      head.markup,
      ...layout.edges.map((edge) => drawEdge(pen, edge)),
      ...layout.boxes.map((box) => drawBox(pen, box)),
      ...layout.edges.map((edge) => drawLabel(pen, edge, spread[back(layout.edges).indexOf(edge)] ?? 0))
    ])
  }
}

/** Heights moved down until no two are nearer than a line. */
const apart = (heights: ReadonlyArray<number>): ReadonlyArray<number> => {
  const moved = [...heights]
  let edge = Number.NEGATIVE_INFINITY
  for (const [i, y] of [...heights.entries()].sort(([, a], [, b]) => a - b)) {
    moved[i] = Math.max(edge, y)
    edge = (moved[i] ?? y) + 17
  }
  return moved
}

/**
 * Draw which touchpoint directly follows which as SVG: from top to bottom as planned or as most go, thicker where more go, and
 * dashed ways back on the right. Each line says how often and which share of those who were there.
 *
 * Boxes never lie on each other or on a line that passes, and numbers not on each other. Of more than 40 edges the most
 * frequent are drawn; a touchpoint without any stands alone. Coming again at once is written in the box. Never throws; the same
 * input gives the same bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { DirectlyFollows, Tally } from "@throughline/core"
 * import { directlyFollowsMap } from "./directlyFollowsSvg.ts"
 *
 * const steps = [{ to: "search" }, { from: "search", to: "cart" }, { from: "cart" }]
 * const graph = DirectlyFollows.fromTally(Tally.from(steps, { by: ["from", "to"] }))
 * const svg = graph._tag === "DirectlyFollows" ? directlyFollowsMap({ title: "Straight on", subtitle: "", graph }) : ""
 * svg.includes("search → cart: 1 · 100") // => true
 * ```
 */
export const directlyFollowsMap = (input: DirectlyFollowsMap, options: PictureOptions = {}): string =>
  picture("directly-follows", input, options, draw)
