import { label } from "./label.ts"
import { element, join, type Markup } from "./Markup.ts"
import type { Pen } from "./Theme.ts"

/** A triangle with "!", 14 px wide from `x`, beside a text with its baseline at `y`. */
export const warning = (pen: Pen, x: number, y: number): Markup =>
  join([
    element("path", { d: `M${x} ${y + 1}h14l-7 -13z`, ...pen.paint({ fill: "short" }) }),
    label(pen, "!", x + 7, y - 0.5, { size: 9, weight: 700, anchor: "middle", fill: "background" })
  ])
