import { textWidth } from "../text/width.ts"
import { ellipsis } from "../text/wrap.ts"
import { label } from "./label.ts"
import { join, type Markup } from "./Markup.ts"
import type { Pen } from "./Theme.ts"

/** A period on an axis. */
export interface PeriodName {
  readonly label: string
  readonly x: number
  readonly inProgress: boolean
}

/** As many names of periods as fit side by side, the last one always; one in progress says so below. */
export const drawPeriodNames = (
  pen: Pen,
  periods: ReadonlyArray<PeriodName>,
  pitch: number,
  y: number,
  size: 11 | 12
): Markup => {
  const type = { size, weight: 400 } as const
  const widest = Math.min(120, Math.max(1, ...periods.map((period) => textWidth(period.label, size, 400))))
  const every = Math.max(1, Math.ceil((widest + 10) / pitch))
  const style = { size, anchor: "middle", fill: "muted" } as const
  return join(
    periods.flatMap(({ inProgress, label: name, x }, i) =>
      (periods.length - 1 - i) % every === 0
        ? [
            label(pen, ellipsis(name, Math.max(widest, pitch - 10), type), x, y, style),
            ...(inProgress ? [label(pen, "so far", x, y + size + 3, { ...style, size: 11 })] : [])
          ]
        : []
    )
  )
}
