import { exact } from "./exact.ts"
import { type Column, type Tally, TallyMismatch } from "./Tally.ts"
import type { Value } from "./Value.ts"

/** How many records were counted. Throws `TallyOverflow` beyond 2^53 − 1. */
export const total = (tally: Tally): number => tally.counts.reduce((sum, count) => exact(sum + count, "A total"), 0)

/** The column of a dimension. Throws `TallyMismatch` when the tally has none of this name. */
export const column = <Name extends string>(tally: Tally<Name>, name: NoInfer<Name>): Column<Name> => {
  const found = tally.columns.find((candidate) => candidate.dimension.name === name)
  if (found === undefined) {
    const names = tally.columns.map((candidate) => candidate.dimension.name).join(", ")
    throw new TallyMismatch(`This tally counts by ${names || "nothing"}, not by "${name}"`)
  }
  return found
}

/** One group of a tally, for reading. */
export interface Row<Name extends string = string> {
  readonly values: { readonly [N in Name]: Value }
  readonly count: number
  readonly sums: Readonly<Record<string, number>>
}

/**
 * The groups of a tally, in order.
 *
 * ```ts import.meta.vitest
 * import { from } from "./from.ts"
 * import * as Tally from "./index.ts"
 *
 * const tally = from([{ score: 9 }, { score: 3 }, { score: 9 }], { by: ["score"] })
 * Tally.rows(tally).map((row) => [row.values.score, row.count]) // => [[3, 1], [9, 2]]
 * ```
 */
export const rows = <Name extends string>(tally: Tally<Name>): ReadonlyArray<Row<Name>> =>
  Array.from(tally.counts, (count, i) => ({
    values: Object.fromEntries(tally.columns.map((each) => [each.dimension.name, valueAt(each, i)])) as {
      readonly [N in Name]: Value
    },
    count,
    sums: Object.fromEntries(Object.entries(tally.sums).map(([name, sum]) => [name, sum[i] ?? 0]))
  }))

/** The value of a column in a group. */
export const valueAt = (each: Column, group: number): Value => each.values[each.codes[group] ?? 0] ?? null
