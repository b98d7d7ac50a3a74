import { entrants, type LifetimeRows } from "./LifetimeRows.ts"

/** Who left and who was last seen staying, at each time in ascending order. */
export interface RiskTable {
  readonly times: ReadonlyArray<number>
  readonly events: ReadonlyArray<number>
  readonly censored: ReadonlyArray<number>
  /** Who came under observation since the time before: everyone before the first unless told. */
  readonly entered?: ReadonlyArray<number>
}

const countEntered = (rows: LifetimeRows, times: ReadonlyArray<number>): ReadonlyArray<number> => {
  if (rows.entries === null) {
    const all = rows.copies.reduce((sum, copies) => sum + copies, 0)
    return times.map((_, i) => (i === 0 ? all : 0))
  }
  const admit = entrants(rows)
  return times.map((time) => {
    let joined = 0
    admit(time, (row) => {
      joined += rows.copies[row] as number
    })
    return joined
  })
}

/**
 * Count lifetimes that are in the order of their times.
 *
 * ```ts import.meta.vitest
 * import { riskTable } from "./RiskTable.ts"
 *
 * const rows = {
 *   times: Float64Array.of(2, 5, 5),
 *   ended: Uint8Array.of(1, 1, 0),
 *   copies: Float64Array.of(1, 1, 4),
 *   entries: Float64Array.of(0, 0, 2),
 *   groups: new Uint32Array(3),
 *   strata: new Uint32Array(3)
 * }
 * riskTable(rows) // => { times: [2, 5], events: [1, 1], censored: [0, 4], entered: [2, 4] }
 * ```
 */
export const riskTable = (rows: LifetimeRows): Required<RiskTable> => {
  const { copies, ended } = rows
  const [times, events, censored]: [Array<number>, Array<number>, Array<number>] = [[], [], []]
  for (let row = 0; row < rows.times.length; ) {
    const time = rows.times[row] as number
    let [left, stayed] = [0, 0]
    for (; rows.times[row] === time; row++) {
      if (ended[row] === 1) left += copies[row] as number
      else stayed += copies[row] as number
    }
    times.push(time)
    events.push(left)
    censored.push(stayed)
  }
  return { times, events, censored, entered: countEntered(rows, times) }
}
