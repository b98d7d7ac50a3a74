import type { CoxRows } from "./CoxRows.ts"
import { entering } from "./EventTimes.ts"
import { HighestRow } from "./HighestRow.ts"
import { predictors } from "./RiskScores.ts"

/** How far at least every event lies above the others at risk with it, along a direction. */
const margin = (rows: CoxRows, heights: Float64Array): number => {
  const { deaths, ends, starts, strata } = rows
  const highest = new HighestRow(heights)
  let least = Number.POSITIVE_INFINITY
  for (let time = starts.length - 1; time >= 0; time--) {
    const [start, end] = [starts[time] ?? 0, ends[time] ?? 0]
    if (strata[time] !== strata[time + 1]) highest.clear()
    for (let row = start; row < end; row++) highest.add(row)
    highest.remove(entering(rows, time))
    const lowest = heights.subarray(start, start + (deaths[time] ?? 0)).reduce((low, each) => Math.min(low, each))
    least = Math.min(least, lowest - highest.top())
  }
  return least
}

/** What is left of other directions when the likelihood rises along one only. */
const noShare = 1e-3

/**
 * The places of the covariates in a direction along which every event lies above all who were at risk with it; `null` when
 * it is none.
 *
 * Along such a direction the partial likelihood rises without end: the coefficients are infinite. Bryson and Johnson (1981),
 * The incidence of monotone likelihood in the Cox model, Technometrics 23.
 */
export const separation = (rows: CoxRows, direction: Float64Array): ReadonlyArray<number> | null => {
  const heights = predictors(rows, direction)
  const most = heights.reduce((sum, height) => Math.max(sum, Math.abs(height)), 0)
  if (!(most > 0 && margin(rows, heights) > -1e-4 * most)) return null
  const largest = direction.reduce((sum, each) => Math.max(sum, Math.abs(each)), 0)
  return [...direction.keys()].filter((j) => Math.abs(direction[j] ?? 0) > noShare * largest)
}
