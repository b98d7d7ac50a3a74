import type { Dimension } from "../tally/Dimension.ts"
import { labelsBetween } from "../tally/PeriodLabel.ts"
import type { Value } from "../tally/Value.ts"

/**
 * The results of each period, from the first to the last. Periods between them without a record have the result of
 * nothing; records without a date are in none.
 */
export const inTime = <Result>(
  parts: ReadonlyArray<{ readonly value: Value; readonly result: Result }>,
  dimension: Dimension,
  ofNothing: () => Result
): ReadonlyArray<{ readonly period: string; readonly result: Result }> => {
  const dated = parts.flatMap(({ result, value }) => (value === null ? [] : [{ period: String(value), result }]))
  const [first, last] = [dated[0], dated.at(-1)]
  if (dimension.kind !== "period" || first === undefined || last === undefined) return dated
  const known = new Map(dated.map((row) => [row.period, row]))
  return labelsBetween(dimension.unit, first.period, last.period).map(
    (period) => known.get(period) ?? { period, result: ofNothing() }
  )
}
