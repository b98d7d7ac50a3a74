import type { CountedPath } from "./CountedPaths.ts"

/** So many cases of two groups. */
type Row = readonly [first: number, second: number]

/** A path that cases of one group took. */
interface Taken {
  readonly touchpoints: ReadonlyArray<string>
  readonly row: Row
}

const nothing: Row = [0, 0]

const plus = ([a, b]: Row, [c, d]: Row): Row => [a + c, b + d]

const sum = (taken: ReadonlyArray<Taken>): Row => taken.reduce((all, { row }) => plus(all, row), nothing)

/** Paths that begin alike by what comes next, those that end here under `undefined`. */
const byNext = (taken: ReadonlyArray<Taken>, depth: number): ReadonlyMap<string | undefined, ReadonlyArray<Taken>> => {
  const found = new Map<string | undefined, Array<Taken>>()
  for (const each of taken) {
    const next = each.touchpoints[depth]
    const known = found.get(next)
    if (known === undefined) found.set(next, [each])
    else known.push(each)
  }
  return found
}

/**
 * The cases of two groups by path, where a rare path is one with the other rare ones that begin alike for the longest. What
 * stays rare at last is one row.
 */
export const pooledPaths = (
  groups: readonly [ReadonlyArray<CountedPath>, ReadonlyArray<CountedPath>],
  isRare: (cases: number) => boolean
): ReadonlyArray<Row> => {
  const rows: Array<Row> = []
  /** Keep a row that is frequent; give back what is rare. */
  const rest = (row: Row): Row => {
    if (isRare(row[0] + row[1])) return row
    rows.push(row)
    return nothing
  }
  const collect = (taken: ReadonlyArray<Taken>, depth: number): Row => {
    const all = sum(taken)
    if (isRare(all[0] + all[1])) return all
    let pool = nothing
    for (const [next, some] of byNext(taken, depth)) {
      pool = plus(pool, next === undefined ? rest(sum(some)) : collect(some, depth + 1))
    }
    return rest(pool)
  }
  const [first, second] = groups
  const last = collect(
    [
      ...first.map(({ cases, touchpoints }): Taken => ({ touchpoints, row: [cases, 0] })),
      ...second.map(({ cases, touchpoints }): Taken => ({ touchpoints, row: [0, cases] }))
    ],
    0
  )
  return last[0] + last[1] === 0 ? rows : [...rows, last]
}
