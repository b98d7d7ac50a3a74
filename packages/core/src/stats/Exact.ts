import type { Excluded } from "./Estimate.ts"

/**
 * A number that was counted in full and not estimated from a sample, such as a share of a complete ledger.
 *
 * It has no interval, because nothing was sampled: it says what happened, and not what would happen again.
 */
export interface Exact {
  readonly _tag: "Exact"
  readonly value: number
  /** The named formula of the value. */
  readonly definition: string
  /** How many records the value stands on. */
  readonly n: number
  readonly excluded: Excluded
}
