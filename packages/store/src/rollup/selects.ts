import { Cuts, type Dimension, Period, passes, type Test, type Value } from "@throughline/core"

/** Whether the rows of a value pass a test, all of them or none; `undefined` where that cannot be told from the value. */
export type Select = (value: Value) => boolean | undefined

type Bound = "none" | "elsewhere" | { readonly label: string }

/** The period that begins at a bound; `"elsewhere"` when none does. */
const boundAt = (dimension: Dimension.PeriodDimension, bound: number | undefined): Bound => {
  if (bound === undefined) return "none"
  // Beyond the calendar there are no periods, and within a period a bound parts its rows.
  if (Cuts.reader(dimension)(bound) === null) return "elsewhere"
  const { label, start } = Period.containing(dimension.unit, dimension.timeZone, bound)
  return start === bound ? { label } : "elsewhere"
}

/** Labels of one unit sort as their periods do. Without a period a date is missing, or beyond the calendar on either side. */
const selectPeriods = (
  dimension: Dimension.PeriodDimension,
  range: Extract<Test, { readonly kind: "range" }>
): Select | undefined => {
  const [from, to] = [boundAt(dimension, range.from), boundAt(dimension, range.to)]
  if (from === "elsewhere" || to === "elsewhere") return undefined
  const isClosed = from !== "none" && to !== "none"
  return (label) => {
    if (typeof label !== "string") return isClosed ? false : undefined
    return (from === "none" || label >= from.label) && (to === "none" || label < to.label)
  }
}

/** How the values of a dimension tell which rows pass a test of a field; `undefined` where they do not. */
export const selects = (dimension: Dimension.Dimension, field: string, test: Test): Select | undefined => {
  if (dimension.field !== field) return undefined
  if (dimension.kind === "field") return (value) => passes(test, value)
  if (test.kind === "in") return test.values.length === 0 ? () => false : undefined
  return dimension.kind === "period" ? selectPeriods(dimension, test) : undefined
}
