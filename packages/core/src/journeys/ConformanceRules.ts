import type { Repeats } from "./Alignment.ts"
import type { PlannedOrder } from "./PlanToFollow.ts"

/** What the plan allows. */
export interface FollowOptions {
  /** Which order it asks for: `"touchpoints"` unless told. */
  readonly order?: PlannedOrder
  /** What meeting a touchpoint again costs where the plan has it not: `"cost"` unless told. */
  readonly repeats?: Repeats
}

/** How conformance is read from a tally of cases. */
export interface ConformanceOptions<Name extends string> extends FollowOptions {
  /** The dimension that holds the path: `"path"` unless told. */
  readonly path?: Name
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Withhold the shares of fewer than this many cases: 1 unless told. */
  readonly minimum?: number
}

/** The rules that paths were held against, stated. */
export interface ConformanceRules {
  readonly order: PlannedOrder
  readonly repeats: Repeats
  readonly costs: {
    readonly met: 0
    readonly skipped: 1
    readonly skippedOptional: 0
    readonly added: 1
    readonly repeated: 0 | 1
  }
}

/** The rules that options ask for. */
export const rulesOf = ({ order = "touchpoints", repeats = "cost" }: FollowOptions): ConformanceRules => ({
  order,
  repeats,
  costs: { met: 0, skipped: 1, skippedOptional: 0, added: 1, repeated: repeats === "free" ? 0 : 1 }
})
