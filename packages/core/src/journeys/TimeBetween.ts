import * as DurationCounts from "../measures/DurationCounts.ts"
import * as DurationQuantile from "../measures/DurationQuantile.ts"
import { type Estimate, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import * as Tally from "../tally/index.ts"
import type { Value } from "../tally/Value.ts"

/** A quantile of the time between two interactions, in seconds. */
export interface TimeBetween extends Estimate {
  /** 0.5 is the median. */
  readonly quantile: number
  /** Where the quantile of the data lies for certain: durations in one bucket are not told apart. */
  readonly within: { readonly low: number; readonly high: number }
}

/** A quantile, or why there is none. */
export type TimeBetweenResult = TimeBetween | InsufficientData

const quantileOf = (counts: DurationCounts.DurationCounts, quantile: number, level: number): TimeBetweenResult => {
  const excluded = { missing: counts.missing, invalid: counts.invalid }
  const n = DurationCounts.count(counts, "finished")
  if (n === 0) return insufficientData("no time is known", 0, excluded)
  const found = DurationQuantile.quantile(counts, quantile, level)
  if (found === null) return insufficientData("nothing bounds this quantile of so few from above", n, excluded)
  return { _tag: "Estimate", ...found, n, excluded, quantile }
}

/** The quantiles of the time between each two values, found by `(from, to)`. */
export const timesBetween = (
  tally: Tally.Tally,
  sides: { readonly from: string; readonly to: string; readonly seconds: string },
  quantiles: ReadonlyArray<number>,
  level: number
): ((from: Value, to: Value) => ReadonlyArray<TimeBetweenResult>) => {
  const dimensions = { seconds: sides.seconds, outcome: null, finished: [], censored: [] }
  const bySides = new Map(
    Tally.by(tally, sides.from).map(({ tally: part, value }) => [
      value,
      new Map(DurationCounts.byDimension(part, sides.to, dimensions))
    ])
  )
  return (from, to) => {
    const counts = bySides.get(from)?.get(to) ?? DurationCounts.nothing
    return quantiles.map((quantile) => quantileOf(counts, quantile, level))
  }
}
