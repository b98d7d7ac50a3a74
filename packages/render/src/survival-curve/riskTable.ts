import { label } from "../svg/label.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import type { Pen } from "../svg/Theme.ts"
import { compact, number } from "../text/number.ts"
import { ellipsis } from "../text/wrap.ts"
import { type Curve, nameWidth, type Panel } from "./Panel.ts"

/** How many are still followed just before a time. */
export const atRisk = ({ steps }: Curve, time: number): number => {
  const next = steps.find((step) => step.time >= time)
  const last = steps.at(-1)
  if (next !== undefined) return next.atRisk
  return last === undefined ? 0 : Math.max(0, last.atRisk - last.events - last.censored)
}

const short = (count: number): string => (count < 10_000 ? number(count, 0) : compact(count))

/** A curve's colour on the left of a row, and its name on the right. */
export const drawRowName = (pen: Pen, curve: Curve, panel: Panel, y: number): Markup =>
  join([
    element("rect", { x: 24, y: y - 9, width: 10, height: 10, rx: 2, ...pen.paint({ fill: curve.style.colour }) }),
    label(pen, ellipsis(curve.name, nameWidth, { size: 12, weight: 400 }), panel.right + 28, y, {
      size: 12,
      fill: "muted"
    })
  ])

const row = (pen: Pen, curve: Curve, panel: Panel, y: number): Markup =>
  join([
    drawRowName(pen, curve, panel, y),
    ...panel.ticks.map((tick) =>
      label(pen, short(atRisk(curve, tick)), panel.x(tick), y, { size: 12, anchor: "middle", fill: "ink" })
    )
  ])

/** How many each curve stands on at each tick: a title with its baseline at `top`, and a row of 20 px for each curve. */
export const drawRiskTable = (
  pen: Pen,
  curves: ReadonlyArray<Curve>,
  panel: Panel,
  title: string,
  top: number
): Markup =>
  join([
    label(pen, title, 24, top, { size: 12, weight: 600, fill: "ink" }),
    ...curves.map((curve, i) => row(pen, curve, panel, top + 20 + i * 20))
  ])
