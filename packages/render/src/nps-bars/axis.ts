import type { Estimate } from "@throughline/core"

/** Where an axis of scores begins and ends, and its ticks. */
export interface ScoreAxis {
  readonly low: number
  readonly high: number
  readonly ticks: ReadonlyArray<number>
}

/** From zero to every limit, in steps of 25 or 50, never past −100 and 100. */
export const axisOf = (scores: ReadonlyArray<Estimate>): ScoreAxis => {
  const limits = scores.flatMap((score) => [score.value, score.interval.low, score.interval.high])
  const low = Math.max(-100, Math.floor(Math.min(0, ...limits) / 25) * 25)
  const high = Math.min(100, Math.ceil(Math.max(low === 0 ? 25 : 0, ...limits) / 25) * 25)
  const step = high - low > 125 ? 50 : 25
  const first = Math.ceil(low / step) * step
  const count = Math.floor((high - first) / step) + 1
  return { low: low + 0, high: high + 0, ticks: Array.from({ length: count }, (_, i) => first + i * step + 0) }
}
