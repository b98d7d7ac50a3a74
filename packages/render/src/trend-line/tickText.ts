import type { NumberFormat } from "../text/NumberFormat.ts"
import { compact, formatted } from "../text/number.ts"
import { ellipsis } from "../text/wrap.ts"

/** A tick's value: large numbers in thousands, so that they fit `room`. */
export const tickText = (tick: number, format: NumberFormat, room: number, size: 11 | 12): string => {
  const percent = format.style === "percent"
  const value = percent ? tick * 100 : tick
  const text = Math.abs(value) < 1e4 ? formatted(tick, format) : `${compact(value)}${percent ? "\u00a0%" : ""}`
  return ellipsis(text, room, { size, weight: 400 })
}
