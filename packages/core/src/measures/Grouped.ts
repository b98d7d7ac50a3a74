import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import type { Difference } from "../stats/Difference.ts"
import type { InsufficientData } from "../stats/Estimate.ts"
import type { Dimension } from "../tally/Dimension.ts"
import { labelsBetween } from "../tally/PeriodLabel.ts"
import type { Value } from "../tally/Value.ts"

/** One group of a comparison. */
export interface Group<Result> {
  readonly value: Value
  readonly result: Result
  /** The group minus all others together. */
  readonly fromRest: Difference | InsufficientData
  /** The p-value of that difference, corrected for the number of groups compared (Benjamini–Hochberg). */
  readonly adjustedP: number | null
  /** Whether the group differs from the rest: the corrected p-value is below 1 − level. */
  readonly differs: boolean
}

/** One period of a series. */
export interface PeriodResult<Result> {
  readonly period: string
  readonly result: Result
  /** This period minus the one before it; `InsufficientData` when one of them holds too little. */
  readonly change: Difference | InsufficientData
}

/** What a measure must be able to do with its counts to be grouped. */
export interface Finisher<Counts, Result> {
  readonly add: (a: Counts, b: Counts) => Counts
  readonly subtract: (a: Counts, b: Counts) => Counts
  readonly finish: (counts: Counts) => Result
  readonly difference: (a: Counts, b: Counts) => Difference | InsufficientData
}

/** Compare each part with all others together, corrected for their number. No parts give no groups. */
export const compareGroups = <Counts, Result>(
  parts: ReadonlyArray<readonly [value: Value, counts: Counts]>,
  { add, difference, finish, subtract }: Finisher<Counts, Result>,
  level: number
): ReadonlyArray<Group<Result>> => {
  const [first, ...others] = parts
  if (first === undefined) return []
  const whole = others.reduce((sum, [, counts]) => add(sum, counts), first[1])
  const rows = parts.map(([value, counts]) => ({
    value,
    result: finish(counts),
    fromRest: difference(counts, subtract(whole, counts))
  }))
  const adjusted = benjaminiHochberg(rows.map(({ fromRest }) => (fromRest._tag === "Difference" ? fromRest.p : null)))
  return rows.map((row, i) => {
    const adjustedP = adjusted[i] ?? null
    return { ...row, adjustedP, differs: adjustedP !== null && adjustedP < 1 - level }
  })
}

/**
 * A series from its first to its last period, each with its change from the one before.
 *
 * Periods between them without a record are in the series, with nothing counted; records without a date are not.
 */
export const compareInTime = <Counts, Result>(
  parts: ReadonlyArray<readonly [period: Value, counts: Counts]>,
  dimension: Dimension,
  nothing: Counts,
  { difference, finish }: Finisher<Counts, Result>
): ReadonlyArray<PeriodResult<Result>> => {
  const dated = new Map(
    parts.flatMap(([period, counts]) => (period === null ? [] : [[String(period), counts] as const]))
  )
  const periods = everyPeriod(dimension, [...dated.keys()])
  return periods.map((period, i) => {
    const counts = dated.get(period) ?? nothing
    const before = dated.get(periods[i - 1] ?? "") ?? nothing
    return { period, result: finish(counts), change: difference(counts, before) }
  })
}

/** The labels, which are in order; of calendar periods also those between the first and the last that nothing is of. */
export const everyPeriod = (dimension: Dimension, labels: ReadonlyArray<string>): ReadonlyArray<string> => {
  const [first, last] = [labels[0], labels.at(-1)]
  if (dimension.kind !== "period" || first === undefined || last === undefined) return labels
  return labelsBetween(dimension.unit, first, last)
}
