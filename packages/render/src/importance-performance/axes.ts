import type { ImportancePerformance } from "@throughline/core"
import { label } from "../svg/label.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import { decimalsFor } from "../svg/scale.ts"
import type { Pen } from "../svg/Theme.ts"
import { compact, number } from "../text/number.ts"
import { ellipsis } from "../text/wrap.ts"
import type { Plot } from "./marks.ts"

const tick = (value: number, decimals: number): string =>
  ellipsis(Math.abs(value) < 1e4 ? number(value, decimals) : compact(value), 46, { size: 11, weight: 400 })

const quadrantNames = (pen: Pen, { bottom, left, right, top }: Plot): Markup => {
  const style = { size: 12, weight: 600, fill: "muted" } as const
  return join([
    label(pen, "Concentrate here", left, top - 9, { ...style, fill: "short" }),
    label(pen, "Keep up the good work", right, top - 9, { ...style, anchor: "end" }),
    label(pen, "Low priority", left, bottom + 36, style),
    label(pen, "Possible overkill", right, bottom + 36, { ...style, anchor: "end" })
  ])
}

/** The four quadrants around the crosshair, with their names and both scales. */
export const drawAxes = (
  pen: Pen,
  plot: Plot,
  definition: ImportancePerformance.ImportancePerformanceMap["definition"]
): Markup => {
  const { across, bottom, centre, left, right, top, up, x, y } = plot
  const { paint } = pen
  const small = { size: 11, fill: "muted" } as const
  const stated = definition.startsWith("stated")
  return join([
    element("rect", {
      x: left,
      y: top,
      width: centre.x - left,
      height: centre.y - top,
      "fill-opacity": 0.1,
      ...paint({ fill: "shortArea" })
    }),
    element("rect", {
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
      fill: "none",
      ...paint({ stroke: "grid" })
    }),
    element("line", { x1: centre.x, x2: centre.x, y1: top, y2: bottom, ...paint({ stroke: "faint" }) }),
    element("line", { x1: left, x2: right, y1: centre.y, y2: centre.y, ...paint({ stroke: "faint" }) }),
    ...across.map((value) =>
      label(pen, tick(value, decimalsFor(across)), x(value), bottom + 16, { ...small, anchor: "middle" })
    ),
    ...up.map((value) => label(pen, tick(value, decimalsFor(up)), left - 8, y(value) + 4, { ...small, anchor: "end" })),
    label(pen, `↑ Importance, ${stated ? "as stated" : "as derived"}`, 24, top - 30, { size: 12, fill: "ink" }),
    label(pen, "Performance →", (left + right) / 2, bottom + 36, { size: 12, anchor: "middle", fill: "ink" }),
    quadrantNames(pen, plot)
  ])
}
