import { label } from "../svg/label.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import { seriesStyle } from "../svg/series.ts"
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

const row = (pen: Pen, curve: Curve, panel: Panel, y: number): Markup =>
  join([
    element("rect", {
      x: 24,
      y: y - 9,
      width: 10,
      height: 10,
      rx: 2,
      ...pen.paint({ fill: seriesStyle(curve.index).colour })
    }),
    label(pen, ellipsis(curve.name, nameWidth, { size: 12, weight: 400 }), panel.right + 28, y, {
      size: 12,
      fill: "muted"
    }),
    ...panel.ticks.map((tick) =>
      label(pen, short(atRisk(curve, tick)), panel.x(tick), y, { size: 12, anchor: "middle", fill: "ink" })
    )
  ])

/** How many customers each curve stands on at each tick. */
export const drawRiskTable = (pen: Pen, curves: ReadonlyArray<Curve>, panel: Panel): Markup =>
  join([
    label(pen, "Customers still followed", 24, panel.bottom + 48, { size: 12, weight: 600, fill: "ink" }),
    ...curves.map((curve, i) => row(pen, curve, panel, panel.bottom + 68 + i * 20))
  ])
