import { coordinate, element, type Markup } from "./Markup.ts"
import type { Colour, Pen } from "./Theme.ts"

/** On which side of the rest a group is. */
export type Side = "higher" | "lower"

/** The colour of a group that differs from the rest. */
export const sideColour = (side: Side): Colour => (side === "higher" ? "over" : "short")

/** A triangle of 9 px from `x` around `y` that points to the side. */
export const sideSign = ({ paint }: Pen, side: Side, x: number, y: number): Markup =>
  element("path", {
    d:
      side === "higher"
        ? `M${coordinate(x)} ${coordinate(y + 4)}h9l-4.5 -8z`
        : `M${coordinate(x)} ${coordinate(y - 4)}h9l-4.5 8z`,
    ...paint({ fill: sideColour(side) })
  })
