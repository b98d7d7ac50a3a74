import type { CoxRows } from "./CoxRows.ts"
import { entering } from "./EventTimes.ts"
import { RiskSet } from "./RiskSet.ts"
import type { Ties } from "./TieSums.ts"

/** Go through the event times from the last back, stratum by stratum, with the set of those at risk settled for each. */
export const sweep = (
  rows: CoxRows,
  scores: Float64Array,
  way: Ties,
  visit: (time: number, risk: RiskSet) => void
): RiskSet => {
  const { ends, starts, strata, times } = rows
  const risk = new RiskSet(rows, scores)
  for (let time = times.length - 1; time >= 0; time--) {
    if (strata[time] !== strata[time + 1]) risk.clear()
    risk.add(starts[time] ?? 0, ends[time] ?? 0)
    risk.remove(entering(rows, time))
    risk.settle(time, way)
    visit(time, risk)
  }
  return risk
}
