import type { Excluded } from "../stats/Estimate.ts"
import { labelsBetween } from "../tally/PeriodLabel.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Column, Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { byPeriod } from "./PeriodSeries.ts"

/** So many of so many in one period: `n` may be 0. */
export interface PeriodShare {
  /** A label whose order as text is that of time: `"2026-03"`, `"2026-W13"`. */
  readonly period: string
  readonly successes: number
  readonly n: number
}

/** Where a tally holds what is a success. */
export interface ShareOptions<Name extends string> {
  /** The dimension that says it. Records that have no value there are missing. */
  readonly of: Name
  /** Its value that is a success, or a test of it: `(score) => Number(score) >= 4`. */
  readonly success: Value | ((value: Value) => boolean)
}

/** The shares of each period in the order of time, and the records that had no period or no value. */
export interface PeriodShares {
  readonly shares: ReadonlyArray<PeriodShare>
  readonly excluded: Excluded
}

const check = ({ n, period, successes }: PeriodShare): void => {
  if (!(Number.isSafeInteger(n) && Number.isSafeInteger(successes) && successes >= 0 && successes <= n)) {
    throw new RangeError(`successes and n are whole numbers, 0 ≤ successes ≤ n; in ${period}: ${successes} of ${n}`)
  }
}

/** Plain shares in the order of time; those of the same period are added up. Throws a `RangeError` for what is no share. */
export const inOrder = (shares: Iterable<PeriodShare>): ReadonlyArray<PeriodShare> => {
  const periods = new Map<string, PeriodShare>()
  for (const share of shares) {
    check(share)
    const { n, period, successes } = periods.get(share.period) ?? { period: share.period, successes: 0, n: 0 }
    periods.set(period, { period, successes: successes + share.successes, n: n + share.n })
  }
  return [...periods.values()].sort(byPeriod)
}

/** Every period from the first to the last that is counted, when the dimension is one of calendar periods. */
const emptyPeriods = ({ dimension, values }: Column): ReadonlyArray<PeriodShare> => {
  const labels = values.flatMap((value) => (value === null ? [] : [String(value)]))
  const [first, last] = [labels[0], labels.at(-1)]
  if (dimension.kind !== "period" || first === undefined || last === undefined) return []
  return labelsBetween(dimension.unit, first, last).map((period) => ({ period, successes: 0, n: 0 }))
}

/** The shares of each period of a tally. Periods between them without a record are there, with none of none. */
export const fromTally = (tally: Tally, period: string, { of, success }: ShareOptions<string>): PeriodShares => {
  const [periods, values] = [column(tally, period), column(tally, of)]
  const succeeds = typeof success === "function" ? success : (value: Value) => value === success
  const shares: Array<PeriodShare> = [...emptyPeriods(periods)]
  let missing = 0
  tally.counts.forEach((n, group) => {
    const [label, value] = [valueAt(periods, group), valueAt(values, group)]
    if (label === null || value === null) missing += n
    else shares.push({ period: String(label), successes: succeeds(value) ? n : 0, n })
  })
  return { shares: inOrder(shares), excluded: { missing, invalid: 0 } }
}
