import { type Axis, axisOf } from "../svg/axis.ts"
import type { Item } from "./items.ts"

/** One of the two scales, with its place in the crosshair. */
export const axisFor = (
  items: ReadonlyArray<Item>,
  of: "importance" | "performance",
  crosshair: number
): Axis & { readonly centre: number } => {
  const ends = items.flatMap(({ [of]: { interval, value } }) => [interval.low, interval.high, value])
  const centre = Math.abs(crosshair) <= 1e15 ? crosshair : (ends[0] ?? 0)
  return { ...axisOf([...ends, centre], 5, 0.1), centre }
}
