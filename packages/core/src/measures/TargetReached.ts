import { type Part, upperTail } from "../stats/LinearCombination.ts"

/** What an improvement aims at, and which side of it is good. */
export interface Target {
  /** The value aimed at, on the measure's own scale. */
  readonly target?: number
  /** Which values are better: `"higher"` unless told. */
  readonly better?: "higher" | "lower"
}

/** Whether what was aimed at is reached. */
export interface TargetReached {
  readonly target: number
  readonly aim: "at least" | "at most"
  /** The measure now. */
  readonly value: number
  /**
   * How sure it is that the target is reached, from 0 to 1: one minus the one-sided p-value, which is the probability of it
   * when nothing was known before. `null` when nothing varies.
   */
  readonly probability: number | null
  /** `"open"` while the two-sided interval of the value holds the target. */
  readonly verdict: "reached" | "missed" | "open"
}

const verdictOf = (probability: number | null, level: number): TargetReached["verdict"] => {
  if (probability === null) return "open"
  if (probability >= (1 + level) / 2) return "reached"
  return probability <= (1 - level) / 2 ? "missed" : "open"
}

/** Hold a value against its target; nothing without one. */
export const reached = (
  { centre, degrees, value, variance }: Part,
  { better = "higher", target }: Target,
  level: number
): { readonly target?: TargetReached } => {
  if (target === undefined) return {}
  const above = better === "higher" ? target - centre : centre - target
  const probability = variance > 0 ? upperTail(above / Math.sqrt(variance), degrees) : null
  const aim = better === "higher" ? "at least" : "at most"
  return { target: { target, aim, value, probability, verdict: verdictOf(probability, level) } }
}
