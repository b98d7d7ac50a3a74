import { Cuts, type Dimension, PeriodLabel, type PeriodUnit, type Value } from "@throughline/core"
import { sameDimension } from "./Counting.ts"

/** The value of one dimension from that of another. */
export type Translate = (value: Value) => Value

const same: Translate = (value) => value

/** The units of which every period lies within one longer period. */
const longer: { readonly [Unit in PeriodUnit]: ReadonlyArray<PeriodUnit> } = {
  day: ["week", "month", "quarter", "year"],
  week: [],
  month: ["quarter", "year"],
  quarter: ["year"],
  year: []
}

/** The label of a period's first day. */
const firstDay = (unit: PeriodUnit, label: string): string => {
  if (unit === "day") return label
  if (unit === "month") return `${label}-01`
  const [year = "", quarter = "1"] = label.split("-Q")
  return `${year}-${String(3 * Number(quarter) - 2).padStart(2, "0")}-01`
}

const isLonger = (fine: Dimension.PeriodDimension, asked: Dimension.PeriodDimension): boolean =>
  fine.field === asked.field && fine.timeZone === asked.timeZone && longer[fine.unit].includes(asked.unit)

/**
 * How each value of a dimension tells the value of another; `undefined` where it does not. The same dimension does, a field
 * tells all that is computed from it, and a calendar period the longer one that it lies in.
 */
export const coarser = (fine: Dimension.Dimension, asked: Dimension.Dimension): Translate | undefined => {
  if (sameDimension(fine, asked)) return same
  if (fine.kind === "field") return fine.field === asked.field ? Cuts.reader(asked) : undefined
  if (fine.kind !== "period" || asked.kind !== "period" || !isLonger(fine, asked)) return undefined
  return (label) => (typeof label === "string" ? PeriodLabel.ofDay(asked.unit, firstDay(fine.unit, label)) : null)
}
