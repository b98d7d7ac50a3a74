import { label } from "../svg/label.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import type { Pen } from "../svg/Theme.ts"
import { number } from "../text/number.ts"
import { textWidth } from "../text/width.ts"
import type { Curve, Panel } from "./Panel.ts"

/** The first time at which no more than half are still there: the median lifetime. */
export const halfGone = ({ steps }: Curve): number | undefined => steps.find(({ survival }) => survival <= 0.5)?.time

/** A dotted line down from the point where half have left, one label a curve, one above the other. */
export const drawHalves = (pen: Pen, curves: ReadonlyArray<Curve>, unit: string, panel: Panel): Markup => {
  const found = curves.flatMap((curve) => {
    const time = halfGone(curve)
    return time === undefined ? [] : [{ curve, time }]
  })
  return join(
    found.flatMap(({ curve, time }, i) => {
      const { colour } = curve.style
      const text = `half gone after ${number(time, 1)} ${unit}`
      const x = panel.x(time)
      const fits = x + 6 + textWidth(text, 11.5, 600) <= panel.right
      return [
        element("path", {
          d: `M${panel.left} ${coordinate(panel.y(0.5))}H${coordinate(x)}V${panel.bottom}`,
          fill: "none",
          "stroke-dasharray": "3 4",
          ...pen.paint({ stroke: colour })
        }),
        label(pen, text, fits ? x + 6 : x - 6, panel.bottom - 8 - (found.length - 1 - i) * 16, {
          size: 11.5,
          weight: 600,
          anchor: fits ? "start" : "end",
          fill: colour,
          halo: "background"
        })
      ]
    })
  )
}
