import type { Difference } from "./Difference.ts"
import * as Normal from "./Normal.ts"

/** A difference and its standard error, and between which bounds it can only lie. */
export interface KnownError extends Pick<Difference, "n" | "value"> {
  readonly error: number
  readonly level: number
  readonly method: string
  readonly bound: number
}

/** The normal interval of a difference, clipped to ±`bound`, and its z test; `p` is `null` when the error is 0. */
export const normalDifference = ({ bound, error, level, method, n, value }: KnownError): Difference => {
  const margin = Normal.twoSided(level) * error
  return {
    _tag: "Difference",
    value,
    interval: { low: Math.max(-bound, value - margin), high: Math.min(bound, value + margin), level, method },
    p: error === 0 ? null : Math.min(1, 2 * Normal.upperTail(Math.abs(value) / error)),
    n
  }
}
