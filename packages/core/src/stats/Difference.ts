import type { Interval } from "./Estimate.ts"

/** How far apart two groups are: the first minus the second, on the scale of the measure. */
export interface Difference {
  readonly _tag: "Difference"
  readonly value: number
  readonly interval: Interval
  /** Two-sided p-value of "no difference"; `null` when there is no variation to test against. */
  readonly p: number | null
  /** How many records stand on each side. */
  readonly n: readonly [first: number, second: number]
}
