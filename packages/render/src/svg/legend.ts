import { textWidth } from "../text/width.ts"
import { label } from "./label.ts"
import { element, join, type Markup } from "./Markup.ts"
import type { Pen } from "./Theme.ts"

/** A sign of 22 px around its middle line, and what it means. */
export interface LegendItem {
  readonly sign: Markup
  readonly text: string
}

const gap = 22
const rowHeight = 22

const widthOf = ({ text }: LegendItem): number => 30 + textWidth(text, 11.5, 400)

/** Signs with their meaning in rows from `x`, no wider than `width`; `y` is the middle of the first row. */
export const legend = (
  pen: Pen,
  items: ReadonlyArray<LegendItem>,
  box: { readonly x: number; readonly y: number; readonly width: number }
): { readonly markup: Markup; readonly bottom: number } => {
  let x = 0
  let row = 0
  const placed = items.map((item) => {
    if (x > 0 && x + widthOf(item) > box.width) {
      x = 0
      row += 1
    }
    const at = `translate(${Math.round((box.x + x) * 100) / 100} ${box.y + row * rowHeight})`
    x += widthOf(item) + gap
    return element("g", { transform: at }, item.sign, label(pen, item.text, 30, 4, { size: 11.5, fill: "muted" }))
  })
  return { markup: join(placed), bottom: box.y + row * rowHeight + rowHeight }
}
