import { compareText } from "../sources/compareText.ts"
import { Groups } from "./Groups.ts"
import { column } from "./read.ts"
import type { Column, Tally } from "./Tally.ts"
import type { Value } from "./Value.ts"
import { withoutUnused } from "./withoutUnused.ts"

/** Only these dimensions, the others counted together. Throws `TallyMismatch` for a name that is not there. */
export const marginal = <Name extends string, const Kept extends Name>(
  tally: Tally<Name>,
  names: ReadonlyArray<Kept>
): Tally<Kept> => {
  const columns = names.map((name) => column(tally, name) as Column<Kept>)
  const groups = new Groups<Kept>(
    columns.map((each) => each.dimension),
    Object.keys(tally.sums)
  )
  groups.addTally({ ...tally, columns })
  return groups.finish()
}

/**
 * Only the groups whose value in a dimension is, or passes, what is asked.
 *
 * ```ts import.meta.vitest
 * import { from } from "./from.ts"
 * import * as Tally from "./index.ts"
 *
 * const tally = from([{ score: 9 }, { score: 3 }], { by: ["score"] })
 * Tally.total(Tally.where(tally, "score", (score) => Number(score) > 5)) // => 1
 * ```
 */
export const where = <Name extends string>(
  tally: Tally<Name>,
  name: NoInfer<Name>,
  asked: Value | ((value: Value) => boolean)
): Tally<Name> => {
  const { codes, values } = column(tally, name)
  const test = typeof asked === "function" ? asked : (value: Value) => value === asked
  const kept = values.map((value) => test(value))
  const groups = Uint32Array.from(codes.keys()).filter((group) => kept[codes[group] ?? 0] === true)
  return select(tally, tally.columns, groups)
}

/** One part of a tally for each value of a dimension, in the order of the values, without that dimension. */
export const by = <Name extends string, const By extends Name>(
  tally: Tally<Name>,
  name: By
): ReadonlyArray<{ readonly value: Value; readonly tally: Tally<Exclude<Name, By>> }> => {
  const split = column(tally, name)
  const columns = tally.columns.filter(
    (each): each is Column<Name> & Column<Exclude<Name, By>> => each.dimension.name !== name
  )
  const groups: ReadonlyArray<Array<number>> = split.values.map(() => [])
  split.codes.forEach((code, group) => {
    groups[code]?.push(group)
  })
  return groups.map((part, code) => ({
    value: split.values[code] ?? null,
    tally: select(tally, columns, Uint32Array.from(part))
  }))
}

/**
 * Only so many groups: those with the most records. Of groups with as many, those come first whose values do: null,
 * booleans, numbers, then text in code point order, dimension by dimension.
 *
 * Throws a `RangeError` unless `groups` is a whole number not below 0.
 *
 * ```ts import.meta.vitest
 * import { from } from "./from.ts"
 * import * as Tally from "./index.ts"
 *
 * const tally = from([{ path: "a" }, { path: "b" }, { path: "b" }], { by: ["path"] })
 * Tally.column(Tally.most(tally, 1), "path").values // => ["b"]
 * ```
 */
export const most = <Name extends string>(tally: Tally<Name>, groups: number): Tally<Name> => {
  if (!Number.isSafeInteger(groups) || groups < 0) throw new RangeError(`${groups} is no number of groups`)
  if (tally.counts.length <= groups) return tally
  const ranks = tally.columns.map(ranked)
  const counted = (group: number) => tally.counts[group] ?? 0
  const byValues = (a: number, b: number): number => {
    for (const rank of ranks) {
      const order = (rank[a] ?? 0) - (rank[b] ?? 0)
      if (order !== 0) return order
    }
    return 0
  }
  const kept = Uint32Array.from(tally.counts.keys())
    .sort((a, b) => counted(b) - counted(a) || byValues(a, b))
    .slice(0, groups)
  return select(tally, tally.columns, kept.sort())
}

/** The place of each group's value where text is in code point order. */
const ranked = ({ codes, values }: Column): Uint32Array => {
  const inOrder = [...values.keys()].sort((a, b) => {
    const [left, right] = [values[a] ?? null, values[b] ?? null]
    return typeof left === "string" && typeof right === "string" ? compareText(left, right) : a - b
  })
  const rank = new Uint32Array(values.length)
  for (const [place, code] of inOrder.entries()) rank[code] = place
  return codes.map((code) => rank[code] ?? 0)
}

/** Groups of a tally that stay in order, with the columns that still tell them apart. */
const select = <Name extends string>(
  tally: Tally,
  columns: ReadonlyArray<Column<Name>>,
  groups: Uint32Array
): Tally<Name> => {
  const pick = (from: Float64Array): Float64Array => Float64Array.from(groups, (group) => from[group] ?? 0)
  return {
    columns: columns.map(({ codes, dimension, values }) =>
      withoutUnused({ dimension, values, codes: groups.map((group) => codes[group] ?? 0) })
    ),
    counts: pick(tally.counts),
    sums: Object.fromEntries(Object.entries(tally.sums).map(([name, sum]) => [name, pick(sum)]))
  }
}
