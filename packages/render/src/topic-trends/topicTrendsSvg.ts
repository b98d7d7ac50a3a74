import { heading } from "../svg/heading.ts"
import { label } from "../svg/label.ts"
import { type LegendItem, legend } from "../svg/legend.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import { panelsWidth, placePanels } from "../svg/panels.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import type { Pen } from "../svg/Theme.ts"
import { clean } from "../text/clean.ts"
import { plural } from "../text/number.ts"
import { arrow, drawPanel, sentence } from "./drawPanel.ts"
import { byMovement, movementOf } from "./movement.ts"
import { daysABar, type Panel, panelHeight, panelOf } from "./Panel.ts"
import type { TopicSeries, TopicTrends } from "./TopicTrends.ts"

/** More panels are not read. */
const mostPanels = 12
const margin = 24

const mark = (pen: Pen, direction: "up" | "down"): Markup =>
  join([
    element("rect", {
      x: 0,
      y: -8,
      width: 22,
      height: 16,
      "fill-opacity": 0.18,
      ...pen.paint({ fill: direction === "up" ? "shortArea" : "overArea" })
    }),
    arrow(pen, direction, 6, 0)
  ])

const keys = (pen: Pen, panels: ReadonlyArray<Panel>, days: number): ReadonlyArray<LegendItem> => {
  const found = new Set(panels.flatMap(({ marks }) => marks.map(({ direction }) => direction)))
  const unit = daysABar(days) === 1 ? "texts a day" : "texts a week, of seven days up to the last"
  return [
    {
      sign: element("path", { d: "M2 8V-2h5V8zM9 8V-7h5V8zM16 8V1h5V8z", ...pen.paint({ fill: "customers" }) }),
      text: `${unit}; each topic has its own scale`
    },
    ...(found.has("up") ? [{ sign: mark(pen, "up"), text: "more than expected, beyond chance" }] : []),
    ...(found.has("down") ? [{ sign: mark(pen, "down"), text: "fewer in the last 14 days" }] : []),
    ...(found.size > 0
      ? [
          {
            sign: element("path", {
              d: "M0 0H22",
              "stroke-width": 2,
              "stroke-dasharray": "4 2",
              ...pen.paint({ stroke: "expected" })
            }),
            text: "expected from the weeks before"
          }
        ]
      : [])
  ]
}

/** What the topics do that have no panel: nothing is dropped in silence. */
const restOf = (rest: ReadonlyArray<TopicSeries>): string => {
  if (rest.length === 0) return ""
  const moving = rest.filter(({ trend }) => movementOf(trend).direction !== "none").length
  const what =
    moving === 0 ? "none of them rising or fading" : `${plural(moving, "of them", "of them")} rising or fading`
  return `Not shown: ${plural(rest.length, "more topic")}, ${what}.`
}

const draw = ({ days, subtitle, title, topics }: TopicTrends, pen: Pen): Drawing => {
  const head = heading(pen, title, subtitle, panelsWidth - 2 * margin, 18)
  const top = 84 + head.extra
  const ordered = byMovement(topics, days.length)
  const shown = ordered.slice(0, mostPanels)
  const { bottom, places } = placePanels(shown.length, top, panelHeight)
  const panels = shown.map((series, i) => panelOf(series, days, places[i] ?? { x: margin, y: top }))
  const signs = legend(pen, keys(pen, panels, days.length), {
    x: margin,
    y: bottom + 14,
    width: panelsWidth - 2 * margin
  })
  const rest = restOf(ordered.slice(mostPanels))
  return {
    width: panelsWidth,
    height: signs.bottom + (rest === "" ? 2 : 24),
    title: clean(title),
    description:
      `${plural(topics.length, "topic")} over ${plural(days.length, "day")}. ${panels.map(sentence).join("; ")}. ${rest}`.trim(),
    body: join([
      head.markup,
      ...panels.map((panel) => drawPanel(pen, panel, days)),
      signs.markup,
      ...(rest === "" ? [] : [label(pen, rest, margin, signs.bottom + 8, { size: 11.5, fill: "muted" })])
    ])
  }
}

/**
 * Draw topics over time as SVG, a small picture each: texts a day, or a week for more than eight weeks; rises beyond
 * chance with their kind and what was expected; the last fortnight of a fading topic.
 *
 * The most moving topics first, up to twelve; the others are counted in words. Each picture has its own scale, whose top
 * is named. Never throws; the same input gives the same bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { topicTrends } from "./topicTrendsSvg.ts"
 *
 * const days = ["2026-03-01", "2026-03-02", "2026-03-03"]
 * const svg = topicTrends({ title: "Nothing moves", subtitle: "", days, topics: [{ name: "refund", texts: [2, 0, 3] }] })
 * svg.includes("refund: 5 texts, no trend known") // => true
 * ```
 */
export const topicTrends = (input: TopicTrends, options: PictureOptions = {}): string =>
  picture("topic-trends", input, options, draw)
