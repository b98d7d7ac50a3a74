import type { CountedPath } from "./CountedPaths.ts"

/** So many cases of two groups. */
type Row = [first: number, second: number]

/** All paths that begin alike. */
interface Prefix {
  readonly next: Map<string, Prefix>
  /** The cases whose path is this and no more. */
  readonly end: Row
}

const prefix = (): Prefix => ({ next: new Map(), end: [0, 0] })

const treeOf = (groups: readonly [ReadonlyArray<CountedPath>, ReadonlyArray<CountedPath>]): Prefix => {
  const root = prefix()
  groups.forEach((paths, group) => {
    for (const { cases, touchpoints } of paths) {
      let node = root
      for (const touchpoint of touchpoints) {
        const next = node.next.get(touchpoint) ?? prefix()
        node.next.set(touchpoint, next)
        node = next
      }
      node.end[group === 0 ? 0 : 1] += cases
    }
  })
  return root
}

/**
 * The cases of two groups by path, where a rare path is one with the other rare ones that begin alike for the longest. What
 * stays rare at last is one row.
 */
export const pooledPaths = (
  groups: readonly [ReadonlyArray<CountedPath>, ReadonlyArray<CountedPath>],
  isRare: (cases: number) => boolean
): ReadonlyArray<Readonly<Row>> => {
  const rows: Array<Row> = []
  /** Keep a row that is frequent; give back what is rare. */
  const rest = (row: Row): Row => {
    if (isRare(row[0] + row[1])) return row
    rows.push(row)
    return [0, 0]
  }
  const collect = ({ end, next }: Prefix): Row => {
    const pool = rest(end)
    for (const each of next.values()) {
      const [first, second] = collect(each)
      pool[0] += first
      pool[1] += second
    }
    return rest(pool)
  }
  const last = collect(treeOf(groups))
  return last[0] + last[1] === 0 ? rows : [...rows, last]
}
