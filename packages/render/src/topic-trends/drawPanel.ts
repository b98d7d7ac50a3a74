import { hint, label } from "../svg/label.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import { drawPanelName, drawPanelRemark, type PanelRemark } from "../svg/panels.ts"
import type { Pen } from "../svg/Theme.ts"
import { clean } from "../text/clean.ts"
import { compact, plural } from "../text/number.ts"
import { ellipsis } from "../text/wrap.ts"
import type { Movement } from "./movement.ts"
import { firstDay, type Mark, type Panel } from "./Panel.ts"

const colours = { up: "short", down: "over", none: "muted" } as const
const areas = { up: "shortArea", down: "overArea" } as const

/** A triangle of 10 px that points where a topic goes; nothing for one that stays. */
export const arrow = ({ paint }: Pen, direction: Movement["direction"], x: number, y: number): Markup => {
  if (direction === "none") return join([])
  const d = direction === "up" ? `M${coordinate(x)} ${y + 4}h10l-5 -9z` : `M${coordinate(x)} ${y - 4}h10l-5 9z`
  return element("path", { d, ...paint({ fill: colours[direction] }) })
}

const remarkOf = (pen: Pen, { movement: { direction, evidence, words }, x, y }: Panel): PanelRemark => ({
  sign: direction === "none" ? undefined : arrow(pen, direction, x, y + 42),
  words,
  rest: evidence,
  fill: colours[direction]
})

/** The days of a rise or of fading: shaded, with an edge on top. */
const shade = ({ paint }: Pen, { direction, left, right }: Mark, { bottom, top }: Panel): Markup =>
  join([
    element("rect", {
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
      "fill-opacity": 0.18,
      ...paint({ fill: areas[direction] })
    }),
    element("rect", { x: left, y: top - 3, width: right - left, height: 3, ...paint({ fill: colours[direction] }) })
  ])

/** The height of what was expected, with a rim that sets it off from bars. */
const expectedLine = ({ paint }: Pen, { expected, left, right }: Mark): Markup => {
  const d = `M${coordinate(left)} ${coordinate(expected)}H${coordinate(Math.max(right, left + 4))}`
  return join([
    element("path", { d, "stroke-width": 5, ...paint({ stroke: "background" }) }),
    element("path", { d, "stroke-width": 2, "stroke-dasharray": "4 2", ...paint({ stroke: "expected" }) })
  ])
}

const bars = ({ paint }: Pen, { bars: all, bottom, toY }: Panel): Markup => {
  const d = all
    .filter(({ texts }) => texts > 0)
    .map(({ texts, width, x }) => {
      const inner = Math.max(0.6, width - Math.min(1.5, width * 0.25))
      return `M${coordinate(x)} ${coordinate(bottom)}V${coordinate(toY(texts))}h${coordinate(inner)}V${coordinate(bottom)}z`
    })
    .join("")
  return d === "" ? join([]) : element("path", { d, ...paint({ fill: "customers" }) })
}

const axes = (pen: Pen, { bottom, left, right, ticks, toY }: Panel, days: ReadonlyArray<string>): Markup => {
  const small = { size: 11, fill: "muted" } as const
  const lines = ticks.flatMap((tick, i) => [
    element("line", {
      x1: left,
      x2: right,
      y1: toY(tick),
      y2: toY(tick),
      ...pen.paint({ stroke: tick === 0 ? "faint" : "grid" })
    }),
    ...(i === 0 || i === ticks.length - 1
      ? [
          label(pen, ellipsis(compact(tick), 28, { size: 11, weight: 400 }), left - 6, toY(tick) + 4, {
            ...small,
            anchor: "end"
          })
        ]
      : [])
  ])
  const name = (day: string | undefined): string => ellipsis(clean(day ?? ""), 120, { size: 11, weight: 400 })
  const ends = [
    label(pen, name(days[firstDay(days.length)]), left, bottom + 15, small),
    ...(days.length > 1 ? [label(pen, name(days.at(-1)), right, bottom + 15, { ...small, anchor: "end" })] : [])
  ]
  return join([...lines, ...ends])
}

/** One sentence about a topic. */
export const sentence = ({ marks, movement, name, texts }: Panel): string => {
  const now = movement.evidence === "" ? movement.words : `${movement.words}, ${movement.evidence}`
  const rises = marks.filter(({ direction }) => direction === "up").map(({ words }) => words)
  return `${name}: ${plural(texts, "text")}, ${now}${rises.length === 0 ? "" : ` (${rises.join(", ")})`}`
}

/** Draw one topic: its name, what it does, and its texts. */
export const drawPanel = (pen: Pen, panel: Panel, days: ReadonlyArray<string>): Markup =>
  element(
    "g",
    {},
    hint(sentence(panel)),
    drawPanelName(pen, panel.name, panel.x, panel.y),
    drawPanelRemark(pen, remarkOf(pen, panel), panel.x, panel.y + 46),
    ...panel.marks.map((mark) => shade(pen, mark, panel)),
    axes(pen, panel, days),
    bars(pen, panel),
    ...panel.marks.map((mark) => expectedLine(pen, mark))
  )
