import type { Excluded } from "../stats/Estimate.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Column, Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

/** How many cases came how far. */
export interface FunnelCounts {
  /** By step, from 0, which all reach. */
  readonly reached: Float64Array
  /** By step: where those who came no further went, `null` for nowhere; `null` when the tally does not say. */
  readonly went: ReadonlyArray<ReadonlyMap<Value, number>> | null
  readonly excluded: Excluded
}

const columnIfThere = (tally: Tally, name: string): Column | undefined =>
  tally.columns.find(({ dimension }) => dimension.name === name)

/** Count where they went: of the rows that are the furthest of their case. */
const goings = (tally: Tally, steps: number): FunnelCounts["went"] => {
  const next = columnIfThere(tally, "next")
  const furthest = columnIfThere(tally, "furthest")
  if (next === undefined || furthest === undefined) return null
  const step = column(tally, "step")
  const went: ReadonlyArray<Map<Value, number>> = Array.from({ length: steps + 1 }, () => new Map())
  tally.counts.forEach((copies, group) => {
    if (valueAt(furthest, group) !== true) return
    const [to, from] = [valueAt(next, group), went[Number(valueAt(step, group))]]
    from?.set(to, (from.get(to) ?? 0) + copies)
  })
  return went
}

const isStep = (value: Value, steps: number): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= steps

/** Read a tally of progress by `step`. Throws `TallyMismatch` when it does not count by it. */
export const readCounts = (tally: Tally, steps: number): FunnelCounts => {
  const step = column(tally, "step")
  const reached = new Float64Array(steps + 1)
  let [missing, invalid] = [0, 0]
  tally.counts.forEach((copies, group) => {
    const value = valueAt(step, group)
    if (value === null) missing += copies
    else if (isStep(value, steps)) reached[value] = (reached[value] ?? 0) + copies
    else invalid += copies
  })
  return { reached, went: goings(tally, steps), excluded: { missing, invalid } }
}
