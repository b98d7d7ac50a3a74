import { Tally } from "@throughline/core"

/** Whether a table has a column that a measure can do without. */
export const has = (tally: Tally.Tally, name: string): boolean =>
  tally.columns.some(({ dimension }) => dimension.name === name)

/** A number that is no point of any scale: what stands in a cell that is not a number. */
const noNumber = Number.POSITIVE_INFINITY

const numberOf = (value: unknown): number | null => {
  if (value === null || value === undefined) return null
  if (typeof value === "boolean") return Number(value)
  return typeof value === "number" ? value : noNumber
}

/** Tells the number of a record in a dimension, yes and no as 1 and 0; `null` where it has none. */
type NumberOf = (dimension: string) => number | null

/** The records behind a tally, one after the other, each as `read` sees it. */
export function* records<A>(tally: Tally.Tally, read: (numberIn: NumberOf) => A): Generator<A> {
  for (const { count, values } of Tally.rows(tally)) {
    const record = read((dimension) => numberOf(values[dimension]))
    for (let i = 0; i < count; i++) yield record
  }
}
