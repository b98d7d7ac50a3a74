import { type Dimension, Tally } from "@throughline/core"
import type { CheckedQuery } from "../query/CheckedQuery.ts"
import { checkSpans } from "../query/checkSpans.ts"
import type { Derivation } from "./derivation.ts"

/** Which groups of a tally pass every selection; `undefined` where that cannot be told of a value that occurs. */
const groupsOf = (kept: Tally.Tally, { selections }: Derivation): Uint32Array | undefined => {
  let groups = Uint32Array.from(kept.counts.keys())
  for (const { from, select } of selections) {
    const { codes = new Uint32Array(0), values = [] } = kept.columns[from] ?? {}
    const passed = values.map(select)
    if (passed.includes(undefined)) return undefined
    groups = groups.filter((group) => passed[codes[group] ?? 0] === true)
  }
  return groups
}

/** The values of some groups in a column: dates are numbers where the column has them as they are. */
const datesAt = (kept: Tally.Tally, from = 0, groups: Uint32Array): ReadonlyArray<unknown> => {
  const { codes, values = [] } = kept.columns[from] ?? {}
  return Array.from(groups, (group) => values[codes?.[group] ?? 0])
}

/** The tally of a query from a kept one; `undefined` when that cannot be done exactly. */
export const derive = (kept: Tally.Tally, how: Derivation, query: CheckedQuery): Tally.Tally | undefined => {
  const groups = groupsOf(kept, how)
  if (groups === undefined) return undefined
  const pick = (from: ArrayLike<number> | undefined) => Float64Array.from(groups, (group) => from?.[group] ?? 0)
  const columns = how.columns.map(({ from, translate }) => {
    const { codes, values = [] } = kept.columns[from] ?? {}
    return { values: values.map(translate), codes: Uint32Array.from(groups, (group) => codes?.[group] ?? 0) }
  })
  try {
    checkSpans(query.dimensions, (_, d) => datesAt(kept, how.columns[d]?.from, groups))
    // Columns go by their place: a dimension may have any name.
    return Tally.fromColumns({
      columns: Object.fromEntries(columns.map((column, d) => [`d${d}`, column])),
      dimensions: Object.fromEntries(query.dimensions.map((dimension, d) => [`d${d}`, dimension])) as Record<
        string,
        Dimension.Dimension
      >,
      counts: pick(kept.counts),
      sums: Object.fromEntries(query.sums.map((field) => [field, pick(kept.sums[field])]))
    })
  } catch (error) {
    // Sums can pass the limit on the way to one below it: the engine adds in another order. And it refuses too many periods.
    if (error instanceof Tally.TallyOverflow || error instanceof RangeError) return undefined
    throw error
  }
}
