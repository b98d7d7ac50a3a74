import type { NpsCounts } from "../journey-map/JourneyMap.ts"
import { element, join, type Markup } from "./Markup.ts"
import type { Pen } from "./Theme.ts"

const parts = [
  ["detractors", "detractor"],
  ["passives", "passive"],
  ["promoters", "promoter"]
] as const

const count = (value: number): number => (Number.isFinite(value) && value > 0 ? value : 0)

/** Detractors, passives and promoters as shares of one bar, with a gap of one pixel between. */
export const npsStack = (
  { paint }: Pen,
  counts: NpsCounts | undefined,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
): Markup => {
  const shown = parts.flatMap(([key, fill]) => {
    const value = count(counts?.[key] ?? 0)
    return value === 0 ? [] : [{ value, fill }]
  })
  const total = shown.reduce((sum, { value }) => sum + value, 0)
  const room = box.width - Math.max(0, shown.length - 1)
  let x = box.x
  return join(
    shown.map(({ value, fill }) => {
      const width = (value / total) * room
      const bar = element("rect", { x, y: box.y, width, height: box.height, ...paint({ fill }) })
      x += width + 1
      return bar
    })
  )
}
