import type { DirectlyFollows } from "@throughline/core"
import type { Column } from "./Column.ts"
import type { ActualPaths } from "./JourneyMap.ts"

/** A way that customers took from one column to another, or again to the same. */
export interface Way {
  readonly from: Column
  readonly to: Column
  readonly share: DirectlyFollows.CountedShare
  /** How many columns it goes on; below zero it goes back. */
  readonly span: number
}

/** More ways than this many a touchpoint are a thicket. */
const perColumn = 3

/** A way that fewer than this part of the most travelled one took would be a hair. */
const thinnest = 0.02

const isCount = (count: number): boolean => Number.isFinite(count) && count > 0

/** The columns by the ids of their touchpoints; of several of one id the first. */
export const columnsById = (columns: ReadonlyArray<Column>): ReadonlyMap<string, Column> =>
  new Map(columns.toReversed().map((column) => [column.touchpoint.id, column]))

/** The most travelled ways between columns, and which part of all steps they are. */
export const waysOf = (
  columns: ReadonlyArray<Column>,
  { graph }: ActualPaths
): { readonly ways: ReadonlyArray<Way>; readonly drawn: number } => {
  const places = columnsById(columns)
  const all = graph.edges.flatMap(({ from, share, to }): ReadonlyArray<Way> => {
    const [start, end] = [places.get(from), places.get(to)]
    if (start === undefined || end === undefined || !isCount(share.count)) return []
    return [{ from: start, to: end, share, span: end.index - start.index }]
  })
  const byCount = all.toSorted((a, b) => b.share.count - a.share.count)
  const least = (byCount[0]?.share.count ?? 0) * thinnest
  const ways = byCount.slice(0, perColumn * columns.length).filter(({ share }) => share.count >= least)
  const steps = ways.reduce((sum, { share }) => sum + share.count, 0)
  return { ways, drawn: isCount(graph.steps) ? Math.min(1, steps / graph.steps) : 0 }
}
