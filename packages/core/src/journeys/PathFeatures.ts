import type { CountedPath } from "./CountedPaths.ts"

/** So many cases of two groups. */
export type Pair = readonly [first: number, second: number]

/** Cases of two groups that are at a touchpoint at a position of their paths; `null` are those that ended before. */
export interface PositionCount {
  readonly position: number
  readonly touchpoint: string | null
  readonly cases: Pair
}

/** Cases of two groups that went from one touchpoint directly to another, once or more; `null` is outside. */
export interface EdgeCount {
  readonly from: string | null
  readonly to: string | null
  readonly cases: Pair
}

/** More touchpoints than one tally can hold. */
const most = 2 ** 26

/** Counts of pairs of whole numbers, in two groups. */
class PairCounts {
  private readonly counts = new Map<number, [number, number]>()

  add(high: number, low: number, group: 0 | 1, cases: number): void {
    const key = high * most + low
    const known = this.counts.get(key)
    if (known !== undefined) known[group] += cases
    else this.counts.set(key, group === 0 ? [cases, 0] : [0, cases])
  }

  rows(): ReadonlyArray<readonly [high: number, low: number, cases: Pair]> {
    return Array.from(this.counts, ([key, cases]) => [Math.floor(key / most), key % most, cases])
  }
}

/** Touchpoints as numbers from 1, in the order of first sight. */
class Names {
  private readonly numbers = new Map<string, number>()
  private readonly names: Array<string | null> = [null]

  numberOf(name: string): number {
    const known = this.numbers.get(name)
    if (known !== undefined) return known
    this.numbers.set(name, this.names.length)
    return this.names.push(name) - 1
  }

  nameOf(number: number): string | null {
    return this.names[number] ?? null
  }
}

const addPositions = (
  counts: PairCounts,
  path: ReadonlyArray<number>,
  positions: number,
  group: 0 | 1,
  cases: number
) => {
  for (let i = 0; i < positions; i++) counts.add(i + 1, path[i] ?? 0, group, cases)
}

const addEdges = (counts: PairCounts, path: ReadonlyArray<number>, group: 0 | 1, cases: number): void => {
  const seen = new Set<number>()
  for (let i = 0; i <= path.length; i++) {
    const [from, to] = [path[i - 1] ?? 0, path[i] ?? 0]
    if (seen.has(from * most + to)) continue
    seen.add(from * most + to)
    counts.add(from, to, group, cases)
  }
}

/** What the paths of two groups have in common or not: where cases are at each position, and which edges they take. */
export const pathFeatures = (
  groups: readonly [ReadonlyArray<CountedPath>, ReadonlyArray<CountedPath>],
  positions: number
): { readonly positions: ReadonlyArray<PositionCount>; readonly edges: ReadonlyArray<EdgeCount> } => {
  const [names, byPosition, byEdge] = [new Names(), new PairCounts(), new PairCounts()]
  const longest = groups.flat().reduce((length, { touchpoints }) => Math.max(length, touchpoints.length), 0)
  groups.forEach((paths, g) => {
    const group = g === 0 ? 0 : 1
    for (const { cases, touchpoints } of paths) {
      const path = touchpoints.map((each) => names.numberOf(each))
      addPositions(byPosition, path, Math.min(positions, longest), group, cases)
      addEdges(byEdge, path, group, cases)
    }
  })
  return {
    positions: byPosition.rows().map(([position, at, cases]) => ({ position, touchpoint: names.nameOf(at), cases })),
    edges: byEdge.rows().map(([from, to, cases]) => ({ from: names.nameOf(from), to: names.nameOf(to), cases }))
  }
}
