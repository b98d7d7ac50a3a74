import type { Panel } from "../survival-curve/Panel.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import type { Colour, Pen } from "../svg/Theme.ts"
import type { Half } from "./stages.ts"
import type { Target } from "./targets.ts"

const end = (x: number | undefined, open: string): string => (x === undefined ? open : "m0 -5v10m0 -5")

/** The median as a point with its interval at the height `y`; an end that is not known is an arrow at the axis' end. */
export const drawHalf = (
  { paint }: Pen,
  { high, low, value }: Half,
  { left, right, x }: Panel,
  y: number,
  stroke: Colour
): Markup => {
  if (value === undefined && low === undefined) return join([])
  const [from, to] = [low === undefined ? left : x(low), high === undefined ? right : x(high)]
  const d = `M${coordinate(from)} ${coordinate(y)}${end(low, "m5 -4l-5 4l5 4m-5 -4")}H${coordinate(to)}${end(high, "m-5 -4l5 4l-5 4")}`
  return join([
    element("path", { d, fill: "none", "stroke-width": 1.75, ...paint({ stroke }) }),
    ...(value === undefined
      ? []
      : [
          element("circle", {
            cx: x(value),
            cy: y,
            r: 4.5,
            "stroke-width": 1.75,
            ...paint({ fill: stroke, stroke: "background" })
          })
        ])
  ])
}

const diamond = (x: number, y: number): string => `M${coordinate(x)} ${coordinate(y - 5.5)}l5.5 5.5l-5.5 5.5l-5.5 -5.5z`

/** By when how many ought to have gone: a line up to a diamond on the height of those who may still be there. */
export const drawTarget = (
  { paint }: Pen,
  { days, share }: Target,
  { bottom, x, y }: Panel,
  stroke: Colour
): Markup => {
  const [at, height] = [x(days), y(1 - share)]
  return join([
    element("path", {
      d: `M${coordinate(at)} ${bottom}V${coordinate(height)}`,
      "stroke-width": 1.5,
      "stroke-dasharray": "4 2",
      ...paint({ stroke })
    }),
    element("path", { d: diamond(at, height), "stroke-width": 2, ...paint({ fill: "background", stroke }) })
  ])
}
