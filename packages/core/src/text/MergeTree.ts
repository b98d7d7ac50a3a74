import type { Random } from "../stats/Random.ts"
import { adjustedRand } from "./AdjustedRand.ts"
import { neighbourTree } from "./NeighbourTree.ts"
import { draw, masses, nearestCentres, part, partition } from "./Partition.ts"
import type { Points } from "./Points.ts"
import { among, type SparseRows } from "./SparseRows.ts"
import type { Clustering } from "./SphericalKMeans.ts"
import { cut, type Merge, tree } from "./Ward.ts"

/** How topics merge, and how stable they are when so many are left. */
export interface MergeTree {
  readonly merges: ReadonlyArray<Merge>
  /** For each number of topics left, from one to all: the mean adjusted Rand index with the halves, `null` when unknown. */
  readonly stability: ReadonlyArray<number | null>
}

/** Fewer texts say nothing. */
const leastTexts = 100
/** Halves of more texts are compared on so many. */
const mostTexts = 8000
const halves = 2

/** Points with their weights and the graph of their neighbours. */
export interface Space {
  readonly points: Points
  readonly weights: Float64Array
  readonly neighbours: SparseRows
}

/** A part of a space, by the places of its points. */
const within = ({ neighbours, points, weights }: Space, places: ReadonlyArray<number>): Space => ({
  points: part(points, places),
  weights: Float64Array.from(places, (place) => weights[place] as number),
  neighbours: among(neighbours, places)
})

/** The same topics found once more, in a half of the points drawn by chance, and then looked for in all of them. */
const again = (space: Space, count: number, next: Random): Clustering => {
  const all = space.points.height
  const half = within(space, draw(all, Math.ceil(all / 2), next))
  const merges = neighbourTree(half.points, half.weights, half.neighbours)
  const { centres } = partition(half.points, half.weights, merges, count)
  return { centres, labels: nearestCentres(space.points, centres) }
}

const treeOf = ({ centres, labels }: Clustering, weights: Float64Array): ReadonlyArray<Merge> =>
  tree(
    centres,
    masses(labels, weights, centres.height).map((mass) => Math.max(mass, 1e-9))
  )

/** The labels of a clustering when it is merged until so many topics are left. */
const level = ({ centres, labels }: Clustering, merges: ReadonlyArray<Merge>, count: number): Uint32Array => {
  const merged = cut(merges, centres.height, count)
  return labels.map((label) => merged[label] as number)
}

/** The tree of merging topics, by Ward (1963), with the stability of each of its levels on halves of the texts. */
export const mergeTree = (space: Space, topics: Clustering, next: Random): MergeTree => {
  const merges = treeOf(topics, space.weights)
  const count = topics.centres.height
  const places = draw(space.points.height, mostTexts, next)
  const some = within(space, places)
  const shown = { ...topics, labels: Uint32Array.from(places, (place) => topics.labels[place] as number) }
  const others = Array.from({ length: space.points.height < leastTexts ? 0 : halves }, () => {
    const clustering = again(some, count, next)
    return { clustering, merges: treeOf(clustering, some.weights) }
  })
  const stability = Array.from({ length: count }, (_, i) => {
    const labels = level(shown, merges, i + 1)
    const agreements = others.map((other) => adjustedRand(labels, level(other.clustering, other.merges, i + 1)) ?? 0)
    return agreements.length === 0 ? null : agreements.reduce((sum, each) => sum + each, 0) / agreements.length
  })
  return { merges, stability }
}
