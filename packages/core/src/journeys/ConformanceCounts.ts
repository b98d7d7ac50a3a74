import type { Excluded } from "../stats/Estimate.ts"
import type { PairedSums } from "../stats/RatioOfSums.ts"
import type { Value } from "../tally/Value.ts"
import { align, type Repeats } from "./Alignment.ts"
import { pathOf } from "./CasePaths.ts"
import type { PlannedSteps } from "./PlanToFollow.ts"

/** What is counted of cases beside a plan. Counts of two groups add and subtract exactly. */
export interface ConformanceCounts {
  /** Cases whose path costs nothing. */
  readonly conforming: number
  /** Sums of the cost and the worst cost of each case with a path. */
  readonly costs: PairedSums
  readonly excluded: Excluded
}

/** No cases. */
export const nothing: ConformanceCounts = {
  conforming: 0,
  costs: { n: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0 },
  excluded: { missing: 0, invalid: 0 }
}

/** The first and so many times the second. */
export const plus = (a: ConformanceCounts, b: ConformanceCounts, times: number): ConformanceCounts => ({
  conforming: a.conforming + times * b.conforming,
  costs: {
    n: a.costs.n + times * b.costs.n,
    x: a.costs.x + times * b.costs.x,
    y: a.costs.y + times * b.costs.y,
    xx: a.costs.xx + times * b.costs.xx,
    xy: a.costs.xy + times * b.costs.xy,
    yy: a.costs.yy + times * b.costs.yy
  },
  excluded: {
    missing: a.excluded.missing + times * b.excluded.missing,
    invalid: a.excluded.invalid + times * b.excluded.invalid
  }
})

/** What one case counts, by the value that a tally has for its path. */
export const ofCase = (value: Value, plan: PlannedSteps, repeats: Repeats): ConformanceCounts => {
  const path = pathOf(value)
  if (path === undefined) {
    const missing = value === null ? 1 : 0
    return { ...nothing, excluded: { missing, invalid: 1 - missing } }
  }
  const { cost: x, worst: y } = align(path, plan, repeats)
  return { ...nothing, conforming: x === 0 ? 1 : 0, costs: { n: 1, x, y, xx: x * x, xy: x * y, yy: y * y } }
}
