import type { Random } from "../stats/Random.ts"
import { distance, normalise, type Points } from "./Points.ts"
import { type Clustering, cluster, start } from "./SphericalKMeans.ts"
import { cut, type Merge, tree } from "./Ward.ts"

/** Many small clusters and the order in which they merge: from these any number of topics is cut. */
export interface Grain {
  readonly centres: Points
  readonly weights: Float64Array
  readonly merges: ReadonlyArray<Merge>
  /** The points that they were found among, in ascending order, and the small cluster of each. */
  readonly places: ReadonlyArray<number>
  readonly labels: Uint32Array
}

/** Small clusters are found among so many points. */
const mostPoints = 6000
const leastGrains = 800
const grainsEach = 3
const roughRounds = 3
const fineRounds = 30

/** Some of the points, by their places. */
export const part = ({ size, values }: Points, places: ReadonlyArray<number>): Points => {
  const chosen = new Float64Array(places.length * size)
  for (const [i, place] of places.entries()) chosen.set(values.subarray(place * size, (place + 1) * size), i * size)
  return { height: places.length, size, values: chosen }
}

/** The sum of the weights of each cluster's points. */
export const masses = (labels: Uint32Array, weights: Float64Array, count: number): Float64Array => {
  const sums = new Float64Array(count)
  for (const [i, label] of labels.entries()) sums[label] = (sums[label] as number) + (weights[i] as number)
  return sums
}

/** The weighted mean of each cluster's points, at length 1. */
export const means = (points: Points, weights: Float64Array, labels: Uint32Array, count: number): Points => {
  const { size, values } = points
  const sums = { height: count, size, values: new Float64Array(count * size) }
  for (const [i, label] of labels.entries()) {
    const [from, to, weight] = [i * size, label * size, weights[i] as number]
    for (let c = 0; c < size; c++) {
      sums.values[to + c] = (sums.values[to + c] as number) + weight * (values[from + c] as number)
    }
  }
  for (let k = 0; k < count; k++) normalise(sums.values.subarray(k * size, (k + 1) * size))
  return sums
}

/** So many places of all, drawn without putting back, in ascending order. */
export const draw = (all: number, count: number, next: Random): ReadonlyArray<number> => {
  const places: Array<number> = []
  for (let i = 0; i < all; i++) if (next() * (all - i) < count - places.length) places.push(i)
  return places
}

/** Small clusters of points, enough to cut `topics` from. */
export const grain = (points: Points, weights: Float64Array, topics: number, next: Random): Grain => {
  const places = draw(points.height, Math.max(mostPoints, 2 * topics), next)
  const some = part(points, places)
  const own = Float64Array.from(places, (place) => weights[place] as number)
  const first = start(some, own, Math.max(leastGrains, grainsEach * topics), next)
  const { centres, labels } = cluster(some, own, first, roughRounds)
  const sums = masses(labels, own, centres.height)
  const filled = Array.from(sums.keys()).filter((centre) => (sums[centre] as number) > 0)
  const numbers = new Map(filled.map((centre, i) => [centre, i]))
  const kept = {
    centres: part(centres, filled),
    weights: Float64Array.from(filled, (centre) => sums[centre] as number)
  }
  return {
    ...kept,
    merges: tree(kept.centres, kept.weights),
    places,
    labels: labels.map((label) => numbers.get(label) as number)
  }
}

/** The centres when small clusters are merged until so many are left. */
const centresOf = ({ centres, merges, weights }: Grain, count: number): Points =>
  means(centres, weights, cut(merges, centres.height, count), Math.min(count, centres.height))

/** Points in so many topics, or fewer where there are not as many different points; no topic is without a point. */
export const partition = (points: Points, weights: Float64Array, grain: Grain, count: number): Clustering => {
  const { centres, labels } = cluster(points, weights, centresOf(grain, count), fineRounds)
  const numbers = new Map([...new Set(labels)].sort((a, b) => a - b).map((label, i) => [label, i]))
  return { centres: part(centres, [...numbers.keys()]), labels: labels.map((label) => numbers.get(label) as number) }
}

/** The nearest centre of each point; of equally near ones the first. */
export const nearestCentres = (points: Points, centres: Points): Uint32Array =>
  Uint32Array.from({ length: points.height }, (_, i) => {
    let [best, least] = [0, Number.POSITIVE_INFINITY]
    for (let c = 0; c < centres.height; c++) {
      const far = distance(points, i, centres, c)
      if (far < least) [best, least] = [c, far]
    }
    return best
  })
