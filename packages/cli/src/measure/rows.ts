import {
  benjaminiHochberg,
  type Difference,
  type Group,
  type InsufficientData,
  type Measured,
  type PeriodResult,
  type Trend
} from "@throughline/core"
import type { AnswerRow } from "./Question.ts"

const excluded = (measured: Measured) =>
  measured._tag === "Suppressed" ? { missing: 0, invalid: 0 } : measured.excluded

/** A measure as a row: value and interval, how many stand behind it and were left out, and why there is none. */
export const measuredRow = (measured: Measured): AnswerRow => ({
  value: measured._tag === "Estimate" ? measured.value : null,
  low: measured._tag === "Estimate" ? measured.interval.low : null,
  high: measured._tag === "Estimate" ? measured.interval.high : null,
  n: measured.n,
  ...excluded(measured),
  note: note(measured)
})

const note = (measured: Measured): string => {
  switch (measured._tag) {
    case "Estimate":
      return `${measured.interval.level * 100} % ${measured.interval.method}`
    case "InsufficientData":
      return measured.reason
    case "Suppressed":
      return `withheld: fewer than ${measured.minimum}`
  }
}

/** A difference as columns beside the measure: its value and interval. */
export const apart = (name: string, difference: Difference | InsufficientData): AnswerRow => ({
  [name]: difference._tag === "Difference" ? difference.value : null,
  [`${name}_low`]: difference._tag === "Difference" ? difference.interval.low : null,
  [`${name}_high`]: difference._tag === "Difference" ? difference.interval.high : null
})

/** A measure as columns beside that of a row: its value and interval. */
export const estimateColumns = (name: string, measured: Measured): AnswerRow => ({
  [name]: measured._tag === "Estimate" ? measured.value : null,
  [`${name}_low`]: measured._tag === "Estimate" ? measured.interval.low : null,
  [`${name}_high`]: measured._tag === "Estimate" ? measured.interval.high : null
})

/** Groups as rows, each with its corrected difference from the rest. */
export const groupRows = (field: string, groups: ReadonlyArray<Group<Measured>>): ReadonlyArray<AnswerRow> =>
  groups.map(({ adjustedP, differs, fromRest, result, value }) => ({
    [field]: value,
    ...measuredRow(result),
    ...apart("from_rest", fromRest),
    adjusted_p: adjustedP,
    differs
  }))

/** Periods as rows, each with its change from the one before. */
export const periodRows = (series: ReadonlyArray<PeriodResult<Measured>>): ReadonlyArray<AnswerRow> =>
  series.map(({ change, period, result }) => ({ period, ...measuredRow(result), ...apart("change", change) }))

/** Trends as rows, each with what it is of; whether they rise or fall is corrected for their number. */
export const trendTable = (
  trends: ReadonlyArray<readonly [of: AnswerRow, trend: Trend.TrendResult]>
): ReadonlyArray<AnswerRow> => {
  const adjusted = benjaminiHochberg(trends.map(([, trend]) => (trend._tag === "Estimate" ? trend.p : null)))
  return trends.map(([of, trend], i) => {
    const certain = (adjusted[i] ?? 1) < 0.05
    return {
      ...of,
      ...measuredRow(trend),
      direction: trend._tag !== "Estimate" ? "not known" : certain ? trend.direction : "no trend",
      adjusted_p: adjusted[i] ?? null
    }
  })
}
