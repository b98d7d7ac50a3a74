import type { DirectlyFollowsGraph, GraphEdge } from "./DirectlyFollows.ts"

/** A graph for a picture: fewer edges, all counts and shares as they are. */
export interface FilteredGraph extends DirectlyFollowsGraph {
  /** What is left of `steps` and `visits`, which still are those of all. */
  readonly shown: { readonly steps: number; readonly visits: number }
}

/** How much of a graph is shown. */
export interface FilterOptions {
  /** At least this many per cent of all steps, from 0 to 100. */
  readonly steps: number
}

/** The fewest edges, from the most frequent, that carry so many steps. */
const fewest = (edges: ReadonlyArray<GraphEdge>, steps: number): ReadonlyArray<GraphEdge> => {
  let carried = 0
  return edges.filter(({ share }) => {
    const needed = carried < steps
    carried += share.count
    return needed
  })
}

/**
 * The most travelled edges of a graph, as few as carry `steps` per cent of all steps, with their touchpoints; those that no
 * edge has are kept. Of edges as frequent as each other the first in the graph's order is kept.
 *
 * Nothing is counted anew: shares stay of all, and `shown` tells how much is left. Throws a `RangeError` unless `steps` is
 * from 0 to 100.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as DirectlyFollows from "./DirectlyFollows.ts"
 *
 * const columns = { from: [null, "search", "search", "cart", "faq"], to: ["search", "cart", "faq", null, null] }
 * const graph = DirectlyFollows.fromTally(Tally.fromColumns({ columns, counts: [10, 9, 1, 9, 1] }))
 * const shown = graph._tag === "DirectlyFollows" ? DirectlyFollows.filter(graph, { steps: 90 }) : graph
 * shown._tag === "DirectlyFollows" ? [shown.nodes.length, shown.shown.steps, shown.steps] : shown // => [2, 9, 10]
 * ```
 */
export const filter = (graph: DirectlyFollowsGraph, { steps }: FilterOptions): FilteredGraph => {
  if (!(steps >= 0 && steps <= 100)) throw new RangeError(`steps are from 0 to 100 per cent, found ${steps}`)
  const edges = fewest(graph.edges, (steps * graph.steps) / 100)
  const sides = (some: ReadonlyArray<GraphEdge>) => new Set(some.flatMap(({ from, to }) => [from, to]))
  const [travelled, shown] = [sides(graph.edges), sides(edges)]
  const nodes = graph.nodes.filter(({ touchpoint }) => shown.has(touchpoint) || !travelled.has(touchpoint))
  return {
    ...graph,
    nodes,
    edges,
    shown: {
      steps: edges.reduce((sum, { share }) => sum + share.count, 0),
      visits: nodes.reduce((sum, { visits }) => sum + visits, 0)
    }
  }
}
