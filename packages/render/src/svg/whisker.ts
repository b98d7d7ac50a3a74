import { coordinate, element, type Markup } from "./Markup.ts"
import type { Colour, Pen } from "./Theme.ts"

/** A confidence interval as a horizontal line with caps of 10 px, from `low` to `high` at the height `y`. */
export const whisker = ({ paint }: Pen, low: number, high: number, y: number, stroke: Colour = "experienced"): Markup =>
  element("path", {
    d: `M${coordinate(low)} ${y - 5}v10m0 -5H${coordinate(high)}m0 -5v10`,
    fill: "none",
    "stroke-width": 1.75,
    ...paint({ stroke })
  })
