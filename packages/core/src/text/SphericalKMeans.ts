import { distance, normalise, type Points } from "./Points.ts"

/** Points shared out among centres. */
export interface Clustering {
  /** For each point the nearest centre; of equally near ones the first. */
  readonly labels: Uint32Array
  /** All of length 1. */
  readonly centres: Points
}

/** What is known of distances: none from a point to its own centre is above `upper`, none to another below `lower`. */
interface Bounds {
  readonly labels: Uint32Array
  readonly upper: Float64Array
  readonly lower: Float64Array
}

/** Points are shared out for good when no more than this share of them moves. */
const settledShare = 0.001

/** Rounding in distances and bounds. */
const slack = 1e-7

/** Half of the distance from each centre to each other one, and from each to its nearest. */
const halves = (centres: Points): { readonly between: Float64Array; readonly nearest: Float64Array } => {
  const count = centres.height
  const between = new Float64Array(count * count)
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < a; b++) {
      const half = distance(centres, a, centres, b) / 2
      between[a * count + b] = half
      between[b * count + a] = half
      nearest[a] = Math.min(half, nearest[a] as number)
      nearest[b] = Math.min(half, nearest[b] as number)
    }
  }
  return { between, nearest }
}

/** Find a point's nearest centre, where the bounds leave a doubt; tells whether it is another than before. */
const reassign = (points: Points, centres: Points, bounds: Bounds, between: Float64Array, i: number): boolean => {
  const count = centres.height
  const { labels, lower, upper } = bounds
  const before = labels[i] as number
  let own = before
  let far = distance(points, i, centres, own)
  lower[i * count + own] = far
  for (let c = 0; c < count; c++) {
    if (c === own) continue
    const bound = Math.max(lower[i * count + c] as number, between[own * count + c] as number)
    if (bound > far + slack) continue
    const other = distance(points, i, centres, c)
    lower[i * count + c] = other
    if (other < far || (other === far && c < own)) {
      own = c
      far = other
    }
  }
  labels[i] = own
  upper[i] = far
  return own !== before
}

/** Centres moved to the mean of their points; those without a point stay. */
const moved = (
  points: Points,
  weights: Float64Array,
  { height, size, values }: Points,
  labels: Uint32Array
): Points => {
  const sums = new Float64Array(height * size)
  for (let i = 0; i < points.height; i++) {
    const [from, to, weight] = [i * size, (labels[i] as number) * size, weights[i] as number]
    for (let c = 0; c < size; c++)
      sums[to + c] = (sums[to + c] as number) + weight * (points.values[from + c] as number)
  }
  for (let k = 0; k < height; k++) {
    const mean = sums.subarray(k * size, (k + 1) * size)
    if (!normalise(mean)) mean.set(values.subarray(k * size, (k + 1) * size))
  }
  return { height, size, values: sums }
}

/** Let the bounds follow the centres. */
const follow = ({ labels, lower, upper }: Bounds, before: Points, after: Points): void => {
  const count = after.height
  const shift = Float64Array.from({ length: count }, (_, c) => distance(before, c, after, c))
  for (let i = 0; i < labels.length; i++) {
    upper[i] = (upper[i] as number) + (shift[labels[i] as number] as number)
    for (let c = 0, at = i * count; c < count; c++, at++) {
      lower[at] = Math.max(0, (lower[at] as number) - (shift[c] as number))
    }
  }
}

/**
 * Share points of length 1 out among centres, then move the centres, until one in a thousand moves or `rounds` are over. The
 * labels that it starts from only save time.
 *
 * Spherical k-means of Dhillon and Modha (2001). Distances that the triangle inequality shows to be too long are not
 * computed, after Elkan (2003): the result is that of computing all of them.
 */
export const cluster = (points: Points, weights: Float64Array, start: Clustering, rounds: number): Clustering => {
  const bounds: Bounds = {
    labels: start.labels.slice(),
    upper: new Float64Array(points.height).fill(Number.POSITIVE_INFINITY),
    lower: new Float64Array(points.height * start.centres.height)
  }
  let { centres } = start
  for (let round = 0; ; round++) {
    const { between, nearest } = halves(centres)
    let changed = 0
    for (let i = 0; i < points.height; i++) {
      const isSettled = (bounds.upper[i] as number) + slack < (nearest[bounds.labels[i] as number] as number)
      if (!isSettled && reassign(points, centres, bounds, between, i)) changed++
    }
    const isOver = round > 0 && changed <= points.height * settledShare
    if (isOver || round >= rounds) return { labels: bounds.labels, centres }
    const next = moved(points, weights, centres, bounds.labels)
    follow(bounds, centres, next)
    centres = next
  }
}
