import type { Random } from "../stats/Random.ts"
import { distance, normalise, type Points } from "./Points.ts"
import { type Clustering, cluster } from "./SphericalKMeans.ts"
import { cut, type Merge, type Price, tree } from "./Ward.ts"

/** Topics are merged from so many small clusters each, */
const smallEach = 4
/** and from no fewer than this, */
const leastSmall = 40
/** of so many points each on average, or more. */
const pointsEach = 8
const rounds = 30

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

/** Ward's price with less regard to weights, which lets heavy clusters take in others and light ones stay by themselves. */
const uneven: Price = (squared, left, right) => {
  const root = Math.sqrt((left * right) / (left + right))
  return squared * root * Math.sqrt(root)
}

/** How many small clusters so many topics of so many points are merged from. */
const smallOf = (points: number, topics: number): number =>
  Math.max(topics, Math.min(Math.max(leastSmall, smallEach * topics), Math.floor(points / pointsEach)))

/** Where a partition starts from: small clusters of `merges`, merged until so many are left. */
const first = (points: Points, weights: Float64Array, merges: ReadonlyArray<Merge>, count: number): Clustering => {
  const small = cut(merges, points.height, smallOf(points.height, count))
  const kinds = small.reduce((most, each) => Math.max(most, each + 1), 0)
  const merged = cut(tree(means(points, weights, small, kinds), masses(small, weights, kinds), uneven), kinds, count)
  const labels = small.map((each) => merged[each] as number)
  return { labels, centres: means(points, weights, labels, Math.min(count, kinds)) }
}

/** Points in so many topics, or fewer where there are not as many different points; no topic is without a point. */
export const partition = (
  points: Points,
  weights: Float64Array,
  merges: ReadonlyArray<Merge>,
  count: number
): Clustering => {
  const { centres, labels } = cluster(points, weights, first(points, weights, merges, count), rounds)
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
