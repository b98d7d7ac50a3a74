import type { CoxRows } from "./CoxRows.ts"
import { entering } from "./EventTimes.ts"

/** The cumulative hazard at each event time, from 0 in each stratum. */
export const accumulate = ({ strata }: Pick<CoxRows, "strata">, hazards: Float64Array): Float64Array => {
  const sums = new Float64Array(hazards.length)
  for (let time = 0; time < sums.length; time++) {
    const before = strata[time] === strata[time - 1] ? (sums[time - 1] ?? 0) : 0
    sums[time] = before + (hazards[time] ?? 0)
  }
  return sums
}

/** What each row had been exposed to, had it been there from the start, when it came in. */
const exposureAtEntry = (rows: CoxRows, cumulative: Float64Array): Float64Array => {
  const exposure = new Float64Array(rows.order.length)
  for (let time = 0; time < cumulative.length; time++) {
    for (const row of entering(rows, time)) exposure[row] = cumulative[time] ?? 0
  }
  return exposure
}

/**
 * Turn risk scores into expected events, in place: each row's score times the hazard while it was at risk.
 *
 * `hazards` has that of each event time, `tiedHazards` what Efron's way spares those who leave at it.
 */
export const expectEvents = (
  rows: CoxRows,
  scores: Float64Array,
  hazards: Float64Array,
  tiedHazards: Float64Array
): void => {
  const { deaths, ends, starts } = rows
  const cumulative = accumulate(rows, hazards)
  const before = exposureAtEntry(rows, cumulative)
  const expose = (from: number, to: number, hazard: number): void => {
    for (let row = from; row < to; row++) scores[row] = (scores[row] as number) * (hazard - (before[row] as number))
  }
  let done = 0
  for (let time = 0; time < cumulative.length; time++) {
    const [start, end] = [starts[time] ?? 0, ends[time] ?? 0]
    const hazard = cumulative[time] ?? 0
    const others = start + (deaths[time] ?? 0)
    // Rows before the first event of their stratum were never at risk of one.
    scores.fill(0, done, start)
    expose(start, others, hazard - (tiedHazards[time] ?? 0))
    expose(others, end, hazard)
    done = end
  }
  scores.fill(0, done)
}
