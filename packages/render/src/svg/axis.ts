import { niceStep } from "./scale.ts"

/** An axis with its ends on ticks. */
export interface Axis {
  readonly low: number
  readonly high: number
  readonly step: number
  readonly ticks: ReadonlyArray<number>
}

/** An axis around all values, with about `count` steps and no shorter than `least`. */
export const axisOf = (values: ReadonlyArray<number>, count: number, least: number): Axis => {
  const from = values.length === 0 ? 0 : Math.min(...values)
  const most = Math.max(from + Math.max(least, Math.abs(from) * 1e-9), ...values)
  const step = niceStep((most - from) / count)
  const low = Math.floor(from / step + 1e-9) * step
  const high = Math.ceil(most / step - 1e-9) * step
  const ticks = Array.from({ length: Math.min(12, Math.round((high - low) / step) + 1) }, (_, i) =>
    Number((low + i * step).toPrecision(12))
  )
  return { low, high, step, ticks }
}
