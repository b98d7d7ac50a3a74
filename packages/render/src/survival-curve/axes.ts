import { label } from "../svg/label.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import { decimalsFor } from "../svg/scale.ts"
import type { Pen } from "../svg/Theme.ts"
import { compact, number, percent } from "../text/number.ts"
import type { Panel } from "./Panel.ts"

/** Lines at some shares with their names on the left, and the ticks of time below. */
export const drawAxes = (
  pen: Pen,
  { left, right, bottom, ticks, x, y }: Panel,
  shares: ReadonlyArray<number>,
  size: 11 | 12
): Markup => {
  const small = { size, fill: "muted" } as const
  const decimals = decimalsFor(ticks)
  const lines = shares.flatMap((share) => [
    element("line", {
      x1: left,
      x2: right,
      y1: y(share),
      y2: y(share),
      ...pen.paint({ stroke: share === 0 ? "faint" : "grid" })
    }),
    label(pen, percent(share), left - (size === 12 ? 14 : 6), y(share) + 4, { ...small, anchor: "end" })
  ])
  const times = ticks.map((tick) =>
    label(pen, tick < 1e5 ? number(tick, decimals) : compact(tick), x(tick), bottom + size * 1.5, {
      ...small,
      anchor: "middle"
    })
  )
  return join([...lines, ...times])
}
